//! How long until a verdict, looked at every day.

use serde::Serialize;

use super::crossing::crossed;
use super::measure::{Measure, Traffic, check_power, fixed_visitors};
use super::walk::Walk;
use crate::error::StatsError;
use crate::interval::ErrorRate;
use crate::limits::{LIFT_MIN, WAIT_DAYS_MAX};

/// Looks that a forecast is made of: every day up to so many, then evenly fewer. A year looked at every fourth day instead of
/// daily is two in a hundred longer.
const LOOKS: usize = 100;

/// Looks that are enough to see about how long it takes.
const COARSE_LOOKS: usize = 30;

/// What is wanted of a phase.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Goal {
    /// The smallest relative lift that matters, for which the tests are planned.
    pub smallest: f64,
    /// How often a verdict may be wrong.
    pub error_rate: ErrorRate,
    /// With which probability the lift is to be found, from 0.5 on.
    pub power: f64,
}

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// So many days, the goal window included.
    Days(u32),
    /// More than [`WAIT_DAYS_MAX`] days: do not wait.
    TooLong,
}

/// What a phase needs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// Visitors for one look at a time fixed beforehand.
    pub fixed_visitors: f64,
    /// Visitors until the lift has been found with the stated probability, looked at daily; none beyond a year.
    pub visitors: Option<f64>,
    /// Visitors on average until the verdict, or until then.
    pub expected_visitors: Option<f64>,
    /// Days until then.
    pub wait: Wait,
}

impl Forecast {
    /// What looking daily costs: visitors needed over those needed for one look.
    pub fn factor(&self) -> Option<f64> {
        self.visitors.map(|visitors| visitors / self.fixed_visitors)
    }
}

/// When a true relative `lift` will have been found.
///
/// # Errors
/// [`StatsError`] of whatever cannot be planned with.
pub fn forecast(measure: Measure, traffic: Traffic, lift: f64, goal: Goal) -> Result<Forecast, StatsError> {
    let traffic = traffic.check()?;
    let power = check_power(goal.power)?;
    let fixed = fixed_visitors(measure, traffic.control_share, lift, goal.error_rate, power)?;
    let walk = Walk::new(measure, traffic.control_share, lift, goal.smallest, goal.error_rate)?;
    let last_day = f64::from(WAIT_DAYS_MAX.saturating_sub(traffic.goal_days));
    // Nothing is gained by looking long after it is all over: eight times the fixed sample.
    let end = (traffic.visitors_a_day * last_day).min(fixed * 8.0);
    let until = |end: f64, count: usize| {
        let looks = looks(traffic.visitors_a_day, end, count);
        let found = crossed(&walk, &looks);
        (looks, found)
    };
    let (looks, found) = until(end, COARSE_LOOKS);
    let (looks, found) = until(reached(&looks, &found, power).unwrap_or(end), LOOKS);
    let days = |visitors: f64| {
        let days = (visitors / traffic.visitors_a_day).ceil() as u32;
        days.saturating_add(traffic.goal_days)
    };
    // Either both or neither: what takes too long has no number of visitors.
    let visitors = reached(&looks, &found, power).filter(|visitors| days(*visitors) <= WAIT_DAYS_MAX);
    Ok(Forecast {
        fixed_visitors: fixed,
        visitors,
        expected_visitors: visitors.map(|end| spent(&looks, &found, end)),
        wait: visitors.map_or(Wait::TooLong, |visitors| Wait::Days(days(visitors))),
    })
}

/// Visitors at the looks: one a day, or evenly fewer than that, until at least `end`.
fn looks(visitors_a_day: f64, end: f64, count: usize) -> Vec<f64> {
    let days = (end / visitors_a_day).ceil().clamp(1.0, f64::from(WAIT_DAYS_MAX));
    let count = (days as usize).min(count);
    let between = days / count as f64 * visitors_a_day;
    (1..=count).map(|look| look as f64 * between).collect()
}

/// Where the probability passes `power`.
fn reached(looks: &[f64], found: &[f64], power: f64) -> Option<f64> {
    let index = found.iter().position(|probability| *probability >= power)?;
    let (before, at_before) = index.checked_sub(1).map_or((0.0, 0.0), |last| (looks[last], found[last]));
    let part = (power - at_before) / (found[index] - at_before).max(f64::MIN_POSITIVE);
    Some(before + (looks[index] - before) * part.clamp(0.0, 1.0))
}

/// Visitors spent on average by who stops at a verdict, or at `end`.
fn spent(looks: &[f64], found: &[f64], end: f64) -> f64 {
    let mut before = (0.0, 0.0);
    let mut spent = 0.0;
    for (visitors, probability) in looks.iter().zip(found) {
        let visitors = visitors.min(end);
        spent += (visitors - before.0) * (1.0 - before.1);
        before = (visitors, *probability);
    }
    spent
}

/// The smallest relative lift that is found within so many days, the goal window included, by a test planned for just that
/// lift; none where even the largest is not.
///
/// # Errors
/// [`StatsError::Wait`] for more than [`WAIT_DAYS_MAX`] days, [`StatsError::GoalDays`] for a goal window of as many, and that of whatever cannot be planned with.
pub fn visible_within(
    measure: Measure,
    traffic: Traffic,
    days: u32,
    error_rate: ErrorRate,
    power: f64,
) -> Result<Option<f64>, StatsError> {
    let (traffic, power) = (traffic.check()?, check_power(power)?);
    let most = measure.check()?.lift_max();
    if days > WAIT_DAYS_MAX {
        return Err(StatsError::Wait(days));
    }
    let Some(days) = days.checked_sub(traffic.goal_days).filter(|days| *days > 0) else {
        return Ok(None);
    };
    let looks = looks(traffic.visitors_a_day, traffic.visitors_a_day * f64::from(days), LOOKS);
    let is_found = |lift: f64| {
        let walk = Walk::new(measure, traffic.control_share, lift, lift.max(LIFT_MIN), error_rate)?;
        Ok::<_, StatsError>(crossed(&walk, &looks).last().is_some_and(|found| *found >= power))
    };
    if !is_found(most)? {
        return Ok(None);
    }
    let (mut low, mut high) = (most * LIFT_PART_MIN, most);
    for _ in 0..LIFT_HALVINGS {
        let middle = (low * high).sqrt();
        if is_found(middle)? {
            high = middle;
        } else {
            low = middle;
        }
    }
    Ok(Some(high))
}

/// Lifts are searched from this part of the largest up.
const LIFT_PART_MIN: f64 = 1e-4;

/// Halvings of their ratio, to a fifth of a percent.
const LIFT_HALVINGS: u32 = 12;
