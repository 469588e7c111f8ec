//! Whom a question is about.

use kizukai_engagement::{Profile, Program};
use kizukai_model::{IdKind, ProfileId, Timestamp};
use kizukai_store::RowId;
use std::sync::Arc;

/// Whom a question is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Who has this id; without a kind it is tried as a user's, then as a device's.
    Named {
        /// The id.
        id: String,
        /// What kind of id.
        kind: Option<IdKind>,
    },
    /// The person of this profile, or of the one it became part of.
    Profile(ProfileId),
}

impl Who {
    /// Who has this id, of whichever kind.
    pub fn named(id: impl Into<String>) -> Self {
        Self::Named { id: id.into(), kind: None }
    }
}

/// A person as known at a moment, for questions that are answered beside the engine.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) profile: Box<Profile>,
    /// Its newest row.
    pub(crate) head: Option<RowId>,
    /// What the site runs.
    pub(crate) program: Arc<Program>,
    pub(crate) now: Timestamp,
}
