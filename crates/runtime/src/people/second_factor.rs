//! The second factor: codes of an authenticator (TOTP, RFC 6238: SHA-1, six digits, thirty seconds), and recovery codes
//! for when it is lost. A code is taken once.

use totp_rs::{Builder, Secret, Totp};

use kizukai_model::Timestamp;

use super::MemberRefusal;
use super::credentials::{self, Credentials};
use crate::authentication::hash_of;
use crate::{Fresh, RuntimeError, limits};

/// Bytes of a secret: as many as SHA-1 has (RFC 4226, section 4).
const SECRET_BYTES: usize = 20;
/// Hexadecimal digits of a recovery code.
const RECOVERY_DIGITS: usize = 20;
/// Digits in each group of it.
const RECOVERY_GROUP: usize = 5;
/// What an authenticator shows above the code.
const ISSUER: &str = "Kizukai";

/// A secret for an authenticator, as base32.
pub(super) fn new_secret(fresh: &dyn Fresh) -> String {
    Secret::from(hash_of(&fresh.secret())[..SECRET_BYTES].to_vec()).to_base32()
}

/// The secret as a QR code carries it.
pub(super) fn url(secret: &str, email: &str) -> Result<String, RuntimeError> {
    authenticator(secret, email)?.to_url().map_err(|error| damaged(&error))
}

/// The step of a code that is right now, by the clock give or take one step.
fn step(secret: &str, code: &str, now: Timestamp) -> Result<Option<u64>, RuntimeError> {
    let seconds = u64::try_from(now.as_ms() / 1_000).unwrap_or(0);
    Ok(authenticator(secret, "member")?.check(code, seconds))
}

/// Turns the second factor on: the code must come from the drafted secret. Answers the recovery codes.
pub(super) fn confirm(
    held: &mut Credentials,
    code: &str,
    now: Timestamp,
    fresh: &dyn Fresh,
) -> Result<Vec<String>, RuntimeError> {
    let secret = held.totp_draft.clone().ok_or(MemberRefusal::Unknown("draft"))?;
    let last_step = step(&secret, code.trim(), now)?.ok_or(MemberRefusal::BadCode)?;
    let codes: Vec<String> = (0..limits::RECOVERY_CODES).map(|_| recovery_code(fresh)).collect();
    let recovery = codes.iter().map(|code| digest(code)).collect();
    held.totp = Some(credentials::Totp { secret, last_step, recovery });
    held.totp_draft = None;
    Ok(codes)
}

/// Takes a code, of the authenticator or for recovery, and remembers that it was used.
pub(super) fn take(held: &mut credentials::Totp, code: &str, now: Timestamp) -> Result<(), RuntimeError> {
    let code = code.trim();
    if let Some(step) = step(&held.secret, code, now)? {
        if step <= held.last_step {
            return Err(MemberRefusal::BadCode.into());
        }
        held.last_step = step;
        return Ok(());
    }
    let digest = digest(code);
    let left = held.recovery.len();
    held.recovery.retain(|known| *known != digest);
    if held.recovery.len() < left { Ok(()) } else { Err(MemberRefusal::BadCode.into()) }
}

fn recovery_code(fresh: &dyn Fresh) -> String {
    let secret = fresh.secret();
    let digits: Vec<char> = secret.chars().take(RECOVERY_DIGITS).collect();
    let groups: Vec<String> = digits.chunks(RECOVERY_GROUP).map(|group| group.iter().collect()).collect();
    groups.join("-")
}

/// What is stored of a recovery code. However it is typed, it is the same one.
fn digest(code: &str) -> String {
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    hash_of(&plain.to_ascii_lowercase()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn authenticator(secret: &str, email: &str) -> Result<Totp, RuntimeError> {
    let secret = Secret::try_from_base32(secret).map_err(|error| damaged(&error))?;
    let builder = Builder::new().with_secret(secret).with_issuer(Some(ISSUER)).with_account_name(email);
    builder.build().map_err(|error| damaged(&error))
}

fn damaged(error: &impl std::fmt::Display) -> RuntimeError {
    RuntimeError::Damaged(format!("a second factor: {error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::RandomFresh;

    /// The secret of the test vectors in RFC 6238, appendix B.
    fn published() -> String {
        Secret::from(b"12345678901234567890".to_vec()).to_base32()
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_ms(seconds * 1_000)
    }

    fn held(last_step: u64) -> credentials::Totp {
        credentials::Totp { secret: published(), last_step, recovery: vec![digest("a1b2c-d3e4f")] }
    }

    #[test]
    fn codes_are_those_of_the_rfc_give_or_take_a_step() {
        for (seconds, code) in [(59, "287082"), (1_111_111_109, "081804"), (20_000_000_000, "353130")] {
            let step_of = u64::try_from(seconds).unwrap() / 30;
            for late in [-30, 0, 30] {
                assert_eq!(step(&published(), code, at(seconds + late)).unwrap(), Some(step_of), "{code}");
            }
            assert_eq!(step(&published(), code, at(seconds + 61)).unwrap(), None);
        }
    }

    #[test]
    fn a_code_is_taken_once_and_so_is_one_for_recovery() {
        let mut held = held(0);
        assert!(take(&mut held, "287082", at(59)).is_ok());
        assert!(take(&mut held, "287082", at(60)).is_err());
        assert!(take(&mut held, "A1B2C D3E4F", at(60)).is_ok());
        assert!(take(&mut held, "a1b2c-d3e4f", at(60)).is_err());
        for wrong in ["", "000000", "28708", "x"] {
            assert!(take(&mut held, wrong, at(59)).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_second_factor_is_on_once_its_authenticator_has_shown_a_code() {
        let mut held = Credentials { totp_draft: Some(published()), ..Credentials::default() };
        assert!(confirm(&mut held, "000000", at(59), &RandomFresh).is_err());
        let codes = confirm(&mut held, "287082", at(59), &RandomFresh).unwrap();
        assert_eq!((codes.len(), codes[0].len()), (limits::RECOVERY_CODES, 23));
        let mut totp = held.totp.clone().unwrap();
        assert!(take(&mut totp, "287082", at(59)).is_err(), "the code that confirmed it is used up");
        assert!(take(&mut totp, &codes[9], at(59)).is_ok());
        assert!(held.totp_draft.is_none() && !held.to_text().contains(&codes[9]));
    }

    #[test]
    fn an_authenticator_reads_the_address_and_the_secret() {
        let url = url(&published(), "hanako@shop.example").unwrap();
        assert!(url.starts_with("otpauth://totp/Kizukai:hanako%40shop.example?secret="), "{url}");
        assert_eq!(new_secret(&RandomFresh).len(), 32);
    }
}
