//! Everything remembered of a person.
//!
//! A profile changes only in [`crate::step()`]; it is derived from its inputs and can be rebuilt from them. Every part
//! knows how to `absorb` the same part of another profile, so that merging is the sum of its parts and does not
//! depend on the order of merges. To remember something new, give it a file here with an `absorb`, and a field below.

mod appointments;
mod attention;
mod campaigns;
mod cart;
mod consent;
mod counters;
mod dedup;
mod glimpse;
mod orders;
mod participations;
mod plans;
mod sequences;
mod shows;
mod stays;
mod traits;
mod visits;
mod weight;
mod wire;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use kizukai_model::{Key, PageInfo, ProfileId, Timestamp};

pub(crate) use appointments::{Appointment, Appointments};
pub(crate) use attention::Attention;
pub(crate) use campaigns::{AnswerState, CampaignState, Decided, Ending, Enrolment, EnrolmentState, Slot};
pub(crate) use cart::{Cart, CartItem};
pub(crate) use consent::Consent;
pub(crate) use counters::Counts;
pub(crate) use dedup::Dedup;
pub use glimpse::{CartGlimpse, DialogueGlimpse, Glimpse, PageGlimpse};
pub(crate) use orders::{Counted, OrderState, Orders, order_key};
pub use participations::{SERVED, SITE_WINDOW};
pub use plans::{HoldoutPhase, MarginPeriod, PhasePlan, Plans};
pub(crate) use shows::{SHOWS_OF_ONE, ShowRecord, Shows};
pub(crate) use traits::{Source, Traits};
pub use visits::VISIT_TIMEOUT;
pub(crate) use visits::{Visit, Visits};

/// A person as far as known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profile {
    pub(crate) id: ProfileId,
    /// Inputs applied so far.
    pub(crate) seq: u64,
    /// The time of the last input; never goes back.
    pub(crate) now: Timestamp,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) merged_into: Option<ProfileId>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) merged_from: BTreeSet<ProfileId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) user_id: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub(crate) anonymous_ids: BTreeSet<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first_seen: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) locale: Option<String>,
    /// What the person allowed.
    #[serde(default, skip_serializing_if = "Consent::is_empty")]
    pub(crate) consent: Consent,
    #[serde(default)]
    pub(crate) traits: Traits,
    #[serde(default)]
    pub(crate) visits: Visits,
    #[serde(default)]
    pub(crate) cart: Cart,
    #[serde(default)]
    pub(crate) orders: Orders,
    /// Names the set of features this profile counts. A feature without a counter never happened.
    #[serde(default)]
    pub(crate) features: u64,
    #[serde(default)]
    pub(crate) counts: Counts,
    /// Segments with the time of entering.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) segments: BTreeMap<Key, Timestamp>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    // Boxed: a tree keeps room for eleven values in each node, and most visitors have to do with a few campaigns.
    pub(crate) campaigns: BTreeMap<Key, Box<CampaignState>>,
    /// Triggers that fired, of campaigns that ask to speak later.
    #[serde(default, skip_serializing_if = "Appointments::is_empty")]
    pub(crate) appointments: Appointments,
    /// Shows and ghosts in order of time.
    #[serde(default)]
    pub(crate) shows: Shows,
    /// When the visitor was last interrupted, ghosts included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) last_interruption: Option<Timestamp>,
    /// Pages viewed since then; none before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) pages_since_show: Option<u32>,
    /// What is spent of the visitor's attention.
    #[serde(default, skip_serializing_if = "Attention::is_untouched")]
    pub(crate) attention: Attention,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) timers: BTreeMap<u64, Timer>,
    #[serde(default)]
    pub(crate) dedup: Dedup,
}

/// Something that will happen at a time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Timer {
    pub(crate) due: Timestamp,
    #[serde(flatten)]
    pub(crate) kind: TimerKind,
}

/// What will happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum TimerKind {
    /// The wait, or the patience, of a campaign's enrolment ends.
    Enrolment {
        /// Whose.
        campaign: Key,
    },
    /// The visit may be over; something is still open in it.
    VisitEnd,
    /// A segment may change by time alone.
    Recheck,
}

