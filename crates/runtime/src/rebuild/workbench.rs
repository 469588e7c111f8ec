//! Profiles under construction. Those used last are in memory, within a bound; the others are put away as snapshots in a
//! ledger of their own, which lies in the data folder and goes when the rebuild ends.

use std::path::{Path, PathBuf};

use lru::LruCache;

use kizukai_engagement::Profile;
use kizukai_model::{ProfileId, SiteId};
use kizukai_store::sqlite::{DataFolder, SqliteLedger, SqliteReader};
use kizukai_store::{Ledger, LedgerReader, RowId, Snapshots, StoreError};

use super::Room;
use crate::engine::snapshot;
use crate::{RuntimeError, codec, limits};

/// The folder within the data folder.
const FOLDER: &str = "rebuild";

/// A profile under construction.
pub(super) struct Rebuilt {
    pub(super) site: SiteId,
    pub(super) state: Profile,
    /// The row of its newest input.
    pub(super) head: Option<RowId>,
    /// The input at which the stored snapshot stands, while that is still to come.
    pub(super) compare_at: Option<u64>,
    /// About how many bytes it took when it was last weighed.
    weight: usize,
}

/// All profiles under construction.
pub(super) struct Workbench {
    in_memory: LruCache<ProfileId, Rebuilt>,
    room: Room,
    /// Bytes of those in memory.
    bytes: usize,
    most_in_memory: usize,
    ledger: SqliteLedger,
    reader: SqliteReader,
    _folder: OwnFolder,
}

/// A folder that goes with its owner.
struct OwnFolder(PathBuf);

impl OwnFolder {
    /// An empty one; a killed rebuild may have left one behind.
    fn make(path: PathBuf) -> Result<Self, RuntimeError> {
        match std::fs::remove_dir_all(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(StoreError::Io { detail: format!("{}: {error}", path.display()) }.into())
            }
            _ => Ok(Self(path)),
        }
    }
}

impl Drop for OwnFolder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "cannot be removed; the next rebuild tries again");
        }
    }
}

impl Workbench {
    /// An empty one within a data folder that this process has locked.
    pub(super) fn new(data_dir: &Path, room: Room) -> Result<Self, RuntimeError> {
        let own = OwnFolder::make(data_dir.join(FOLDER))?;
        let folder = DataFolder::open(&own.0)?;
        Ok(Self {
            in_memory: LruCache::unbounded(),
            room,
            bytes: 0,
            most_in_memory: 0,
            ledger: folder.ledger()?,
            reader: folder.reader()?,
            _folder: own,
        })
    }

    /// A profile as far as it is built; one that has no inputs yet is without any. `stored` says at which input it is to
    /// be compared.
    pub(super) fn profile(
        &mut self,
        stored: &dyn LedgerReader,
        site: &SiteId,
        id: ProfileId,
    ) -> Result<&mut Rebuilt, RuntimeError> {
        if !self.in_memory.contains(&id) {
            let rebuilt = self.take_up(stored, site, id)?;
            self.bytes += rebuilt.weight;
            self.in_memory.put(id, rebuilt);
            self.most_in_memory = self.most_in_memory.max(self.in_memory.len());
        }
        Ok(self.in_memory.get_mut(&id).expect("it was put there just now"))
    }

    fn take_up(
        &self,
        stored: &dyn LedgerReader,
        site: &SiteId,
        id: ProfileId,
    ) -> Result<Rebuilt, RuntimeError> {
        let (state, head) = match self.reader.snapshot(site, id)? {
            Some(row) => (codec::decode_profile(&row)?, row.head),
            None => (Profile::new(id), None),
        };
        let snapshot_at = stored.snapshot(site, id)?.map(|row| row.upto_seq);
        Ok(Rebuilt {
            site: site.clone(),
            compare_at: snapshot_at.filter(|seq| *seq > state.seq()),
            weight: state.weight(),
            state,
            head,
        })
    }

    /// A profile has grown: puts those away that were not used for longest while there are too many. More than are too
    /// many, so that one transaction holds many.
    pub(super) fn make_room(&mut self, grown: ProfileId) -> Result<(), RuntimeError> {
        if let Some(rebuilt) = self.in_memory.peek_mut(&grown) {
            let before = std::mem::replace(&mut rebuilt.weight, rebuilt.state.weight());
            self.bytes = self.bytes - before + rebuilt.weight;
        }
        if self.in_memory.len() <= self.room.profiles && self.bytes <= self.room.bytes {
            return Ok(());
        }
        let seven_eighths = |whole: usize| whole - whole.div_ceil(8);
        self.put_away_down_to(seven_eighths(self.room.profiles), seven_eighths(self.room.bytes))
    }

    /// Puts everything away.
    pub(super) fn put_all_away(&mut self) -> Result<(), RuntimeError> {
        self.put_away_down_to(0, 0)
    }

    fn put_away_down_to(&mut self, profiles: usize, bytes: usize) -> Result<(), RuntimeError> {
        while self.in_memory.len() > profiles || self.bytes > bytes {
            let mut portion = Snapshots::default();
            while portion.profiles.len() < limits::SNAPSHOT_PROFILES
                && (self.in_memory.len() > profiles || self.bytes > bytes)
                && let Some((id, rebuilt)) = self.in_memory.pop_lru()
            {
                self.bytes -= rebuilt.weight;
                if rebuilt.state.seq() == 0 {
                    // Only looked for.
                    continue;
                }
                portion.profiles.push(snapshot(&rebuilt.site, &rebuilt.state, rebuilt.head));
                // What is counted of it is not needed here.
                portion.settled.insert((rebuilt.site, id));
            }
            self.ledger.write_snapshots(&portion)?;
        }
        Ok(())
    }

    /// Profiles that are put away, ordered by id, from behind `after`.
    pub(super) fn put_away(
        &self,
        site: &SiteId,
        after: Option<ProfileId>,
    ) -> Result<Vec<(Profile, Option<RowId>)>, RuntimeError> {
        let rows = self.reader.profiles_after(site, after, limits::SNAPSHOT_PROFILES)?;
        rows.iter().map(|row| Ok((codec::decode_profile(row)?, row.head))).collect()
    }

    /// Up to which input a profile was built; None when it has none.
    pub(super) fn built_upto(&self, site: &SiteId, id: ProfileId) -> Result<Option<u64>, RuntimeError> {
        Ok(self.reader.snapshot(site, id)?.map(|row| row.upto_seq))
    }

    /// Profiles that were in memory at the same time, at most.
    pub(super) const fn most_in_memory(&self) -> u64 {
        self.most_in_memory as u64
    }
}
