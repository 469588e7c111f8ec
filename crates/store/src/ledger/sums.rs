//! What arms achieved, as whole numbers that are added up day by day.
//!
//! Whole numbers are exact: the same visitors give the same sums in whichever order they are written, and what was counted of
//! a visitor can be taken out again. A visitor counts on up to four days: that of the draw, that of the first decision, the day
//! on which the time is over in which goals and orders count, and the one on which the time is over in which coming back counts.

use kizukai_model::Key;

use super::{DecidedRow, ParticipationRow};

/// A day of the site's clock, counted from 1970-01-01; 0 where it is not known.
pub type DayNumber = i64;

/// What one arm of a phase achieved on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArmDay {
    /// The phase.
    pub phase: u32,
    /// The arm.
    pub arm: Key,
    /// Whether it is the hidden control.
    pub control: bool,
    /// The day.
    pub day: DayNumber,
    /// The sums.
    pub sums: ArmSums,
}

/// Sums over visitors. Amounts are in thousandths of the currency, as far as they count (cut at the phase's limit).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ArmSums {
    /// Visitors whose arm was drawn on this day.
    pub assigned: i128,
    /// Visitors first shown it, or ghost-shown, on this day. The following five are counted among these.
    pub decided: i128,
    /// Visitors whose tag confirmed a show.
    pub seen: i128,
    /// Visitors whom a merge found in two arms.
    pub crossed: i128,
    /// Visitors who reached the goal so far.
    pub converted: i128,
    /// What their goals were worth, uncut.
    pub worth: i128,
    /// Visitors whose window was over on this day. All that follows is of these, but where it says otherwise.
    pub visitors: i128,
    /// Of them, those who reached the goal.
    pub reached: i128,
    /// What their goals were worth.
    pub value: Amounts,
    /// Their orders.
    pub orders: Amounts,
    /// Of their orders, those that only a browser reported.
    pub browser_orders: i128,
    /// Visitors of whom the profit is known.
    pub profit_visitors: i128,
    /// What they earned the shop.
    pub profit: Amounts,
    /// What they had bought before the decision: sum.
    pub before: i128,
    /// The same: sum of squares.
    pub before_squares: i128,
    /// Visitors who left at once.
    pub left_at_once: i128,
    /// Visitors whose time for coming back was over on this day.
    pub back_visitors: i128,
    /// Of those, the ones who came back.
    pub came_back: i128,
    /// Visitors of whom it is known how fast their pages were.
    pub load_visitors: i128,
    /// Their milliseconds: sum.
    pub load_ms: i128,
    /// The same: sum of squares.
    pub load_squares: i128,
    /// Shows of other campaigns.
    pub other_shows: i128,
    /// The attention those took, in thousandths of a point.
    pub other_points: i128,
    /// Visitors who put the message away as soon as it was there.
    pub closed_at_once: i128,
    /// Of those decided on this day, the ones whose arm was drawn in the same phase.
    pub drawn_here: i128,
}

/// Sums of an amount of each visitor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amounts {
    /// Visitors whose amount is not 0.
    pub buyers: i128,
    /// Sum.
    pub sum: i128,
    /// Sum of squares.
    pub squares: i128,
    /// Sum of products with what the visitor had bought before.
    pub products: i128,
}

impl Amounts {
    fn of(amount: i64, before: i64) -> Self {
        let (amount, before) = (i128::from(amount), i128::from(before));
        let buyers = i128::from(amount != 0);
        Self { buyers, sum: amount, squares: amount * amount, products: amount * before }
    }

    fn fields(&mut self) -> [&mut i128; 4] {
        [&mut self.buyers, &mut self.sum, &mut self.squares, &mut self.products]
    }
}

impl ArmSums {
    /// All numbers, in the order in which they are stored. New ones go to the end: what is missing in a stored row is 0.
    fn fields(&mut self) -> Vec<&mut i128> {
        let mut fields = vec![
            &mut self.assigned,
            &mut self.decided,
            &mut self.seen,
            &mut self.crossed,
            &mut self.converted,
            &mut self.worth,
            &mut self.visitors,
            &mut self.reached,
            &mut self.browser_orders,
            &mut self.profit_visitors,
            &mut self.before,
            &mut self.before_squares,
            &mut self.left_at_once,
            &mut self.back_visitors,
            &mut self.came_back,
            &mut self.load_visitors,
            &mut self.load_ms,
            &mut self.load_squares,
            &mut self.other_shows,
            &mut self.other_points,
        ];
        fields.extend(self.value.fields());
        fields.extend(self.orders.fields());
        fields.extend(self.profit.fields());
        fields.extend([&mut self.closed_at_once, &mut self.drawn_here]);
        fields
    }

    /// The stored form: a JSON list of numbers.
    pub fn encode(mut self) -> String {
        let numbers: Vec<String> = self.fields().into_iter().map(|number| number.to_string()).collect();
        format!("[{}]", numbers.join(","))
    }

