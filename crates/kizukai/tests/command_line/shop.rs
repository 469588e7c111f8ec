//! A data folder with a shop, and the program as it is started on one.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) fn kizukai(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kizukai"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KIZUKAI_")) {
        command.env_remove(name);
    }
    command.args(arguments);
    command
}

pub(crate) fn run(arguments: &[&str]) -> Output {
    kizukai(arguments).output().unwrap()
}

pub(crate) fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

pub(crate) fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

/// A data folder with a shop, and its keys.
pub(crate) struct Shop {
    pub(crate) folder: TempDir,
    pub(crate) keys: Value,
}

impl Shop {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let made = run(&["init", "--data", &folder.path().display().to_string(), "--site", "お店", "--json"]);
        assert!(made.status.success(), "{}", err(&made));
        let keys = serde_json::from_str(out(&made)).expect("standard output holds the object alone");
        Self { folder, keys }
    }

    pub(crate) fn data(&self) -> String {
        self.folder.path().display().to_string()
    }

    pub(crate) fn file(&self, name: &str, content: &str) -> String {
        let file = self.folder.path().join(name);
        std::fs::write(&file, content).unwrap();
        file.display().to_string()
    }

    pub(crate) fn apply(&self, files: &[&str]) -> Output {
        let data = self.data();
        let mut arguments = vec!["apply", "--data", &data];
        arguments.extend(files);
        run(&arguments)
    }

    pub(crate) fn get(&self, address: &str, path: &str) -> Value {
        let key = format!("Bearer {}", self.keys["api_key"].as_str().unwrap());
        let mut answer = ureq::get(format!("{address}{path}")).header("authorization", &key).call().unwrap();
        serde_json::from_str(&answer.body_mut().read_to_string().unwrap()).unwrap()
    }
}

/// A running program that serves; killed when a test fails.
pub(crate) struct Running {
    pub(crate) child: Child,
    pub(crate) errors: BufReader<ChildStderr>,
    pub(crate) address: String,
}

impl Running {
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = kizukai(arguments).stderr(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let mut errors = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while errors.read_line(&mut line).unwrap() > 0 {
            if let Some(address) = line.strip_prefix("listening on ") {
                return Self { child, errors, address: address.trim().to_owned() };
            }
            line.clear();
        }
        panic!("it ended before it listened: {}", child.wait().unwrap());
    }

    /// Ends it as an operator would, and gives its exit status and what it said.
    pub(crate) fn stop(mut self) -> (Option<i32>, String) {
        let process = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &process]).status().unwrap().success());
        let mut said = String::new();
        self.errors.read_to_string(&mut said).unwrap();
        (self.child.wait().unwrap().code(), said)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
