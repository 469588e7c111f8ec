//! Connections to the mail server, and those that are kept for the next letter.
//!
//! The library's own pool tells nobody at which stage a server refused, and keeps a thread; here are neither.

use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{SmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;

use super::answer::{Stage, judge};
use super::settings::{Security, SmtpSettings};
use crate::exchange::{Exchange, Kept};
use crate::failure::Failure;
use crate::limits::{SMTP_IDLE_MS, SMTP_LETTERS};
use crate::mail::EmailAddress;

/// Connections that lie idle.
#[derive(Default)]
pub(super) struct Idle(Mutex<Vec<Parked>>);

struct Parked {
    connection: Connection,
    since_ms: u64,
}

impl Idle {
    /// The one used last, where it is still good.
    pub(super) fn take(&self, now_ms: u64) -> Option<Connection> {
        loop {
            let mut parked = self.0.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            let is_fresh = now_ms.saturating_sub(parked.since_ms) <= SMTP_IDLE_MS;
            if is_fresh && parked.connection.smtp.test_connected() {
                return Some(parked.connection);
            }
        }
    }

    /// Keeps a connection, where it is good for more and there is room.
    pub(super) fn keep(&self, connection: Connection, now_ms: u64, room: usize) {
        if connection.letters >= SMTP_LETTERS || connection.is_broken {
            return;
        }
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < room {
            idle.push(Parked { connection, since_ms: now_ms });
        }
    }
}

/// A connection that is signed in.
pub(super) struct Connection {
    smtp: SmtpConnection,
    letters: u32,
    is_broken: bool,
}

impl Connection {
    /// Connects to one of the addresses, secures the connection and signs in.
    pub(super) fn open(
        settings: &SmtpSettings,
        tls: Option<&TlsParameters>,
        addresses: &[SocketAddr],
        exchange: &mut Exchange,
    ) -> Result<Self, Failure> {
        let hello = ClientId::Domain(settings.hello.clone());
        let wrapper = tls.filter(|_| settings.security == Security::Tls);
        let timeout = Some(settings.timeout);
        let mut smtp = SmtpConnection::connect(addresses, timeout, &hello, wrapper, None)
            .map_err(|error| refused(Stage::Greeting, &error, exchange))?;
        if let Some(tls) = tls.filter(|_| settings.security == Security::StartTls) {
            smtp.starttls(tls, &hello).map_err(|error| refused(Stage::StartTls, &error, exchange))?;
        }
        if let Some((user, password)) = &settings.credentials {
            let credentials = Credentials::new(user.clone(), password.clone());
            smtp.auth(&[Mechanism::Plain, Mechanism::Login], &credentials)
                .map_err(|error| refused(Stage::Authentication, &error, exchange))?;
        }
        Ok(Self { smtp, letters: 0, is_broken: false })
    }

    /// Hands a letter over. A connection whose server said no stays good; one that broke does not.
    pub(super) fn hand_over(
        &mut self,
        from: &EmailAddress,
        to: &EmailAddress,
        letter: &[u8],
        exchange: &mut Exchange,
    ) -> Result<Response, Failure> {
        self.letters += 1;
        let said = self.converse(from, to, letter);
        let response = said.map_err(|(stage, error)| {
            // Nobody says goodbye to whom does not answer: it would be waited for once more.
            self.is_broken = error.status().is_none() || self.smtp.command(Rset).is_err();
            refused(stage, &error, exchange)
        })?;
        exchange.response_status = Some(response.code().into());
        exchange.response_body = Kept::of(response.message().collect::<Vec<_>>().join("\n").as_bytes());
        Ok(response)
    }

    fn converse(
        &mut self,
        from: &EmailAddress,
        to: &EmailAddress,
        letter: &[u8],
    ) -> Result<Response, (Stage, lettre::transport::smtp::Error)> {
        let at = |stage| move |error| (stage, error);
        self.smtp.command(Mail::new(Some(from.lettre()), Vec::new())).map_err(at(Stage::Sender))?;
        self.smtp.command(Rcpt::new(to.lettre(), Vec::new())).map_err(at(Stage::Recipient))?;
        self.smtp.command(Data).map_err(at(Stage::Letter))?;
        self.smtp.message(letter).map_err(at(Stage::Letter))
    }
}

fn refused(stage: Stage, error: &lettre::transport::smtp::Error, exchange: &mut Exchange) -> Failure {
    let (failure, answer) = judge(stage, error);
    if let Some((status, text)) = answer {
        exchange.response_status = Some(status);
        exchange.response_body = Kept::of(text.as_bytes());
    }
    failure
}
