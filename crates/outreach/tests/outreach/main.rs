//! The channels against real counterparts on this machine: an HTTP server, a mail server, and other people's libraries that
//! read what was sent.
//!
//! `KIZUKAI_OUTREACH_PYTHON` names a Python that has them (`make outreach-python`); without it those tests fail.

#![expect(clippy::unwrap_used, reason = "what a test cannot do without is there, or it fails")]

mod endpoint;
mod mail;
mod python;
mod webhooks;

/// Something to send, with an id.
fn id(text: &str) -> kizukai_outreach::DeliveryId {
    text.parse().unwrap()
}
