//! The rebuilt profiles take the place of the stored ones.

use kizukai_model::SiteId;
use kizukai_store::{Commit, RowId, Snapshots};

use super::Rebuilding;
use crate::engine::{memberships, snapshot};
use crate::{RuntimeError, limits};

impl Rebuilding<'_> {
    /// Writes all profiles. The watermark moves behind the last of them: until then a restart replays as before.
    pub(super) fn replace_all(&mut self, last_row: RowId) -> Result<(), RuntimeError> {
        let watermark = self.reader.watermark()?;
        // Targets before the profiles that were merged into them (`engine/snapshots`).
        for are_merged in [false, true] {
            for site in self.sites.clone() {
                self.replace_those(&site, are_merged, watermark)?;
            }
        }
        let end = Snapshots { watermark: watermark.max(last_row), ..Snapshots::default() };
        self.ledger.write_snapshots(&end)?;
        Ok(self.ledger.recount()?)
    }

    fn replace_those(
        &mut self,
        site: &SiteId,
        are_merged: bool,
        watermark: RowId,
    ) -> Result<(), RuntimeError> {
        let mut after = None;
        loop {
            let portion = self.workbench.put_away(site, after)?;
            let Some((last, _)) = portion.last() else { return Ok(()) };
            after = Some(last.id());
            let mut snapshots = Snapshots { watermark, ..Snapshots::default() };
            for (state, head) in portion {
                if state.merged_into().is_some() == are_merged {
                    snapshots.participations.extend(self.countings.of(site)?.rows(site, &state));
                    snapshots.segments.extend(memberships(site, &state));
                    snapshots.profiles.push(snapshot(site, &state, head));
                }
            }
            self.ledger.write_snapshots(&snapshots)?;
            self.report.written += snapshots.profiles.len() as u64;
        }
    }

    /// Puts in what is missing, once there is enough for a transaction.
    pub(super) fn mend_if_many(&mut self) -> Result<(), RuntimeError> {
        let Commit { aliases, timers, orders, .. } = &self.missing;
        if aliases.len() + timers.len() + orders.len() < limits::SNAPSHOT_PROFILES {
            return Ok(());
        }
        self.mend()
    }

    /// Puts in what is missing, if anything is to be written at all.
    pub(super) fn mend(&mut self) -> Result<(), RuntimeError> {
        let missing = std::mem::take(&mut self.missing);
        if self.is_writing {
            self.ledger.commit(&missing)?;
        }
        Ok(())
    }
}
