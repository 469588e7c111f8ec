//! What Kizukai remembers on disk: the [`Ledger`] of what visitors did, and the [`Catalog`] of what a shop set up.
//!
//! The traits say what a store promises; [`sqlite`] keeps it in one folder, and [`conformance`] is the one suite
//! that every adapter has to pass. All calls block: the runtime owns the threads. This is the only crate that
//! knows SQL. It must never interpret an input, a state or a definition: to a store they are bytes.
//!
//! To start: [`ledger`] for the shapes, [`sqlite::DataFolder`] to open a folder.

pub mod catalog;
pub mod conformance;
pub mod error;
pub mod ledger;
pub mod people;
pub mod sqlite;
pub mod studio;

pub use catalog::{Catalog, DefinitionRow, IdentitySecret, KeyKind, PlanRow, SecretKey, Site};
pub use error::StoreError;
pub use ledger::{
    AliasRow, Amounts, ArmDay, ArmResult, ArmSums, Commit, Counts, DayNumber, DeadRow, DecidedRow, Erased,
    Erasure, InputRow, Lease, Ledger, LedgerReader, OrderClaim, OutboxChange, OutboxCount, OutboxRow,
    ParticipationRow, RowId, SegmentRow, SnapshotRow, Snapshots, TimerChange, TimerRow,
};
pub use people::{Link, Member, Membership, Opens, People, RecordQuery, RecordRow, Session};
pub use studio::{CommentRow, DraftRow, ProposalRow, Studio};
