//! What being spoken to changed in a visitor, for the rest of the visit. The only way in which it changes anything.

use crate::reply::Show;
use crate::table::Reaction;

/// Chance to put a small thing more into the cart before ordering.
pub(super) const SMALL_THING: f64 = 0.08;

/// A campaign that spoke in this visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// The campaign's key.
    pub campaign: String,
    /// The arm's key.
    pub arm: String,
}

/// Points added to chances by what was said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mood {
    /// To the very next thing.
    next: f64,
    /// To an order in this visit.
    pub order: f64,
    /// To one small thing more.
    pub basket: f64,
    /// To coming back.
    pub back: f64,
    spoken: Vec<Spoken>,
}

impl Mood {
    /// A message is met: the first time a visit that the campaign speaks, its points count.
    pub(super) fn react(&mut self, show: &Show, reaction: Reaction) {
        if self.spoken.iter().any(|spoken| spoken.campaign == show.campaign) {
            return;
        }
        self.spoken.push(Spoken { campaign: show.campaign.clone(), arm: show.arm.clone() });
        self.next += reaction.next;
        self.order += reaction.order;
        self.basket += reaction.basket;
        self.back += reaction.back;
    }

    /// The points for the very next thing; they are gone then.
    pub(super) const fn take_next(&mut self) -> f64 {
        std::mem::replace(&mut self.next, 0.0)
    }

    /// Who spoke in this visit, in order.
    pub fn spoken(&self) -> &[Spoken] {
        &self.spoken
    }
}
