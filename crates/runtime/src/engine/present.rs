//! Who is here: profiles in the order of their last sign, for the list of live visitors.
//!
//! The cache's order does not tell: reading a profile, or a timer of somebody who left long ago, brings it to the front. So
//! each step of somebody whose visit goes on leaves a sign in a log of its own. A sign holds while its row is the
//! profile's newest; walking back from the end finds every visitor once, the last seen first, and stops at the first
//! sign that is too old, however many idle profiles are in memory. Old signs are swept when the log has doubled, so that a
//! step pays for pushing one entry. Who is not in memory is not listed: the cache lets go of those not used for longest,
//! so it would have to be too small for those who are here.

use std::collections::VecDeque;

use kizukai_engagement::profile::Glimpse;
use kizukai_engagement::{Input, Profile};
use kizukai_model::{ProfileId, SiteId, Span, Timestamp};
use kizukai_store::RowId;

use super::Engine;
use super::residents::{Resident, Residents};
use crate::committer::Stepped;
use crate::{RuntimeError, limits, measures};

/// Below so many signs nothing is swept.
const SWEPT_FROM: usize = 1_024;

/// One step of somebody who is here.
#[derive(Clone, Copy, Debug)]
struct Sign {
    row: RowId,
    at: Timestamp,
    profile: ProfileId,
}

/// Somebody who was erased: lists that were read before name them still.
#[derive(Debug)]
struct Farewell {
    /// The newest row then.
    row: RowId,
    site: SiteId,
    profile: ProfileId,
}

/// The signs, by ascending row.
#[derive(Debug, Default)]
pub(crate) struct Present {
    signs: VecDeque<Sign>,
    sweep_at: usize,
    farewells: VecDeque<Farewell>,
}

impl Present {
    fn note(&mut self, sign: Sign, residents: &Residents) {
        self.signs.push_back(sign);
        if self.signs.len() >= self.sweep_at.max(SWEPT_FROM) {
            let oldest = sign.at.minus(kizukai_engagement::profile::VISIT_TIMEOUT);
            self.signs.retain(|sign| sign.at > oldest && sign.newest_of(residents).is_some());
            let beyond = self.signs.len().saturating_sub(limits::PRESENT);
            self.signs.drain(..beyond);
            measures::present_overflow(beyond);
            self.sweep_at = self.signs.len() * 2;
        }
    }

    /// Somebody was erased. The oldest of many are left out: their names leave a list with its window.
    pub(super) fn part(&mut self, site: &SiteId, profile: ProfileId, row: RowId) {
        if self.farewells.len() == limits::FAREWELLS {
            self.farewells.pop_front();
        }
        self.farewells.push_back(Farewell { row, site: site.clone(), profile });
    }

    /// Who was erased since a list that ended with this row.
    fn erased_since(&self, site: &SiteId, row: RowId) -> impl Iterator<Item = ProfileId> {
        let since = self.farewells.iter().filter(move |it| it.row >= row && it.site == *site);
        since.map(|it| it.profile)
    }

    /// From the newest on, those before a row.
    fn back_from(&self, below: RowId) -> impl Iterator<Item = &Sign> {
        let end = self.signs.partition_point(|sign| sign.row < below);
        self.signs.range(..end).rev()
    }
}

impl Sign {
    /// The profile as it is, if this is its newest sign.
    fn newest_of<'a>(&self, residents: &'a Residents) -> Option<&'a Resident> {
        residents.peek(&self.profile).filter(|resident| resident.head == Some(self.row))
    }
}

/// Which visitors are asked for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SliceAsked {
    /// Those seen within so long.
    pub(crate) window: Span,
    /// Those who changed behind this row; 0: all.
    pub(crate) after: RowId,
    /// Those whose last sign is before this row: where the slice before ended.
    pub(crate) below: RowId,
    /// At most so many.
    pub(crate) limit: usize,
}

/// Some of the visitors.
#[derive(Debug, Default)]
pub(crate) struct Slice {
    /// The last seen first.
    pub(crate) visitors: Vec<Glimpse>,
    /// Profiles that became part of another one, or were erased.
    pub(crate) gone: Vec<ProfileId>,
    /// How many are here, of those before `below`.
    pub(crate) total: usize,
    /// The newest row there was.
    pub(crate) newest: RowId,
    /// Where the next slice goes on; None when nothing is left.
    pub(crate) next: Option<RowId>,
}

impl Engine {
    /// Somebody who is here did something, or became part of another profile.
    pub(super) fn note_sign(&mut self, row: RowId, stepped: &Stepped) {
        let entry = &stepped.entry;
        if let Input::Moment(moment) = &*entry.input
            && let Some(event) = moment.events.last()
        {
            self.residents.heard(&entry.profile, event.word());
        }
        self.present.note(Sign { row, at: entry.now, profile: entry.profile }, &self.residents);
    }

    /// Who is here, the last seen first.
    pub(super) fn visitors(&self, site: &SiteId, asked: &SliceAsked) -> Result<Slice, RuntimeError> {
        let (program, now) = (self.program(site)?, self.now());
        let oldest = now.minus(asked.window);
        // A cursor from before the folder was restored from a backup says nothing.
        let after = if asked.after > self.last_row { 0 } else { asked.after };
        let mut slice = Slice { newest: self.last_row, ..Slice::default() };
        if after > 0 && asked.below == RowId::MAX {
            slice.gone.extend(self.present.erased_since(site, after));
        }
        for sign in self.present.back_from(asked.below).take_while(|sign| sign.at > oldest) {
            let Some(resident) = sign.newest_of(&self.residents).filter(|it| it.site == *site) else {
                continue;
            };
            let Some(profile) = resident.state.as_deref() else { continue };
            let is_here = profile.is_here(now, asked.window);
            slice.total += usize::from(is_here);
            if sign.row <= after || slice.next.is_some() {
                continue;
            }
            if slice.visitors.len() == asked.limit {
                slice.next = Some(sign.row + 1);
            } else if is_here {
                slice.visitors.extend(profile.glimpse(&program, now, resident.last_event.as_deref()));
            } else if is_signpost(profile) {
                slice.gone.push(profile.id());
            }
        }
        Ok(slice)
    }
}

const fn is_signpost(profile: &Profile) -> bool {
    profile.merged_into().is_some()
}
