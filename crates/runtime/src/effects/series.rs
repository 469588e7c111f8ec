//! The sums of a phase, arm by arm and day by day, as tests take them.

use std::collections::{BTreeMap, BTreeSet};

use kizukai_model::Key;
use kizukai_stats::Sums;
use kizukai_stats::rate::Counts;
use kizukai_store::{Amounts, ArmDay, ArmSums, DayNumber};

/// One arm of a phase.
#[derive(Clone, Debug)]
pub(super) struct Arm {
    pub(super) key: Key,
    pub(super) control: bool,
    /// By day, whole days only.
    days: BTreeMap<DayNumber, ArmSums>,
    /// Everything, days that are not over and visitors whose time is not over included.
    pub(super) all: ArmSums,
    /// Whole days only: visitors whose time is over.
    pub(super) over: ArmSums,
}

/// The arms of a phase, the control last.
#[derive(Clone, Debug, Default)]
pub(super) struct Series {
    pub(super) arms: Vec<Arm>,
    /// Days on which anything was counted, whole ones only.
    pub(super) days: BTreeSet<DayNumber>,
}

impl Series {
    /// The arms in the order of `keys`, of whom nothing need be counted; then others, the control last. `today` is not over.
    pub(super) fn new(counted: Vec<ArmDay>, phase: u32, keys: &[Key], today: DayNumber) -> Self {
        let mut series = Self::default();
        for key in keys {
            series.arm(key, key.as_str() == Key::CONTROL);
        }
        for day in counted.into_iter().filter(|day| day.phase == phase) {
            let arm = series.arm(&day.arm, day.control);
            arm.all.add(day.sums, 1);
            if day.day < today {
                arm.over.add(day.sums, 1);
                arm.days.entry(day.day).or_default().add(day.sums, 1);
                series.days.insert(day.day);
            }
        }
        series.arms.sort_by_key(|arm| arm.control);
        series
    }

    fn arm(&mut self, key: &Key, control: bool) -> &mut Arm {
        let place = self.arms.iter().position(|arm| arm.key == *key && arm.control == control);
        let place = place.unwrap_or_else(|| {
            let (days, all, over) = (BTreeMap::new(), ArmSums::default(), ArmSums::default());
            self.arms.push(Arm { key: key.clone(), control, days, all, over });
            self.arms.len() - 1
        });
        &mut self.arms[place]
    }

    /// The hidden control.
    pub(super) fn control(&self) -> Option<&Arm> {
        self.arms.iter().find(|arm| arm.control)
    }
}

impl Arm {
    /// The sums of one day; nothing where nothing was counted.
    pub(super) fn on(&self, day: DayNumber) -> ArmSums {
        self.days.get(&day).copied().unwrap_or_default()
    }

    /// Visitors whose time is over.
    pub(super) fn visitors(&self) -> u64 {
        whole(self.over.visitors)
    }

    /// Visitors it was decided for whose time is not over.
    pub(super) fn young(&self) -> u64 {
        whole(self.all.decided).saturating_sub(self.visitors())
    }
}

/// A count.
pub(super) fn whole(count: i128) -> u64 {
    u64::try_from(count).unwrap_or_default()
}

/// So many of so many; more than all are all.
pub(super) fn counts(visitors: i128, reached: i128) -> Counts {
    let visitors = whole(visitors);
    Counts::new(visitors, whole(reached).min(visitors)).unwrap_or(Counts::NONE)
}

/// Amounts of so many visitors, with what they had bought before as covariate.
pub(super) fn amounts(visitors: i128, of: &Amounts, sums: &ArmSums) -> Sums<1> {
    let values = plain(visitors, of.buyers, of.sum, of.squares);
    Sums::with_covariate(values, sums.before, sums.before_squares, of.products)
}

/// Amounts of so many visitors.
pub(super) fn plain(visitors: i128, buyers: i128, sum: i128, squares: i128) -> Sums<0> {
    let visitors = whole(visitors);
    Sums::from_totals(visitors, whole(buyers).min(visitors), sum, squares).unwrap_or_default()
}
