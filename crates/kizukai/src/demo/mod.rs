//! The sample shop: its site, texts and members (`shop`), its pages (`routes`), its simulated visitors (`visitors`),
//! and its clock.
//!
//! Everybody may read the password of its console, so it listens on this machine alone.

pub(crate) mod clock;
pub(crate) mod routes;
#[cfg(test)]
mod season_tests;
pub(crate) mod shop;
pub(crate) mod visitors;
