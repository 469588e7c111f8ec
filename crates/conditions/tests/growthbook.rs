//! The public suite of the GrowthBook SDK specification.
//!
//! Reads the file that `KIZUKAI_GROWTHBOOK_CASES` names, else `../shared/conformance/growthbook-known.json` beside the
//! checkout. Where neither exists, as in a clone elsewhere, it says so and runs the project's own cases, which have
//! the same layout and always run as well.

use std::fmt::Debug;
use std::path::{Path, PathBuf};

use kizukai_conditions::bucketing::{
    BucketRange, bucket_ranges, choose_variation, equal_weights, in_namespace,
};
use kizukai_conditions::{JsonSubject, compile, hash};
use serde_json::{Map, Value};

const OWN_CASES: &str = include_str!("data/own-cases.json");
/// Figures are given with at most this error, because the specification rounds.
const TOLERANCE: f64 = 1e-6;

#[test]
fn growthbook_conformance() {
    match public_suite() {
        Some(path) => {
            let text = std::fs::read_to_string(&path).expect("the file of cases should be readable");
            println!("cases of {}", path.display());
            println!("{} cases hold", run(&text));
        }
        None => {
            println!(
                "no public suite here (KIZUKAI_GROWTHBOOK_CASES names one): only the project's own cases"
            );
            println!("{} cases hold", run(OWN_CASES));
        }
    }
}

#[test]
fn own_cases_hold() {
    run(OWN_CASES);
}

fn public_suite() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("KIZUKAI_GROWTHBOOK_CASES") {
        return Some(PathBuf::from(named));
    }
    let beside =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/conformance/growthbook-known.json");
    beside.exists().then_some(beside)
}

/// Runs every section that is there, and fails with all mismatches at once. How many cases there were.
fn run(text: &str) -> usize {
    let suite: Map<String, Value> = serde_json::from_str(text).expect("the cases should be JSON");
    let sections: [Section; 6] = [
        ("evalCondition", eval_condition),
        ("hash", hash_case),
        ("getBucketRange", bucket_range_case),
        ("chooseVariation", choose_variation_case),
        ("inNamespace", in_namespace_case),
        ("getEqualWeights", equal_weights_case),
    ];
    let mut count = 0;
    let mut mismatches = Vec::new();
    for (section, run_case) in sections {
        for case in suite.get(section).map_or(&[][..], list) {
            count += 1;
            if let Err(mismatch) = run_case(list(case)) {
                mismatches.push(format!("{section} {case}: {mismatch}"));
            }
        }
    }
    assert!(count > 0, "there should be cases");
    assert!(
        mismatches.is_empty(),
        "{} of {count} cases differ:\n{}",
        mismatches.len(),
        mismatches.join("\n")
    );
    count
}

type Outcome = Result<(), String>;
type Section = (&'static str, fn(&[Value]) -> Outcome);

fn eval_condition(case: &[Value]) -> Outcome {
    let [_name, condition, attributes, expected, groups @ ..] = case else { panic!("{case:?}") };
    let subject = JsonSubject::new(attributes).with_groups(groups.first().unwrap_or(&Value::Null));
    let compiled = compile(condition);
    let holds = compiled.evaluate(&subject);
    let explanation = compiled.explain(&subject);
    same(&explanation.is_none(), &holds)?;
    same(&Value::from(holds), expected)
}

fn hash_case(case: &[Value]) -> Outcome {
    let [seed, value, version, expected] = case else { panic!("{case:?}") };
    let version = u8::try_from(version.as_u64().expect("a version")).expect("a small version");
    match (hash(text(seed), text(value), version), expected) {
        (None, Value::Null) => Ok(()),
        (Some(found), expected) if !expected.is_null() => near(found, number(expected)),
        (found, expected) => Err(format!("{found:?} instead of {expected}")),
    }
}

fn bucket_range_case(case: &[Value]) -> Outcome {
    let [_name, inputs, expected] = case else { panic!("{case:?}") };
    let [count, coverage, weights] = list(inputs) else { panic!("{inputs}") };
    let weights: Option<Vec<f64>> = weights.as_array().map(|weights| weights.iter().map(number).collect());
    let ranges = bucket_ranges(number(count) as usize, number(coverage), weights.as_deref());
    same(&ranges.len(), &list(expected).len())?;
    for (found, expected) in ranges.iter().zip(list(expected)) {
        let expected = range(expected);
        near(found.start, expected.start)?;
        near(found.end, expected.end)?;
    }
    Ok(())
}

fn choose_variation_case(case: &[Value]) -> Outcome {
    let [_name, n, ranges, expected] = case else { panic!("{case:?}") };
    let ranges: Vec<BucketRange> = list(ranges).iter().map(range).collect();
    let expected = usize::try_from(expected.as_i64().expect("an index")).ok();
    same(&choose_variation(number(n), &ranges), &expected)
}

fn in_namespace_case(case: &[Value]) -> Outcome {
    let [_name, user, namespace, expected] = case else { panic!("{case:?}") };
    let [namespace, start, end] = list(namespace) else { panic!("{namespace}") };
    let range = BucketRange { start: number(start), end: number(end) };
    same(&Value::from(in_namespace(text(user), text(namespace), range)), expected)
}

fn equal_weights_case(case: &[Value]) -> Outcome {
    let [count, expected] = case else { panic!("{case:?}") };
    let weights = equal_weights(usize::try_from(count.as_i64().expect("a count")).unwrap_or(0));
    same(&weights.len(), &list(expected).len())?;
    weights.iter().zip(list(expected)).try_for_each(|(found, expected)| near(*found, number(expected)))
}

fn same<T: PartialEq + Debug>(found: &T, expected: &T) -> Outcome {
    if found == expected { Ok(()) } else { Err(format!("{found:?} instead of {expected:?}")) }
}

fn near(found: f64, expected: f64) -> Outcome {
    if (found - expected).abs() < TOLERANCE { Ok(()) } else { Err(format!("{found} instead of {expected}")) }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn range(value: &Value) -> BucketRange {
    let [start, end] = list(value) else { panic!("{value}") };
    BucketRange { start: number(start), end: number(end) }
}
