//! What can happen to a profile. Every input is appended to the ledger and can be replayed.

use serde::{Deserialize, Serialize};

use kizukai_model::{Event, ProfileId, Properties, Purposes, Timestamp};

use crate::Profile;
use crate::backfill::Backfill;

/// One thing that happens to a profile.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "input", rename_all = "snake_case")]
pub enum Input {
    /// One request of a visitor's device, or of a server on their behalf.
    Moment(Box<Moment>),
    /// A timer fell due.
    Timer {
        /// Which.
        timer: u64,
    },
    /// Traits from the shop's own data: API or CSV. Trusted.
    Traits {
        /// Values to set; null removes one.
        traits: Properties,
        /// Names this change, to settle ties.
        message_id: String,
        /// The name the change came with, if the profile did not have it yet.
        #[serde(default, skip_serializing_if = "Names::is_empty")]
        names: Names,
    },
    /// Another profile turned out to be the same person and becomes part of this one.
    Merge {
        /// Which.
        source: ProfileId,
        /// The source's sequence number at the merge.
        source_seq: u64,
        /// What the source was then. Not stored: live and in rebuild the runtime hands it in.
        #[serde(skip)]
        state: Option<Box<Profile>>,
    },
    /// This profile became part of another one and is no more than a signpost.
    MergedInto {
        /// Which.
        target: ProfileId,
    },
    /// Counters for features that are new in this program, from the profile's own past events.
    Backfill(Backfill),
}

/// Names that become a profile's own with an input. The runtime has resolved them: they are nobody else's.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// A device's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub anonymous_id: Option<String>,
    /// The shop's id of the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
}

impl Names {
    /// Whether there is nothing to say.
    pub const fn is_empty(&self) -> bool {
        self.anonymous_id.is_none() && self.user_id.is_none()
    }
}

/// One request: its events are stepped in order, then one arbitration decides what is shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// Whether on-site steps may be decided.
    pub surface: Surface,
    /// What happened, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<Event>,
    /// Names that become this profile's own before the events.
    #[serde(default, skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// The device that speaks, by its anonymous id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device_id: Option<String>,
    /// The page of the request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<kizukai_model::PageInfo>,
    /// What is known of the device (`device.*`).
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub device: Properties,
    /// The visitor's language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// What the visitor is doing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// What the request says of consent, by purpose.
    #[serde(default, skip_serializing_if = "Purposes::is_empty")]
    pub consent: Purposes,
    /// The browser sends Global Privacy Control.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gpc: bool,
    /// What the page says it shows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub showing: Vec<crate::StepRef>,
    /// The sender used a secret key: its traits and orders are trusted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub trusted: bool,
    /// The user id was proved.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub verified: bool,
    /// Message ids of events that the runtime refuses for a reason of identity, with the verdict's reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<(String, String)>,
    /// Numbers of orders in these events that another profile already counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders_elsewhere: Vec<String>,
}

/// Whether what is decided can reach a page right away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Surface {
    /// A visible page waits for the answer.
    Page,
    /// Nobody waits: server events, imports, the beacon of a closing page.
    #[default]
    None,
}

/// What the visitor is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Activity {
    /// Typing into a field.
    Typing,
    /// In the checkout.
    Checkout,
}

/// Events older than this cannot trigger anything on a page.
pub const TRIGGER_AGE_MS: i64 = 60_000;

impl Moment {
    /// Whether the event is fresh enough, and the surface right, for it to trigger a campaign.
    pub fn can_trigger(&self, event: &Event, now: Timestamp) -> bool {
        self.surface == Surface::Page && now.since(event.timestamp).as_ms() < TRIGGER_AGE_MS
    }
}
