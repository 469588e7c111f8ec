//! Orders, each number once, in whichever order its reports are read.
//!
//! As a profile counts them: the first report says when, a server's report says how much, refunds and cancellations
//! subtract from the day of the order. Whether a report came from another profile's order, only the engine knows; it says so
//! in the input.

use std::collections::HashMap;

use kizukai_model::Money;
use kizukai_store::RowId;

use super::calendar::{DayNumber, Place};
use crate::{limits, measures};

/// A report of an order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Report {
    pub(super) row: RowId,
    pub(super) place: Place,
    pub(super) revenue: Money,
    /// In a currency that is not the site's.
    pub(super) is_foreign: bool,
    pub(super) is_trusted: bool,
}

/// What is known of an order.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The first report, with the most trusted amount.
    report: Option<Report>,
    refunded: Money,
    is_cancelled: bool,
}

/// What an order adds to the figures of its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Worth {
    pub(super) place: Place,
    pub(super) revenue: Money,
}

/// A change of the figures: what goes, then what comes.
pub(super) type Change = (Option<Worth>, Option<Worth>);

/// Orders by the hash of their number.
#[derive(Default)]
pub(super) struct Orders {
    known: HashMap<u64, Known>,
}

impl Orders {
    /// An order was reported.
    pub(super) fn completed(&mut self, order: u64, report: Report) -> Change {
        self.change(order, |known| {
            let Some(before) = known.report else {
                known.report = Some(report);
                return;
            };
            let (first, second) = if report.row < before.row { (report, before) } else { (before, report) };
            let tells = if second.is_trusted && !first.is_trusted { second } else { first };
            let is_trusted = first.is_trusted || second.is_trusted;
            known.report = Some(Report { revenue: tells.revenue, is_trusted, ..first });
        })
    }

    /// So much was given back; None: all of it.
    pub(super) fn refunded(&mut self, order: u64, amount: Option<Money>) -> Change {
        self.change(order, |known| {
            let amount = amount.unwrap_or(Money::from_milli(i64::MAX));
            known.refunded += amount.max(-amount);
        })
    }

    /// It was taken back.
    pub(super) fn cancelled(&mut self, order: u64) -> Change {
        self.change(order, |known| known.is_cancelled = true)
    }

    /// Orders from before a day are known no longer, nor what was told of orders that were not reported.
    pub(super) fn forget_before(&mut self, day: DayNumber) {
        self.known.retain(|_, known| known.report.is_some_and(|report| report.place.day >= day));
    }

    fn change(&mut self, order: u64, change: impl FnOnce(&mut Known)) -> Change {
        if self.known.len() >= limits::PULSE_ORDERS && !self.known.contains_key(&order) {
            measures::pulse_overflow("pulse_orders");
            return (None, None);
        }
        let known = self.known.entry(order).or_default();
        let before = known.worth();
        change(known);
        (before, known.worth())
    }
}

impl Known {
    fn worth(&self) -> Option<Worth> {
        let report = self.report.filter(|_| !self.is_cancelled)?;
        let revenue = if report.is_foreign { Money::ZERO } else { report.revenue - self.refunded };
        Some(Worth { place: report.place, revenue: revenue.max(Money::ZERO) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report(row: RowId, yen: i64, is_trusted: bool) -> Report {
        let place = Place { day: row, bin: 0 };
        Report { row, place, revenue: Money::from_milli(yen * 1_000), is_foreign: false, is_trusted }
    }

    #[test]
    fn orders_that_are_too_old_make_room() {
        let mut orders = Orders::default();
        (0..limits::PULSE_ORDERS as u64).for_each(|order| {
            orders.completed(order, report(1, 100, false));
        });
        let counts = |orders: &mut Orders| orders.completed(u64::MAX, report(9, 100, false)).1.is_some();
        assert!(!counts(&mut orders));
        orders.forget_before(2);
        assert!(counts(&mut orders));
    }

    type Told = fn(&mut Orders) -> Change;

    /// What is left of one order after all of it was told.
    fn left(told: &[Told]) -> Option<(i64, i64)> {
        let mut orders = Orders::default();
        let last = told.iter().map(|tell| tell(&mut orders)).last().and_then(|(_, after)| after);
        last.map(|worth| (worth.place.day, worth.revenue.as_milli() / 1_000))
    }

    #[test]
    fn the_first_report_says_when_and_a_server_s_report_how_much_read_forwards_and_backwards() {
        let browser: Told = |orders| orders.completed(1, report(1, 100, false));
        let server: Told = |orders| orders.completed(1, report(2, 90, true));
        let again: Told = |orders| orders.completed(1, report(3, 70, false));
        for told in [[browser, server, again], [again, server, browser], [server, browser, again]] {
            assert_eq!(left(&told), Some((1, 90)));
        }
    }

    #[test]
    fn refunds_and_cancellations_subtract_even_when_they_are_read_before_the_order() {
        let order: Told = |orders| orders.completed(1, report(1, 100, false));
        let some: Told = |orders| orders.refunded(1, Some(Money::from_milli(-30_000)));
        let all: Told = |orders| orders.refunded(1, None);
        let cancelled: Told = |orders| orders.cancelled(1);
        for (told, expected) in [
            (vec![order, some], Some((1, 70))),
            (vec![some, order], Some((1, 70))),
            (vec![all, order], Some((1, 0))),
            (vec![cancelled, order], None),
            (vec![some], None),
        ] {
            assert_eq!(left(&told), expected);
        }
    }
}
