//! Why an attempt failed, as a queue needs to know it: try again, give up, or never begin.
//!
//! [`Code`] is the machine's word and never changes its meaning; the reason is a sentence for the shop. No reason names a
//! person or a secret.

use kizukai_model::Span;

/// Why an attempt failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// Try again later.
    #[error("{reason}")]
    Passing {
        /// The machine's word for it.
        code: Code,
        /// A sentence for the shop.
        reason: String,
        /// Not before this has passed, where the other side said so.
        retry_after: Option<Span>,
    },
    /// Trying again would end the same.
    #[error("{reason}")]
    Permanent {
        /// The machine's word for it.
        code: Code,
        /// A sentence for the shop.
        reason: String,
    },
    /// It was never tried: our own rules forbid it.
    #[error("{reason}")]
    Refused {
        /// The machine's word for it.
        code: Code,
        /// A sentence for the shop.
        reason: String,
    },
}

impl Failure {
    /// Try again later, whenever the queue thinks best.
    pub(crate) fn passing(code: Code, reason: impl Into<String>) -> Self {
        Self::Passing { code, reason: reason.into(), retry_after: None }
    }

    pub(crate) fn permanent(code: Code, reason: impl Into<String>) -> Self {
        Self::Permanent { code, reason: reason.into() }
    }

    pub(crate) fn refused(code: Code, reason: impl Into<String>) -> Self {
        Self::Refused { code, reason: reason.into() }
    }

    /// The machine's word for it.
    pub const fn code(&self) -> Code {
        match self {
            Self::Passing { code, .. } | Self::Permanent { code, .. } | Self::Refused { code, .. } => *code,
        }
    }

    /// Whether the queue should try again.
    pub const fn is_passing(&self) -> bool {
        matches!(self, Self::Passing { .. })
    }

    /// Whether whoever was written to is there no more: nothing further should be sent there.
    pub const fn receiver_is_gone(&self) -> bool {
        matches!(self.code(), Code::Gone | Code::HardBounce)
    }

    /// Whether the shop must mend its own settings before anything gets through.
    pub const fn is_senders_trouble(&self) -> bool {
        matches!(
            self.code(),
            Code::AuthenticationFailed | Code::SenderRejected | Code::PolicyRefused | Code::SmtpTlsFailed
        )
    }
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident => $text:literal,)*) => {
        /// The machine's word for a failure. Stored and shown by tools: a word keeps its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Code { $($(#[$doc])* $name,)* }

        impl Code {
            /// Every code, for tables and tests.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word itself.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The name is not known, or nobody could say.
    NameUnknown => "name_unknown",
    /// No connection came about, or it broke.
    ConnectionFailed => "connection_failed",
    /// The time was up.
    TimedOut => "timed_out",
    /// The other side's certificate is not to be trusted, or TLS failed otherwise.
    TlsFailed => "tls_failed",
    /// What was answered is not HTTP or SMTP.
    AnswerUnreadable => "answer_unreadable",
    /// HTTP 408, 425, 429 or 5xx: not now.
    HttpBusy => "http_busy",
    /// HTTP 4xx: never.
    HttpRefused => "http_refused",
    /// HTTP 410: the endpoint is there no more.
    Gone => "gone",
    /// HTTP 3xx: redirects are not followed.
    Redirected => "redirected",
    /// Not an address that can be called.
    UrlUnreadable => "url_unreadable",
    /// Neither https nor an allow-listed http.
    NotEncrypted => "not_encrypted",
    /// An address with a user name or a password in it.
    UrlCredentials => "url_credentials",
    /// An address inside a private or special network, not on the allow list.
    AddressForbidden => "address_forbidden",
    /// More than may be sent.
    TooLarge => "too_large",
    /// No secret, or too many, to sign with.
    SecretsWrong => "secrets_wrong",
    /// A letter that cannot be written: an address, a link or a name in it is wrong.
    LetterWrong => "letter_wrong",
    /// SMTP 4yz: not now.
    SmtpBusy => "smtp_busy",
    /// SMTP 5yz: not this letter.
    SmtpRefused => "smtp_refused",
    /// SMTP 5yz for the recipient: the address takes no mail, for good.
    HardBounce => "hard_bounce",
    /// The mail server does not accept the user or the password.
    AuthenticationFailed => "authentication_failed",
    /// The mail server takes nothing from this sender, or not in this way.
    SenderRejected => "sender_rejected",
    /// The mail server refuses on account of a rule: relaying, reputation, authentication of the domain.
    PolicyRefused => "policy_refused",
    /// The mail server offers no TLS that can be trusted.
    SmtpTlsFailed => "smtp_tls_failed",
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_has_a_word_of_its_own() {
        let words: BTreeSet<_> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        assert!(words.iter().all(|word| word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_')));
    }

    #[test]
    fn a_failure_says_what_follows_from_it() {
        let gone = Failure::permanent(Code::Gone, "the endpoint is gone");
        assert!(gone.receiver_is_gone() && !gone.is_passing() && !gone.is_senders_trouble());
        let password = Failure::passing(Code::AuthenticationFailed, "wrong password");
        assert!(password.is_passing() && password.is_senders_trouble() && !password.receiver_is_gone());
        assert_eq!(password.to_string(), "wrong password");
    }
}
