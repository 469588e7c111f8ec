//! What can go wrong, as facts a caller can act on.

use datafusion::error::DataFusionError;
use datafusion::parquet::errors::ParquetError;

/// Why the lake could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The location cannot be one.
    #[error("`{location}` is no place for a lake: {reason}")]
    Location {
        /// What was given.
        location: String,
        /// What is wrong with it.
        reason: String,
    },
    /// Another process has opened the lake after this one. Nothing more can be written here.
    #[error("another process writes this lake since version {version} of its manifest")]
    Superseded {
        /// The first version that is not ours.
        version: u64,
    },
    /// The rows were sealed before, or they do not lie between what is sealed and what is to be.
    #[error("ledger row {row} does not follow {sealed}, up to which all is sealed, and come before {upto}")]
    NotNext {
        /// The row that does not fit.
        row: i64,
        /// Every row up to this one is sealed.
        sealed: i64,
        /// Up to which row was to be sealed.
        upto: i64,
    },
    /// More than the lake takes at once; [`crate::limits`] says where the bounds come from.
    #[error("{count} {what} are more than {limit}")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many there were.
        count: usize,
        /// How many there may be.
        limit: usize,
    },
    /// The site's name cannot be the name of a folder.
    #[error("`{0}` cannot be the name of a site in the lake")]
    Site(String),
    /// A question names a column that does not exist, or that cannot be used like this.
    #[error("`{0}` is neither a column of text nor the path of a property, trait or context")]
    UnknownField(String),
    /// The question's period ends before it begins.
    #[error("the period ends on {until}, before it begins on {from}")]
    Period {
        /// Its first day.
        from: jiff::civil::Date,
        /// Its last day.
        until: jiff::civil::Date,
    },
    /// Answering would take more memory than a question may.
    #[error("the question is too large: {0}")]
    TooLarge(String),
    /// A manifest is not one, or of a format that this version does not know.
    #[error("manifest {path} cannot be read: {reason}")]
    Manifest {
        /// Where it lies.
        path: String,
        /// Why.
        reason: String,
    },
    /// The store did not do what it was asked.
    #[error("the store failed: {0}")]
    Store(#[from] object_store::Error),
    /// A file is damaged, or cannot be written.
    #[error("Parquet: {0}")]
    Parquet(#[from] ParquetError),
    /// The query engine failed.
    #[error("query: {0}")]
    Query(Box<DataFusionError>),
}

impl From<DataFusionError> for LakeError {
    fn from(error: DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(message) => Self::TooLarge(message.clone()),
            _ => Self::Query(Box::new(error)),
        }
    }
}

impl From<datafusion::arrow::error::ArrowError> for LakeError {
    fn from(error: datafusion::arrow::error::ArrowError) -> Self {
        Self::from(DataFusionError::from(error))
    }
}

/// Fails when `count` of `what` are more than `limit`.
pub(crate) fn at_most(limit: usize, count: usize, what: &'static str) -> Result<(), LakeError> {
    if count <= limit { Ok(()) } else { Err(LakeError::TooMany { what, count, limit }) }
}
