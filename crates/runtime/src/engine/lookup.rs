//! Finding the profile an id stands for.

use serde_json::Value;

use kizukai_model::{IdKind, ProfileId, SiteId};

use super::Engine;
use super::inbox::Head;
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

    /// The profile of which something is known by that id.
    fn find(
        &mut self,
        site: &SiteId,
        id: &str,
        kind: Option<IdKind>,
    ) -> Result<Option<ProfileId>, RuntimeError> {
        self.program(site)?;
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

    /// A profile as the API shows it.
    pub(super) fn profile(
        &mut self,
        site: &SiteId,
        id: &str,
        kind: Option<IdKind>,
    ) -> Result<Option<Value>, RuntimeError> {
        let (program, now) = (self.program(site)?, self.now());
        let Some(found) = self.find(site, id, kind)? else { return Ok(None) };
        Ok(Some(self.load(site, found)?.to_wire(&program, now)))
    }

    /// A profile and its newest row.
    pub(super) fn head(
        &mut self,
        site: &SiteId,
        id: &str,
        kind: Option<IdKind>,
    ) -> Result<Option<Head>, RuntimeError> {
        let Some(found) = self.find(site, id, kind)? else { return Ok(None) };
        Ok(Some((found, self.residents.peek(&found).and_then(|resident| resident.head))))
    }
}
