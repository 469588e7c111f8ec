//! Fixed-horizon figures are those of gbstats 0.8 for the same sums (`golden/make.py` made the file).

use kizukai_stats::fixed::{Effect, Kind, Measured, Prior, adjusted, bayesian, frequentist};
use kizukai_stats::rate::Counts;
use kizukai_stats::{ErrorRate, Sums};
use serde_json::Value;

/// Relative, and absolute for what is nearly 0, in units of the effect's own size.
const TOLERANCE: f64 = 1e-6;

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is a number"))
}

fn sums(arm: &Value) -> Sums<1> {
    let whole = |name: &str| i128::from(arm[name].as_i64().expect("a whole number"));
    let count = |name: &str| arm[name].as_u64().expect("a count");
    let values = Sums::from_totals(count("visitors"), count("buyers"), whole("sum"), whole("squares"))
        .expect("within the limits");
    Sums::with_covariate(values, whole("before_sum"), whole("before_squares"), whole("products"))
}

fn plain(arm: &Value, kind: Kind) -> Measured {
    match kind {
        Kind::Mean => Measured::mean(&sums(arm)),
        Kind::Proportion => {
            let count = |name: &str| arm[name].as_u64().expect("a count");
            Measured::proportion(Counts::new(count("visitors"), count("sum")).expect("within the limits"))
        }
    }
}

/// Compares figures by name, and counts them.
fn same(place: &str, expected: &Value, figures: Option<&[(&str, f64)]>) -> usize {
    let Some(figures) = figures else {
        assert!(expected.is_null(), "{place}: no figures, where gbstats has {expected}");
        return 0;
    };
    assert!(expected.is_object(), "{place}: figures where gbstats has {expected}: {figures:?}");
    for (name, ours) in figures {
        let theirs = number(expected.pointer(name).unwrap_or_else(|| panic!("{place} has {name}")));
        assert!(
            (ours - theirs).abs() <= TOLERANCE * theirs.abs().max(1e-3),
            "{place}{name}: {ours}, gbstats {theirs}"
        );
    }
    figures.len()
}

fn compare(place: &str, expected: &Value, arms: &(Measured, Measured), effect: Effect) -> usize {
    let rate = ErrorRate::TWENTIETH;
    let classical = frequentist(&arms.0, &arms.1, effect, rate).ok().map(|result| {
        [
            ("/expected", result.expected),
            ("/low", result.interval.low),
            ("/high", result.interval.high),
            ("/p", result.p_value),
        ]
    });
    let mut compared = same(
        &format!("{place} frequentist"),
        &expected["frequentist"],
        classical.as_ref().map(|all| &all[..]),
    );
    let proper = Prior::Relative { mean: 0.01, deviation: 0.3 };
    for (name, prior) in [("flat", Prior::Flat), ("proper", proper)] {
        if expected[name] == "crash" {
            continue;
        }
        let result = bayesian(&arms.0, &arms.1, effect, prior, rate).ok().map(|result| {
            [
                ("/expected", result.expected),
                ("/low", result.interval.low),
                ("/high", result.interval.high),
                ("/chance", result.chance_to_be_larger),
                ("/risk/0", result.risk_of_control),
                ("/risk/1", result.risk_of_arm),
            ]
        });
        compared += same(&format!("{place} {name}"), &expected[name], result.as_ref().map(|all| &all[..]));
    }
    compared
}

#[test]
fn figures_of_a_fixed_horizon_are_those_of_gbstats() {
    let file: Value = serde_json::from_str(include_str!("golden/two_arms.json")).expect("the file is JSON");
    let cases = file.as_array().expect("a list of cases");
    let mut compared = 0;
    for (index, case) in cases.iter().enumerate() {
        let kind = if case["kind"] == "mean" { Kind::Mean } else { Kind::Proportion };
        let (control, arm) = (&case["control"], &case["arm"]);
        let ways = [
            ("plain", (plain(control, kind), plain(arm, kind))),
            ("adjusted", adjusted(&sums(control), &sums(arm), kind)),
        ];
        for (way, arms) in &ways {
            for (name, effect) in [("relative", Effect::Relative), ("absolute", Effect::Absolute)] {
                let place = format!("case {index} {way} {name}");
                compared += compare(&place, &case["figures"][format!("{way}_{name}")], arms, effect);
            }
        }
    }
    assert!(cases.len() >= 200 && compared > 12_500, "{compared} figures of {} cases", cases.len());
}
