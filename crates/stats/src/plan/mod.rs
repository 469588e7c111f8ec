//! Before a phase: how many visitors, how many days, and which effects can be seen at all?
//!
//! 1. Say what is measured ([`Measure`]: a rate, or a value with its variance, from the shop's own past) and how many come ([`Traffic`]).
//! 2. [`fixed_visitors`] and [`smallest_lift`] answer for one look at a time fixed beforehand: what other tools state.
//! 3. [`forecast`] answers for the tests results are judged by, looked at every day: visitors and days until a lift of a stated
//!    size has been found with a stated probability. Where that is more than a year the answer is [`Wait::TooLong`]: do not
//!    wait; try something bolder, or measure something that happens more often. [`visible_within`] turns the question round.
//!
//! Forecasts treat sums as normal, which the tests themselves (for a rate) do not. They are as good as that, and as the past
//! is for the future; `tests/planning.rs` compares them with simulated phases.

mod crossing;
mod forecast;
mod measure;
mod walk;

pub use forecast::{Forecast, Goal, Wait, forecast, visible_within};
pub use measure::{Measure, Traffic, fixed_visitors, smallest_lift};
