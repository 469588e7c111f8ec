//! The vocabulary everything else is written in: ids, time, money, events, limits.
//!
//! This crate is pure and small. It must never do I/O, read a clock or know what a campaign is.
//! Start at [`event`]: an event is what a shop page, an app or a server tells Kizukai.

pub mod commerce;
pub mod consent;
pub mod event;
mod event_parse;
pub mod ids;
pub mod limits;
pub mod money;
pub mod text;
pub mod time;

pub use commerce::Commerce;
pub use consent::{Purpose, Purposes};
pub use event::{Event, EventBody, PageInfo};
pub use event_parse::{EventDefaults, InvalidEvent, depth_exceeds, message_id_of, read_id, read_time};
pub use ids::{IdKind, Key, ProfileId, SiteId};
pub use money::Money;
pub use text::Text;
pub use time::{Clock, Span, Timestamp};

/// A JSON object as it came from outside.
pub type Properties = serde_json::Map<String, serde_json::Value>;
