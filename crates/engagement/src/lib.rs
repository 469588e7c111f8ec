//! Everything a visitor experiences, as one pure function.
//!
//! [`step()`] takes a compiled [`Program`], what is remembered of a person ([`Profile`]), one [`Input`] and the time,
//! changes the profile and says what follows ([`Outcome`]). It reads no clock, draws no random number, does no I/O:
//! replaying the same inputs gives the same profiles and the same decisions. Live traffic, rebuild after a crash,
//! rehearsal and simulation all call it.
//!
//! Where to start: `text` is what an operator writes, `program` what it compiles to, `profile` what is remembered,
//! `step` what happens at each input. To add a gate see `step/gates.rs`; to add a step type see `text/scenario.rs`,
//! then follow the compiler.
//!
//! Architecture invariants: nothing here knows SQL, HTTP or threads; nothing in `step` iterates over a hash map.

pub mod assignment;
pub mod audience;
pub mod backfill;
pub mod check;
pub mod consent;
pub mod content;
pub mod explain;
pub mod input;
mod merge;
pub mod outcome;
mod page_look;
pub mod profile;
pub mod program;
mod reason;
mod rules;
pub mod step;
mod subject;
mod targeting;
pub mod text;
mod theme;

pub use input::{Input, Moment, Surface};
pub use outcome::{Armed, Decision, DecisionOutcome, Outcome, ShowRef, StepRef, TimerChange, Verdict};
pub use page_look::PageLook;
pub use profile::Profile;
pub use program::{Program, ProgramSource, Versioned};
pub use rules::Rules;
pub use step::step;
pub use targeting::targeted;
pub use text::{CampaignText, Definition, Problem, SegmentText, SiteText};
