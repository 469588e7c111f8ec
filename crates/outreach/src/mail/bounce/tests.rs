//! Reports as mail servers really write them, and rubbish.

use proptest::prelude::*;

use super::*;

const BOUNCE: &str = "From: MAILER-DAEMON@mx.example\r
To: shop@example.com\r
Subject: Undelivered Mail Returned to Sender\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r
\r
--b\r
Content-Type: text/plain\r
\r
I could not deliver your message.\r
--b\r
Content-Type: message/delivery-status\r
\r
Reporting-MTA: dns; mx.example\r
X-Postfix-Queue-ID: 4F2\r
Arrival-Date: Tue,  1 Dec 2026 09:30:00 +0900 (JST)\r
\r
Final-Recipient: rfc822; mio@example.org\r
Original-Recipient: rfc822;mio@example.org\r
Action: failed\r
Status: 5.1.1\r
Remote-MTA: dns; mx.example.org\r
Diagnostic-Code: smtp; 550 5.1.1 <mio@example.org>: user\r
    unknown\r
\r
--b\r
Content-Type: message/rfc822\r
\r
From: shop@example.com\r
To: mio@example.org\r
Message-ID: <dlv_01@example.com>\r
Subject: x\r
\r
body\r
--b--\r
";

const COMPLAINT: &str = "From: fbl@provider.example\r
To: abuse@example.com\r
MIME-Version: 1.0\r
Content-Type: multipart/report; report-type=feedback-report; boundary=\"b\"\r
\r
--b\r
Content-Type: text/plain\r
\r
This is an email abuse report.\r
--b\r
Content-Type: message/feedback-report\r
\r
Feedback-Type: abuse\r
User-Agent: SomeGenerator/1.0\r
Version: 1\r
Original-Mail-From: <shop@example.com>\r
Original-Rcpt-To: <mio@example.org>\r
\r
--b\r
Content-Type: message/rfc822\r
\r
From: shop@example.com\r
Message-ID: <dlv_02@example.com>\r
\r
body\r
--b--\r
";

fn one(raw: &str) -> (Option<String>, Recipient) {
    match read(raw.as_bytes()) {
        Some(Report::Delivery { message_id, mut recipients }) => (message_id, recipients.remove(0)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_bounce_tells_which_letter_to_whom_and_why() {
    let (message_id, recipient) = one(BOUNCE);
    assert_eq!(message_id.as_deref(), Some("dlv_01@example.com"));
    let expected = Recipient {
        address: "mio@example.org".into(),
        action: Action::Failed,
        status: Some("5.1.1".into()),
        diagnostic: Some("550 5.1.1 <mio@example.org>: user unknown".into()),
        severity: Severity::Hard,
    };
    assert!(recipient == expected, "{recipient:?}");
}

#[test]
fn how_bad_it_is_follows_from_action_and_status() {
    for (action, status, expected) in [
        ("failed", "5.1.1", Severity::Hard),
        ("Failed", "5.1.10", Severity::Hard),
        ("failed", "5.2.1", Severity::Hard),
        ("failed", "5.2.2", Severity::Soft),
        ("failed", "5.7.1", Severity::Soft),
        ("failed", "4.4.7", Severity::Soft),
        ("failed", "what", Severity::Soft),
        ("delayed", "4.4.1", Severity::None),
        ("delivered", "2.0.0", Severity::None),
        ("relayed", "2.0.0", Severity::None),
        ("expanded", "2.0.0", Severity::None),
    ] {
        let raw = BOUNCE.replace("Action: failed", &format!("Action: {action}"));
        let (_, recipient) = one(&raw.replace("Status: 5.1.1", &format!("Status: {status}")));
        assert_eq!(recipient.severity, expected, "{action} {status}");
    }
}

#[test]
fn only_the_headers_of_the_letter_are_enough() {
    let raw = BOUNCE.replace("Content-Type: message/rfc822", "Content-Type: text/rfc822-headers");
    assert_eq!(one(&raw).0.as_deref(), Some("dlv_01@example.com"));
    let raw = BOUNCE.replace("Content-Type: message/rfc822", "Content-Type: message/rfc822-headers");
    assert_eq!(one(&raw).0.as_deref(), Some("dlv_01@example.com"));
    let raw = BOUNCE.replace("Message-ID: ", "X-Other: ");
    assert_eq!(one(&raw).0, None);
}

#[test]
fn where_a_letter_went_in_the_end_is_told_where_it_is_not_said_whom_it_was_for() {
    let raw = BOUNCE.replace("Original-Recipient: rfc822;mio@example.org\r\n", "");
    assert_eq!(one(&raw).1.address, "mio@example.org");
    let raw = BOUNCE.replace("Original-Recipient: rfc822;mio@", "Original-Recipient: rfc822;forwarded@");
    assert_eq!(one(&raw).1.address, "forwarded@example.org");
}

#[test]
fn a_complaint_tells_which_letter_and_who() {
    let expected = Report::Complaint {
        message_id: Some("dlv_02@example.com".into()),
        recipient: Some("mio@example.org".into()),
        kind: "abuse".into(),
    };
    assert!(read(COMPLAINT.as_bytes()) == Some(expected));
}

#[test]
fn an_ordinary_letter_is_no_report() {
    for raw in [
        "",
        "\r\n",
        "Subject: hello\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nAction: failed\r\n",
        "Subject: out of office\r\nAuto-Submitted: auto-replied\r\n\r\nback soon",
    ] {
        assert!(read(raw.as_bytes()).is_none(), "{raw}");
    }
    assert!(read(BOUNCE.replace("Action: failed", "Action: eaten").as_bytes()).is_none());
}

#[test]
fn a_letter_that_is_nested_without_end_is_no_trouble() {
    let letters = "Content-Type: message/rfc822\r\n\r\n".repeat(100_000);
    let parts: String = (0..40_000)
        .map(|depth| format!("Content-Type: multipart/mixed; boundary=\"b{depth}\"\r\n\r\n--b{depth}\r\n"))
        .collect();
    assert!(read(letters.as_bytes()).is_none() && read(parts.as_bytes()).is_none());
    let inside = BOUNCE.replace("\r\nbody\r\n", &format!("\r\n{letters}"));
    assert_eq!(one(&inside).0.as_deref(), Some("dlv_01@example.com"));
}

#[test]
fn debug_shows_no_address() {
    let shown = format!("{:?} {:?}", read(BOUNCE.as_bytes()), read(COMPLAINT.as_bytes()));
    assert!(!shown.contains("mio"), "{shown}");
}

proptest! {
    #[test]
    fn rubbish_never_breaks_it(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        read(&bytes);
    }

    #[test]
    fn a_broken_report_never_breaks_it(
        which in any::<bool>(), cut in 0usize..2_000, from in 0usize..1_500, other in prop::collection::vec(any::<u8>(), 0..40),
    ) {
        let mut bytes = if which { BOUNCE } else { COMPLAINT }.as_bytes().to_vec();
        let from = from.min(bytes.len());
        let until = (from + other.len() / 2).min(bytes.len());
        bytes.splice(from..until, other);
        bytes.truncate(cut.max(1));
        read(&bytes);
    }
}
