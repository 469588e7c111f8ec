//! The private addresses that whoever runs the server has allowed by name.

use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use ipnet::IpNet;
use url::Host;

use crate::limits::ALLOWED;

/// Networks, addresses and names that may be called although they are not public, and without TLS. Empty by default.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct AllowList(Vec<Allowed>);

/// One entry; a port, where given, must be the one that is called.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Allowed {
    Network(IpNet, Option<u16>),
    Name(String, Option<u16>),
}

/// An entry is none of those that can stand there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAllowable {
    /// The text is neither.
    #[error(
        "`{0}` is not an address, a network such as 10.0.5.0/24, or a host name, the latter two with `:port` if need be"
    )]
    Unreadable(String),
    /// The list is too long.
    #[error("more than {ALLOWED} entries")]
    TooMany,
}

impl AllowList {
    /// Reads entries such as `10.0.5.7`, `10.0.5.7:8080`, `[fd00::1]:8080`, `10.0.5.0/24`, `hooks.internal`, or
    /// `hooks.internal:8080`.
    pub fn parse<S: AsRef<str>>(entries: &[S]) -> Result<Self, NotAllowable> {
        if entries.len() > ALLOWED {
            return Err(NotAllowable::TooMany);
        }
        entries.iter().map(|entry| entry.as_ref().trim().parse()).collect::<Result<_, _>>().map(Self)
    }

    /// Whether the name, as it stands in an address, is on the list.
    pub fn names(&self, host: &str, port: u16) -> bool {
        self.0.iter().any(|entry| match entry {
            Allowed::Name(name, at) => name.eq_ignore_ascii_case(host) && is_at(*at, port),
            Allowed::Network(..) => false,
        })
    }

    /// Whether the address is on the list.
    pub fn holds(&self, address: SocketAddr) -> bool {
        let ip = address.ip().to_canonical();
        self.0.iter().any(|entry| match entry {
            Allowed::Network(network, at) => network.contains(&ip) && is_at(*at, address.port()),
            Allowed::Name(..) => false,
        })
    }
}

fn is_at(wanted: Option<u16>, port: u16) -> bool {
    wanted.is_none_or(|wanted| wanted == port)
}

impl FromStr for Allowed {
    type Err = NotAllowable;

    fn from_str(text: &str) -> Result<Self, NotAllowable> {
        if let Ok(network) = text.parse::<IpNet>() {
            return Ok(Self::Network(network.trunc(), None));
        }
        if let Ok(address) = text.parse::<IpAddr>() {
            return Ok(Self::Network(address.to_canonical().into(), None));
        }
        if let Ok(address) = text.parse::<SocketAddr>() {
            return Ok(Self::Network(address.ip().to_canonical().into(), Some(address.port())));
        }
        let unreadable = || NotAllowable::Unreadable(text.to_owned());
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| unreadable())?)),
            None => (text, None),
        };
        match Host::parse(host) {
            Ok(Host::Domain(name)) if name != "*" && !name.contains('/') => Ok(Self::Name(name, port)),
            _ => Err(unreadable()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_addresses_networks_and_names() {
        let list =
            AllowList::parse(&["10.0.5.0/24", "10.9.0.1:8080", "Hooks.Internal:8080", "fd00::/8", "shop"]);
        let list = list.unwrap();
        for (address, expected) in [
            ("10.0.5.9:1", true),
            ("10.0.6.9:1", false),
            ("10.9.0.1:8080", true),
            ("10.9.0.1:80", false),
            ("[fd00::7]:1", true),
            ("[::ffff:10.0.5.9]:1", true),
        ] {
            assert_eq!(list.holds(address.parse().unwrap()), expected, "{address}");
        }
        assert!(list.names("hooks.internal", 8080) && !list.names("hooks.internal", 80));
        assert!(list.names("SHOP", 443) && !list.names("myshop", 443));
    }

    #[test]
    fn what_is_no_entry_is_refused_by_name() {
        for text in ["", "10.0.0.0/99", "a b", "host:port", "host:99999", "http://host", "*", "0x7f.1:80"] {
            assert_eq!(AllowList::parse(&[text]), Err(NotAllowable::Unreadable(text.into())), "{text}");
        }
    }
}
