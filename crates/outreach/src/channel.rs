//! What every channel has in common: a delivery goes in, one attempt is made, and what became of it comes out.

use std::fmt;
use std::str::FromStr;

use kizukai_model::Clock;

use crate::exchange::Exchange;
use crate::failure::Failure;
use crate::limits::DELIVERY_ID_CHARS;

/// A way out of Kizukai. One value serves any number of threads.
pub trait Channel: Send + Sync {
    /// What is said over it.
    type Message;

    /// Makes one attempt, and returns when it is over; how long that may take is named in [`crate::limits`]. The clock
    /// stamps the attempt and measures it.
    fn send(&self, delivery: &Delivery<'_, Self::Message>, clock: &dyn Clock) -> Attempt;
}

/// Something to be said, with the id under which the other side knows it.
#[derive(Debug)]
pub struct Delivery<'a, M> {
    /// The same for every attempt.
    pub id: &'a DeliveryId,
    /// What is said.
    pub message: &'a M,
}

/// The id of a delivery: letters, digits, `_` and `-`, so that it can stand in a header, an address and a file name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeliveryId(String);

/// The text is no id of a delivery.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a delivery's id has 1 to {DELIVERY_ID_CHARS} letters, digits, `_` or `-`")]
pub struct NotADeliveryId;

impl DeliveryId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for DeliveryId {
    type Err = NotADeliveryId;

    fn from_str(text: &str) -> Result<Self, NotADeliveryId> {
        let fits = (1..=DELIVERY_ID_CHARS).contains(&text.len());
        let plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-');
        if fits && plain { Ok(Self(text.to_owned())) } else { Err(NotADeliveryId) }
    }
}

impl fmt::Display for DeliveryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What became of one attempt.
#[derive(Debug)]
pub struct Attempt {
    /// Whether the other side has it.
    pub outcome: Result<Sent, Failure>,
    /// What was said and answered, for the shop's own record.
    pub exchange: Exchange,
}

/// The other side has taken it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// What the other side calls it, where it says so.
    pub reference: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_can_stand_in_a_header() {
        assert_eq!("msg_01-A".parse::<DeliveryId>().unwrap().as_str(), "msg_01-A");
        let long = "a".repeat(DELIVERY_ID_CHARS + 1);
        for text in ["", "a b", "a.b", "a\r\nX: y", "あ", "a@b", long.as_str()] {
            assert_eq!(text.parse::<DeliveryId>(), Err(NotADeliveryId), "{text:?}");
        }
    }
}
