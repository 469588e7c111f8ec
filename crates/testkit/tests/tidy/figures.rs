//! Every figure that is counted is told to those who run the server, in both languages.

use std::collections::BTreeSet;
use std::fs;

use crate::sources::{in_src, rust_files};
use crate::{assert_none, root};

/// What records a figure, up to its name.
const RECORDERS: [&str; 3] = ["counter!(", "gauge!(", "histogram!("];
/// Where figures are told.
const TOLD_IN: [&str; 2] = ["docs/en/operations.md", "docs/ja/operations.md"];

/// The names of the figures a source records.
fn figures(source: &str) -> BTreeSet<String> {
    let named = |rest: &str| {
        let (name, _) = rest.trim_start().strip_prefix('"')?.split_once('"')?;
        Some(name.to_owned())
    };
    let each = RECORDERS.iter().flat_map(|recorder| source.split(recorder).skip(1).filter_map(named));
    each.collect()
}

#[test]
fn every_figure_is_told_in_both_languages() {
    let files = rust_files().into_iter().filter(|(path, _)| in_src(path));
    let recorded: BTreeSet<String> = files.flat_map(|(_, text)| figures(&text)).collect();
    assert!(recorded.len() > 15, "found only {recorded:?}");
    let mut findings = Vec::new();
    for page in TOLD_IN {
        let told = fs::read_to_string(root().join(page)).expect("the page is there");
        let missing = recorded.iter().filter(|name| !told.contains(&format!("`{name}")));
        findings.extend(missing.map(|name| format!("{page} does not tell {name}")));
    }
    assert_none(&findings);
}

#[test]
fn a_recorded_figure_is_recognised() {
    let source = "counter!(\n  \"a_total\", \"x\" => y);  metrics::gauge!(\"b\").set(1.0); histogram!(NAME)";
    assert_eq!(figures(source), BTreeSet::from(["a_total".to_owned(), "b".to_owned()]));
}
