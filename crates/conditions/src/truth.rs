//! Three-valued truth.

/// The outcome of a test.
///
/// What a condition asks may be something this program cannot decide (an operator it does not know). Were that
/// simply false, `$not` around it would make it true, and a mistyped exclusion would speak to everybody. So it stays
/// undecided through every negation, and counts as "does not hold" at the very end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Truth {
    /// It holds.
    Holds,
    /// It does not hold.
    Fails,
    /// It cannot be decided, so it does not hold and neither does its negation.
    Undecided,
}

impl Truth {
    /// Whether it holds.
    pub fn holds(self) -> bool {
        self == Self::Holds
    }

    /// The truth of all of them: one failure decides. All of none holds.
    pub(crate) fn all(truths: impl IntoIterator<Item = Self>) -> Self {
        let mut so_far = Self::Holds;
        for truth in truths {
            match truth {
                Self::Fails => return Self::Fails,
                Self::Undecided => so_far = Self::Undecided,
                Self::Holds => {}
            }
        }
        so_far
    }

    /// The truth of any of them: one that holds decides. Any of none fails.
    pub(crate) fn any(truths: impl IntoIterator<Item = Self>) -> Self {
        !Self::all(truths.into_iter().map(|truth| !truth))
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::Holds => Self::Fails,
            Self::Fails => Self::Holds,
            Self::Undecided => Self::Undecided,
        }
    }
}

impl From<bool> for Truth {
    fn from(holds: bool) -> Self {
        if holds { Self::Holds } else { Self::Fails }
    }
}
