//! The sample shop: its site, texts and members (`shop`), and its pages (`routes`).
//!
//! It hands a secret key to a page, which no real shop may do; therefore it listens on this machine alone and answers
//! only to this machine's names.

pub(crate) mod routes;
pub(crate) mod shop;
