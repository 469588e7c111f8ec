//! New ids: the one module that draws random numbers. A test hands in its own [`Fresh`] and knows every id.

use std::fmt;

/// Where new ids come from.
pub trait Fresh: Send + Sync + 'static {
    /// An id nobody else has: for devices and for events that bring none.
    fn id(&self) -> String;
    /// A secret nobody can guess, 256 bits as hexadecimal digits.
    fn secret(&self) -> String;
}

/// The machine's random numbers.
#[derive(Clone, Copy, Default)]
pub struct RandomFresh;

impl Fresh for RandomFresh {
    fn id(&self) -> String {
        random_128().simple().to_string()
    }

    fn secret(&self) -> String {
        format!("{}{}", random_128().simple(), random_128().simple())
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the module the ban points to")]
fn random_128() -> uuid::Uuid {
    uuid::Uuid::new_v4()
}

impl fmt::Debug for RandomFresh {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RandomFresh")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_secrets_are_long_and_differ() {
        let (one, two) = (RandomFresh.id(), RandomFresh.id());
        assert_eq!(one.len(), 32);
        assert_ne!(one, two);
        assert_eq!(RandomFresh.secret().len(), 64);
    }
}
