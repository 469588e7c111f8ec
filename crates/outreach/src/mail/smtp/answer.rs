//! What a mail server's refusal means: for the letter, for the recipient, or for the shop's settings (RFC 5321, 3463).

use std::error::Error as _;
use std::io;

use lettre::transport::smtp::Error;

use crate::failure::{Code, Failure};

/// How far the conversation had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// Until the server has greeted.
    Greeting,
    /// Asking for TLS.
    StartTls,
    /// User name and password.
    Authentication,
    /// Naming the sender.
    Sender,
    /// Naming the recipient.
    Recipient,
    /// The letter itself.
    Letter,
}

impl Stage {
    const fn told(self) -> &'static str {
        match self {
            Self::Greeting => "at its greeting",
            Self::StartTls => "when asked for TLS",
            Self::Authentication => "the user name or the password",
            Self::Sender => "the sender",
            Self::Recipient => "the recipient",
            Self::Letter => "the letter",
        }
    }
}

/// An enhanced status code (RFC 3463): class, subject, detail.
pub(in crate::mail) type Enhanced = (u8, u16, u16);

/// Reads an enhanced status code at the start of a text.
pub(in crate::mail) fn enhanced(text: &str) -> Option<Enhanced> {
    let word = text.split_whitespace().next()?;
    let mut parts = word.splitn(3, '.');
    let mut number = |digits: usize| {
        let part = parts.next()?;
        let fits = (1..=digits).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        if fits { part.parse::<u16>().ok() } else { None }
    };
    let class = u8::try_from(number(1)?).ok()?;
    let (subject, detail) = (number(3)?, number(3)?);
    matches!(class, 2 | 4 | 5).then_some((class, subject, detail))
}

/// Whether a status says that the address itself takes no mail, for good: unknown, moved, disabled.
pub(in crate::mail) const fn is_address(status: Enhanced) -> bool {
    // 5.1.7 and 5.1.8 are about the sender's address, 5.1.9 about a relay.
    matches!(status, (5, 1, 0..=6 | 10) | (5, 2, 0 | 1))
}

/// What an error means. Also gives the code and the text of the answer, where there was one.
pub(super) fn judge(stage: Stage, error: &Error) -> (Failure, Option<(u16, String)>) {
    let Some(code) = error.status() else { return (without_answer(stage, error), None) };
    let number = u16::from(code);
    let said = error.source().map(ToString::to_string).unwrap_or_default();
    (refusal(stage, number, enhanced(&said)), Some((number, said)))
}

/// What a refusal means. The server's own words may name a person: they are no part of the reason.
fn refusal(stage: Stage, number: u16, status: Option<Enhanced>) -> Failure {
    let shown = match status {
        Some((class, subject, detail)) => format!("{number} {class}.{subject}.{detail}"),
        None => number.to_string(),
    };
    let told = stage.told();
    if number < 500 {
        return Failure::passing(Code::SmtpBusy, format!("the mail server cannot take {told} now ({shown})"));
    }
    let reason = format!("the mail server refused {told} ({shown})");
    match code_of(stage, number, status) {
        code @ (Code::HardBounce | Code::SmtpRefused) => Failure::permanent(code, reason),
        // What is refused once it was read would be refused again.
        code @ Code::PolicyRefused if stage == Stage::Letter => Failure::permanent(code, reason),
        code => Failure::passing(code, reason),
    }
}

fn code_of(stage: Stage, number: u16, status: Option<Enhanced>) -> Code {
    match stage {
        Stage::Greeting => Code::SenderRejected,
        Stage::StartTls => Code::SmtpTlsFailed,
        Stage::Authentication => Code::AuthenticationFailed,
        Stage::Sender | Stage::Recipient | Stage::Letter => match (number, status) {
            // Wants a password, or a better one.
            (530 | 534 | 535 | 538, _) => Code::AuthenticationFailed,
            (_, Some((5, 7, _))) => Code::PolicyRefused,
            (_, Some((5, 1, 7 | 8) | (5, 5, _))) => Code::SenderRejected,
            (_, Some(status)) if stage != Stage::Sender && is_address(status) => Code::HardBounce,
            (_, Some((5, 2 | 3 | 6, _))) => Code::SmtpRefused,
            (_, _) if stage == Stage::Sender => Code::SenderRejected,
            (550 | 551 | 553, None) if stage == Stage::Recipient => Code::HardBounce,
            (500..=504 | 521, None) => Code::SenderRejected,
            _ => Code::SmtpRefused,
        },
    }
}

