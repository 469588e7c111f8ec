//! Whom a shop's own settings may make this server call: only the public internet, and what its operator has allowed.
//!
//! Without it, whoever may enter an address could have the server ask the machines beside it. The check happens on the
//! addresses that a name resolves to at the moment of connecting, and the connection goes to exactly those, so that a name
//! that resolves differently the second time gains nothing. Start at [`Guard`]; which addresses are public says `address.rs`.
//!
//! It must never be asked about a name alone.

mod address;
mod allow;
mod lookup;

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use url::{Host, Url};

pub use address::is_public;
pub use allow::{AllowList, NotAllowable};
pub use lookup::{Lookup, SystemLookup};

use crate::failure::{Code, Failure};
use crate::limits::{ADDRESSES, URL_BYTES};

/// Says whom may be called.
#[derive(Debug, Clone)]
pub struct Guard {
    allow: AllowList,
    lookup: Arc<dyn Lookup>,
}

/// The rule that an address breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// Not an address, or one without a host.
    #[error("this is not a web address that can be called")]
    Unreadable,
    /// Neither https nor an allow-listed http.
    #[error("the address must begin with https://, unless its host is allow-listed")]
    NotEncrypted,
    /// A user name or a password in the address.
    #[error("the address must not hold a user name or a password")]
    Credentials,
    /// Not of the public internet, and not on the allow list.
    #[error("{0} is not an address of the public internet, and not on the allow list")]
    Address(IpAddr),
}

impl Forbidden {
    /// The machine's word for it.
    pub const fn code(&self) -> Code {
        match self {
            Self::Unreadable => Code::UrlUnreadable,
            Self::NotEncrypted => Code::NotEncrypted,
            Self::Credentials => Code::UrlCredentials,
            Self::Address(_) => Code::AddressForbidden,
        }
    }
}

impl From<Forbidden> for Failure {
    fn from(rule: Forbidden) -> Self {
        Self::refused(rule.code(), rule.to_string())
    }
}

/// Why no address can be connected to.
#[derive(Debug, thiserror::Error)]
pub enum Unreachable {
    /// It may not be called.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// Its name could not be looked up.
    #[error("the name could not be looked up")]
    Unknown(#[source] io::Error),
}

impl From<Unreachable> for Failure {
    fn from(why: Unreachable) -> Self {
        match why {
            Unreachable::Forbidden(rule) => rule.into(),
            Unreachable::Unknown(error) if error.kind() == io::ErrorKind::TimedOut => {
                Self::passing(Code::TimedOut, "looking the name up took too long")
            }
            Unreachable::Unknown(_) => Self::passing(Code::NameUnknown, "the name could not be looked up"),
        }
    }
}

/// How somebody is to be connected to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Way {
    /// Whether the connection is encrypted from the first secret on.
    pub is_encrypted: bool,
    /// Whether this machine itself may be called: a mail server often runs beside Kizukai.
    pub may_be_loopback: bool,
}

impl Guard {
    /// A guard that asks the machine's own resolver.
    pub fn new(allow: AllowList) -> Self {
        Self::with_lookup(allow, Arc::new(SystemLookup))
    }

    /// A guard that asks somebody else for the addresses of names.
    pub fn with_lookup(allow: AllowList, lookup: Arc<dyn Lookup>) -> Self {
        Self { allow, lookup }
    }

    /// What can be said of a web address without looking its name up: as soon as it is entered, and before each call.
    /// Returns it as it will be called: odd ways to write an IPv4 address are read as what they mean.
    pub fn check_url(&self, text: &str) -> Result<Url, Forbidden> {
        if text.len() > URL_BYTES {
            return Err(Forbidden::Unreadable);
        }
        let mut url = Url::parse(text).map_err(|_| Forbidden::Unreadable)?;
        let is_encrypted = match url.scheme() {
            "https" => true,
            "http" => false,
            _ => return Err(Forbidden::NotEncrypted),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Forbidden::Credentials);
        }
        let port = url.port_or_known_default().ok_or(Forbidden::Unreadable)?;
        let way = Way { is_encrypted, may_be_loopback: false };
        match url.host().ok_or(Forbidden::Unreadable)? {
            Host::Ipv4(address) => self.check_address("", SocketAddr::new(address.into(), port), way)?,
            Host::Ipv6(address) => self.check_address("", SocketAddr::new(address.into(), port), way)?,
            Host::Domain(_) => {}
        }
        url.set_fragment(None);
        Ok(url)
    }

    /// The addresses to connect to, each of which may be called. One that may not be called forbids them all: a name that
    /// points inside and outside at once is no mistake.
    pub fn addresses(
        &self,
        host: &str,
        port: u16,
        way: Way,
        within: Duration,
    ) -> Result<Vec<SocketAddr>, Unreachable> {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let mut found = match bare.parse::<IpAddr>() {
            Ok(address) => vec![SocketAddr::new(address, port)],
            Err(_) => self.lookup.addresses(bare, port, within).map_err(Unreachable::Unknown)?,
        };
        if found.is_empty() {
            return Err(Unreachable::Unknown(io::ErrorKind::NotFound.into()));
        }
        for address in &found {
            self.check_address(bare, *address, way)?;
        }
        found.truncate(ADDRESSES);
        Ok(found)
    }

    fn check_address(&self, host: &str, address: SocketAddr, way: Way) -> Result<(), Forbidden> {
        let is_loopback = address.ip().to_canonical().is_loopback();
        let is_allowed = self.allow.holds(address) || self.allow.names(host, address.port());
        if is_allowed || (way.may_be_loopback && is_loopback) {
            Ok(())
        } else if !is_public(address.ip()) {
            Err(Forbidden::Address(address.ip()))
        } else if !way.is_encrypted {
            Err(Forbidden::NotEncrypted)
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests;
