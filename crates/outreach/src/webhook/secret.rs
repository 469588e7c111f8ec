//! The secret that a webhook's signatures are made with, in the form of Standard Webhooks: `whsec_` and base64.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const PREFIX: &str = "whsec_";
/// Bytes that a secret may have (<https://github.com/standard-webhooks/standard-webhooks>, "Signature scheme").
const BYTES: std::ops::RangeInclusive<usize> = 24..=64;

/// A webhook's secret. It shows itself only when asked to.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(Vec<u8>);

/// The text or the bytes are no secret of a webhook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a webhook's secret is `whsec_` and 24 to 64 bytes as base64")]
pub struct NotASecret;

impl Secret {
    /// A secret of these bytes, which must be random: 24 to 64 of them, 32 being usual.
    pub fn from_random(bytes: &[u8]) -> Result<Self, NotASecret> {
        if BYTES.contains(&bytes.len()) { Ok(Self(bytes.to_vec())) } else { Err(NotASecret) }
    }

    /// The text that the receiver needs, to be shown once and stored where secrets are.
    pub fn reveal(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(&self.0))
    }

    /// The key itself.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }
}

impl FromStr for Secret {
    type Err = NotASecret;

    fn from_str(text: &str) -> Result<Self, NotASecret> {
        let encoded = text.trim().strip_prefix(PREFIX).ok_or(NotASecret)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| NotASecret)?;
        Self::from_random(&bytes)
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_what_it_reveals_and_never_shows_itself() {
        let secret = Secret::from_random(&[7; 32]).unwrap();
        let text = secret.reveal();
        assert!(text.starts_with("whsec_BwcH"), "{text}");
        assert_eq!(text.parse::<Secret>().unwrap(), secret);
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn what_is_no_secret_is_refused() {
        let short = format!("whsec_{}", STANDARD.encode([1; 23]));
        let long = format!("whsec_{}", STANDARD.encode([1; 65]));
        for text in ["", "whsec_", "whsec_!!!", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH", &short, &long] {
            assert_eq!(text.parse::<Secret>(), Err(NotASecret), "{text}");
        }
        assert_eq!(Secret::from_random(&[1; 23]), Err(NotASecret));
    }
}
