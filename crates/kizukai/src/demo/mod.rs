//! The sample shop: its site, texts and members (`shop`), its pages (`routes`), its simulated visitors (`visitors`), its
//! clock, and what the guide shows of it (`watch`).
//!
//! It hands a secret key to a page, which no real shop may do; therefore it listens on this machine alone and answers
//! only to this machine's names.

pub(crate) mod clock;
pub(crate) mod routes;
#[cfg(test)]
mod season_tests;
pub(crate) mod shop;
pub(crate) mod visitors;
pub(crate) mod watch;
