//! The fuzz targets hold on every case of the committed corpus: seeds, and findings that were mended.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use kizukai_testkit::fuzzing::TARGETS;

fn replay(target: &str) -> anyhow::Result<()> {
    let (_, run) = TARGETS.iter().find(|(name, _)| *name == target).context("no such target")?;
    let cases = cases(target)?;
    ensure!(cases.len() >= 10, "{target} has only {} cases", cases.len());
    for case in cases {
        let bytes = fs::read(&case)?;
        let outcome = std::panic::catch_unwind(|| run(&bytes));
        ensure!(outcome.is_ok(), "{} breaks a promise", case.display());
    }
    Ok(())
}

fn cases(target: &str) -> anyhow::Result<Vec<PathBuf>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
    let mut cases = entries.map(|entry| Ok(entry?.path())).collect::<anyhow::Result<Vec<_>>>()?;
    cases.sort();
    Ok(cases)
}

#[test]
fn every_condition_of_the_corpus_keeps_the_promises() -> anyhow::Result<()> {
    replay("condition")
}

#[test]
fn every_decide_of_the_corpus_keeps_the_promises() -> anyhow::Result<()> {
    replay("decide")
}

#[test]
fn every_segment_request_of_the_corpus_keeps_the_promises() -> anyhow::Result<()> {
    replay("segment")
}
