//! The lake beside the ledger: everything that happened, as open files, and questions about it.
//!
//! | file | what |
//! |---|---|
//! | `rows` | from inputs of the ledger to rows of the lake |
//! | `keeper` | opens the lake when it is first needed, seals what is old enough, keeps the rest at hand |
//! | `forgetting` | a person's erasure reaches the files, whatever is killed when |
//! | `trends` | the question how something went over time |
//!
//! The ledger is the truth, and keeps every input: what is lost of the lake is filled again from it. So the lake is no part
//! of a backup, and nothing that a visitor experiences ever waits for it.

mod forgetting;
mod keeper;
mod rows;
mod trends;

use kizukai_lake::{Location, S3Access};
use kizukai_model::Span;

use crate::{Runtime, RuntimeError, limits};

pub(crate) use keeper::LakeKeeper;
pub use trends::{TrendAnswer, TrendChoices, TrendEvent, TrendProperty, TrendQuestion, TrendSeries};

/// Where the lake lies and how long it keeps days.
#[derive(Clone, Debug, Default)]
pub struct LakeOptions {
    /// A folder or `s3://bucket/prefix`; the folder `lake` of the data folder when left out.
    pub location: Option<String>,
    /// How to get into a bucket.
    pub access: S3Access,
    /// Days that are kept; all of them when left out.
    pub keep_days: Option<u32>,
    /// The age of the oldest input from which on everything is sealed; [`limits::SEAL_AFTER`] when left out.
    pub seal_after: Option<Span>,
}

impl LakeOptions {
    fn seal_after(&self) -> Span {
        self.seal_after.unwrap_or(limits::SEAL_AFTER)
    }

    /// How often the lake is looked after: once a minute, more often where things are to be sealed sooner.
    fn pause(&self) -> Span {
        self.seal_after().clamp(limits::LAKE_PAUSE_LEAST, limits::LAKE_PAUSE)
    }

    fn place(&self, data: &std::path::Path) -> Result<Location, kizukai_lake::LakeError> {
        match &self.location {
            Some(location) => Location::parse(location, self.access.clone()),
            None => Ok(Location::Folder(data.join(FOLDER))),
        }
    }
}

impl Runtime {
    /// Looks after the lake now, as it is done once a minute: seals what is old enough, joins small files, lets old days go. Waits
    /// for a disk.
    ///
    /// # Errors
    /// [`RuntimeError::Lake`]; it can be tried again.
    pub fn keep_lake(&self) -> Result<(), RuntimeError> {
        self.inner.lake.tick()
    }
}

/// The lake's folder in the data folder.
const FOLDER: &str = "lake";
