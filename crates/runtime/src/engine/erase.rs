//! Removing a person for good.
//!
//! The engine waits here until it is durable: meanwhile nobody is served, so no request can begin from what is about to
//! be gone, and if it fails nothing in memory has changed. The job goes to the committer behind everything that was
//! stepped before; snapshots on their way are written before it, and what is reported of them afterwards is passed over
//! ([`super::residents::Residents::written`]).
//!
//! A device that comes back begins as a stranger. Its own profile is the one its id's hash names, which is empty now; where
//! that one is somebody else's, who shared the device, the id gets a profile nobody has.

use std::collections::HashSet;
use std::sync::mpsc::sync_channel;

use kizukai_model::{IdKind, ProfileId, SiteId};
use kizukai_store::{AliasRow, Erased, Erasure};

use super::Engine;
use super::inbox::Head;
use crate::committer::{EraseWork, Job};
use crate::erasing::ErasedPerson;
use crate::person::Who;
use crate::{RuntimeError, measures};

impl Engine {
    /// Erases a person: the profile, and every profile that became part of it. None when nobody is known by that id.
    pub(super) fn erase(&mut self, site: &SiteId, who: &Who) -> Result<Option<ErasedPerson>, RuntimeError> {
        let Some(profile) = self.find(site, who)? else { return Ok(None) };
        let profiles = self.people(site, who)?.unwrap_or_default();
        let ids: HashSet<ProfileId> = profiles.iter().map(|(id, _)| *id).collect();
        let names = self.names_of(site, &ids)?;
        let aliases = self.strangers(site, &ids, &names)?;
        let erased = self.erase_durably(Erasure { site: site.clone(), profiles, aliases })?;
        self.forget_people(site, &ids);
        measures::erased();
        tracing::info!(inputs = erased.inputs, profiles = ids.len(), "a person was erased");
        let profiles = ids.len() as u64;
        let names = names.into_iter().map(|(_, id)| id).collect();
        Ok(Some(ErasedPerson { profile, inputs: erased.inputs, profiles, ids: names }))
    }

    /// A profile and all that became part of it, each with its newest input; None when nobody is known by that id.
    pub(super) fn people(&mut self, site: &SiteId, who: &Who) -> Result<Option<Vec<Head>>, RuntimeError> {
        let Some(profile) = self.find(site, who)? else { return Ok(None) };
        let mut people = Vec::new();
        for id in self.all_of(site, profile)? {
            self.load(site, id)?;
            people.push((id, self.residents.peek(&id).and_then(|resident| resident.head)));
        }
        Ok(Some(people))
    }

    /// The ids that profiles remember as their own.
    fn names_of(
        &mut self,
        site: &SiteId,
        profiles: &HashSet<ProfileId>,
    ) -> Result<Vec<(IdKind, String)>, RuntimeError> {
        let mut names = Vec::new();
        for id in profiles {
            let profile = self.load(site, *id)?;
            names.extend(profile.anonymous_ids().map(|id| (IdKind::Anonymous, id.to_owned())));
            names.extend(profile.user_id().map(|id| (IdKind::User, id.to_owned())));
        }
        Ok(names)
    }

    /// A profile and all that became part of it.
    fn all_of(&mut self, site: &SiteId, profile: ProfileId) -> Result<HashSet<ProfileId>, RuntimeError> {
        let mut found = HashSet::from([profile]);
        let mut open = vec![profile];
        while let Some(id) = open.pop() {
            let sources: Vec<_> = self.load(site, id)?.merged_from().collect();
            open.extend(sources.into_iter().filter(|source| found.insert(*source)));
        }
        Ok(found)
    }

    /// New beginnings for devices that somebody else uses too: left alone, their ids would stand for that person.
    fn strangers(
        &mut self,
        site: &SiteId,
        erased: &HashSet<ProfileId>,
        names: &[(IdKind, String)],
    ) -> Result<Vec<AliasRow>, RuntimeError> {
        let mut strangers = Vec::new();
        for (kind, id) in names.iter().filter(|(kind, _)| *kind == IdKind::Anonymous) {
            let own = ProfileId::derive(site, *kind, id);
            let is_shared = !erased.contains(&own) && self.load(site, own)?.seq() > 0;
            let resolved = self.resolve(site, *kind, id)?;
            if is_shared && resolved.is_some_and(|profile| erased.contains(&profile)) {
                let profile = ProfileId::derive(site, IdKind::Anonymous, &self.fresh.id());
                strangers.push(AliasRow { site: site.clone(), kind: *kind, id: id.clone(), profile });
            }
        }
        Ok(strangers)
    }

    fn erase_durably(&self, erasure: Erasure) -> Result<Erased, RuntimeError> {
        let (done, outcome) = sync_channel(1);
        let work = EraseWork { generation: self.generation, erasure, done };
        self.jobs.send(Job::Erase(work)).map_err(|_| RuntimeError::Stopped)?;
        outcome.recv().map_err(|_| RuntimeError::Stopped)?
    }

    /// Lets go of everything in memory that was theirs.
    fn forget_people(&mut self, site: &SiteId, erased: &HashSet<ProfileId>) {
        for id in erased {
            self.residents.remove(id);
            self.present.part(site, *id, self.last_row);
        }
        self.names.forget_people(erased);
        self.orders.forget_values(|owner| erased.contains(owner));
        self.in_flight.retain(|stepped| !erased.contains(&stepped.entry.profile));
    }
}