fn without_answer(stage: Stage, error: &Error) -> Failure {
    if error.is_tls() || (stage == Stage::StartTls && error.is_client()) {
        let reason = "the mail server offers no TLS that can be trusted";
        return Failure::passing(Code::SmtpTlsFailed, reason);
    }
    if stage == Stage::Authentication && error.is_client() {
        let reason = "the mail server and this one have no way to sign in in common";
        return Failure::passing(Code::AuthenticationFailed, reason);
    }
    match io_kind(error) {
        // A read that takes too long is reported in either way.
        Some(io::ErrorKind::TimedOut | io::ErrorKind::WouldBlock) => {
            Failure::passing(Code::TimedOut, "the mail server did not answer in time")
        }
        Some(io::ErrorKind::InvalidData) => {
            Failure::passing(Code::SmtpTlsFailed, "the mail server offers no TLS that can be trusted")
        }
        Some(_) => Failure::passing(Code::ConnectionFailed, "no connection to the mail server, or it broke"),
        None if error.is_response() => {
            Failure::passing(Code::AnswerUnreadable, "what the mail server answered is not SMTP")
        }
        None => Failure::passing(Code::ConnectionFailed, "the mail server cannot be spoken to"),
    }
}

fn io_kind(error: &Error) -> Option<io::ErrorKind> {
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<io::Error>() {
            return Some(error.kind());
        }
        source = error.source();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_whose_trouble_it_is() {
        use Stage::{Authentication, Greeting, Letter, Recipient, Sender, StartTls};
        for (stage, number, text, expected) in [
            (Greeting, 421, "4.3.2 shutting down", "passing smtp_busy"),
            (Greeting, 554, "no service", "passing sender_rejected"),
            (StartTls, 502, "", "passing smtp_tls_failed"),
            (Authentication, 454, "4.7.0 try later", "passing smtp_busy"),
            (Authentication, 535, "5.7.8 bad credentials", "passing authentication_failed"),
            (Sender, 530, "5.7.0 authentication required", "passing authentication_failed"),
            (Sender, 550, "5.7.1 not your domain", "passing policy_refused"),
            (Sender, 553, "5.1.8 bad sender", "passing sender_rejected"),
            (Sender, 550, "no", "passing sender_rejected"),
            (Sender, 552, "5.3.4 too big", "permanent smtp_refused"),
            (Recipient, 450, "4.2.1 greylisted", "passing smtp_busy"),
            (Recipient, 452, "4.2.2 mailbox full", "passing smtp_busy"),
            (Recipient, 550, "5.1.1 user unknown", "permanent hard_bounce"),
            (Recipient, 550, "5.1.10 no null MX", "permanent hard_bounce"),
            (Recipient, 550, "5.2.1 disabled", "permanent hard_bounce"),
            (Recipient, 550, "no such user", "permanent hard_bounce"),
            (Recipient, 552, "5.2.2 over quota", "permanent smtp_refused"),
            (Recipient, 554, "5.7.1 relay access denied", "passing policy_refused"),
            (Recipient, 553, "5.1.7 bad sender syntax", "passing sender_rejected"),
            (Recipient, 554, "no", "permanent smtp_refused"),
            (Recipient, 503, "bad sequence", "passing sender_rejected"),
            (Letter, 451, "4.7.1 later", "passing smtp_busy"),
            (Letter, 550, "5.1.1 user unknown", "permanent hard_bounce"),
            (Letter, 550, "5.7.1 looks like spam", "permanent policy_refused"),
            (Letter, 552, "5.3.4 too big", "permanent smtp_refused"),
            (Letter, 554, "5.6.0 broken", "permanent smtp_refused"),
            (Letter, 554, "no", "permanent smtp_refused"),
        ] {
            let failure = refusal(stage, number, enhanced(text));
            let kind = if failure.is_passing() { "passing" } else { "permanent" };
            assert_eq!(format!("{kind} {}", failure.code().as_str()), expected, "{stage:?} {number} {text}");
        }
    }

    #[test]
    fn an_enhanced_status_is_read_and_told() {
        assert_eq!(enhanced("5.1.10 x"), Some((5, 1, 10)));
        for text in ["", "5.1", "5.1.1.1 x", "5.1.1111", "3.1.1", "5.x.1", "+5.1.1", "550"] {
            assert_eq!(enhanced(text), None, "{text}");
        }
        let failure = refusal(Stage::Recipient, 550, Some((5, 1, 1)));
        assert_eq!(failure.to_string(), "the mail server refused the recipient (550 5.1.1)");
    }
}
