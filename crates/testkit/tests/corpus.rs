//! The fuzz targets hold on every case of the committed corpus: seeds, and findings that were mended.

use std::fs;
use std::path::Path;

use kizukai_testkit::fuzzing::TARGETS;

fn replay(target: &str) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let (_, run) = TARGETS.iter().find(|(name, _)| *name == target).expect("a target of this name");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    assert!(cases.len() >= 10, "{} has only {} cases", folder.display(), cases.len());
    for case in cases {
        let bytes = fs::read(&case).unwrap();
        // So that a failing test names the case.
        eprintln!("{}", case.display());
        run(&bytes);
    }
}

#[test]
fn every_condition_of_the_corpus_keeps_the_promises() {
    replay("condition");
}

#[test]
fn every_decide_of_the_corpus_keeps_the_promises() {
    replay("decide");
}

#[test]
fn every_segment_request_of_the_corpus_keeps_the_promises() {
    replay("segment");
}
