//! Addresses that must not be called, in all the ways they can be written, and those that may.

use super::*;

/// Knows a few names, and no others.
#[derive(Debug)]
struct Names(&'static [(&'static str, &'static [&'static str])]);

impl Lookup for Names {
    fn addresses(&self, host: &str, port: u16, _: Duration) -> io::Result<Vec<SocketAddr>> {
        let found = self.0.iter().find(|(name, _)| *name == host);
        let (_, addresses) = found.ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))?;
        Ok(addresses.iter().map(|text| SocketAddr::new(text.parse().unwrap(), port)).collect())
    }
}

const NAMES: Names = Names(&[
    ("shop.example", &["93.184.216.34", "2606:4700::1111"]),
    ("inside.example", &["10.0.0.7"]),
    ("both.example", &["93.184.216.34", "127.0.0.1"]),
    ("hooks.internal", &["10.0.5.9"]),
    ("nothing.example", &[]),
]);

fn guard(allow: &[&str]) -> Guard {
    Guard::with_lookup(AllowList::parse(allow).unwrap(), Arc::new(NAMES))
}

fn check(allow: &[&str], url: &str) -> Result<String, Forbidden> {
    guard(allow).check_url(url).map(|url| url.to_string())
}

#[test]
fn literal_addresses_inside_are_refused_however_they_are_written() {
    for (url, address) in [
        ("https://127.0.0.1/", "127.0.0.1"),
        ("https://2130706433/", "127.0.0.1"),
        ("https://0x7f000001/", "127.0.0.1"),
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://0177.0.0.1/", "127.0.0.1"),
        ("https://017700000001/", "127.0.0.1"),
        ("https://127.1/", "127.0.0.1"),
        ("https://１２７.０.０.１/", "127.0.0.1"),
        ("https://127。0。0。1/", "127.0.0.1"),
        ("https://0/", "0.0.0.0"),
        ("https://169.254.169.254/latest/meta-data/", "169.254.169.254"),
        ("https://0xa9fea9fe/", "169.254.169.254"),
        ("https://[::1]/", "::1"),
        ("https://[::ffff:7f00:1]/", "::ffff:127.0.0.1"),
        ("https://[64:ff9b::a00:1]/", "64:ff9b::a00:1"),
        ("https://[fe80::1]/", "fe80::1"),
        ("https://10.0.0.1:8443/", "10.0.0.1"),
        ("http://192.168.0.1/", "192.168.0.1"),
        ("https:10.0.0.1", "10.0.0.1"),
        ("https:\\\\10.0.0.1\\", "10.0.0.1"),
    ] {
        assert_eq!(check(&[], url), Err(Forbidden::Address(address.parse().unwrap())), "{url}");
    }
}

#[test]
fn addresses_that_are_none_or_hold_secrets_are_refused() {
    let long = format!("https://shop.example/{}", "a".repeat(URL_BYTES));
    for (url, expected) in [
        ("", Forbidden::Unreadable),
        ("shop.example", Forbidden::Unreadable),
        ("https://", Forbidden::Unreadable),
        ("https://999.1.1.1/", Forbidden::Unreadable),
        ("https://[fe80::1%25eth0]/", Forbidden::Unreadable),
        ("https://a b/", Forbidden::Unreadable),
        (long.as_str(), Forbidden::Unreadable),
        ("ftp://shop.example/", Forbidden::NotEncrypted),
        ("file:///etc/passwd", Forbidden::NotEncrypted),
        ("http://93.184.216.34/", Forbidden::NotEncrypted),
        ("https://mio@shop.example/", Forbidden::Credentials),
        ("https://mio:secret@shop.example/", Forbidden::Credentials),
        ("https://shop.example@10.0.0.1/", Forbidden::Credentials),
    ] {
        assert_eq!(check(&[], url), Err(expected), "{url}");
    }
}

#[test]
fn an_allowed_address_may_be_called_and_without_tls() {
    let allow = ["10.0.5.0/24", "[::1]:8080"];
    for url in ["https://10.0.5.1/", "http://10.0.5.1:99/", "http://[::1]:8080/a?b=c", "https://8.8.8.8/"] {
        assert_eq!(check(&allow, url), Ok(url.to_owned()));
    }
    assert!(check(&allow, "http://[::1]:8081/").is_err());
    assert!(check(&allow, "http://10.0.6.1/").is_err());
    assert_eq!(check(&allow, "https://SHOP.example/#x").unwrap(), "https://shop.example/");
}

fn resolve(allow: &[&str], host: &str, way: Way) -> Result<usize, String> {
    let found = guard(allow).addresses(host, 8080, way, Duration::from_secs(1));
    found.map(|found| found.len()).map_err(|why| Failure::from(why).code().as_str().to_owned())
}

#[test]
fn a_name_is_judged_by_all_it_resolves_to() {
    let tls = Way { is_encrypted: true, may_be_loopback: false };
    let plain = Way { is_encrypted: false, may_be_loopback: false };
    let forbidden = Err("address_forbidden".to_owned());
    assert_eq!(resolve(&[], "shop.example", tls), Ok(2));
    assert_eq!(resolve(&[], "shop.example", plain), Err("not_encrypted".to_owned()));
    assert_eq!(resolve(&[], "inside.example", tls), forbidden);
    assert_eq!(resolve(&[], "both.example", tls), forbidden);
    assert_eq!(resolve(&[], "nothing.example", tls), Err("name_unknown".to_owned()));
    assert_eq!(resolve(&[], "nobody.example", tls), Err("name_unknown".to_owned()));
    assert_eq!(resolve(&["hooks.internal:8080"], "hooks.internal", plain), Ok(1));
    assert_eq!(resolve(&["hooks.internal:9"], "hooks.internal", plain), forbidden);
    assert_eq!(resolve(&["10.0.5.9"], "hooks.internal", plain), Ok(1));
    assert_eq!(resolve(&["10.0.0.0/24"], "both.example", tls), forbidden);
}

#[test]
fn this_machine_may_be_called_only_where_that_is_said() {
    let mail = Way { is_encrypted: false, may_be_loopback: true };
    assert_eq!(resolve(&[], "127.0.0.1", mail), Ok(1));
    assert_eq!(resolve(&[], "[::1]", mail), Ok(1));
    assert_eq!(resolve(&[], "10.0.0.1", mail), Err("address_forbidden".to_owned()));
    assert_eq!(resolve(&[], "shop.example", mail), Err("not_encrypted".to_owned()));
}
