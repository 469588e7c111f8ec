//! What visitors experience, told as sentences about a shop whose clock is moved by hand.
#![expect(clippy::unwrap_used, reason = "a test may end here")]
#![expect(clippy::needless_pass_by_value, reason = "texts are written in place with json!")]

mod appointments;
mod arming;
mod assignment;
mod attention;
mod caps;
mod consent;
mod content;
mod control;
mod counting;
mod dialogue;
mod explanation;
mod goals;
mod inquiry;
mod life;
mod merging;
mod phases;
mod properties;
mod publishing;
mod questions;
mod resuming;
mod schedule;
mod segments;
mod shop;
mod silent_steps;
mod slots;
mod stopping;
mod surface;
mod waiting;
mod watched;
