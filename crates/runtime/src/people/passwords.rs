//! Passwords: which ones are taken, and how they are kept.
//!
//! Argon2id (RFC 9106) with the parameters that OWASP's Password Storage Cheat Sheet names first: 19 MiB, two passes, one
//! lane. Hashing takes a core and memory for a while, so few run at once and few wait.

use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use super::MemberRefusal;
use crate::authentication::hash_of;
use crate::{Runtime, RuntimeError, limits};

/// KiB of memory for one hash.
const MEMORY_KIB: u32 = 19 * 1024;
/// Passes over it.
const PASSES: u32 = 2;
/// Lanes.
const LANES: u32 = 1;
/// Bytes of a salt.
const SALT_BYTES: usize = 16;

/// A hash that no password has, with the same parameters: it is tried where nobody has the address, so that the time
/// an answer takes does not tell who is a member.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$a2l6dWthaS1ub2JvZHktMQ$\
AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Words that guessers try first; a password that is one of them, with anything but letters taken away, is refused.
const GUESSED: [&str; 16] = [
    "password",
    "passwordpassword",
    "passw",
    "qwerty",
    "qwertyuiop",
    "qwertyuiopasdfghjkl",
    "asdfghjkl",
    "letmein",
    "letmeinplease",
    "welcome",
    "welcomewelcome",
    "administrator",
    "changeme",
    "iloveyou",
    "kizukai",
    "abcdefghij",
];

/// How many hash at once, and how many wait.
pub(crate) struct Hashing {
    at_once: Semaphore,
    places: Semaphore,
}

impl Default for Hashing {
    fn default() -> Self {
        Self {
            at_once: Semaphore::new(limits::HASHING_AT_ONCE),
            places: Semaphore::new(limits::HASHING_WAITING),
        }
    }
}

impl Runtime {
    /// The hash of a new password of somebody with that address.
    pub(super) async fn hash_password(&self, password: &str, email: &str) -> Result<String, RuntimeError> {
        check(password, email)?;
        let salt = hash_of(&self.inner.fresh.secret());
        let password = password.to_owned();
        self.hashing(move || {
            let hash = hasher().hash_password_with_salt(password.as_bytes(), &salt[..SALT_BYTES]);
            hash.map(|hash| hash.to_string())
                .map_err(|error| RuntimeError::Damaged(format!("a password: {error}")))
        })
        .await
    }

    /// Whether a password is the one. Takes as long where there is no hash to compare with.
    pub(super) async fn is_password(&self, hash: Option<&str>, password: &str) -> Result<bool, RuntimeError> {
        let is_somebodys = hash.is_some();
        let hash = hash.unwrap_or(NOBODYS).to_owned();
        let password: String = password.chars().take(limits::PASSWORD_CHARS).collect();
        self.hashing(move || {
            let is_same = hasher().verify_password(password.as_bytes(), hash.as_str()).is_ok();
            Ok(is_same && is_somebodys)
        })
        .await
    }

    async fn hashing<T, F>(&self, hash: F) -> Result<T, RuntimeError>
    where
        T: Send + 'static,
        F: FnOnce() -> Result<T, RuntimeError> + Send + 'static,
    {
        let Hashing { at_once, places } = &self.inner.hashing;
        let _place = places.try_acquire().map_err(|_| {
            metrics::counter!("kizukai_limit_hits_total", "limit" => "password_hashing").increment(1);
            RuntimeError::Overloaded
        })?;
        let _turn = at_once.acquire().await.map_err(|_| RuntimeError::Stopped)?;
        self.blocking(hash).await
    }
}

fn hasher() -> Argon2<'static> {
    let parameters = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("the parameters are within bounds");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters)
}

