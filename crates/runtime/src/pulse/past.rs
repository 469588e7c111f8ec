//! Reading what was counted before, or missed: newest first, a little at a time.
//!
//! A **gap** is a stretch of the ledger that is not counted yet. One stands at the start, over everything there is; one for a
//! site whose calendar changed; one for inputs that came faster than they were counted.

use kizukai_model::{SiteId, Span, Timestamp};
use kizukai_store::{InputRow, LedgerReader, RowId};

use super::site::DAYS;
use crate::{RuntimeError, limits};

/// A stretch of the ledger.
#[derive(Clone, Debug)]
pub(super) struct Gap {
    /// Rows before this one are not counted yet.
    pub(super) below: RowId,
    /// Nor before this one, but that is not looked at.
    pub(super) from: RowId,
    /// Only this site's.
    pub(super) only: Option<SiteId>,
    /// Not these sites', which are counted anew.
    pub(super) except: Vec<SiteId>,
    /// It reaches back as far as anything is counted, rather than mending a hole.
    pub(super) is_past: bool,
    rows: usize,
    /// The time that reading has come to.
    pub(super) reached: Option<Timestamp>,
}

impl Gap {
    /// All that lies before a row.
    pub(super) const fn before(below: RowId, only: Option<SiteId>) -> Self {
        Self { below, from: 0, only, except: Vec::new(), is_past: true, rows: 0, reached: None }
    }

    /// Rows that were missed, from one to another.
    pub(super) const fn missed(from: RowId, to: RowId) -> Self {
        Self { below: to + 1, from, only: None, except: Vec::new(), is_past: false, rows: 0, reached: None }
    }

    pub(super) fn concerns(&self, site: &str) -> bool {
        self.only.as_ref().is_none_or(|only| **only == *site)
            && self.except.iter().all(|except| **except != *site)
    }

    /// How far back anything is counted.
    pub(super) const fn horizon(now: Timestamp) -> Timestamp {
        now.minus(Span::from_days(DAYS as i64))
    }

    /// The next rows, newest first, and whether they are the last.
    pub(super) fn read(
        &mut self,
        reader: &dyn LedgerReader,
        now: Timestamp,
    ) -> Result<(Vec<InputRow>, bool), RuntimeError> {
        let mut rows = reader.inputs_before(self.below, limits::PULSE_ROWS_AT_ONCE)?;
        let was_full = rows.len() == limits::PULSE_ROWS_AT_ONCE;
        let horizon = Self::horizon(now);
        let wanted = rows.iter().take_while(|row| row.id >= self.from && row.now >= horizon).count();
        let is_end = !was_full || wanted < rows.len();
        rows.truncate(wanted);
        if let Some(last) = rows.last() {
            self.below = last.id;
            self.reached = Some(last.now);
        }
        if is_end {
            self.reached = Some(horizon);
        }
        self.rows += rows.len();
        Ok((rows, is_end || self.rows >= limits::PULSE_ROWS))
    }
}
