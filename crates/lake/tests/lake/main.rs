//! The lake as a whole: one program, so that the query engine is linked once.

#![expect(clippy::unwrap_used, reason = "what a test cannot do without is there, or it fails")]

mod bucket;
mod documented;
mod draws;
mod duckdb;
mod faults;
mod faulty_store;
mod keeping;
mod kill_nine;
mod questions;
mod reading;
