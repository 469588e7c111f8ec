//! What a scenario says beyond the page: webhooks and mail, and whatever follows.
//!
//! A channel is a value that carries one delivery out ([`Channel`]): it makes one attempt, blocks until the attempt is over,
//! and says what became of it. Start at [`channel`]; then [`webhook`] and [`mail`]; [`guard`] says whom none of them may
//! call, [`rates`] how fast, [`limits`] how much.
//!
//! It must never decide what is said or to whom, keep a queue, try again by itself, read a clock, draw a random number, or
//! log: who calls it owns time, retries and the record. It knows no SQL and serves no HTTP.
//!
//! - To add a channel: a folder with a type that implements [`Channel`]; what a queue must know of its failures is a
//!   [`Code`] each.
//! - To tell a failure apart from others: a line in `failure.rs`, and where it arises.

pub mod channel;
pub mod exchange;
pub mod failure;
pub mod guard;
pub mod limits;
pub mod mail;
pub mod rates;
pub mod webhook;

pub use channel::{Attempt, Channel, Delivery, DeliveryId, Sent};
pub use exchange::{Exchange, Kept};
pub use failure::{Code, Failure};
pub use guard::{AllowList, Forbidden, Guard};
