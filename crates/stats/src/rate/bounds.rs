//! The ends of an interval: how far one can go from its middle until the data speak against it.

/// Doublings of the step until the other side is reached or given up.
const STEPS_MAX: u32 = 60;

/// Halvings once the end is between two points: to a millionth of their distance.
const HALVINGS: u32 = 20;

/// From `inside` towards `limit`, the last point that `is_out` does not hold for, at most `limit`. The first step is
/// `step` long.
///
/// Where `is_out` holds for some points and not for others behind them, one of the changes is found; the e-processes this
/// is used with grow the further one goes.
pub(crate) fn last_inside(inside: f64, limit: f64, step: f64, is_out: impl Fn(f64) -> bool) -> f64 {
    let direction = if limit < inside { -1.0 } else { 1.0 };
    let reaches = |point: f64| (limit - point) * direction <= 0.0;
    let (mut low, mut length) = (inside, step);
    for _ in 0..STEPS_MAX {
        let next = low + direction * length;
        let next = if reaches(next) { limit } else { next };
        if is_out(next) {
            return narrowed(low, next, is_out);
        }
        if next == limit {
            return limit;
        }
        (low, length) = (next, length * 2.0);
    }
    limit
}

/// Between a point inside and one outside, the last one inside.
fn narrowed(mut inside: f64, mut outside: f64, is_out: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..HALVINGS {
        let middle = 0.5 * (inside + outside);
        if is_out(middle) {
            outside = middle;
        } else {
            inside = middle;
        }
    }
    inside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_found_in_both_directions_and_from_any_step() {
        for step in [1e-9, 0.1, 100.0] {
            let up = last_inside(0.5, 1e3, step, |point| point > 7.25);
            let down = last_inside(0.5, -1e3, step, |point| point < -7.25);
            assert!((up - 7.25).abs() < 1e-4 && (down + 7.25).abs() < 1e-4, "{step}: {up} {down}");
        }
    }

    #[test]
    fn without_an_end_it_is_the_limit() {
        assert_eq!(last_inside(0.0, 1.0, 0.3, |_| false), 1.0);
        assert_eq!(last_inside(0.0, -1.0, 0.3, |_| false), -1.0);
    }
}
