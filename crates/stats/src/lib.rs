//! The statistics that results of campaigns stand on: pure mathematics, without a clock, input, output or randomness.
//!
//! **Where to start.** A campaign is judged in this order.
//!
//! 1. *Before the phase*, from the shop's own past: [`plan::forecast`] says how many visitors and days a verdict takes,
//!    [`plan::visible_within`] which effects can be seen at all. Fix a [`rate::Setup`] or [`value::Setup`], a [`value::Winsor`] limit, the
//!    covariates, and the guardrails' [`verdict::Criteria`]. What is fixed later than this is worth nothing.
//! 2. *Every day*, sums of the visitors whose goal window ended on it, an arm at a time: [`rate::Counts`] for a rate, exact integer
//!    [`Sums`] for a value. Unit is the visitor, decided against ghost-decided, as drawn.
//! 3. *First* ask [`ratio::RatioTest`], of the assigned and of the decided. If arms lost visitors, nothing below holds.
//! 4. [`rate::RateTest`] and [`value::ValueTest`] say where the effect is. Both may be looked at daily: their intervals hold at all looks
//!    together.
//! 5. [`verdict::judge`] and [`verdict::decide`] turn that into a verdict, what it is worth, and what happens. Many campaigns: only
//!    what [`many::believed`] lets through.
//! 6. For those who ask, [`fixed`] has the usual figures of one look, as other tools state them. They never decide.
//!
//! ```
//! use kizukai_stats::rate::{Counts, RateTest, Setup};
//! use kizukai_stats::verdict::{Better, Criteria, State, Verdict, judge};
//! use kizukai_stats::{ErrorRate, StatsError};
//!
//! # fn main() -> Result<(), StatsError> {
//! let mut test = RateTest::new(Setup::new(0.03, 0.2, ErrorRate::TWENTIETH)?);
//! for _day in 0..30 {
//!     test.push_day(Counts::new(400, 12)?, Counts::new(1_600, 66)?)?;
//! }
//! let criteria = Criteria { better: Better::Higher, smallest: 0.2, is_comparable: true };
//! let judgement = judge(&State::from(&test), criteria);
//! assert_eq!(judgement.verdict, Verdict::Better);
//! # Ok(())
//! # }
//! ```
//!
//! | to … | go to |
//! |---|---|
//! | change how stakes are spread over effects | `stakes.rs`, then run the simulations and ADR 0018's figures again |
//! | understand why a rate's test is exact | `rate/evidence.rs` |
//! | compare with another engine | `tests/golden/make.py` |
//! | know how often verdicts are wrong | `tests/simulation`, the long version with `KIZUKAI_SOAK=1` |
//!
//! **Invariants.** Whatever goes in, no figure that comes out is NaN or infinite; what is not known is an absent value or a variant of
//! its own. Rates and lifts are parts (0.2 = a fifth), values in the caller's whole unit, evidence is a natural logarithm. Sums are exact;
//! probabilities are accurate to 10⁻¹⁰ and searched ends to a hundred-thousandth of a standard error.

mod boundary;
mod distribution;
mod error;
pub mod fixed;
mod interval;
pub mod limits;
mod log_space;
pub mod many;
mod moments;
pub mod plan;
pub mod rate;
pub mod ratio;
mod stakes;
mod steady;
mod sums;
pub mod value;
pub mod verdict;

pub use error::StatsError;
pub use interval::{ErrorRate, Interval, LiftInterval};
pub use moments::Moments;
pub use steady::Steady;
pub use sums::Sums;
