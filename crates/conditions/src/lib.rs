//! The condition language of Kizukai: who is meant, and when.
//!
//! A condition is JSON with MongoDB query operators and the semantics of the GrowthBook SDK specification, plus
//! what engagement needs: `$event` (how often something happened), `$sequence` (in which order) and `$segment`.
//!
//! | to … | go to |
//! |---|---|
//! | refuse a condition at publish, with the path of every mistake | [`check`] |
//! | hold one as text and evaluate it many times | [`Condition`], [`Compiled`] |
//! | ask many conditions about one subject, fast | [`ConditionSet`] |
//! | say what a condition reads and which counters it needs | [`Compiled::reads`], [`Compiled::features`] |
//! | answer "why not this visitor?" | [`Compiled::explain`], in full [`Compiled::outline`] |
//! | let a new kind of state be asked | implement [`Subject`] |
//! | draw an arm or a holdout | [`hash`], [`bucketing`] |
//!
//! **Invariants.** This crate is pure: no clock, no I/O, no randomness. Evaluation never fails and never panics,
//! whatever the condition: what cannot be understood is [`Truth::Undecided`], which no negation turns into true.
//! Counting events is not done here; this crate only names what has to be counted.

pub mod bucketing;
mod canonical;
mod check;
mod comparison;
mod compile;
mod compiled;
mod condition;
mod evaluate;
mod explain;
mod feature;
mod hashing;
mod item;
pub mod limits;
mod outline;
mod path;
mod pattern;
mod set;
mod subject;
mod tree;
mod truth;
mod version;

pub use check::{Problem, Scope, check};
pub use compiled::{Compiled, compile};
pub use condition::Condition;
pub use explain::FailingLeaf;
pub use feature::{EventFeature, FeatureKey, Granularity, SequenceFeature, SequenceStep};
pub use hashing::hash;
pub use outline::{ConditionLine, Group};
pub use path::Path;
pub use set::{ConditionSet, Evaluation};
pub use subject::{Attribute, JsonSubject, Subject};
pub use truth::Truth;
