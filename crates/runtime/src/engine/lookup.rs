//! Finding the profile an id stands for.

use kizukai_model::{IdKind, ProfileId, SiteId};

use super::Engine;
use super::inbox::Head;
use crate::person::{Person, Who};
use crate::{RuntimeError, limits};

impl Engine {
    /// The profile an id resolves to: its alias row, or for a device's id the profile that begins with it. None for a
    /// user nobody has heard of; an anonymous id always resolves, if only to a profile without inputs.
    pub(super) fn resolve(
        &mut self,
        site: &SiteId,
        kind: IdKind,
        id: &str,
    ) -> Result<Option<ProfileId>, RuntimeError> {
        let alias = self.names.alias(&*self.reader, site, kind, id)?;
        match (alias, kind) {
            (Some(profile), _) => self.follow(site, profile).map(Some),
            (None, IdKind::User) => Ok(None),
            (None, IdKind::Anonymous) => self.follow(site, ProfileId::derive(site, kind, id)).map(Some),
        }
    }

    /// The profile that a profile became part of, or itself.
    pub(super) fn follow(&mut self, site: &SiteId, id: ProfileId) -> Result<ProfileId, RuntimeError> {
        let mut here = id;
        for _ in 0..limits::MERGES_FOLLOWED {
            match self.load(site, here)?.merged_into() {
                Some(target) => here = target,
                None => return Ok(here),
            }
        }
        Err(RuntimeError::Damaged(format!("{id} was merged in a circle")))
    }

    /// The profile of a person of whom something is known.
    pub(super) fn find(&mut self, site: &SiteId, who: &Who) -> Result<Option<ProfileId>, RuntimeError> {
        self.program(site)?;
        let (id, kind) = match who {
            Who::Profile(id) if self.is_of_site(site, *id)? => return self.follow(site, *id).map(Some),
            Who::Profile(_) => return Ok(None),
            Who::Named { id, kind } => (id, *kind),
        };
        let kinds = kind.map_or_else(|| vec![IdKind::User, IdKind::Anonymous], |kind| vec![kind]);
        for kind in kinds {
            if let Some(profile) = self.resolve(site, kind, id)?
                && self.load(site, profile)?.seq() > 0
            {
                return Ok(Some(profile));
            }
        }
        Ok(None)
    }

    /// Whether something is known under a profile's id in this very site. What is not in a snapshot is in memory.
    fn is_of_site(&self, site: &SiteId, id: ProfileId) -> Result<bool, RuntimeError> {
        match self.residents.peek(&id) {
            Some(resident) => {
                Ok(resident.site == *site && (resident.head.is_some() || !resident.rows.is_empty()))
            }
            None => Ok(self.reader.snapshot(site, id)?.is_some()),
        }
    }

    /// A copy of a profile.
    pub(super) fn person(&mut self, site: &SiteId, who: &Who) -> Result<Option<Person>, RuntimeError> {
        let Some(found) = self.find(site, who)? else { return Ok(None) };
        let (program, now) = (self.program(site)?, self.now());
        let profile = Box::new(self.load(site, found)?.clone());
        let head = self.residents.peek(&found).and_then(|resident| resident.head);
        Ok(Some(Person { profile, head, program, now }))
    }

    /// A profile and its newest row.
    pub(super) fn head(&mut self, site: &SiteId, who: &Who) -> Result<Option<Head>, RuntimeError> {
        let Some(found) = self.find(site, who)? else { return Ok(None) };
        Ok(Some((found, self.residents.peek(&found).and_then(|resident| resident.head))))
    }
}
