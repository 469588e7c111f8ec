//! The alarm on the sizes of arms, looked at daily for 30 days.

use kizukai_stats::ErrorRate;
use kizukai_stats::ratio::RatioTest;

use crate::draw::{binomial, poisson, stream};
use crate::{Share, runs};

const DAYS: u32 = 30;
/// Visitors a day.
const VISITORS_A_DAY: f64 = 2_000.0;

/// Whether a phase is ever flagged whose arm loses a part of its visitors.
fn is_flagged(scenario: u64, run: u64, control_share: f64, lost: f64) -> bool {
    let mut draws = stream(scenario, run);
    let mut test = RatioTest::new(&[control_share, 1.0 - control_share], ErrorRate::THOUSANDTH)
        .expect("within the limits");
    let mut sizes = [0, 0];
    let looks = (0..DAYS).map(|_| {
        let all = poisson(&mut draws, VISITORS_A_DAY);
        let control = binomial(&mut draws, all, control_share);
        sizes[0] += control;
        sizes[1] += binomial(&mut draws, all - control, 1.0 - lost);
        test.look(&sizes).expect("within the limits").is_fault
    });
    looks.fold(false, |before, now| before | now)
}

#[test]
fn arms_of_the_sizes_drawn_for_are_flagged_in_at_most_one_phase_of_a_thousand() {
    for (scenario, share) in [(31, 0.5), (32, 0.2), (33, 0.05)] {
        let flagged = Share::of(runs(2_000), |run| is_flagged(scenario, run, share, 0.0));
        println!("clean, control {share}: {flagged:?}");
        assert!(flagged.get() <= 0.001, "control {share}: {flagged:?}");
    }
}

#[test]
fn an_arm_that_loses_visitors_is_flagged_within_a_month() {
    // Sixty thousand visitors tell a twentieth of an arm where arms are equal, and a twelfth with a control of a fifth.
    for (scenario, share, lost) in [(34, 0.5, 0.05), (35, 0.2, 0.08)] {
        let flagged = Share::of(runs(500), |run| is_flagged(scenario, run, share, lost));
        flagged.assert_at_least(0.95, &format!("flagged, control {share}, {lost} of the arm lost"));
    }
}
