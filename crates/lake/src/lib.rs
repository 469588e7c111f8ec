//! All events and decisions as open Parquet, and questions to them.
//!
//! The runtime hands over rows of the ledger in portions ([`Lake::seal`]); each is in the lake exactly once, whatever is killed when.
//! What is not sealed yet is a [`Tail`], and every question reads both. Start at [`Lake`]; the columns are [`COLUMNS`]; what holds the
//! files together is `manifest.rs`, and who may change them `writer.rs` (docs/adr/0019).
//!
//! It must never know what a campaign decides or why, and no other crate may know DataFusion, Parquet or the object store.
//!
//! - To keep something more of an event: a field in `row.rs`, a line at the end of the table in `columns.rs`, the tables in
//!   `docs/*/lake.md`.
//! - To ask something new: a file in `questions`.

mod columns;
mod compact;
mod durable;
mod encoding;
mod engine;
mod erase;
mod error;
mod files;
mod lake;
pub mod limits;
mod location;
mod manifest;
mod questions;
mod row;
pub mod sample;
mod seal;
mod table;
mod tail;
mod writer;

pub use columns::{COLUMNS, Column, FORMAT, Type};
pub use error::LakeError;
pub use lake::Lake;
pub use location::{Location, S3Access};
pub use manifest::{FileEntry, Manifest};
pub use questions::{
    Bucket, Days, Decided, Field, Filter, Measure, Number, Series, SeriesName, Split, Suggestion, Trend,
    TrendResult, What,
};
pub use row::{DialogueColumns, Kind, PageColumns, Row, Source};
pub use table::Table;
pub use tail::Tail;
