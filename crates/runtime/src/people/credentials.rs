//! How a member proves to be the one, as it is stored: hashes, and the secret that codes are computed from.

use serde::{Deserialize, Serialize};

use crate::RuntimeError;

/// Everything that proves a member. What is missing in older rows takes its default.
#[derive(Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Credentials {
    /// Argon2id as a PHC string.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) password: Option<String>,
    /// The second factor, once it is on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) totp: Option<Totp>,
    /// A secret that was handed out and not confirmed yet (base32).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) totp_draft: Option<String>,
}

/// A second factor that is on.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Totp {
    /// What codes are computed from (base32).
    pub(super) secret: String,
    /// The step of the last code that was taken: no code is taken twice.
    pub(super) last_step: u64,
    /// SHA-256 of the recovery codes that are left, as hexadecimal digits.
    pub(super) recovery: Vec<String>,
}

impl Credentials {
    pub(super) fn parse(text: &str) -> Result<Self, RuntimeError> {
        serde_json::from_str(text).map_err(|error| RuntimeError::Damaged(format!("credentials: {error}")))
    }

    pub(super) fn to_text(&self) -> String {
        serde_json::to_string(self).expect("credentials are text and numbers")
    }
}
