//! The lake as a whole: one program, so that the query engine is linked once.

mod bucket;
mod draws;
mod duckdb;
mod faults;
mod faulty_store;
mod keeping;
mod kill_nine;
mod questions;
mod reading;
