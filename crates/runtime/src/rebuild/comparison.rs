//! What is stored against what the inputs make of it.

use kizukai_engagement::Profile;
use kizukai_model::{IdKind, ProfileId, SiteId};
use kizukai_store::{AliasRow, InputRow, OrderClaim, TimerChange, TimerRow};

use super::Rebuilding;
use crate::engine::memberships;
use crate::{RuntimeError, codec, limits};

impl Rebuilding<'_> {
    /// The profile stands where its snapshot does: the snapshot must be it, and what results and segment sizes count of it
    /// must be what follows from it.
    pub(super) fn compare_snapshot(&mut self, row: &InputRow) -> Result<(), RuntimeError> {
        let rebuilt = self.workbench.profile(self.reader, &row.site, row.profile)?;
        rebuilt.compare_at = None;
        let state = &rebuilt.state;
        let Some(stored) = self.reader.snapshot(&row.site, row.profile)? else { return Ok(()) };
        let mut reasons = Vec::new();
        match codec::decode_profile(&stored) {
            Ok(of_snapshot) if of_snapshot == *state => {}
            Ok(_) => reasons.push("the snapshot is not what the inputs make of it".to_owned()),
            Err(error) => reasons.push(error.to_string()),
        }
        let counted = self.countings.of(&row.site)?.rows(&row.site, state);
        if self.reader.participations(&row.site, row.profile)? != counted {
            reasons.push("what results count of it does not follow from it".to_owned());
        }
        let segments: Vec<_> = memberships(&row.site, state).collect();
        if self.reader.memberships(&row.site, row.profile)? != segments {
            reasons.push("its segments do not follow from it".to_owned());
        }
        for reason in reasons {
            self.differs(&row.site, row.profile, row.seq, reason);
        }
        Ok(())
    }

    /// An order that an input counted first must be claimed, by that profile or by one that became part of it.
    pub(super) fn compare_order(&mut self, row: &InputRow, order_id: String) -> Result<(), RuntimeError> {
        let claimed = self.reader.order_claim(&row.site, &order_id)?;
        let is_own = match claimed {
            Some(owner) if owner != row.profile => {
                let owner = &self.workbench.profile(self.reader, &row.site, owner)?.state;
                owner.merged_into() == Some(row.profile)
            }
            claimed => claimed.is_some(),
        };
        if is_own {
            return Ok(());
        }
        let reason = match claimed {
            Some(owner) => format!("order {order_id} is claimed by {owner}"),
            None => format!("nobody claims order {order_id}"),
        };
        self.differs(&row.site, row.profile, row.seq, reason);
        self.missing.orders.push(OrderClaim { site: row.site.clone(), order_id, profile: row.profile });
        self.mend_if_many()
    }

    /// Compares what stands at the end of the log.
    pub(super) fn compare_all(&mut self) -> Result<(), RuntimeError> {
        let mut timers = 0;
        for site in self.sites.clone() {
            let mut after = None;
            loop {
                let portion = self.workbench.put_away(&site, after)?;
                let Some((last, _)) = portion.last() else { break };
                after = Some(last.id());
                for (state, _) in &portion {
                    timers += self.compare_timers(&site, state)?;
                    self.compare_names(&site, state)?;
                }
            }
            self.compare_ends(&site)?;
        }
        self.report.wrong_sums = self.reader.wrong_sums()?;
        self.report.stray_timers = self.reader.counts()?.timers.saturating_sub(timers);
        self.mend()
    }

    /// A snapshot must not go further than the inputs.
    fn compare_ends(&mut self, site: &SiteId) -> Result<(), RuntimeError> {
        let mut after = None;
        loop {
            let stored = self.reader.profiles_after(site, after, limits::SNAPSHOT_PROFILES)?;
            let Some(last) = stored.last() else { return Ok(()) };
            after = Some(last.profile);
            for row in stored {
                if self.workbench.built_upto(site, row.profile)?.is_none_or(|seq| seq < row.upto_seq) {
                    let reason = "the snapshot goes further than the inputs".to_owned();
                    self.differs(site, row.profile, row.upto_seq, reason);
                }
            }
        }
    }

    /// Every timer that a profile knows must be in the table, or it never falls due. Gives how many are.
    fn compare_timers(&mut self, site: &SiteId, state: &Profile) -> Result<u64, RuntimeError> {
        let mut found = 0;
        for (timer, due) in state.timers() {
            let row = TimerRow { site: site.clone(), profile: state.id(), timer, due };
            if self.reader.has_timer(&row)? {
                found += 1;
            } else {
                let reason = format!("its timer at {} is not in the table", due.to_rfc3339());
                self.differs(site, state.id(), state.seq(), reason);
                self.missing.timers.push(TimerChange::Set(row));
                self.mend_if_many()?;
            }
        }
        Ok(found)
    }

    /// The user id must lead to the profile; each of its devices must lead somewhere, if only by its own hash to it. Who
    /// used the device last, and so where it leads, is no property of a profile.
    fn compare_names(&mut self, site: &SiteId, state: &Profile) -> Result<(), RuntimeError> {
        if state.merged_into().is_some() {
            return Ok(());
        }
        if let Some(user) = state.user_id()
            && self.reader.alias(site, IdKind::User, user)? != Some(state.id())
        {
            self.name_is_missing(site, state, IdKind::User, user)?;
        }
        for device in state.anonymous_ids() {
            let is_own = ProfileId::derive(site, IdKind::Anonymous, device) == state.id();
            if !is_own && self.reader.alias(site, IdKind::Anonymous, device)?.is_none() {
                self.name_is_missing(site, state, IdKind::Anonymous, device)?;
            }
        }
        Ok(())
    }

    fn name_is_missing(
        &mut self,
        site: &SiteId,
        state: &Profile,
        kind: IdKind,
        id: &str,
    ) -> Result<(), RuntimeError> {
        let what = match kind {
            IdKind::User => "its user id",
            IdKind::Anonymous => "one of its devices",
        };
        self.differs(site, state.id(), state.seq(), format!("{what} does not lead to it"));
        let alias = AliasRow { site: site.clone(), kind, id: id.to_owned(), profile: state.id() };
        self.missing.aliases.push(alias);
        self.mend_if_many()
    }
}
