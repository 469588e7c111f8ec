//! Letters to a mail server, read and verified by other people's libraries.

use std::net::TcpListener;
use std::time::Duration;

use kizukai_model::time::{ManualClock, SystemClock};
use kizukai_model::{Span, Timestamp};
use kizukai_outreach::limits::{SMTP_IDLE_MS, SMTP_LETTERS};
use kizukai_outreach::mail::dkim::{DkimKey, Signer};
use kizukai_outreach::mail::{Letter, Name, Security, Smtp, SmtpSettings, Unsubscribe, WrongSettings};
use kizukai_outreach::{AllowList, Attempt, Channel as _, Code, Delivery, Failure, Guard};
use serde_json::{Value, json};

use crate::id;
use crate::python::{self, Sink};

const AUTHORITY: &str = include_str!("../python/authority.pem");
const HTML: &str =
    "<h1>再入荷のお知らせ</h1><p>澪さん、<a href=\"https://example.com/plates\">お皿</a>が届きました。</p>";

fn letter(to: &str) -> Letter {
    let name =
        |name: &str, address: &str| Name { name: Some(name.into()), address: address.parse().unwrap() };
    Letter {
        from: name("うつわ商店, 本店", "shop@example.com"),
        reply_to: Some(name("お客様係", "help@example.com")),
        to: name("山田 澪", to),
        return_path: Some("bounce@example.com".parse().unwrap()),
        subject: "再入荷のお知らせ：ご覧になっていたお皿が、三つの色でふたたび届きました".into(),
        html: HTML.into(),
        text: None,
        at: Timestamp::parse("2026-12-01T09:30:00+09:00").unwrap(),
        unsubscribe: Some(Unsubscribe {
            url: format!("https://example.com/u/{}", "t0ken".repeat(30)),
            mailto: Some("unsubscribe@example.com".parse().unwrap()),
        }),
        feedback_id: Some("restock:site:mail:kizukai".into()),
    }
}

fn smtp(settings: SmtpSettings, signers: Vec<Signer>) -> Smtp {
    Smtp::new(settings, Guard::new(AllowList::default()), signers).unwrap()
}

fn plain(sink: &Sink) -> SmtpSettings {
    SmtpSettings::new("127.0.0.1", sink.port, Security::None)
}

fn send(smtp: &Smtp, to: &str) -> Attempt {
    smtp.send(&Delivery { id: &id("dlv_01"), message: &letter(to) }, &SystemClock::default())
}

fn failure(smtp: &Smtp, to: &str) -> Failure {
    send(smtp, to).outcome.unwrap_err()
}

#[test]
fn a_letter_arrives_as_it_was_written_and_its_signatures_are_verified() {
    let mut sink = Sink::start(&["PLAIN"]);
    let rsa = Signer::new("example.com", "r1", DkimKey::new_rsa([7; 32])).unwrap();
    let ed25519 = Signer::new("example.com", "e1", DkimKey::new_ed25519([7; 32])).unwrap();
    let records: serde_json::Map<_, _> = [&rsa, &ed25519]
        .map(|signer| (signer.record().name, signer.record().value.into()))
        .into_iter()
        .collect();
    let smtp = smtp(plain(&sink), vec![rsa, ed25519]);

    let attempt = send(&smtp, "mio@example.org");
    assert_eq!(attempt.outcome.unwrap().reference.as_deref(), Some("2.0.0 queued as 4F2"));
    assert_eq!(attempt.exchange.response_status, Some(250));

    let taken = sink.letter();
    assert_eq!((&taken["from"], &taken["to"]), (&json!("bounce@example.com"), &json!(["mio@example.org"])));
    let read = python::ask("read_letter.py", &json!({"letter": taken["letter"], "records": records}));
    let read: Value = serde_json::from_str(&read).unwrap();
    let sent = letter("mio@example.org");
    for (field, expected) in [
        ("defects", json!([])),
        ("subject", json!(sent.subject)),
        ("from", json!("\"うつわ商店, 本店\" <shop@example.com>")),
        ("to", json!("山田 澪 <mio@example.org>")),
        ("reply_to", json!("お客様係 <help@example.com>")),
        ("date", json!("2026-12-01T00:30:00+00:00")),
        ("message_id", json!("<dlv_01@example.com>")),
        ("unsubscribe_post", json!("List-Unsubscribe=One-Click")),
        ("auto_submitted", json!("auto-generated")),
        ("kind", json!("multipart/alternative")),
        ("signatures", json!([true, true])),
        ("holds_when_changed", json!(false)),
        ("holds_with_another_sender", json!(false)),
    ] {
        assert_eq!(read[field], expected, "{field}");
    }
    let unsubscribe = read["unsubscribe"].as_str().unwrap();
    assert!(
        unsubscribe.starts_with("<https://example.com/u/t0ken")
            && unsubscribe.ends_with("<mailto:unsubscribe@example.com>")
    );
    let text = "再入荷のお知らせ\n\n澪さん、お皿 (https://example.com/plates)が届きました。";
    assert_eq!(read["text"].as_str().unwrap().replace("\r\n", "\n").trim_end(), text);
    assert_eq!(read["html"].as_str().unwrap().trim_end(), HTML);
    assert!(read["longest_line"].as_u64().unwrap() < 998);
}

