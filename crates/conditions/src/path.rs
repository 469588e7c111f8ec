//! Dotted paths such as `cart.subtotal`, split once.

use std::fmt;

/// A dotted path to an attribute. It has at least one part, its root.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path {
    dotted: Box<str>,
    root: Box<str>,
    rest: Box<[Box<str>]>,
}

impl Path {
    /// Splits at the dots. Every text is a path; empty parts stay (`a..b` has three).
    pub fn parse(dotted: &str) -> Self {
        let mut parts = dotted.split('.').map(Box::from);
        let root = parts.next().expect("splitting a text gives at least one part");
        Self { dotted: dotted.into(), root, rest: parts.collect() }
    }

    /// The first part: `cart` of `cart.subtotal`.
    pub fn root(&self) -> &str {
        &self.root
    }

    /// The parts after the root: `["subtotal"]` of `cart.subtotal`.
    pub fn rest(&self) -> &[Box<str>] {
        &self.rest
    }

    /// The whole path as it was written.
    pub fn dotted(&self) -> &str {
        &self.dotted
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.dotted)
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Path({})", self.dotted)
    }
}