/// Refuses what is guessed first. Length is what counts (NIST SP 800-63B); no rule asks for odd characters.
fn check(password: &str, email: &str) -> Result<(), RuntimeError> {
    let folded = password.trim().to_lowercase();
    let letters: String = folded.chars().filter(|c| c.is_alphabetic()).collect();
    let length = password.chars().count();
    let is_own_name = |name: &str| !name.is_empty() && folded == name;
    let weakness = if length < limits::PASSWORD_CHARS_LEAST {
        Some("needs ten characters at least")
    } else if length > limits::PASSWORD_CHARS {
        Some("is too long")
    } else if is_own_name(email) || email.split('@').any(is_own_name) {
        Some("is the address")
    } else if letters.is_empty() && is_a_row(&folded) || GUESSED.contains(&letters.as_str()) {
        Some("is among the first that are tried")
    } else {
        None
    };
    weakness.map_or(Ok(()), |why| Err(MemberRefusal::WeakPassword(why).into()))
}

/// Whether it is a row of digits: the same one, or one after the other.
fn is_a_row(text: &str) -> bool {
    let digits: Vec<u32> = text.chars().map_while(|c| c.to_digit(10)).collect();
    let steps = |by: u32| digits.windows(2).all(|pair| (pair[0] + by) % 10 == pair[1]);
    digits.len() == text.chars().count() && (steps(0) || steps(1) || steps(9))
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::mpsc::channel;
    use std::sync::{Arc, Mutex};
    use std::task::Poll;
    use std::time::Duration;

    use super::*;
    use crate::Options;

    #[test]
    fn what_is_guessed_first_is_refused_and_a_sentence_is_taken() {
        let email = "hanako.suzuki@shop.example";
        for weak in [
            "short",
            "123456789",
            "1234567890",
            "0000000000000",
            "9876543210",
            "password123!",
            "Kizukai-2026",
            "hanako.suzuki@shop.example",
            "Hanako.Suzuki",
            &"x".repeat(201),
        ] {
            assert!(check(weak, email).is_err(), "{weak}");
        }
        for strong in ["kizukai-demo", "お客さまの気持ちになる", "correct horse", "1029384756"] {
            assert!(check(strong, email).is_ok(), "{strong}");
        }
    }

    #[test]
    fn a_hash_says_with_which_parameters_it_was_made() {
        let hash =
            hasher().hash_password_with_salt(b"correct horse", b"0123456789abcdef").unwrap().to_string();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(hasher().verify_password(b"correct horse", hash.as_str()).is_ok());
        assert!(hasher().verify_password(b"correct house", hash.as_str()).is_err());
    }

    #[test]
    fn nobodys_hash_takes_as_long_as_anybodys() {
        let error = hasher().verify_password(b"", NOBODYS).unwrap_err();
        assert_eq!(error, argon2::password_hash::Error::PasswordInvalid, "it is computed, and it is not it");
    }

    #[tokio::test]
    async fn few_hash_at_once_few_wait_and_everybody_else_is_told_to_come_back() {
        let folder = tempfile::tempdir().unwrap();
        let runtime = Runtime::open(Options::new(folder.path())).unwrap();
        let (gate, at_gate) = channel::<()>();
        let at_gate = Arc::new(Mutex::new(at_gate));
        let (running, begun) = channel();
        let hash = || {
            let (running, at_gate) = (running.clone(), Arc::clone(&at_gate));
            let hash = move || {
                running.send(()).unwrap();
                assert!(at_gate.lock().unwrap().recv().is_err(), "the gate is opened by taking it away");
                Ok(())
            };
            Box::pin(runtime.hashing(hash))
        };
        let mut taken: Vec<_> = (0..limits::HASHING_WAITING).map(|_| hash()).collect();
        for one in &mut taken {
            assert!(is_pending(one).await);
        }
        for _ in 0..limits::HASHING_AT_ONCE {
            begun.recv_timeout(Duration::from_secs(30)).unwrap();
        }
        assert!(matches!(hash().await, Err(RuntimeError::Overloaded)));
        assert!(begun.try_recv().is_err(), "those who wait do not hash yet");
        drop(gate);
        for one in taken {
            one.await.unwrap();
        }
        hash().await.unwrap();
    }

    /// Begins it, and tells whether it goes on.
    async fn is_pending<F: Future + Unpin>(future: &mut F) -> bool {
        std::future::poll_fn(|context| Poll::Ready(Pin::new(&mut *future).poll(context).is_pending())).await
    }
}
