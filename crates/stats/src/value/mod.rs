//! Is a visitor of an arm worth more? Means of money, at every look, from enough data on.
//!
//! Values are skewed and open upwards, so no exact test of any power exists for them. What is used are asymptotic confidence
//! sequences: intervals that hold the truth at all looks together with probability 1 − α, in the limit of many visitors
//! (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, Ann. Statist. 52(6), "Time-uniform central limit theory and asymptotic
//! confidence sequences": a boundary of Brownian motion times the standard error). Their boundary is Robbins's normal mixture; ours is
//! a mixture of effects around the smallest that matters, which finds a planted one within 1.8 times the fixed sample in 86 phases of a
//! hundred instead of 82. The limit is near enough from [`VISITORS_MIN`] visitors and [`BUYERS_MIN`] buyers an arm on; before,
//! the answer is [`Look::TooLittle`]. What the intervals do in simulations is in ADR 0018.
//!
//! **Fixed before the phase**, or nothing of this holds: the [`Setup`], the [`Winsor`] limit above which an order counts as that much
//! and no more, and which covariates there are.
//!
//! Hand the sums of all visitors so far to [`ValueTest::look`] after each day.

mod estimate;
mod means;
mod setup;
mod slopes;
mod winsor;

pub use estimate::{Look, Missing, ValueEstimate, ValueTest};
pub use setup::{BUYERS_MIN, Setup, VISITORS_MIN};
pub use winsor::Winsor;