    /// Reads the stored form; None when it is none.
    pub fn decode(text: &str) -> Option<Self> {
        let mut sums = Self::default();
        let mut fields = sums.fields().into_iter();
        for number in text.strip_prefix('[')?.strip_suffix(']')?.split(',') {
            *fields.next()? = number.parse().ok()?;
        }
        Some(sums)
    }

    /// Whether nothing was counted.
    pub fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Puts others in (`sign` 1), or takes them out (−1).
    pub fn add(&mut self, mut other: Self, sign: i128) {
        for (mine, theirs) in self.fields().into_iter().zip(other.fields()) {
            *mine += sign * *theirs;
        }
    }

    /// What counts of a participation: phase, day and sums, up to four.
    pub fn of(row: &ParticipationRow) -> impl Iterator<Item = (u32, DayNumber, Self)> + use<> {
        let drawn = Self { assigned: 1, ..Self::default() };
        let drawn = (row.assigned_phase, row.assigned_day, drawn);
        let of_decided = |decided: &DecidedRow| {
            let mut days = Self::of_decided(decided, row.crossed);
            days[0].2.drawn_here = i128::from(decided.phase == row.assigned_phase);
            days
        };
        let decided = row.decided.as_ref().map(of_decided);
        std::iter::once(drawn).chain(decided.into_iter().flatten())
    }

    fn of_decided(row: &DecidedRow, crossed: bool) -> [(u32, DayNumber, Self); 3] {
        let first = Self {
            decided: 1,
            seen: of(row.seen),
            crossed: of(crossed),
            converted: of(row.converted),
            worth: of(row.worth.as_milli()),
            ..Self::default()
        };
        let before = row.before.as_milli();
        let profit = row.profit.map(|profit| Amounts::of(profit.as_milli(), before));
        let load = row.load_ms.map(i128::from);
        let over = Self {
            visitors: 1,
            reached: of(row.converted),
            value: Amounts::of(row.value.as_milli(), before),
            orders: Amounts::of(row.orders.into(), before),
            browser_orders: of(row.browser_orders),
            profit_visitors: of(profit.is_some()),
            profit: profit.unwrap_or_default(),
            before: of(before),
            before_squares: of(before) * of(before),
            closed_at_once: of(row.closed_at_once),
            left_at_once: of(row.left_at_once),
            load_visitors: of(load.is_some()),
            load_ms: load.unwrap_or_default(),
            load_squares: load.map(|load| load * load).unwrap_or_default(),
            other_shows: of(row.other_shows),
            other_points: of(row.other_points),
            ..Self::default()
        };
        let back = Self { back_visitors: 1, came_back: of(row.came_back), ..Self::default() };
        [(row.phase, row.day, first), (row.phase, row.over_day, over), (row.phase, row.back_day, back)]
    }
}

fn of(number: impl Into<i128>) -> i128 {
    number.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::conformance::rows::{decided, participation, profile};
    use kizukai_model::Money;

    fn row() -> ParticipationRow {
        let decided = DecidedRow {
            converted: true,
            value: Money::from_milli(4_000),
            before: Money::from_milli(-3),
            orders: 2,
            load_ms: Some(700),
            ..decided(2, 10)
        };
        ParticipationRow { decided: Some(decided), ..participation("cart", profile(1, 1), "ask") }
    }

    #[test]
    fn a_visitor_counts_on_the_days_of_draw_decision_window_and_return() {
        let days: Vec<_> = ArmSums::of(&row()).map(|(phase, day, _)| (phase, day)).collect();
        assert_eq!(days, [(1, 9), (2, 10), (2, 17), (2, 17)]);
        let mut all = ArmSums::default();
        ArmSums::of(&row()).for_each(|(_, _, sums)| all.add(sums, 1));
        assert_eq!((all.assigned, all.decided, all.visitors, all.back_visitors), (1, 1, 1, 1));
        assert_eq!((all.value.buyers, all.value.squares, all.value.products), (1, 16_000_000, -12_000));
        assert_eq!((all.load_visitors, all.load_squares, all.profit_visitors), (1, 490_000, 0));
    }

    #[test]
    fn sums_are_stored_as_a_list_and_what_is_put_in_can_be_taken_out() {
        let mut sums = ArmSums::default();
        ArmSums::of(&row()).for_each(|(_, _, part)| sums.add(part, 1));
        sums.value.squares = i128::MAX;
        assert_eq!(ArmSums::decode(&sums.encode()), Some(sums));
        let shorter = ArmSums { assigned: 7, decided: 5, ..ArmSums::default() };
        assert_eq!(ArmSums::decode("[7,5]"), Some(shorter), "of a version that counted less");
        assert_eq!([ArmSums::decode("7,5"), ArmSums::decode("[7,x]")], [None, None]);
        let mut rest = sums;
        rest.add(sums, -1);
        assert!(rest.is_nothing());
    }
}
