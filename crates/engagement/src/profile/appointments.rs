//! Triggers that fired, of campaigns that ask to speak a while later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kizukai_model::{Key, Span, Timestamp};

/// How long after its time an appointment is still kept: who was on no page then may be on one soon.
const KEPT: Span = Span::from_mins(30);

/// A campaign's appointment with a visitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Appointment {
    /// When it asks to speak.
    pub(crate) at: Timestamp,
    /// Hash of what made it.
    pub(crate) cause: u64,
}

/// By campaign, one each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Appointments(BTreeMap<Key, Appointment>);

impl Appointments {
    /// Makes one, in place of an earlier one of the same campaign. One whose time is long over is not made.
    pub(crate) fn make(&mut self, campaign: &Key, appointment: Appointment, now: Timestamp) {
        let is_later = self.0.get(campaign).is_none_or(|known| *known < appointment);
        if is_later && now < appointment.at.plus(KEPT) {
            self.0.insert(campaign.clone(), appointment);
        }
    }

    /// The one of a campaign.
    pub(crate) fn of(&self, campaign: &Key) -> Option<Appointment> {
        self.0.get(campaign).copied()
    }

    /// Lets one go: it was kept, or there is no more need.
    pub(crate) fn cancel(&mut self, campaign: &Key) {
        self.0.remove(campaign);
    }

    /// Lets those go that nobody could keep in time.
    pub(crate) fn lapse(&mut self, now: Timestamp) {
        self.0.retain(|_, appointment| now < appointment.at.plus(KEPT));
    }

    /// Campaigns whose time has come.
    pub(crate) fn due(&self, now: Timestamp) -> impl Iterator<Item = &Key> {
        self.0.iter().filter(move |(_, appointment)| appointment.at <= now).map(|(campaign, _)| campaign)
    }

    /// Campaigns with one, and when.
    pub(crate) fn all(&self) -> impl Iterator<Item = (&Key, Timestamp)> {
        self.0.iter().map(|(campaign, appointment)| (campaign, appointment.at))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Of two with one campaign the later.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for (campaign, theirs) in &other.0 {
            let mine = self.0.entry(campaign.clone()).or_insert(*theirs);
            *mine = (*mine).max(*theirs);
        }
    }
}
