//! Names of things. A profile's id is a hash, so that it says nothing and can be computed again.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use sha2::{Digest, Sha256};

use crate::limits;

/// One shop. A short opaque name, such as `s_k3v9…`.
pub type SiteId = Arc<str>;

/// The key of a campaign, arm, step or segment: 1 to 64 of `a-z A-Z 0-9 _ - .`, and not dots alone, which mean other folders
/// in an address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(Arc<str>);

/// The text cannot be a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a key: use 1 to 64 letters, digits, `-`, `_` or `.`, not dots alone")]
pub struct NotAKey(pub String);

impl Key {
    /// The reserved step that ends a scenario.
    pub const END: &'static str = "end";
    /// The reserved name of the hidden control arm.
    pub const CONTROL: &'static str = "control";

    /// The text of the key.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Key {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let fits = (1..=limits::KEY_CHARS).contains(&text.len());
        let plain = text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'));
        let named = text.bytes().any(|b| b != b'.');
        if fits && plain && named { Ok(Self(text.into())) } else { Err(NotAKey(text.to_owned())) }
    }
}

impl std::borrow::Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}
impl std::ops::Deref for Key {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}
impl Serialize for Key {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for Key {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// Which of a person's names an id is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdKind {
    /// A device's id, made up by us or the client.
    Anonymous,
    /// The shop's own id of a person.
    User,
}

impl IdKind {
    /// The word used in storage, hashing and on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Anonymous => "anonymous",
            Self::User => "user",
        }
    }
}

/// A profile: the first 128 bits of SHA-256 over site, kind and the first id the profile was known by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ProfileId([u8; 16]);

impl ProfileId {
    /// The id of the profile that begins with this name.
    pub fn derive(site: &str, kind: IdKind, id: &str) -> Self {
        Self(digest(&[site, kind.as_str(), id]))
    }

    /// From its 16 bytes.
    pub const fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its 16 bytes.
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Which of the 256 buckets of the ledger it lives in.
    pub const fn bucket(&self) -> u8 {
        self.0[0]
    }
}

impl fmt::Display for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every draw hashes this text, so it is made in one go.
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let mut text = [0; 32];
        for (pair, byte) in text.chunks_exact_mut(2).zip(self.0) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        f.write_str(std::str::from_utf8(&text).expect("hexadecimal digits are text"))
    }
}
impl fmt::Debug for ProfileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}
impl FromStr for ProfileId {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, NotAKey> {
        let fail = || NotAKey(text.to_owned());
        let value = u128::from_str_radix(text, 16).ok().filter(|_| text.len() == 32).ok_or_else(fail)?;
        Ok(Self(value.to_be_bytes()))
    }
}
impl Serialize for ProfileId {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for ProfileId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// The first 128 bits of SHA-256 over the parts, each followed by a separator that no id may hold.
pub fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0x1f]);
    }
    let full = hash.finalize();
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    short
}

/// The first 64 bits of [`digest`], for ids inside a profile and for remembering message ids.
pub fn digest_u64(parts: &[&str]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&digest(parts)[..8]);
    u64::from_be_bytes(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_id_is_the_same_each_time_and_reads_back() {
        let id = ProfileId::derive("s_1", IdKind::Anonymous, "a1");
        assert_eq!(id, ProfileId::derive("s_1", IdKind::Anonymous, "a1"));
        assert_ne!(id, ProfileId::derive("s_1", IdKind::User, "a1"));
        assert_ne!(id, ProfileId::derive("s_2", IdKind::Anonymous, "a1"));
        assert_eq!(id.to_string().parse::<ProfileId>().unwrap(), id);
        assert!(
            "+0000000000000000000000000000000".parse::<ProfileId>().is_err() || id.to_string().len() == 32
        );
    }

    #[test]
    fn a_key_is_short_and_plain() {
        assert!("cart-shipping".parse::<Key>().is_ok());
        for text in ["", "送料", "a b", ".", "..", &"x".repeat(65)] {
            assert!(text.parse::<Key>().is_err());
        }
    }
}
