//! What a letter looks like on its way, and what cannot be smuggled into it.

use proptest::prelude::*;

use super::*;

pub(crate) fn letter() -> Letter {
    let name =
        |name: &str, address: &str| Name { name: Some(name.into()), address: address.parse().unwrap() };
    Letter {
        from: name("うつわ商店", "shop@example.com"),
        reply_to: Some(name("お客様係", "help@example.com")),
        to: name("山田 澪", "mio@example.org"),
        return_path: None,
        subject: "お皿が入荷しました。ご注文いただいたものと同じ窯元の、新しい大皿と小皿のご案内です".into(),
        html: "<h1>入荷</h1><p>こんにちは、澪さん。<a href=\"https://example.com/plates\">お皿</a></p>"
            .into(),
        text: None,
        at: Timestamp::parse("2026-12-01T09:30:00+09:00").unwrap(),
        unsubscribe: Some(Unsubscribe { url: "https://example.com/u/tok-en?x=1".into(), mailto: None }),
        feedback_id: Some("restock:site:mail:kizukai".into()),
    }
}

fn id() -> DeliveryId {
    "dlv_01".parse().unwrap()
}

fn header_lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8(bytes.to_vec()).unwrap();
    let (head, _) = text.split_once("\r\n\r\n").unwrap();
    head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

#[test]
fn a_letter_is_the_same_bytes_in_every_attempt_and_tells_what_it_must() {
    let bytes = letter().to_bytes(&id()).unwrap();
    assert_eq!(bytes, letter().to_bytes(&id()).unwrap());
    assert!(bytes.is_ascii());
    let lines = header_lines(&bytes);
    for line in [
        "Message-ID: <dlv_01@example.com>",
        "Date: Tue, 01 Dec 2026 00:30:00 +0000",
        "Auto-Submitted: auto-generated",
        "List-Unsubscribe: <https://example.com/u/tok-en?x=1>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        "Feedback-ID: restock:site:mail:kizukai",
        "MIME-Version: 1.0",
        "Content-Type: multipart/alternative; boundary=\"=_dlv_01\"",
    ] {
        assert!(lines.iter().any(|found| found == line), "{line}: {lines:#?}");
    }
}

#[test]
fn a_link_or_an_id_that_cannot_stand_in_a_header_is_refused() {
    for url in ["http://example.com/u", "javascript:x", "", "https://example.com/a,<https://evil.example>"] {
        let mut wrong = letter();
        wrong.unsubscribe = Some(Unsubscribe { url: url.into(), mailto: None });
        assert_eq!(wrong.to_bytes(&id()), Err(LetterError::Unsubscribe), "{url}");
    }
    for feedback_id in ["", "a b", "a\r\nX: y", "あ"] {
        let wrong = Letter { feedback_id: Some(feedback_id.into()), ..letter() };
        assert_eq!(wrong.to_bytes(&id()), Err(LetterError::FeedbackId), "{feedback_id:?}");
    }
    let long = Letter { html: "a".repeat(LETTER_BYTES + 1), ..letter() };
    assert_eq!(long.to_bytes(&id()), Err(LetterError::TooLarge));
    let swollen = Letter { html: "=".repeat(LETTER_BYTES / 2), ..letter() };
    assert_eq!(swollen.to_bytes(&id()), Err(LetterError::TooLarge));
    let wide = Letter { subject: "あ".repeat(SUBJECT_CHARS + 1), ..letter() };
    assert_eq!(wide.to_bytes(&id()), Err(LetterError::LineTooLong));
    let early = Letter { at: Timestamp::from_ms(-1), ..letter() };
    assert_eq!(early.to_bytes(&id()), Err(LetterError::Date));
}

#[test]
fn debug_shows_neither_who_nor_what() {
    let shown = format!("{:?}", letter());
    assert!(!shown.contains("mio") && !shown.contains("澪") && !shown.contains("お皿"), "{shown}");
}

proptest! {
    #[test]
    fn nothing_in_a_name_or_a_subject_becomes_a_header(subject in any::<String>(), name in any::<String>()) {
        let mut hostile = letter();
        hostile.subject = format!("{subject}\r\nBcc: x@evil.example\r\n\r\nbody{subject}");
        hostile.to.name = Some(format!("{name}\r\nBcc: x@evil.example\n{name}"));
        let bytes = hostile.to_bytes(&id()).unwrap();
        prop_assert!(bytes.is_ascii());
        let names = |bytes: &[u8]| {
            header_lines(bytes).iter().map(|line| line.split(':').next().unwrap().to_owned()).collect::<Vec<_>>()
        };
        prop_assert_eq!(names(&bytes), names(&letter().to_bytes(&id()).unwrap()));
    }
}