#[test]
fn whatever_is_written_arrives_whole_and_signed() {
    let mut sink = Sink::start(&["PLAIN"]);
    let signer = Signer::new("example.com", "e1", DkimKey::new_ed25519([7; 32])).unwrap();
    let records = json!({signer.record().name: signer.record().value});
    let smtp = smtp(plain(&sink), vec![signer]);
    for text in [
        "",
        "\n\n\n",
        "plain",
        "a line with blanks at its end   \n\tand tabs\t\n   \n",
        ".\n..\nQUIT\n.",
        "--=_dlv_01\nContent-Type: text/html\n\n<p>x</p>\n--=_dlv_01--",
        "From here\n>From there\n=3D = ==",
        "long: \u{1f600}",
        &"長い一行".repeat(500),
        &"x".repeat(5_000),
    ] {
        let html = format!("<pre>{text}</pre>");
        let written = Letter { text: Some(text.into()), html, ..letter("mio@example.org") };
        let delivery = Delivery { id: &id("dlv_01"), message: &written };
        let sent = smtp.send(&delivery, &SystemClock::default()).outcome;
        assert!(sent.is_ok(), "{text:?}: {sent:?}");
        let asked = json!({"letter": sink.letter()["letter"], "records": records});
        let read: Value = serde_json::from_str(&python::ask("read_letter.py", &asked)).unwrap();
        assert_eq!(read["signatures"], json!([true]), "{text:?}");
        let lines = |text: &str| text.replace("\r\n", "\n");
        assert_eq!(lines(read["text"].as_str().unwrap()), text, "{text:?}");
        assert_eq!(lines(read["html"].as_str().unwrap()), written.html, "{text:?}");
        assert!(read["longest_line"].as_u64().unwrap() <= 998, "{text:?}");
    }
}

#[test]
fn a_server_that_says_nothing_or_is_not_there_is_tried_again() {
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut settings = SmtpSettings::new("127.0.0.1", silent.local_addr().unwrap().port(), Security::None);
    settings.timeout = Duration::from_secs(1);
    let late = failure(&smtp(settings.clone(), Vec::new()), "mio@example.org");
    assert_eq!((late.is_passing(), late.code()), (true, Code::TimedOut));
    drop(silent);
    let absent = failure(&smtp(settings, Vec::new()), "mio@example.org");
    assert_eq!((absent.is_passing(), absent.code()), (true, Code::ConnectionFailed));
}

#[test]
fn refusals_tell_the_recipient_from_the_letter_and_the_connection_stays_good() {
    let mut sink = Sink::start(&["PLAIN"]);
    let smtp = smtp(plain(&sink), Vec::new());
    send(&smtp, "mio@example.org").outcome.unwrap();
    let unknown = send(&smtp, "unknown@example.org");
    let bounce = unknown.outcome.unwrap_err();
    assert!(bounce.receiver_is_gone() && !bounce.is_passing());
    assert_eq!(bounce.to_string(), "the mail server refused the recipient (550 5.1.1)");
    assert_eq!(unknown.exchange.response_body.text, "5.1.1 <unknown@example.org>: user unknown");
    let later = failure(&smtp, "later@example.org");
    assert!(later.is_passing() && later.code() == Code::SmtpBusy);
    let spam = failure(&smtp, "spam@example.org");
    assert!(!spam.is_passing() && spam.is_senders_trouble() && !spam.receiver_is_gone());
    send(&smtp, "mio@example.org").outcome.unwrap();
    // All of it went over one connection.
    assert_eq!((&sink.letter()["connection"], &sink.letter()["connection"]), (&json!(1), &json!(1)));
}

