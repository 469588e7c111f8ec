//! The channel for mail: hands letters to the shop's mail server, signed.
//!
//! Start at [`Smtp`]. `settings.rs` says how the server is reached, `connection.rs` speaks with it, `answer.rs` says what its
//! refusals mean.
//!
//! It must never send a password or a letter over a connection that is not encrypted, except to this machine and to whom the
//! guard's allow list names. A connection that breaks while the last answer is awaited is a passing failure, so that a letter
//! may arrive twice: with the same message id.

mod answer;
mod connection;
mod settings;

use std::fmt;

use kizukai_model::Clock;
use lettre::transport::smtp::client::TlsParameters;

pub use settings::{Security, SmtpSettings, WrongSettings};

pub(super) use self::answer::{enhanced, is_address};
use self::connection::{Connection, Idle};
use super::dkim::Signer;
use super::letter::{Letter, message_id};
use crate::channel::{Attempt, Channel, Delivery, Sent};
use crate::exchange::{Exchange, Kept};
use crate::failure::Failure;
use crate::guard::{Guard, Way};
use crate::limits::SMTP_LOOKUP;

/// A mail server and the keys that letters are signed with.
pub struct Smtp {
    settings: SmtpSettings,
    tls: Option<TlsParameters>,
    guard: Guard,
    signers: Vec<Signer>,
    idle: Idle,
}

impl Smtp {
    /// Sends over this server, where the guard lets through to it.
    pub fn new(settings: SmtpSettings, guard: Guard, signers: Vec<Signer>) -> Result<Self, WrongSettings> {
        settings.check()?;
        let tls = settings.tls()?;
        Ok(Self { settings, tls, guard, signers, idle: Idle::default() })
    }

    /// Connects, secures the connection and signs in, without writing to anybody: whether the settings are right.
    pub fn check(&self, clock: &dyn Clock) -> Attempt {
        self.attempt(clock, |exchange| {
            let connection = self.connect(exchange)?;
            self.idle.keep(connection, clock.monotonic_ms(), self.settings.connections);
            Ok(Sent::default())
        })
    }

    fn hand_over(
        &self,
        delivery: &Delivery<'_, Letter>,
        clock: &dyn Clock,
        exchange: &mut Exchange,
    ) -> Result<Sent, Failure> {
        let letter = delivery.message;
        let bytes = self.signed(delivery)?;
        exchange.request_headers = vec![("Message-ID", message_id(delivery.id, &letter.from.address))];
        exchange.request_headers.extend(letter.feedback_id.clone().map(|id| ("Feedback-ID", id)));
        exchange.request_body = Kept::of(letter.text().as_bytes());
        let mut connection = match self.idle.take(clock.monotonic_ms()) {
            Some(connection) => connection,
            None => self.connect(exchange)?,
        };
        let from = letter.return_path.as_ref().unwrap_or(&letter.from.address);
        let said = connection.hand_over(from, &letter.to.address, &bytes, exchange);
        self.idle.keep(connection, clock.monotonic_ms(), self.settings.connections);
        Ok(Sent { reference: said?.message().next().map(str::to_owned) })
    }

    fn signed(&self, delivery: &Delivery<'_, Letter>) -> Result<Vec<u8>, Failure> {
        let unsigned = delivery.message.to_bytes(delivery.id)?;
        let text = str::from_utf8(&unsigned).expect("a letter is ASCII");
        let mut signed: Vec<u8> = Vec::with_capacity(unsigned.len() + 1_024);
        for signer in &self.signers {
            signed.extend_from_slice(signer.header(text, delivery.message.at).as_bytes());
        }
        signed.extend_from_slice(&unsigned);
        Ok(signed)
    }

    fn connect(&self, exchange: &mut Exchange) -> Result<Connection, Failure> {
        let settings = &self.settings;
        let way = Way { is_encrypted: settings.security != Security::None, may_be_loopback: true };
        let addresses = self.guard.addresses(settings.bare_host(), settings.port, way, SMTP_LOOKUP)?;
        Connection::open(settings, self.tls.as_ref(), &addresses, exchange)
    }

    fn attempt(
        &self,
        clock: &dyn Clock,
        act: impl FnOnce(&mut Exchange) -> Result<Sent, Failure>,
    ) -> Attempt {
        let started_ms = clock.monotonic_ms();
        let target = format!("smtp://{}:{}", self.settings.host, self.settings.port);
        let mut exchange = Exchange { target, ..Exchange::default() };
        let outcome = act(&mut exchange);
        exchange.duration_ms = clock.monotonic_ms().saturating_sub(started_ms);
        Attempt { outcome, exchange }
    }
}

impl Channel for Smtp {
    type Message = Letter;

    fn send(&self, delivery: &Delivery<'_, Letter>, clock: &dyn Clock) -> Attempt {
        self.attempt(clock, |exchange| self.hand_over(delivery, clock, exchange))
    }
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp")
            .field("settings", &self.settings)
            .field("signers", &self.signers)
            .finish_non_exhaustive()
    }
}
