//! The keys of a sender's domain: RSA, which everybody reads, and Ed25519 (RFC 8463), which is short.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::ed25519::signature::Signer as _;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng as _;
use rsa::pkcs1::DecodeRsaPrivateKey as _;
use rsa::pkcs8::EncodePublicKey as _;
use rsa::traits::PublicKeyParts as _;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};

/// Bits of an RSA key that is made: what a record of DNS holds without trouble (RFC 8301 asks for 1024 at least).
const RSA_BITS: usize = 2_048;
/// Bytes of the shortest RSA key that is read.
const RSA_BYTES_MIN: usize = 128;
/// What stands before a SHA-256 in an RSA signature (RFC 8017, 9.2).
const SHA256_PREFIX: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0, 0x04,
    0x20,
];

/// A private key that letters are signed with. It shows itself only when asked to.
#[derive(Clone)]
pub struct DkimKey(Key);

#[derive(Clone)]
enum Key {
    Rsa(Box<RsaPrivateKey>),
    Ed25519(Box<SigningKey>),
}

/// The text is no key that letters can be signed with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a private key as PEM, of RSA with 1024 bits or more, or of Ed25519")]
pub struct NotAKey;

impl DkimKey {
    /// A new RSA key, made from 32 random bytes. The same bytes give the same key. Takes a second.
    pub fn new_rsa(seed: [u8; 32]) -> Self {
        let key = RsaPrivateKey::new(&mut ChaCha20Rng::from_seed(seed), RSA_BITS);
        Self(Key::Rsa(Box::new(key.expect("a key of 2048 bits can be made"))))
    }

    /// A new Ed25519 key: 32 random bytes are one.
    pub fn new_ed25519(seed: [u8; 32]) -> Self {
        Self(Key::Ed25519(Box::new(SigningKey::from_bytes(&seed))))
    }

    /// Reads a private key: PKCS#8 of either kind, or PKCS#1.
    pub fn from_pem(pem: &str) -> Result<Self, NotAKey> {
        if let Ok(key) = <SigningKey as ed25519_dalek::pkcs8::DecodePrivateKey>::from_pkcs8_pem(pem) {
            return Ok(Self(Key::Ed25519(Box::new(key))));
        }
        let key = <RsaPrivateKey as rsa::pkcs8::DecodePrivateKey>::from_pkcs8_pem(pem)
            .or_else(|_| RsaPrivateKey::from_pkcs1_pem(pem).map_err(|_| NotAKey))
            .map_err(|_| NotAKey)?;
        if key.size() < RSA_BYTES_MIN { Err(NotAKey) } else { Ok(Self(Key::Rsa(Box::new(key)))) }
    }

    /// The key as PEM (PKCS#8), to be stored where secrets are.
    pub fn reveal_pem(&self) -> String {
        let ending = Default::default();
        match &self.0 {
            Key::Rsa(key) => rsa::pkcs8::EncodePrivateKey::to_pkcs8_pem(key.as_ref(), ending)
                .expect("a key can be written")
                .to_string(),
            Key::Ed25519(key) => {
                ed25519_dalek::pkcs8::EncodePrivateKey::to_pkcs8_pem(key.as_ref(), Default::default())
                    .expect("a key can be written")
                    .to_string()
            }
        }
    }

    /// What DNS says of the public key (RFC 6376, 3.6.1).
    pub fn record(&self) -> String {
        let (kind, public) = match &self.0 {
            Key::Rsa(key) => {
                let document = key.to_public_key().to_public_key_der().expect("a key can be written");
                ("rsa", STANDARD.encode(document.as_bytes()))
            }
            Key::Ed25519(key) => ("ed25519", STANDARD.encode(key.verifying_key().as_bytes())),
        };
        format!("v=DKIM1; k={kind}; p={public}")
    }

    /// The algorithm's name in a signature.
    pub(super) fn algorithm(&self) -> &'static str {
        match &self.0 {
            Key::Rsa(_) => "rsa-sha256",
            Key::Ed25519(_) => "ed25519-sha256",
        }
    }

    /// The signature of a SHA-256, as base64.
    pub(super) fn sign(&self, hash: &[u8; 32]) -> String {
        match &self.0 {
            Key::Rsa(key) => {
                let padding = Pkcs1v15Sign { hash_len: Some(hash.len()), prefix: SHA256_PREFIX.into() };
                STANDARD.encode(key.sign(padding, hash).expect("a key of 1024 bits or more signs a hash"))
            }
            Key::Ed25519(key) => STANDARD.encode(key.sign(hash).to_bytes()),
        }
    }
}

impl fmt::Debug for DkimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DkimKey({})", self.algorithm())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_what_it_reveals() {
        for key in [DkimKey::new_ed25519([1; 32]), DkimKey::new_rsa([2; 32])] {
            let read = DkimKey::from_pem(&key.reveal_pem()).unwrap();
            assert_eq!(read.record(), key.record());
            assert_eq!(read.sign(&[3; 32]), key.sign(&[3; 32]));
            assert!(!format!("{key:?}").contains("PRIVATE"));
        }
    }

    #[test]
    fn the_record_of_the_standards_example_key_is_the_standards() {
        // RFC 8463, appendix A.
        let seed = STANDARD.decode("nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=").unwrap();
        let key = DkimKey::new_ed25519(seed.try_into().unwrap());
        assert_eq!(key.record(), "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    }

    #[test]
    fn what_is_no_key_is_refused() {
        for text in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "whsec_x"] {
            assert!(DkimKey::from_pem(text).is_err());
        }
    }
}