#[test]
fn a_connection_that_breaks_is_not_used_again() {
    let mut sink = Sink::start(&["PLAIN"]);
    let smtp = smtp(plain(&sink), Vec::new());
    assert!(failure(&smtp, "hangup@example.org").is_passing());
    send(&smtp, "mio@example.org").outcome.unwrap();
    assert_eq!(sink.letter()["connection"], 2);
}

#[test]
fn a_connection_is_given_up_when_it_lay_idle_or_has_carried_enough() {
    let mut sink = Sink::start(&["PLAIN"]);
    let smtp = smtp(plain(&sink), Vec::new());
    let clock = ManualClock::at(Timestamp::from_ms(0));
    let mut sent_over = |idle_ms: u64| {
        clock.advance(Span::from_ms(i64::try_from(idle_ms).unwrap()));
        let delivery = Delivery { id: &id("dlv_01"), message: &letter("mio@example.org") };
        smtp.send(&delivery, &clock).outcome.unwrap();
        sink.letter()["connection"].as_u64().unwrap()
    };
    assert_eq!([sent_over(0), sent_over(SMTP_IDLE_MS), sent_over(SMTP_IDLE_MS + 1)], [1, 1, 2]);
    let last = (0..SMTP_LETTERS).map(|_| sent_over(0)).last();
    assert_eq!(last, Some(3));
}

#[test]
fn a_password_goes_over_tls_only_and_a_wrong_one_is_the_senders_trouble() {
    for (kind, security) in [("STARTTLS", Security::StartTls), ("TLS", Security::Tls)] {
        let mut sink = Sink::start(&[kind, "shop", "hunter2"]);
        let mut settings = SmtpSettings::new("localhost", sink.port, security);
        settings.credentials = Some(("shop".into(), "hunter2".into()));
        settings.authority = Some(AUTHORITY.into());
        let attempt = send(&smtp(settings.clone(), Vec::new()), "mio@example.org");
        attempt.outcome.unwrap();
        let taken = sink.letter();
        assert_eq!((&taken["secure"], &taken["user"]), (&json!(true), &json!("shop")), "{kind}");

        settings.credentials = Some(("shop".into(), "wrong".into()));
        let wrong = smtp(settings.clone(), Vec::new()).check(&SystemClock::default()).outcome.unwrap_err();
        assert!(wrong.is_passing() && wrong.is_senders_trouble(), "{wrong:?}");
        assert_eq!(wrong.code(), Code::AuthenticationFailed);

        settings.credentials = None;
        let missing = failure(&smtp(settings.clone(), Vec::new()), "mio@example.org");
        assert_eq!((missing.is_passing(), missing.code()), (true, Code::AuthenticationFailed));

        settings.authority = None;
        let untrusted = smtp(settings, Vec::new()).check(&SystemClock::default()).outcome.unwrap_err();
        assert_eq!(untrusted.code(), Code::SmtpTlsFailed, "{kind}: {untrusted:?}");
    }
}

#[test]
fn a_server_without_tls_gets_neither_password_nor_letter() {
    let sink = Sink::start(&["NO_TLS", "shop", "hunter2"]);
    let mut settings = SmtpSettings::new("127.0.0.1", sink.port, Security::StartTls);
    settings.credentials = Some(("shop".into(), "hunter2".into()));
    let failure = failure(&smtp(settings, Vec::new()), "mio@example.org");
    assert!(failure.is_passing() && failure.code() == Code::SmtpTlsFailed, "{failure:?}");
}

#[test]
fn a_server_elsewhere_is_not_spoken_to_without_tls_or_inside_without_leave() {
    for (host, security, expected) in [
        ("8.8.8.8", Security::None, Code::NotEncrypted),
        ("10.0.0.1", Security::Tls, Code::AddressForbidden),
        ("169.254.169.254", Security::None, Code::AddressForbidden),
    ] {
        let refused = failure(&smtp(SmtpSettings::new(host, 25, security), Vec::new()), "mio@example.org");
        assert!(
            matches!(refused, Failure::Refused { .. }) && refused.code() == expected,
            "{host}: {refused:?}"
        );
    }
}

#[test]
fn settings_that_cannot_work_are_refused_at_once() {
    let settings =
        SmtpSettings { authority: Some("x".into()), ..SmtpSettings::new("mail.example", 465, Security::Tls) };
    let wrong = Smtp::new(settings, Guard::new(AllowList::default()), Vec::new()).err();
    assert_eq!(wrong, Some(WrongSettings::Authority));
}
