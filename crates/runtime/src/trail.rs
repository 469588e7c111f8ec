//! Walking back through what happened to a person: the profile's own inputs, and those of every profile that was
//! merged into it, newest first.
//!
//! A merge is two inputs that lie side by side in the log: `Merge` on the target at some row, `MergedInto` on the
//! source at the next one. That is how the walk finds the source's end.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;

use kizukai_engagement::Input;
use kizukai_model::ProfileId;
use kizukai_store::{InputRow, LedgerReader, RowId};

use crate::codec::Entry;
use crate::committer::Stepped;
use crate::{RuntimeError, limits};

/// A place on a trail: the next row of every chain that is open, and how many events of the first of them were shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Position {
    chains: Vec<(ProfileId, RowId)>,
    skipped: usize,
}

impl Position {
    /// At a row of a profile.
    pub(crate) fn at(profile: ProfileId, row: RowId) -> Self {
        Self { chains: vec![(profile, row)], skipped: 0 }
    }

    /// The same place, further inside its row.
    pub(crate) fn skipping(mut self, events: usize) -> Self {
        self.skipped = events;
        self
    }

    /// Events of the row that were shown already.
    pub(crate) const fn skipped(&self) -> usize {
        self.skipped
    }

    /// Reads what `to_string` wrote; None when it is not that.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let (skipped, chains) = text.split_once('~')?;
        let chain = |part: &str| {
            let (profile, row) = part.split_once('.')?;
            Some((profile.parse().ok()?, row.parse().ok()?))
        };
        let chains: Option<Vec<_>> = chains.split('~').map(chain).collect();
        chains.map(|chains| Self { chains, skipped: skipped.parse().unwrap_or(0) })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.skipped)?;
        self.chains.iter().try_for_each(|(profile, row)| write!(f, "~{profile}.{row}"))
    }
}

/// The inputs of one profile, newest first.
struct Chain {
    profile: ProfileId,
    read: VecDeque<InputRow>,
    next: Option<RowId>,
}

/// A walk back in time.
pub(crate) struct Trail<'a> {
    reader: &'a dyn LedgerReader,
    site: &'a str,
    /// Inputs that are not stored yet, by ascending row.
    in_flight: Option<&'a VecDeque<Arc<Stepped>>>,
    chains: Vec<Chain>,
}

impl<'a> Trail<'a> {
    /// From a position on, over what is stored.
    pub(crate) fn from(reader: &'a dyn LedgerReader, site: &'a str, start: &Position) -> Self {
        let chain = |(profile, row): &(ProfileId, RowId)| Chain {
            profile: *profile,
            read: VecDeque::new(),
            next: Some(*row),
        };
        Self { reader, site, in_flight: None, chains: start.chains.iter().map(chain).collect() }
    }

    /// Also over inputs that are not stored yet, given by ascending row.
    pub(crate) const fn with_in_flight(mut self, in_flight: &'a VecDeque<Arc<Stepped>>) -> Self {
        self.in_flight = Some(in_flight);
        self
    }

    /// Where it stands; None at the end.
    pub(crate) fn position(&self) -> Option<Position> {
        let mut chains: Vec<_> =
            self.chains.iter().filter_map(|chain| Some((chain.profile, chain.next?))).collect();
        chains.sort_by_key(|(_, row)| std::cmp::Reverse(*row));
        (!chains.is_empty()).then_some(Position { chains, skipped: 0 })
    }

    /// The next input, newest first over all chains.
    pub(crate) fn next(&mut self) -> Result<Option<Entry>, RuntimeError> {
        loop {
            let open = self.chains.iter_mut().filter(|chain| chain.next.is_some());
            let Some(chain) = open.max_by_key(|chain| chain.next) else { return Ok(None) };
            let in_flight = chain.next.and_then(|row| find(self.in_flight?, row));
            let (row, entry) = match in_flight {
                Some(stepped) => {
                    chain.next = stepped.prev;
                    (stepped.id, stepped.entry.clone())
                }
                None => match chain.step(self.reader, self.site)? {
                    Some(stored) => (stored.id, Entry::read(&stored)?),
                    None => continue,
                },
            };
            if let Input::Merge { source, .. } = *entry.input {
                self.open(source, row + 1);
            }
            return Ok(Some(entry));
        }
    }

    fn open(&mut self, profile: ProfileId, row: RowId) {
        if self.chains.iter().all(|chain| chain.profile != profile) {
            self.chains.push(Chain { profile, read: VecDeque::new(), next: Some(row) });
        }
    }
}

fn find(in_flight: &VecDeque<Arc<Stepped>>, row: RowId) -> Option<&Arc<Stepped>> {
    in_flight.binary_search_by_key(&row, |stepped| stepped.id).ok().and_then(|place| in_flight.get(place))
}

impl Chain {
    fn step(&mut self, reader: &dyn LedgerReader, site: &str) -> Result<Option<InputRow>, RuntimeError> {
        if self.read.is_empty()
            && let Some(head) = self.next
        {
            self.read = reader.history(site, self.profile, head, limits::TRAIL_ROWS)?.into();
        }
        let row = self.read.pop_front();
        self.next = row.as_ref().and_then(|row| row.prev);
        Ok(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::IdKind;

    #[test]
    fn a_position_reads_back_what_it_prints_and_nothing_else() {
        let profile = |id: &str| ProfileId::derive("s_1", IdKind::Anonymous, id);
        let position = Position { chains: vec![(profile("a"), 17), (profile("b"), 3)], skipped: 2 };
        assert_eq!(Position::read(&position.to_string()), Some(position));
        for text in ["", "17", "0~", "0~x.1", "~~", "0~00.1"] {
            assert_eq!(Position::read(text), None, "{text}");
        }
    }
}
