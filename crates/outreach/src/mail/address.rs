//! Addresses as people really have them, in a form every mail server takes.

use std::fmt;
use std::str::FromStr;

use lettre::Address;
use url::Host;

/// An address that can be written to. `Debug` shows its domain only.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct EmailAddress(Address);

/// The text is no address that can be written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an e-mail address")]
pub struct NotAnAddress;

impl EmailAddress {
    /// What stands behind the `@`, in ASCII and lower case.
    pub fn domain(&self) -> &str {
        self.0.domain()
    }

    /// The whole address: a person's data.
    pub fn as_str(&self) -> &str {
        self.0.as_ref()
    }

    pub(super) fn lettre(&self) -> Address {
        self.0.clone()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    /// Names of other scripts are written as their ASCII form. Some Japanese carriers gave out addresses with two dots in a
    /// row or one before the `@`: they are quoted, which is what the standard wants (RFC 5321, 4.1.2).
    fn from_str(text: &str) -> Result<Self, NotAnAddress> {
        let (local, domain) = text.trim().rsplit_once('@').ok_or(NotAnAddress)?;
        let printable = |byte: u8| byte.is_ascii_graphic() || byte == b' ';
        let Ok(Host::Domain(domain)) = Host::parse(domain) else { return Err(NotAnAddress) };
        if !local.bytes().all(printable) {
            return Err(NotAnAddress);
        }
        let as_is = Address::new(local, &domain);
        let address = match as_is {
            Err(_) if is_dotted(local) => Address::new(format!("\"{local}\""), &domain),
            other => other,
        };
        address.map(Self).map_err(|_| NotAnAddress)
    }
}

/// Whether a local part is wrong in nothing but the places of its dots.
fn is_dotted(local: &str) -> bool {
    let atom = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte);
    local.bytes().all(atom) && local.bytes().any(|byte| byte != b'.')
}

impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "…@{}", self.domain())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_as_people_have_them() {
        for (text, expected) in [
            ("mio@example.com", "mio@example.com"),
            (" mio+shop@EXAMPLE.com ", "mio+shop@example.com"),
            ("mio..a@docomo.ne.jp", "\"mio..a\"@docomo.ne.jp"),
            ("mio.@ezweb.ne.jp", "\"mio.\"@ezweb.ne.jp"),
            ("\"a b\"@example.com", "\"a b\"@example.com"),
            ("mio@日本語.jp", "mio@xn--wgv71a119e.jp"),
        ] {
            assert_eq!(text.parse::<EmailAddress>().unwrap().as_str(), expected);
        }
    }

    #[test]
    fn what_is_no_address_or_would_end_a_header_is_refused() {
        for text in [
            "",
            "mio",
            "@example.com",
            "mio@",
            "a b@example.com",
            "mio@exa mple.com",
            "mio@example.com\r\nBcc: x@y.z",
            "mio\r\n@example.com",
            "mio@example.com>",
            "<mio@example.com>",
            "澪@example.com",
            "..@example.com",
            "a@b@example.com",
            "mio@10.0.0.1",
            "mio@[10.0.0.1]",
            "\"a\"b\"@example.com",
        ] {
            assert_eq!(text.parse::<EmailAddress>(), Err(NotAnAddress), "{text:?}");
        }
    }

    #[test]
    fn debug_shows_the_domain_only() {
        let address: EmailAddress = "mio@example.com".parse().unwrap();
        assert_eq!(format!("{address:?}"), "…@example.com");
    }
}
