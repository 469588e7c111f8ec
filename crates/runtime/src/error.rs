//! What can go wrong in a use case, as facts a caller can act on. Absence is `Ok(None)`, never an error.

use kizukai_engagement::Problem;
use kizukai_store::StoreError;

use crate::MemberRefusal;

/// Why a use case did not do what it was asked.
#[derive(Clone, Debug, thiserror::Error)]
pub enum RuntimeError {
    /// More requests wait than [`crate::Options::queue`] allows; nothing was done. Send it again later.
    #[error("too many requests are waiting")]
    Overloaded,
    /// The commit that would have held it failed; nothing of it is stored. Send it again.
    #[error("not stored: {0}")]
    Retry(String),
    /// The texts cannot be published.
    #[error("the text cannot be published: {}", Problems(.0))]
    Refused(Vec<Problem>),
    /// Another version of the text stands than the one that was to be replaced; which.
    #[error("version {0} stands")]
    VersionConflict(u32),
    /// There are as many as there may be.
    #[error("at most {most} {what}; remove one first")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        most: usize,
    },
    /// No such site.
    #[error("there is no site `{0}`")]
    UnknownSite(String),
    /// It is no picture that can be taken in; why.
    #[error("not a picture: {0}")]
    NotAnImage(String),
    /// The text to be imported cannot be read as a table.
    #[error("not a table of traits: {0}")]
    NotATable(String),
    /// Somebody is not let in, or a change of people is refused.
    #[error(transparent)]
    Member(#[from] MemberRefusal),
    /// A question to the lake cannot be answered; why.
    #[error("{0}")]
    Question(String),
    /// The lake could not be read or written; the ledger is not touched by that.
    #[error("the lake: {0}")]
    Lake(String),
    /// The store could not be read or opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Something stored is not what was written, or was written by a newer program.
    #[error("stored data cannot be used: {0}")]
    Damaged(String),
    /// The runtime is shutting down or has stopped.
    #[error("the runtime has stopped")]
    Stopped,
}

impl RuntimeError {
    /// Whether the same request may succeed when it is sent again.
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Overloaded | Self::Retry(_) | Self::Stopped => true,
            Self::Store(error) => error.is_passing(),
            _ => false,
        }
    }
}

/// Problems on one line.
struct Problems<'a>(&'a [Problem]);

impl std::fmt::Display for Problems<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "; " };
            write!(f, "{separator}{problem}")?;
        }
        Ok(())
    }
}
