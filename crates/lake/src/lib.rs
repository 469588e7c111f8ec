//! All events and decisions as open Parquet, and questions to them.
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
pub use tail::Tail;
