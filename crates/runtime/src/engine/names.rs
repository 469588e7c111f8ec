//! What ids resolve to.
//!
//! An anonymous id without an alias row stands for the profile its own hash names; a user id without one is unknown.

use std::collections::HashSet;
use std::num::NonZeroUsize;

use lru::LruCache;

use kizukai_model::{IdKind, ProfileId};
use kizukai_store::{LedgerReader, RowId};

use super::pending::Pending;
use crate::{RuntimeError, limits};

/// Alias rows in memory. An id is known by the hash of site, kind and id, which is also the profile it begins.
pub(crate) struct Names {
    pending: Pending<ProfileId, ProfileId>,
    /// Durable ones; None where there is no row.
    known: LruCache<ProfileId, Option<ProfileId>>,
}

impl Default for Names {
    fn default() -> Self {
        let kept = NonZeroUsize::new(limits::CACHE_NAMES).unwrap_or(NonZeroUsize::MIN);
        Self { pending: Pending::default(), known: LruCache::new(kept) }
    }
}

impl Names {
    /// The alias row of an id, if it has one.
    pub(crate) fn alias(
        &mut self,
        reader: &dyn LedgerReader,
        site: &str,
        kind: IdKind,
        id: &str,
    ) -> Result<Option<ProfileId>, RuntimeError> {
        let name = ProfileId::derive(site, kind, id);
        if let Some(profile) = self.pending.get(&name) {
            return Ok(Some(*profile));
        }
        if let Some(known) = self.known.get(&name) {
            return Ok(*known);
        }
        let found = reader.alias(site, kind, id)?;
        self.known.put(name, found);
        Ok(found)
    }

    /// An id resolves to a profile once `row` is durable, and for the engine from now on.
    pub(crate) fn put(&mut self, row: RowId, site: &str, kind: IdKind, id: &str, profile: ProfileId) {
        self.pending.put(row, ProfileId::derive(site, kind, id), profile);
    }

    /// Everything up to `row` is durable.
    pub(crate) fn settle(&mut self, upto: RowId) {
        for (name, profile) in self.pending.settle(upto) {
            self.known.put(name, Some(profile));
        }
    }

    /// No id resolves to these people any more: what is stored says what ids stand for now.
    pub(crate) fn forget_people(&mut self, people: &HashSet<ProfileId>) {
        self.pending.forget_values(|profile| people.contains(profile));
        let theirs = |(name, profile): (&ProfileId, &Option<ProfileId>)| {
            profile.is_some_and(|profile| people.contains(&profile)).then_some(*name)
        };
        let names: Vec<_> = self.known.iter().filter_map(theirs).collect();
        for name in names {
            self.known.pop(&name);
        }
    }

    /// Nothing from `first` on will ever be durable.
    pub(crate) fn forget_from(&mut self, first: RowId) {
        self.pending.forget_from(first);
    }
}
