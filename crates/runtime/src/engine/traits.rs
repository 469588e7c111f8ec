//! Traits from the shop's own data.

use kizukai_engagement::Input;
use kizukai_engagement::input::Names;
use kizukai_model::{IdKind, ProfileId, SiteId, Timestamp};

use super::Engine;
use crate::{RuntimeError, TraitsChange};

impl Engine {
    /// Steps a change of traits; an unknown id becomes a new profile.
    pub(super) fn set_traits(
        &mut self,
        site: &SiteId,
        change: TraitsChange,
        received_at: Timestamp,
    ) -> Result<ProfileId, RuntimeError> {
        self.program(site)?;
        let TraitsChange { kind, id, traits, message_id } = change;
        // In the order of the log: of two changes within one millisecond the later one holds.
        let message_id = message_id.unwrap_or_else(|| format!("traits-{:020}", self.last_row + 1));
        let known = self.resolve(site, kind, &id)?;
        let profile = known.unwrap_or_else(|| ProfileId::derive(site, kind, &id));
        let mut names = Names::default();
        match kind {
            IdKind::User if known.is_none() => {
                self.point(site, kind, &id, profile);
                names.user_id = Some(id);
            }
            IdKind::Anonymous if !self.load(site, profile)?.has_anonymous_id(&id) => {
                names.anonymous_id = Some(id);
            }
            _ => {}
        }
        self.advance(site, profile, Input::Traits { traits, message_id, names }, received_at)?;
        Ok(profile)
    }
}