/// A stored profile that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum DecodeError {
    /// Written by a newer program.
    #[error("profile of version {0}, this program reads up to version {max}", max = Profile::VERSION)]
    Newer(u32),
    /// Not what was written.
    #[error("unreadable profile: {0}")]
    Unreadable(#[from] serde_json::Error),
}

impl Profile {
    /// The version of the stored form.
    pub const VERSION: u32 = 1;

    /// A person of whom nothing is known.
    pub fn new(id: ProfileId) -> Self {
        Self {
            id,
            seq: 0,
            now: Timestamp::default(),
            merged_into: None,
            merged_from: BTreeSet::new(),
            user_id: None,
            anonymous_ids: BTreeSet::new(),
            first_seen: None,
            locale: None,
            consent: Consent::default(),
            traits: Traits::default(),
            visits: Visits::default(),
            cart: Cart::default(),
            orders: Orders::default(),
            features: 0,
            counts: Counts::default(),
            segments: BTreeMap::new(),
            campaigns: BTreeMap::new(),
            appointments: Appointments::default(),
            shows: Shows::default(),
            last_interruption: None,
            pages_since_show: None,
            attention: Attention::default(),
            timers: BTreeMap::new(),
            dedup: Dedup::default(),
        }
    }

    /// Its id.
    pub const fn id(&self) -> ProfileId {
        self.id
    }

    /// Inputs applied so far.
    pub const fn seq(&self) -> u64 {
        self.seq
    }

    /// The time of its last input.
    pub const fn last_input_at(&self) -> Timestamp {
        self.now
    }

    /// The shop's id of the person.
    pub fn user_id(&self) -> Option<&str> {
        self.user_id.as_deref()
    }

    /// The trait `name`, where it is a text.
    pub fn name(&self) -> Option<&str> {
        self.traits.get("name").and_then(serde_json::Value::as_str)
    }

    /// All traits, as conditions see them.
    pub fn known_traits(&self) -> kizukai_model::Properties {
        self.traits.all()
    }

    /// The devices' ids that point here.
    pub fn anonymous_ids(&self) -> impl Iterator<Item = &str> {
        self.anonymous_ids.iter().map(String::as_str)
    }

    /// Whether a device's id points here.
    pub fn has_anonymous_id(&self, id: &str) -> bool {
        self.anonymous_ids.contains(id)
    }

    /// The profile this one became part of.
    pub const fn merged_into(&self) -> Option<ProfileId> {
        self.merged_into
    }

    /// The last sign of the person; None before the first visit.
    pub fn last_seen(&self) -> Option<Timestamp> {
        self.visits.current.as_ref().map(|visit| visit.last_at)
    }

    /// The page seen last.
    pub fn page(&self) -> Option<&PageInfo> {
        self.visits.current.as_ref()?.page.as_ref()
    }

    /// The profiles that became part of this one.
    pub fn merged_from(&self) -> impl Iterator<Item = ProfileId> {
        self.merged_from.iter().copied()
    }

    /// The segments the person is in, with the time of entering.
    pub fn segments(&self) -> impl Iterator<Item = (&Key, Timestamp)> {
        self.segments.iter().map(|(key, at)| (key, *at))
    }

    /// The timers that run: id and due time.
    pub fn timers(&self) -> impl Iterator<Item = (u64, Timestamp)> {
        self.timers.iter().map(|(id, timer)| (*id, timer.due))
    }

    /// What each of the person's orders is worth, as far as they are remembered one by one; those that are worth nothing left out.
    pub fn order_worths(&self) -> impl Iterator<Item = kizukai_model::Money> {
        self.orders.iter().map(OrderState::worth).filter(|worth| worth.as_milli() > 0)
    }

    /// The stored form, of version [`Profile::VERSION`].
    pub fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a profile holds nothing that JSON cannot")
    }

    /// Reads a stored form.
    ///
    /// # Errors
    /// When it is of a newer version or damaged.
    pub fn decode(version: u32, bytes: &[u8]) -> Result<Self, DecodeError> {
        if version > Self::VERSION {
            return Err(DecodeError::Newer(version));
        }
        Ok(serde_json::from_slice(bytes)?)
    }
}
