//! Another engine reads the files: DuckDB's answers to the same questions, from SQL, are the same to the last line.
//!
//! `KIZUKAI_LAKE_PYTHON` names a Python that has DuckDB (`make lake-python`); without it there is nobody to compare with.
//! `KIZUKAI_SOAK=1` asks about a million rows.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const DAYS: &str = "30";
const QUESTIONS: [&str; 6] = ["day", "hour", "property", "sum", "visitors", "decided"];
const ROWS: &str = "100000";
const ROWS_SOAK: &str = "1000000";

pub(crate) fn python() -> Option<OsString> {
    std::env::var_os("KIZUKAI_LAKE_PYTHON")
}

/// What a command prints.
fn lines(command: &mut Command) -> Vec<String> {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().lines().map(str::to_owned).collect()
}

fn ask(lake: &Path, question: &str) -> Vec<String> {
    lines(Command::new(env!("CARGO_BIN_EXE_lake-sample")).arg("ask").arg(lake).args([DAYS, question]))
}

fn ask_duckdb(python: &OsString, lake: &Path, question: &str) -> Vec<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/duckdb/ask.py");
    lines(Command::new(python).arg(script).arg(lake).args([DAYS, question]))
}

#[test]
fn duckdb_reads_the_files_and_answers_the_same() {
    let Some(python) = python() else { return };
    let folder = tempfile::tempdir().unwrap();
    let lake = folder.path().join("lake");
    let rows = if std::env::var_os("KIZUKAI_SOAK").is_some() { ROWS_SOAK } else { ROWS };
    lines(
        Command::new(env!("CARGO_BIN_EXE_lake-sample")).arg("write").arg(&lake).args([rows, DAYS, "20000"]),
    );
    for question in QUESTIONS {
        let (ours, theirs) = (ask(&lake, question), ask_duckdb(&python, &lake, question));
        assert!(ours.len() >= 30, "{question}: only {} lines", ours.len());
        let other: Vec<_> =
            ours.iter().zip(&theirs).filter(|(ours, theirs)| ours != theirs).take(5).collect();
        assert!(ours.len() == theirs.len() && other.is_empty(), "{question}: {other:?}");
    }
}
