//! What is seen of a visitor at a glance: one row of the list of those who are here.
//!
//! Made while visitors wait, so it is small, borrows what it can and asks no condition. Everything else of a person is
//! in [`Profile::to_wire`].

use serde::{Serialize, Serializer};

use kizukai_model::{Key, Money, PageInfo, ProfileId, Span, Timestamp};
use serde_json::Value;

use super::{Profile, Visit};
use crate::Program;
use crate::assignment;

/// Characters of a name, a title or an address that are shown.
const SHOWN_CHARS: usize = 300;
/// Segments that are named.
const SHOWN_SEGMENTS: usize = 50;

/// One visitor who is here.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Glimpse {
    /// Who.
    pub profile: ProfileId,
    /// A device of theirs.
    pub anonymous_id: Option<String>,
    /// The shop's id of the person.
    pub user_id: Option<String>,
    /// The trait `name`.
    pub name: Option<String>,
    /// When the visit began.
    #[serde(serialize_with = "as_rfc3339")]
    pub started_at: Timestamp,
    /// The last sign of the visitor.
    #[serde(serialize_with = "as_rfc3339")]
    pub last_at: Timestamp,
    /// The visit's number, from 1.
    pub visit: u32,
    /// Pages of the visit.
    pub page_count: u32,
    /// The page seen last.
    pub page: Option<PageGlimpse>,
    /// The name of the last event, or its type.
    pub last_event: Option<String>,
    /// What kind of device: `phone`, `tablet`, `desktop`.
    pub device: Option<String>,
    /// Where the visit came from.
    pub referrer: Option<String>,
    /// The cart.
    pub cart: CartGlimpse,
    /// Orders so far.
    pub orders: u32,
    /// Keys of segments the visitor is in.
    pub segments: Vec<Key>,
    /// The step that is open.
    pub dialogue: Option<DialogueGlimpse>,
    /// The visitor belongs to the site's holdout.
    pub held_out: bool,
}

/// A page at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PageGlimpse {
    /// Its path.
    pub path: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Its address.
    pub url: Option<String>,
}

/// A cart at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct CartGlimpse {
    /// What it is worth.
    pub subtotal: Money,
    /// How many pieces.
    pub quantity: i64,
}

/// A dialogue at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DialogueGlimpse {
    /// Whose.
    pub campaign: Key,
    /// Where it stands.
    pub step: Key,
}

impl Profile {
    /// Whether the person is visiting: there was a sign within the window, which is at most the silence that ends a visit.
    pub fn is_here(&self, now: Timestamp, window: Span) -> bool {
        self.visits.ongoing(now).is_some_and(|visit| now.since(visit.last_at) < window)
    }

    /// The person at a glance; None when they are not visiting. `last_event` is what the keeper of the profile heard last.
    pub fn glimpse(&self, program: &Program, now: Timestamp, last_event: Option<&str>) -> Option<Glimpse> {
        let visit = self.visits.ongoing(now)?;
        let open = self.campaigns.iter().find_map(|(campaign, state)| {
            let enrolment = state.enrolment.as_ref().filter(|enrolment| enrolment.is_open())?;
            Some(DialogueGlimpse { campaign: campaign.clone(), step: enrolment.step.clone() })
        });
        Some(Glimpse {
            profile: self.id,
            anonymous_id: self.anonymous_ids.first().cloned(),
            user_id: self.user_id.clone(),
            name: self.name().map(shortened),
            started_at: visit.started_at,
            last_at: visit.last_at,
            visit: self.visits.count,
            page_count: visit.page_count,
            page: visit.page.as_ref().map(page),
            last_event: last_event.map(str::to_owned),
            device: kind_of_device(visit),
            referrer: visit.referrer.as_deref().map(shortened),
            cart: CartGlimpse { subtotal: self.cart.subtotal(), quantity: self.cart.quantity() },
            orders: self.orders.count(),
            segments: self.segments.keys().take(SHOWN_SEGMENTS).cloned().collect(),
            dialogue: open,
            held_out: assignment::held_out(program.holdout_seed(), self.id, program.site().holdout),
        })
    }
}

fn page(page: &PageInfo) -> PageGlimpse {
    let text = |text: &Option<String>| text.as_deref().map(shortened);
    PageGlimpse { path: text(&page.path), title: text(&page.title), url: text(&page.url) }
}

fn kind_of_device(visit: &Visit) -> Option<String> {
    visit.device.get("type").and_then(Value::as_str).map(shortened)
}

fn shortened(text: &str) -> String {
    text.chars().take(SHOWN_CHARS).collect()
}

fn as_rfc3339<S: Serializer>(at: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339())
}
