//! How a shop's mail server is reached.

use std::fmt;
use std::time::Duration;

use lettre::transport::smtp::client::{Certificate, TlsParameters};
use url::Host;

use crate::limits::{SMTP_ANSWER, SMTP_CONNECTIONS};

/// A mail server that takes the shop's letters.
#[derive(Clone)]
pub struct SmtpSettings {
    /// Its name or address.
    pub host: String,
    /// Its port: usually 465 for [`Security::Tls`], 587 for [`Security::StartTls`], 25 for neither.
    pub port: u16,
    /// How the connection is secured.
    pub security: Security,
    /// User name and password, where it wants them.
    pub credentials: Option<(String, String)>,
    /// An authority of the shop's own, as PEM, that is trusted besides the public ones.
    pub authority: Option<String>,
    /// What this server calls itself: the name its address resolves to.
    pub hello: String,
    /// Connections that are kept for the next letter.
    pub connections: usize,
    /// How long one answer may take.
    pub timeout: Duration,
}

/// How a connection to a mail server is secured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Tls,
    /// TLS after asking for it; without it nothing is said.
    StartTls,
    /// None: for a mail server on this machine, or an allow-listed one.
    None,
}

/// What is wrong with the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WrongSettings {
    /// The host.
    #[error("the mail server's host is neither a name nor an address")]
    Host,
    /// The name for the greeting.
    #[error("the name for the greeting is no host name")]
    Hello,
    /// The authority.
    #[error("the authority is no certificate as PEM")]
    Authority,
    /// The wait.
    #[error("the wait for an answer must be between 1 second and 5 minutes")]
    Timeout,
}

impl SmtpSettings {
    /// A server with the usual limits, asked without a password.
    pub fn new(host: impl Into<String>, port: u16, security: Security) -> Self {
        Self {
            host: host.into(),
            port,
            security,
            credentials: None,
            authority: None,
            hello: "localhost".to_owned(),
            connections: SMTP_CONNECTIONS,
            timeout: SMTP_ANSWER,
        }
    }

    pub(super) fn check(&self) -> Result<(), WrongSettings> {
        // RFC 5321, 4.5.3.2: nobody needs longer than five minutes for an answer.
        let timeouts = Duration::from_secs(1)..=Duration::from_secs(300);
        Host::parse(self.bare_host()).map_err(|_| WrongSettings::Host)?;
        if !matches!(Host::parse(&self.hello), Ok(Host::Domain(_))) {
            return Err(WrongSettings::Hello);
        }
        if timeouts.contains(&self.timeout) { Ok(()) } else { Err(WrongSettings::Timeout) }
    }

    /// What TLS needs to know; nothing where there is none.
    pub(super) fn tls(&self) -> Result<Option<TlsParameters>, WrongSettings> {
        if self.security == Security::None {
            return Ok(None);
        }
        let mut builder = TlsParameters::builder(self.bare_host().to_owned());
        if let Some(pem) = &self.authority {
            // Of a text without a certificate nothing would be trusted, and nothing said.
            if !pem.contains("-----BEGIN CERTIFICATE-----") {
                return Err(WrongSettings::Authority);
            }
            let authority = Certificate::from_pem(pem.as_bytes()).map_err(|_| WrongSettings::Authority)?;
            builder = builder.add_root_certificate(authority);
        }
        builder.build_rustls().map(Some).map_err(|_| WrongSettings::Authority)
    }

    /// The host, an IPv6 address without its brackets.
    pub(super) fn bare_host(&self) -> &str {
        self.host.trim_start_matches('[').trim_end_matches(']')
    }
}

impl fmt::Debug for SmtpSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpSettings")
            .field("host", &self.host)
            .field("port", &self.port)
            .field("security", &self.security)
            .field("credentials", &self.credentials.as_ref().map(|_| "…"))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_checked_and_never_show_the_password() {
        let mut settings = SmtpSettings::new("mail.example", 465, Security::Tls);
        settings.credentials = Some(("shop".into(), "hunter2".into()));
        assert_eq!(settings.check(), Ok(()));
        let shown = format!("{settings:?}");
        assert!(!shown.contains("hunter2") && !shown.contains("shop"), "{shown}");
        for host in ["", "a b", "a/b"] {
            let wrong = SmtpSettings { host: host.into(), ..settings.clone() };
            assert_eq!(wrong.check(), Err(WrongSettings::Host), "{host:?}");
        }
        let wrong = SmtpSettings { hello: "a b".into(), ..settings.clone() };
        assert_eq!(wrong.check(), Err(WrongSettings::Hello));
        let wrong = SmtpSettings { timeout: Duration::ZERO, ..settings };
        assert_eq!(wrong.check(), Err(WrongSettings::Timeout));
    }
}
