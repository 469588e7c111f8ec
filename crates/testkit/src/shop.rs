//! A shop's data folder, and the program serving it.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use tempfile::TempDir;

use crate::{Client, Deadline, Process, program, scratch_folder};

/// How long a server may take from listening to ready.
const READY: Duration = Duration::from_secs(60);

/// A data folder that `kizukai init` made, with the keys it printed.
#[derive(Debug)]
pub struct Shop {
    // Removed with the shop.
    scratch: TempDir,
    data: PathBuf,
    environment: Vec<(String, String)>,
    /// The public key a tag sends.
    pub write_key: String,
    /// The secret key of the admin API.
    pub api_key: String,
}

impl Shop {
    /// Makes a new one.
    ///
    /// # Errors
    /// When `init` fails or prints something else than its keys.
    pub fn open() -> Result<Self> {
        Self::open_with(scratch_folder()?, Vec::new())
    }

    /// Makes a new one, in `data` inside the given folder; every program started for it gets this environment.
    ///
    /// # Errors
    /// When `init` fails or prints something else than its keys.
    pub fn open_with(scratch: TempDir, environment: Vec<(String, String)>) -> Result<Self> {
        let data = scratch.path().join("data");
        let mut shop = Self { scratch, data, environment, write_key: String::new(), api_key: String::new() };
        let printed = shop.run("init", &["--site", "試験店", "--json"])?;
        ensure!(printed.status.success(), "init failed: {}", String::from_utf8_lossy(&printed.stderr));
        let keys: Value = serde_json::from_slice(&printed.stdout).context("init prints JSON alone")?;
        let key = |name: &str| keys[name].as_str().map(str::to_owned).with_context(|| format!("no {name}"));
        (shop.write_key, shop.api_key) = (key("write_key")?, key("api_key")?);
        Ok(shop)
    }

    /// A shop that stands in a data folder already, with its keys.
    ///
    /// # Errors
    /// When no folder beside it can be made.
    pub fn of(data: &Path, write_key: &str, api_key: &str) -> Result<Self> {
        Ok(Self {
            scratch: scratch_folder()?,
            data: data.to_owned(),
            environment: Vec::new(),
            write_key: write_key.to_owned(),
            api_key: api_key.to_owned(),
        })
    }

    /// The same shop in another data folder, such as what a power cut left of this one.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn moved_to(&self, data: &Path) -> Result<Self> {
        Self::of(data, &self.write_key, &self.api_key)
    }

    /// The data folder.
    pub fn data(&self) -> &Path {
        &self.data
    }

    /// The folder around the data folder; it goes away with the shop.
    pub fn scratch(&self) -> &Path {
        self.scratch.path()
    }

    /// Serves it, and waits until the server is ready.
    ///
    /// # Errors
    /// When it does not start or does not become ready.
    pub async fn serve(&self) -> Result<TestServer> {
        let mut command = self.command("serve")?;
        command.args(["--listen", "127.0.0.1:0"]);
        let process = tokio::task::spawn_blocking(move || Process::start(&mut command)).await??;
        let server = TestServer { process, write_key: self.write_key.clone(), api_key: self.api_key.clone() };
        let deadline = Deadline::after(READY);
        let mut client = server.client();
        while client.get("/readyz").await?.status != 200 {
            ensure!(!deadline.is_over(), "the server listens and does not become ready");
        }
        Ok(server)
    }

    /// Runs `kizukai COMMAND --data …` to its end.
    ///
    /// # Errors
    /// When it cannot be started. Whether it succeeded stands in the output.
    pub fn run(&self, command: &str, arguments: &[&str]) -> Result<Output> {
        let mut command = self.command(command)?;
        command.args(arguments).stdin(Stdio::null());
        command.output().with_context(|| format!("cannot run {command:?}"))
    }

    /// Replays the whole ledger and compares every profile with its snapshot. The server must not run.
    ///
    /// # Errors
    /// When a profile is different; with what `rebuild` says.
    pub fn rebuild(&self) -> Result<()> {
        let output = self.run("rebuild", &[])?;
        let [said, logged] = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        ensure!(output.status.success(), "rebuild ended with {}:\n{said}\n{logged}", output.status);
        Ok(())
    }

    fn command(&self, name: &str) -> Result<Command> {
        let mut command = Command::new(program()?);
        command.arg(name).arg("--data").arg(&self.data);
        let own = self.environment.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        command.envs(own);
        Ok(command)
    }
}

/// The program serving a shop.
#[derive(Debug)]
pub struct TestServer {
    process: Process,
    write_key: String,
    api_key: String,
}

impl TestServer {
    /// A new connection to it, with the shop's keys.
    pub fn client(&self) -> Client {
        Client::new(self.process.address()).with_keys(&self.write_key, &self.api_key)
    }

    /// Its process.
    pub const fn process(&mut self) -> &mut Process {
        &mut self.process
    }

    /// Ends it at once (SIGKILL).
    ///
    /// # Errors
    /// When it cannot be killed.
    pub fn kill_9(self) -> Result<()> {
        self.process.kill_9()
    }

    /// Asks it to end (SIGTERM) and waits until it has, well.
    ///
    /// # Errors
    /// When it does not end in time or not with success.
    pub fn terminate(self) -> Result<()> {
        self.process.terminate()
    }
}
