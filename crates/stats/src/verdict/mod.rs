//! From estimates to verdicts, and from verdicts to what happens with a campaign. Only data: sentences are written elsewhere.
//!
//! 1. Make a [`State`] of what is known of a metric: of a [`RateTest`], of a value's [`Look`], or [`State::Preliminary`] while no visitor's
//!    goal window is over. Figures of younger visitors may be shown, but never reach a verdict.
//! 2. [`judge`] it by the metric's [`Criteria`].
//! 3. [`decide`] by the goal's verdict and those of the guardrails.
//!
//! Of several arms each is judged against the control. That makes as many chances of a false verdict: share the error rate among
//! them, or believe only what [`crate::many`] believes.
//!
//! [`RateTest`]: crate::rate::RateTest
//! [`Look`]: crate::value::Look

mod decision;
mod judgement;
mod state;

pub use decision::{Decision, decide};
pub use judgement::{Better, Criteria, Judgement, Verdict, judge};
pub use state::{Finding, State, Worth};
