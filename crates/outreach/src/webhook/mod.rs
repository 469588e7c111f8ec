//! Webhooks: a JSON body to an address the shop has entered, signed after Standard Webhooks.
//!
//! Start at [`Webhooks`]. The id is the delivery's and the same in every attempt, so that the receiver can leave out what it
//! has already; the timestamp is the attempt's. Whom it may call says [`crate::guard`].
//!
//! It must never follow a redirect, use a proxy, or take longer than [`limits::WEBHOOK_TOTAL`].

mod answer;
mod resolver;
mod secret;
mod signature;

use std::fmt;
use std::io::Read as _;
use std::time::Duration;

use kizukai_model::{Clock, Timestamp};
use ureq::Body;
use ureq::http::Response;
use ureq::unversioned::transport::DefaultConnector;
use url::{Position, Url};

pub use secret::{NotASecret, Secret};
pub use signature::signature;

use self::answer::{judge, without_answer};
use self::resolver::Guarded;
use crate::channel::{Attempt, Channel, Delivery, Sent};
use crate::exchange::{Exchange, Kept};
use crate::failure::{Code, Failure};
use crate::guard::Guard;
use crate::limits::{self, KEPT_BYTES};

/// Who calls, in `user-agent`.
const USER_AGENT: &str = concat!("Kizukai/", env!("CARGO_PKG_VERSION"));

/// Calls endpoints.
#[derive(Debug)]
pub struct Webhooks {
    agent: ureq::Agent,
    guard: Guard,
}

/// One call to one endpoint.
#[derive(Clone)]
pub struct Call {
    /// Whom to call: https, or http where the guard's allow list names the host.
    pub url: String,
    /// What to sign with, the newest first; one at least.
    pub secrets: Vec<Secret>,
    /// What is said, as JSON.
    pub body: String,
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Call({} bytes, {} secrets)", self.body.len(), self.secrets.len())
    }
}

impl Webhooks {
    /// Calls whom the guard lets through, for at most [`limits::WEBHOOK_TOTAL`] each.
    pub fn new(guard: Guard) -> Self {
        Self::within(guard, limits::WEBHOOK_TOTAL)
    }

    /// The same, for at most so long each, if that is shorter.
    pub fn within(guard: Guard, total: Duration) -> Self {
        let total = total.min(limits::WEBHOOK_TOTAL);
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            // The surroundings may name a proxy: it would connect to whatever it is told to.
            .proxy(None)
            .timeout_global(Some(total))
            .timeout_connect(Some(limits::WEBHOOK_CONNECT.min(total)))
            .max_response_header_size(limits::RESPONSE_HEADER_BYTES)
            // A connection that lay idle was checked in another moment.
            .max_idle_connections(0)
            .user_agent(USER_AGENT)
            .build();
        let agent = ureq::Agent::with_parts(config, DefaultConnector::new(), Guarded(guard.clone()));
        Self { agent, guard }
    }

    /// What can be said without calling anybody.
    fn check(&self, call: &Call) -> Result<Url, Failure> {
        if call.body.len() > limits::WEBHOOK_BYTES {
            let reason = format!("the body is longer than {} bytes", limits::WEBHOOK_BYTES);
            return Err(Failure::refused(Code::TooLarge, reason));
        }
        if call.secrets.is_empty() || call.secrets.len() > limits::WEBHOOK_SECRETS {
            let reason = format!("a webhook is signed with 1 to {} secrets", limits::WEBHOOK_SECRETS);
            return Err(Failure::refused(Code::SecretsWrong, reason));
        }
        Ok(self.guard.check_url(&call.url)?)
    }

    fn post(
        &self,
        delivery: &Delivery<'_, Call>,
        at: Timestamp,
        exchange: &mut Exchange,
    ) -> Result<Sent, Failure> {
        let call = delivery.message;
        let url = self.check(call)?;
        let body = call.body.as_bytes();
        exchange.target = format!("POST {}", &url[..Position::AfterPath]);
        exchange.request_headers = vec![
            ("content-type", "application/json".to_owned()),
            ("user-agent", USER_AGENT.to_owned()),
            ("webhook-id", delivery.id.to_string()),
            ("webhook-timestamp", signature::timestamp(at)),
        ];
        exchange.request_body = Kept::of(body);
        let mut request = self.agent.post(url.as_str());
        for (name, value) in &exchange.request_headers {
            request = request.header(*name, value);
        }
        let signed = signature(&call.secrets, delivery.id, at, body);
        let answer = request.header("webhook-signature", signed).send(body);
        let response = answer.map_err(|error| without_answer(&error))?;
        exchange.response_status = Some(response.status().as_u16());
        let judged = judge(response.status(), response.headers(), &url, at);
        exchange.response_body = beginning(response);
        judged.map(|()| Sent::default())
    }
}

impl Channel for Webhooks {
    type Message = Call;

    fn send(&self, delivery: &Delivery<'_, Call>, clock: &dyn Clock) -> Attempt {
        let started_ms = clock.monotonic_ms();
        let mut exchange = Exchange::default();
        let outcome = self.post(delivery, clock.now(), &mut exchange);
        exchange.duration_ms = clock.monotonic_ms().saturating_sub(started_ms);
        Attempt { outcome, exchange }
    }
}

/// The beginning of an answer. The status has been said: what breaks off after it is the shorter, and no failure.
fn beginning(response: Response<Body>) -> Kept {
    let enough = u64::try_from(KEPT_BYTES + 1).unwrap_or(u64::MAX);
    let mut reader = response.into_body().into_reader().take(enough);
    let mut bytes = Vec::new();
    let _ = reader.read_to_end(&mut bytes);
    Kept::of(&bytes)
}
