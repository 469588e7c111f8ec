//! Whose request it is, by address: the peer of the connection, or whom a trusted proxy names.

use std::convert::Infallible;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::app::App;
use crate::limits::FORWARDED_HOPS;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The other end of a connection. [`crate::serve`] leaves it with every request.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer(pub(crate) IpAddr);

/// The address a request is counted by; none where nothing is counted: on this machine itself, unless told otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Client(pub(crate) Option<IpAddr>);

impl FromRequestParts<App> for Client {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<Peer>().map(|peer| peer.0);
        Ok(Self::of(peer, &parts.headers, &app.settings().addresses))
    }
}

impl Client {
    pub(crate) fn of(peer: Option<IpAddr>, headers: &HeaderMap, addresses: &Addresses) -> Self {
        let Some(peer) = peer.map(|peer| peer.to_canonical()) else { return Self(None) };
        let address =
            if addresses.is_trusted(peer) { forwarded(headers, addresses).unwrap_or(peer) } else { peer };
        Self((!addresses.is_exempt(address)).then(|| counted(address)))
    }
}

/// How addresses are taken.
#[derive(Clone, Debug)]
pub struct Addresses {
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether requests of this machine itself are not counted.
    pub exempt_loopback: bool,
}

impl Default for Addresses {
    fn default() -> Self {
        Self { trusted_proxies: Vec::new(), exempt_loopback: true }
    }
}

impl Addresses {
    pub(crate) fn is_trusted(&self, address: IpAddr) -> bool {
        self.trusted_proxies.iter().any(|network| network.holds(address))
    }

    pub(crate) const fn is_exempt(&self, address: IpAddr) -> bool {
        self.exempt_loopback && address.is_loopback()
    }
}

/// The last address in the chain that is no proxy of ours. What stands before it, its sender may have made up.
fn forwarded(headers: &HeaderMap, addresses: &Addresses) -> Option<IpAddr> {
    let lines = headers.get_all(FORWARDED_FOR).iter().filter_map(|line| line.to_str().ok());
    let hops: Vec<&str> = lines.flat_map(|line| line.split(',')).collect();
    for hop in hops.iter().rev().take(FORWARDED_HOPS) {
        let address = address_of(hop.trim())?;
        if !addresses.is_trusted(address) {
            return Some(address);
        }
    }
    None
}

/// An address, with or without a port, in brackets or not.
fn address_of(hop: &str) -> Option<IpAddr> {
    let plain = hop.parse().ok();
    let with_port = || hop.parse::<std::net::SocketAddr>().ok().map(|address| address.ip());
    let in_brackets = || hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    plain.or_else(with_port).or_else(in_brackets).map(|address: IpAddr| address.to_canonical())
}

/// One sender has one IPv4 address and 2^64 of IPv6 (RFC 6177): those count as one.
fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6([a, b, c, d, 0, 0, 0, 0].into())
        }
    }
}

/// Addresses that begin alike: `10.0.0.0/8`, `2001:db8::/32`, or one alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    base: IpAddr,
    bits: u32,
}

/// The text is no address and no network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotANetwork(String);

impl std::error::Error for NotANetwork {}

impl fmt::Display for NotANetwork {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is neither an address nor a network such as 10.0.0.0/8", self.0)
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let fail = || NotANetwork(text.to_owned());
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let base: IpAddr = address.parse().map_err(|_| fail())?;
        let most = width(base);
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| fail())?;
        if bits <= most { Ok(Self { base, bits }) } else { Err(fail()) }
    }
}

impl Network {
    fn holds(&self, address: IpAddr) -> bool {
        let most = width(self.base);
        let shift = most - self.bits;
        let head = |address| number(address).checked_shr(shift).unwrap_or(0);
        width(address) == most && head(address) == head(self.base)
    }
}

const fn width(address: IpAddr) -> u32 {
    if address.is_ipv4() { 32 } else { 128 }
}

fn number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(four) => u128::from(four.to_bits()),
        IpAddr::V6(six) => six.to_bits(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn addresses(proxies: &[&str]) -> Addresses {
        let trusted_proxies = proxies.iter().map(|text| text.parse().unwrap()).collect();
        Addresses { trusted_proxies, exempt_loopback: true }
    }

    fn client(peer: &str, forwarded: &'static str, proxies: &[&str]) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(FORWARDED_FOR, HeaderValue::from_static(forwarded));
        let Client(address) = Client::of(Some(peer.parse().unwrap()), &headers, &addresses(proxies));
        address.map(|address| address.to_string())
    }

    #[test]
    fn only_a_trusted_proxy_may_name_somebody_else() {
        for (peer, chain, proxies, expected) in [
            ("192.0.2.1", "198.51.100.7", &[][..], Some("192.0.2.1")),
            ("192.0.2.1", "198.51.100.7", &["192.0.2.0/24"], Some("198.51.100.7")),
            ("192.0.2.1", "6.6.6.6, 198.51.100.7, 192.0.2.9", &["192.0.2.0/24"], Some("198.51.100.7")),
            ("192.0.2.1", "198.51.100.7:4711", &["192.0.2.1"], Some("198.51.100.7")),
            ("192.0.2.1", "unknown", &["192.0.2.1"], Some("192.0.2.1")),
            ("127.0.0.1", "198.51.100.7", &[], None),
            ("127.0.0.1", "198.51.100.7", &["127.0.0.1"], Some("198.51.100.7")),
            ("::1", "[2001:db8:1:2:3::4]:443", &["::1"], Some("2001:db8:1:2::")),
            ("::ffff:192.0.2.1", "", &[], Some("192.0.2.1")),
        ] {
            assert_eq!(client(peer, chain, proxies).as_deref(), expected, "{peer} {chain} {proxies:?}");
        }
    }

    #[test]
    fn this_machine_is_counted_when_told_so() {
        let counted = Addresses { exempt_loopback: false, ..Addresses::default() };
        let own: IpAddr = [127, 0, 0, 1].into();
        assert_eq!(Client::of(Some(own), &HeaderMap::new(), &counted), Client(Some(own)));
    }

    #[test]
    fn what_is_no_network_is_named() {
        for text in ["", "10.0.0.0/33", "shop.example", "10.0.0.0/-1", "::/129"] {
            assert!(text.parse::<Network>().is_err(), "{text}");
        }
        assert!("0.0.0.0/0".parse::<Network>().unwrap().holds([203, 0, 113, 9].into()));
    }
}
