//! Proof of who a visitor is: `userHash` = HMAC-SHA-256(identity secret, user id), made by the shop's own server
//! (RFC 2104; FIPS 180-4).
//!
//! A new secret replaces the one before, which holds for another day, so that a shop can change it without a moment in
//! which nobody is proved.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use kizukai_model::{SiteId, Timestamp};

use crate::{Runtime, RuntimeError, limits};

/// What every identity secret begins with.
const SECRET_PREFIX: &str = "kzs_";

/// What is to be told of a site's identity secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdentityView {
    /// When the present secret was made; none before the first.
    pub secret_since: Option<Timestamp>,
    /// Until when the one before still holds.
    pub previous_until: Option<Timestamp>,
}

impl Runtime {
    /// Whether `user_hash` (hexadecimal digits) proves the user id, by a secret of the site that holds now.
    pub fn proves(&self, site: &SiteId, user_id: &str, user_hash: &str) -> bool {
        let Some(claimed) = from_hex(user_hash) else { return false };
        let now = self.now();
        let secrets = self.inner.directory.identity_secrets(site);
        // Every secret is tried, in constant time, whatever the first one says.
        secrets
            .iter()
            .filter(|secret| secret.valid_until.is_none_or(|until| now < until))
            .fold(false, |proved, secret| proved | is_made_with(&secret.secret, user_id, &claimed))
    }

    /// What is to be told of a site's identity secret.
    pub fn identity(&self, site: &SiteId) -> IdentityView {
        let secrets = self.inner.directory.identity_secrets(site);
        let now = self.now();
        let previous = secrets.iter().filter_map(|secret| secret.valid_until);
        IdentityView {
            secret_since: secrets.iter().find(|s| s.valid_until.is_none()).map(|s| s.created_at),
            previous_until: previous.filter(|until| now < *until).max(),
        }
    }

    /// Gives a site a new identity secret, which is handed out this once. The one before holds for
    /// [`limits::IDENTITY_SECRET_OVERLAP`].
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn make_identity_secret(&self, site: &SiteId) -> Result<String, RuntimeError> {
        let _publishing = self.inner.sources.lock().await;
        let secret = format!("{SECRET_PREFIX}{}", self.inner.fresh.secret());
        let (catalog, of, new, now) = (self.inner.catalog.clone(), site.clone(), secret.clone(), self.now());
        let until = now.plus(limits::IDENTITY_SECRET_OVERLAP);
        let written = self.blocking(move || {
            Ok(catalog.with(|catalog| {
                catalog.replace_identity_secret(&of, &new, now, until)?;
                catalog.identity_secrets()
            })?)
        });
        let own = written.await?.into_iter().filter(|held| held.site == *site).collect();
        self.inner.directory.set_identity_secrets(site, own);
        Ok(secret)
    }
}

/// Compares in constant time.
fn is_made_with(secret: &str, user_id: &str, claimed: &[u8; 32]) -> bool {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
    mac.update(user_id.as_bytes());
    mac.verify_slice(claimed).is_ok()
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let digits = text.as_bytes();
    let mut bytes = [0; 32];
    if digits.len() != 64 {
        return None;
    }
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let digit = |at: usize| (pair[at] as char).to_digit(16);
        *byte = u8::try_from(digit(0)? * 16 + digit(1)?).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_the_published_hmac_of_the_user_id() {
        // RFC 4231, test case 2.
        let hash = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";
        let proof = from_hex(hash).unwrap();
        assert!(is_made_with("Jefe", "what do ya want for nothing?", &proof));
        assert!(!is_made_with("Jefe", "what do ya want for nothing", &proof));
        assert!(!is_made_with("jefe", "what do ya want for nothing?", &proof));
    }

    #[test]
    fn what_is_no_hash_proves_nothing() {
        for text in ["", "5bdc", &"g".repeat(64), &"あ".repeat(64), &"0".repeat(65)] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }
}
