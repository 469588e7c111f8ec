//! Words for the person at the terminal. Results to standard output, everything else to standard error.
//!
//! A closed pipe (`kizukai … | head`) is not an error.

use std::io::Write;

/// A line of the result.
pub(crate) fn say(line: &str) {
    drop(writeln!(std::io::stdout(), "{line}"));
}

/// A line about how it went.
pub(crate) fn complain(line: &str) {
    drop(writeln!(std::io::stderr(), "{line}"));
}
