//! What a source file is called, how long it is, how it begins, and what no test may contain.

use std::fs;

use crate::{assert_none, root};

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["common", "helper", "helpers", "manager", "misc", "util", "utils"];

/// Lines at which a source file is certainly more than one topic.
const LINES_MAX: usize = 600;

/// What no test may contain: waiting for an amount of time, and being skipped.
const BANNED_IN_TESTS: &[&str] = &["sleep(", "sleep_until(", "#[ignore"];

/// Folders that hold nothing but test code, wherever they lie.
const TEST_FOLDERS: &[&str] = &["tests", "conformance"];

/// Rust files below `crates/`, as path relative to the checkout and text.
pub(crate) fn rust_files() -> Vec<(String, String)> {
    let root = root();
    let mut files = Vec::new();
    let mut open = vec![root.join("crates")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).expect("folder of the checkout is readable") {
            let path = entry.expect("entry of the checkout is readable").path();
            if path.is_dir() && !path.ends_with("target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("source file is UTF-8");
                let relative = path.strip_prefix(&root).expect("path lies in the checkout");
                files.push((relative.to_string_lossy().into_owned(), text));
            }
        }
    }
    assert!(files.len() > 10, "found only {} Rust files below {}", files.len(), root.display());
    files.sort();
    files
}

pub(crate) fn in_src(path: &str) -> bool {
    path.split('/').nth(2) == Some("src")
}

/// The part of a file that is test code: all of it in a test file, else from the test module on, which stands last.
fn test_part<'a>(path: &str, text: &'a str) -> &'a str {
    let in_test_folder = path.split('/').any(|folder| TEST_FOLDERS.contains(&folder));
    if in_test_folder || path.ends_with("tests.rs") {
        return text;
    }
    let mut marks = text.match_indices("#[cfg(test)]").map(|(start, _)| &text[start..]);
    marks.find(|rest| opens_module(rest)).unwrap_or_default()
}

/// Whether attributes and then `mod name {` stand at the start of `text`; `mod name;` is another file.
fn opens_module(text: &str) -> bool {
    let item = text.lines().map(str::trim).find(|line| !line.starts_with("#["));
    item.is_some_and(|line| line.contains("mod ") && line.ends_with('{'))
}

/// Line numbers (from the top of `part`) that hold a banned pattern outside a comment.
fn banned_lines(part: &str) -> Vec<usize> {
    let code = |line: &str| line.split("//").next().unwrap_or_default().to_owned();
    let holds = |line: &str| BANNED_IN_TESTS.iter().any(|pattern| code(line).contains(pattern));
    part.lines().enumerate().filter(|(_, line)| holds(line)).map(|(index, _)| index + 1).collect()
}

/// Module names a file stands for or declares: its stem, its folders, and `mod name` inside.
fn module_names<'a>(path: &'a str, text: &'a str) -> Vec<&'a str> {
    let from_path = path.split('/').skip(2).map(|part| part.trim_end_matches(".rs"));
    let declared = text.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line.strip_prefix("pub(crate) ").or_else(|| line.strip_prefix("pub ")).unwrap_or(line);
        let name = line.strip_prefix("mod ")?;
        Some(name.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default())
    });
    from_path.chain(declared).collect()
}

/// Whether a file begins with module documentation; crate attributes may come first.
fn has_module_docs(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#!["));
    first.is_some_and(|line| line.starts_with("//!"))
}

#[test]
fn modules_have_telling_names() {
    let mut findings = Vec::new();
    for (path, text) in rust_files() {
        let names = module_names(&path, &text);
        findings.extend(
            names.iter().filter(|name| EMPTY_NAMES.contains(name)).map(|name| format!("{path}: `{name}`")),
        );
    }
    assert_none(&findings);
}

#[test]
fn source_files_are_short_and_say_what_they_are_for() {
    let mut findings = Vec::new();
    for (path, text) in rust_files().into_iter().filter(|(path, _)| in_src(path)) {
        let lines = text.lines().count();
        if lines >= LINES_MAX {
            findings.push(format!("{path}: {lines} lines, {LINES_MAX} or more"));
        }
        if !has_module_docs(&text) {
            findings.push(format!("{path}: no module documentation (`//!`) at the top"));
        }
    }
    assert_none(&findings);
}

#[test]
fn tests_neither_sleep_nor_are_skipped() {
    let mut findings = Vec::new();
    for (path, text) in
        rust_files().into_iter().filter(|(path, _)| !path.starts_with("crates/testkit/tests/tidy/"))
    {
        let part = test_part(&path, &text);
        let lines_before = text.lines().count() - part.lines().count();
        findings.extend(banned_lines(part).into_iter().map(|line| format!("{path}:{}", lines_before + line)));
    }
    assert_none(&findings);
}

#[test]
fn what_is_forbidden_in_sources_is_recognised() {
    let source = "fn f() { sleep(1) }\n#[cfg(test)]\nmod tests {\n  // sleep(1)\n  fn g() { sleep(1) }\n}\n";
    assert_eq!(banned_lines(test_part("crates/model/src/a.rs", source)), [4]);
    assert_eq!(banned_lines(test_part("crates/model/tests/a.rs", source)), [1, 5]);
    assert_eq!(test_part("crates/model/src/a.rs", "#[cfg(test)]\nmod tests;\nfn f() { sleep(1) }\n"), "");

    let names =
        module_names("crates/model/src/helpers/mod.rs", "pub(crate) mod utils {\n    mod common;\n}\n");
    assert_eq!(names, ["src", "helpers", "mod", "utils", "common"]);

    assert!(has_module_docs("#![expect(x)]\n\n//! What it is for.\n"));
    assert!(!has_module_docs("use a;\n//! Too late.\n"));
}
