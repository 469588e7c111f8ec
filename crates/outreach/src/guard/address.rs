//! Which addresses are of the public internet, after the special-purpose registries of IANA (RFC 6890 and its updates).
//!
//! Everything else is refused, also where it hides inside an IPv6 address: mapped, compatible, NAT64, 6to4, Teredo.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// IPv4 networks that are not global unicast: first address and bits of the prefix.
const SPECIAL_V4: &[([u8; 4], u32)] = &[
    ([0, 0, 0, 0], 8),       // this network
    ([10, 0, 0, 0], 8),      // private
    ([100, 64, 0, 0], 10),   // carrier-grade NAT
    ([127, 0, 0, 0], 8),     // loopback
    ([169, 254, 0, 0], 16),  // link-local, where clouds keep their metadata
    ([172, 16, 0, 0], 12),   // private
    ([192, 0, 0, 0], 24),    // protocol assignments
    ([192, 0, 2, 0], 24),    // documentation
    ([192, 88, 99, 0], 24),  // former 6to4 relays
    ([192, 168, 0, 0], 16),  // private
    ([198, 18, 0, 0], 15),   // benchmarking
    ([198, 51, 100, 0], 24), // documentation
    ([203, 0, 113, 0], 24),  // documentation
    ([224, 0, 0, 0], 4),     // multicast
    ([240, 0, 0, 0], 4),     // reserved, and broadcast
];

/// IPv6 networks inside the global unicast block that are not for ordinary hosts.
const SPECIAL_V6: &[([u16; 3], u32)] = &[
    ([0x2001, 0, 0], 23),     // protocol assignments, benchmarking, ORCHID
    ([0x2001, 0xdb8, 0], 32), // documentation
    ([0x3fff, 0, 0], 20),     // documentation
];

/// Whether an address is an ordinary one of the public internet, however it is written.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let bits = u32::from(address);
    !SPECIAL_V4.iter().any(|(first, prefix)| (bits ^ u32::from(Ipv4Addr::from(*first))) >> (32 - prefix) == 0)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    if let Some(embedded) = embedded_v4(address) {
        return embedded.into_iter().all(is_public_v4);
    }
    let bits = u128::from(address);
    let inside = |first: &[u16; 3], prefix: u32| {
        let [a, b, c] = *first;
        (bits ^ u128::from(Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))) >> (128 - prefix) == 0
    };
    inside(&[0x2000, 0, 0], 3) && !SPECIAL_V6.iter().any(|(first, prefix)| inside(first, *prefix))
}

/// The IPv4 addresses that packets to an IPv6 address are carried on to, where it is of such a kind.
fn embedded_v4(address: Ipv6Addr) -> Option<Vec<Ipv4Addr>> {
    let [a, b, c, d, e, f, g, h] = address.segments();
    let v4 = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match [a, b, c, d, e, f] {
        // Mapped, and the long-abandoned compatible form, which :: and ::1 are also of: 0.0.0.0/8 is refused.
        [0, 0, 0, 0, 0, 0 | 0xffff] => Some(vec![v4(g, h)]),
        // NAT64 of the well-known prefix (RFC 6052). The local one, 64:ff9b:1::/48, is outside of global unicast.
        [0x64, 0xff9b, 0, 0, 0, 0] => Some(vec![v4(g, h)]),
        // 6to4 (RFC 3056).
        [0x2002, ..] => Some(vec![v4(b, c)]),
        // Teredo (RFC 4380): the server's address, and the client's with its bits turned.
        [0x2001, 0, ..] => Some(vec![v4(c, d), v4(!g, !h)]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_not_public_however_they_are_written() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.170",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fc00::1",
            "fd12:3456::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "3fff::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "::10.1.2.3",
            "64:ff9b::10.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b:1::1",
            "2002:7f00:1::",
            "2002:a00:1::1",
            "2002:c0a8:101::1",
            "2001:0:a00:1::",
            "2001:0:808:808:0:0:f5ff:fffe",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "100::1",
            "5f00::1",
            "::ffff:0:127.0.0.1",
            "4000::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn ordinary_addresses_are_public_however_they_are_written() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2606:4700::1111",
            "2400::1",
            "2001:4860::8888",
            "::ffff:8.8.8.8",
            "::8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2002:808:808::1",
            "2001:0:808:808:0:0:f7f7:f7f7",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }
}
