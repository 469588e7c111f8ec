//! Programs in Python that stand on the other side.

use std::io::{BufRead as _, BufReader, Lines, Write as _};
use std::path::PathBuf;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

fn command(script: &str) -> Command {
    let python = std::env::var_os("KIZUKAI_OUTREACH_PYTHON").expect(
        "KIZUKAI_OUTREACH_PYTHON names no Python that has aiosmtpd, dkimpy and standardwebhooks: `make outreach-python` makes one",
    );
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    let mut command = Command::new(python);
    command.arg(folder.join(script)).stdout(Stdio::piped());
    command
}

/// What a program says to what it is given.
pub(crate) fn ask(script: &str, given: &Value) -> String {
    let mut child = command(script).stdin(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(given.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{script} failed");
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A mail server, until it is dropped.
pub(crate) struct Sink {
    process: Child,
    lines: Lines<BufReader<ChildStdout>>,
    pub(crate) port: u16,
}

impl Sink {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut process = command("sink.py").args(arguments).spawn().unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let port = lines.next().expect("the mail server tells its port").unwrap().parse().unwrap();
        Self { process, lines, port }
    }

    /// The next letter it took.
    pub(crate) fn letter(&mut self) -> Value {
        serde_json::from_str(&self.lines.next().expect("the mail server took a letter").unwrap()).unwrap()
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
