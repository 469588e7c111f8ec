//! The guard as the HTTP client's resolver: what it lets through is what the client connects to.

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::failure::Failure;
use crate::guard::{Guard, Unreachable, Way};
use crate::limits::WEBHOOK_TOTAL;

/// Resolves nothing that may not be called.
#[derive(Debug)]
pub(super) struct Guarded(pub(super) Guard);

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        _: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let is_encrypted = uri.scheme_str() == Some("https");
        let host = uri.host().ok_or(ureq::Error::HostNotFound)?;
        let port = uri.port_u16().unwrap_or(if is_encrypted { 443 } else { 80 });
        let way = Way { is_encrypted, may_be_loopback: false };
        let within = (*timeout.after).min(WEBHOOK_TOTAL);
        let found =
            self.0.addresses(host, port, way, within).map_err(|why| ureq::Error::Other(Box::new(why)))?;
        let mut addresses = self.empty();
        for address in found {
            addresses.push(address);
        }
        Ok(addresses)
    }
}

/// What the guard said, where it was the guard that ended a call.
pub(super) fn refusal(error: &ureq::Error) -> Option<Failure> {
    let ureq::Error::Other(inner) = error else { return None };
    Some(match inner.downcast_ref::<Unreachable>()? {
        Unreachable::Forbidden(rule) => rule.clone().into(),
        Unreachable::Unknown(error) => Unreachable::Unknown(error.kind().into()).into(),
    })
}
