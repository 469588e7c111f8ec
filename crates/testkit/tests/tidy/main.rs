//! Holds the workspace to its own rules: which crate may depend on which, what stays out of the pure crates,
//! and how source files look. Says nothing about formatting or lints; rustfmt and clippy do.
//!
//! To add a crate, add a line to `arrows::ARROWS`. To let a crate use a library that is fenced off, change
//! `arrows::FENCES`, and write down why.

mod arrows;
mod figures;
mod sources;

use std::path::{Path, PathBuf};

/// The checkout.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the crate lies in a checkout")
}

/// Fails with the whole list, so that one run shows all there is to mend.
fn assert_none(findings: &[String]) {
    assert!(findings.is_empty(), "{} to mend:\n  {}", findings.len(), findings.join("\n  "));
}
