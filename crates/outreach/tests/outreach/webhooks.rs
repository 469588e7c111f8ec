//! Webhooks to endpoints that behave well, badly, and with intent.

use std::io::{self, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use kizukai_model::Span;
use kizukai_model::time::SystemClock;
use kizukai_outreach::guard::Lookup;
use kizukai_outreach::limits::KEPT_BYTES;
use kizukai_outreach::webhook::{Call, Secret, Webhooks};
use kizukai_outreach::{AllowList, Attempt, Channel as _, Code, Delivery, Failure, Guard};
use serde_json::json;

use crate::endpoint::{Endpoint, hold};
use crate::{id, python};

const BODY: &str = r#"{"event":"お買い物","total":4800}"#;

fn secret(byte: u8) -> Secret {
    Secret::from_random(&[byte; 32]).unwrap()
}

fn call(url: &str) -> Call {
    Call { url: url.to_owned(), secrets: vec![secret(1), secret(2)], body: BODY.to_owned() }
}

fn here() -> Webhooks {
    Webhooks::new(Guard::new(AllowList::parse(&["127.0.0.1"]).unwrap()))
}

fn send(webhooks: &Webhooks, url: &str) -> Attempt {
    let delivery = Delivery { id: &id("dlv_01"), message: &call(url) };
    webhooks.send(&delivery, &SystemClock::default())
}

fn failed(attempt: &Attempt) -> Code {
    attempt.outcome.as_ref().unwrap_err().code()
}

#[test]
fn another_library_verifies_what_was_sent_under_the_old_and_the_new_secret() {
    let endpoint = Endpoint::answering("200 OK", "", "taken");
    let attempt = send(&here(), &endpoint.url());
    attempt.outcome.unwrap();
    let asked = endpoint.asked();
    assert_eq!(asked.line, "POST /hooks/in?token=t HTTP/1.1");
    assert_eq!(asked.body, BODY);
    assert_eq!(asked.header("content-type"), "application/json");
    assert!(asked.header("user-agent").starts_with("Kizukai/"));
    assert_eq!(asked.header("webhook-id"), "dlv_01");
    let mut headers = serde_json::Map::new();
    for name in ["webhook-id", "webhook-timestamp", "webhook-signature"] {
        headers.insert(name.into(), asked.header(name).into());
    }
    let verify = |secret: Secret, body: &str| {
        python::ask("read_webhook.py", &json!({"secret": secret.reveal(), "headers": headers, "body": body}))
    };
    assert_eq!(verify(secret(1), BODY), "verified");
    assert_eq!(verify(secret(2), BODY), "verified");
    assert_ne!(verify(secret(3), BODY), "verified");
    assert_ne!(verify(secret(1), "{}"), "verified");
}

#[test]
fn the_record_of_an_attempt_holds_everything_but_secrets() {
    let endpoint = Endpoint::answering("200 OK", "", "taken");
    let exchange = send(&here(), &endpoint.url()).exchange;
    assert_eq!(exchange.target, format!("POST http://{}/hooks/in", endpoint.address));
    assert_eq!(exchange.request_body.text, BODY);
    assert_eq!((exchange.response_status, exchange.response_body.text.as_str()), (Some(200), "taken"));
    let names: Vec<_> = exchange.request_headers.iter().map(|(name, _)| *name).collect();
    assert_eq!(names, ["content-type", "user-agent", "webhook-id", "webhook-timestamp"]);
}

#[test]
fn a_redirect_is_not_followed_and_named() {
    let location = "Location: http://169.254.169.254/latest/meta-data/?x=1\r\n";
    let endpoint = Endpoint::answering("302 Found", location, "");
    let attempt = send(&here(), &endpoint.url());
    let failure = attempt.outcome.unwrap_err();
    assert_eq!(failure.code(), Code::Redirected);
    assert!(!failure.is_passing());
    assert!(failure.to_string().contains("points to http://169.254.169.254/latest/meta-data/ "), "{failure}");
}

#[test]
fn an_endpoint_that_is_busy_says_when_to_come_again() {
    let endpoint = Endpoint::answering("429 Too Many Requests", "Retry-After: 90\r\n", "slow down");
    let attempt = send(&here(), &endpoint.url());
    let Err(Failure::Passing { code, retry_after, .. }) = &attempt.outcome else { panic!("{attempt:?}") };
    assert_eq!((*code, *retry_after), (Code::HttpBusy, Some(Span::from_secs(90))));
    assert_eq!(attempt.exchange.response_body.text, "slow down");
}

#[test]
fn an_endpoint_that_is_gone_is_told_apart() {
    let gone = send(&here(), &Endpoint::answering("410 Gone", "", "").url()).outcome.unwrap_err();
    assert!(gone.receiver_is_gone() && !gone.is_passing());
    let refused = send(&here(), &Endpoint::answering("404 Not Found", "", "").url()).outcome.unwrap_err();
    assert!(!refused.receiver_is_gone() && !refused.is_passing());
}

#[test]
fn an_endless_answer_is_read_to_a_limit() {
    let endpoint = Endpoint::start("HTTP/1.1 200 OK\r\n\r\n".to_owned(), |mut stream| {
        let some = vec![b'a'; 64 * 1024];
        while stream.write_all(&some).is_ok() {}
    });
    let attempt = send(&here(), &endpoint.url());
    assert!(attempt.outcome.is_ok(), "{attempt:?}");
    assert!(attempt.exchange.response_body.is_cut);
    assert_eq!(attempt.exchange.response_body.text.len(), KEPT_BYTES);
    endpoint.asked();
}

#[test]
fn an_endpoint_that_does_not_answer_is_given_up_in_time() {
    let webhooks =
        Webhooks::within(Guard::new(AllowList::parse(&["127.0.0.1"]).unwrap()), Duration::from_millis(300));
    let silent = Endpoint::start(String::new(), hold);
    let attempt = send(&webhooks, &silent.url());
    assert_eq!(failed(&attempt), Code::TimedOut);
    assert!(attempt.exchange.duration_ms >= 250 && attempt.exchange.duration_ms < 10_000);
    // The status is what counts: one that stops in the middle of its answer has taken it.
    let slow = Endpoint::start("HTTP/1.1 202 Accepted\r\nContent-Length: 9\r\n\r\ntak".to_owned(), hold);
    let attempt = send(&webhooks, &slow.url());
    assert!(attempt.outcome.is_ok(), "{attempt:?}");
    assert!(attempt.exchange.duration_ms < 10_000);
}

#[test]
fn what_is_no_http_or_not_there_is_tried_again() {
    let strange = Endpoint::start("SSH-2.0-OpenSSH_9.9\r\n\r\n".to_owned(), drop);
    let attempt = send(&here(), &strange.url());
    assert!(attempt.outcome.as_ref().unwrap_err().is_passing(), "{attempt:?}");
    let silent = Endpoint::start(String::new(), drop);
    assert_eq!(failed(&send(&here(), &silent.url())), Code::ConnectionFailed);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    assert_eq!(failed(&send(&here(), &format!("http://{closed}/"))), Code::ConnectionFailed);
}

#[test]
fn a_certificate_that_is_none_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").unwrap();
        hold(stream);
    });
    let attempt = send(&here(), &format!("https://{address}/"));
    assert_eq!(failed(&attempt), Code::TlsFailed, "{attempt:?}");
}

