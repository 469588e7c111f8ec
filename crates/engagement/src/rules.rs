//! Versions of what [`step`](crate::step()) means.
//!
//! Recorded inputs are stepped again after a crash and in a rebuild, and must lead to the very profiles they led to when
//! they were taken: what was acknowledged must not change with an update of the program. So a change of the step's
//! meaning gets a number here and a question below; each program says which rules it stands under, and an update begins
//! a new program of the same texts under the present rules.
//!
//! To change what old inputs would lead to: raise [`Rules::PRESENT`], add a method that asks for the new number, and ask
//! it in `step` (`program.rules().…`). The golden data folders (`crates/testkit/tests/golden`) notice when it was forgotten.
//! What only new inputs can say (a new kind of event, a new setting in a text) needs no rule.

/// The rules a program stands under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rules(u32);

impl Rules {
    /// Those of the first version.
    pub const FIRST: Self = Self(1);
    /// Those of this program.
    pub const PRESENT: Self = Self(3);

    /// By their number; None for rules of a newer Kizukai.
    pub fn from_number(number: u32) -> Option<Self> {
        (Self::FIRST.0..=Self::PRESENT.0).contains(&number).then_some(Self(number))
    }

    /// Their number, as the catalog keeps it.
    pub const fn number(self) -> u32 {
        self.0
    }

    /// Since 2: interrupting costs attention, the format and the moment make the price; and what a visitor refused holds
    /// for dialogues on other devices and for what waits.
    pub const fn are_courteous(self) -> bool {
        self.0 >= 2
    }

    /// Since 2: a server's report of an order that a browser reported before corrects what reached goals are worth.
    pub const fn correct_goals(self) -> bool {
        self.0 >= 2
    }

    /// Since 3: when each visit began, how long the visitor stayed, and what each show took of the attention is remembered, for
    /// results.
    pub const fn remember_for_results(self) -> bool {
        self.0 >= 3
    }

    /// Since 2: a segment that asks how long the visit has lasted is looked at again when that alone changes it.
    pub const fn watch_visit_length(self) -> bool {
        self.0 >= 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_of_a_newer_program_are_not_guessed() {
        assert_eq!(Rules::from_number(1), Some(Rules::FIRST));
        assert_eq!(Rules::from_number(Rules::PRESENT.number()), Some(Rules::PRESENT));
        assert_eq!([0, Rules::PRESENT.number() + 1].map(Rules::from_number), [None, None]);
        assert!(!Rules::FIRST.are_courteous() && Rules::PRESENT.are_courteous());
    }
}
