//! What the fuzz targets do with bytes: each function takes any bytes and panics when a promise is broken.
//!
//! The bytes come from libFuzzer (`fuzz/`, `scripts/fuzz.sh`) or from the committed corpus, which
//! `tests/corpus.rs` replays with every test run. A finding becomes a file of the corpus, so that it stays mended.

mod condition;
mod counter;
mod requests;

pub use condition::condition;
pub use counter::Counter;

/// What a target does with bytes.
pub type Target = fn(&[u8]);

/// The targets by name.
pub const TARGETS: [(&str, Target); 3] = [("condition", condition), ("decide", decide), ("segment", segment)];

/// Bytes as the body of `POST /v1/decide`.
pub fn decide(bytes: &[u8]) {
    Counter::of_this_thread(|counter| requests::decide(counter, bytes));
}

/// Bytes as a request to the Segment endpoints: a path, head lines, an empty line, the body.
pub fn segment(bytes: &[u8]) {
    Counter::of_this_thread(|counter| requests::segment(counter, bytes));
}