/// A name server that says one thing for every name.
#[derive(Debug)]
struct Says(SocketAddr);

impl Lookup for Says {
    fn addresses(&self, _: &str, port: u16, _: Duration) -> io::Result<Vec<SocketAddr>> {
        Ok(vec![SocketAddr::new(self.0.ip(), port)])
    }
}

fn looked_up(allow: &[&str], address: SocketAddr) -> Webhooks {
    Webhooks::new(Guard::with_lookup(AllowList::parse(allow).unwrap(), Arc::new(Says(address))))
}

#[test]
fn a_name_that_resolves_inside_is_never_connected_to() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let webhooks = looked_up(&[], address);
    for scheme in ["http", "https"] {
        let attempt = send(&webhooks, &format!("{scheme}://shop.example:{}/", address.port()));
        let failure = attempt.outcome.unwrap_err();
        assert!(matches!(failure, Failure::Refused { .. }), "{failure:?}");
        assert_eq!(failure.code(), Code::AddressForbidden);
    }
    assert_eq!(listener.accept().unwrap_err().kind(), io::ErrorKind::WouldBlock);
}

/// A name server that says something else the second time.
#[derive(Debug)]
struct Turns(AtomicUsize);

impl Lookup for Turns {
    fn addresses(&self, _: &str, port: u16, _: Duration) -> io::Result<Vec<SocketAddr>> {
        let address =
            if self.0.fetch_add(1, Ordering::SeqCst) == 0 { [127, 0, 0, 1] } else { [127, 0, 0, 2] };
        Ok(vec![SocketAddr::from((address, port))])
    }
}

#[test]
fn a_name_that_turns_inside_gains_nothing() {
    let endpoint = Endpoint::answering("200 OK", "", "");
    let url = format!("http://shop.example:{}/", endpoint.address.port());
    let turns = Arc::new(Turns(AtomicUsize::new(0)));
    let allow = AllowList::parse(&["127.0.0.1"]).unwrap();
    let webhooks = Webhooks::new(Guard::with_lookup(allow, Arc::clone(&turns) as Arc<dyn Lookup>));
    // It is asked once for each call, and the answer that was checked is the one that is connected to.
    send(&webhooks, &url).outcome.unwrap();
    assert_eq!(turns.0.load(Ordering::SeqCst), 1);
    assert_eq!(failed(&send(&webhooks, &url)), Code::AddressForbidden);
}

#[test]
fn an_allowed_name_is_connected_to_where_it_resolves() {
    let endpoint = Endpoint::answering("204 No Content", "", "");
    let port = endpoint.address.port();
    let webhooks = looked_up(&[&format!("hooks.internal:{port}")], endpoint.address);
    send(&webhooks, &format!("http://hooks.internal:{port}/in")).outcome.unwrap();
    assert_eq!(endpoint.asked().header("host"), format!("hooks.internal:{port}"));
}

#[test]
fn what_our_own_rules_forbid_is_never_tried() {
    let webhooks = here();
    for (url, secrets, body, expected) in [
        ("https://10.0.0.1/", 1, "{}", Code::AddressForbidden),
        ("https://a:b@shop.example/", 1, "{}", Code::UrlCredentials),
        ("http://8.8.8.8/", 1, "{}", Code::NotEncrypted),
        ("shop", 1, "{}", Code::UrlUnreadable),
        ("https://shop.example/", 0, "{}", Code::SecretsWrong),
        ("https://shop.example/", 5, "{}", Code::SecretsWrong),
        ("https://shop.example/", 1, &"a".repeat(300_000), Code::TooLarge),
    ] {
        let message = Call { url: url.into(), secrets: vec![secret(1); secrets], body: body.into() };
        let delivery = Delivery { id: &id("dlv_01"), message: &message };
        let failure = webhooks.send(&delivery, &SystemClock::default()).outcome.unwrap_err();
        assert!(
            matches!(failure, Failure::Refused { .. }) && failure.code() == expected,
            "{url}: {failure:?}"
        );
    }
}
