//! What visitors count as, by arm and day.

use std::collections::BTreeMap;

use kizukai_model::Key;
use kizukai_store::{ArmDay, ArmSums, DayNumber};

/// The phase of everything here.
pub(super) const PHASE: u32 = 1;

/// Sums by whether it is the control, and by day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tally(BTreeMap<(bool, DayNumber), ArmSums>);

impl Tally {
    pub(super) fn add(&mut self, control: bool, day: DayNumber, sums: ArmSums) {
        self.0.entry((control, day)).or_default().add(sums, 1);
    }

    pub(super) fn join(&mut self, other: &Self) {
        for ((control, day), sums) in &other.0 {
            self.add(*control, *day, *sums);
        }
    }

    /// Puts in so many times another, later by so many days. By doubling: sums can only be added.
    pub(super) fn add_times(&mut self, other: &Self, later: DayNumber, times: u64) {
        for ((control, day), sums) in &other.0 {
            let mut doubled = *sums;
            let mut left = times;
            while left > 0 {
                if left % 2 == 1 {
                    self.add(*control, day + later, doubled);
                }
                doubled.add(doubled, 1);
                left /= 2;
            }
        }
    }

    /// What all goals were worth, in thousandths.
    pub(super) fn value_milli(&self) -> i128 {
        self.0.values().map(|sums| sums.value.sum).sum()
    }

    /// As the ledger tells it.
    pub(super) fn arm_days(&self, arm: &Key) -> Vec<ArmDay> {
        let control_key: Key = Key::CONTROL.parse().expect("a plain word is a key");
        let told = self.0.iter().map(|((control, day), sums)| ArmDay {
            phase: PHASE,
            arm: if *control { control_key.clone() } else { arm.clone() },
            control: *control,
            day: *day,
            sums: *sums,
        });
        told.collect()
    }
}
