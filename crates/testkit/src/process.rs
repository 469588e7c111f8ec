//! A started program: what it says on stderr, and how it ends.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader};
use std::net::SocketAddr;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use rustix::process::{Pid, Signal, kill_process};

use crate::Deadline;

/// How long a program may take to say where it listens: a debug build on a busy machine, after a crash.
const START: Duration = Duration::from_secs(60);
/// How long a program may take to end when it was asked to.
const END: Duration = Duration::from_secs(60);
/// Lines of stderr kept for the message of a failure.
const LINES_KEPT: usize = 100;
/// What stands before the address on stderr.
const LISTENING: &str = "listening on http://";

/// A running program. Dropped, it is killed.
#[derive(Debug)]
pub struct Process {
    child: Child,
    lines: Receiver<String>,
    said: VecDeque<String>,
    address: SocketAddr,
}

impl Process {
    /// Starts a program that serves, and waits until it says where.
    ///
    /// # Errors
    /// When it cannot be started, ends, or says nothing in time; with what it said.
    pub fn start(command: &mut Command) -> Result<Self> {
        let shown = format!("{command:?}");
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {shown}"))?;
        let stderr = child.stderr.take().context("stderr is piped")?;
        let (send, lines) = channel();
        // Ends with the program, which holds the other end of the pipe. Lines nobody waits for stay in the channel:
        // a server at its normal log level says a few a minute.
        thread::spawn(move || {
            let read = BufReader::new(stderr).lines().map_while(Result::ok);
            read.into_iter().map_while(|line| send.send(line).ok()).for_each(drop);
        });
        let nowhere = SocketAddr::from(([127, 0, 0, 1], 0));
        let mut process = Self { child, lines, said: VecDeque::new(), address: nowhere };
        match process.wait_for_address() {
            Ok(address) => process.address = address,
            Err(error) => return Err(error.context(format!("{shown} does not serve"))),
        }
        Ok(process)
    }

    /// Where it listens.
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Ends it as a crash of the machine's memory would: at once, without a chance to do anything (SIGKILL).
    ///
    /// # Errors
    /// When it cannot be killed.
    pub fn kill_9(mut self) -> Result<()> {
        self.child.kill().context("cannot kill")?;
        self.child.wait().context("cannot wait for the killed program")?;
        Ok(())
    }

    /// Asks it to end (SIGTERM) and waits until it has.
    ///
    /// # Errors
    /// When it does not end in time or not well; with what it said.
    pub fn terminate(mut self) -> Result<()> {
        self.send(Signal::TERM)?;
        let status = self.wait()?;
        ensure!(status.success(), "ended with {status} after SIGTERM; it said:\n{}", self.said());
        Ok(())
    }

    /// Stops it where it is, so that it takes nothing of the machine (SIGSTOP), until [`resume`](Self::resume).
    ///
    /// # Errors
    /// When there is nothing to stop.
    pub fn pause(&self) -> Result<()> {
        self.send(Signal::STOP)
    }

    /// Lets it go on (SIGCONT).
    ///
    /// # Errors
    /// When there is nothing to go on.
    pub fn resume(&self) -> Result<()> {
        self.send(Signal::CONT)
    }

    fn send(&self, signal: Signal) -> Result<()> {
        let id = Pid::from_raw(self.id().cast_signed()).context("a program has an id")?;
        kill_process(id, signal).context("cannot send a signal")
    }

    /// What it said last on stderr.
    pub fn said(&mut self) -> String {
        while let Ok(line) = self.lines.try_recv() {
            self.keep(line);
        }
        Vec::from(self.said.clone()).join("\n")
    }

    fn wait(&mut self) -> Result<ExitStatus> {
        let deadline = Deadline::after(END);
        loop {
            match self.lines.recv_timeout(deadline.left()) {
                Ok(line) => self.keep(line),
                Err(RecvTimeoutError::Disconnected) => return Ok(self.child.wait()?),
                Err(RecvTimeoutError::Timeout) => bail!("does not end; it said:\n{}", self.said()),
            }
        }
    }

    fn wait_for_address(&mut self) -> Result<SocketAddr> {
        let deadline = Deadline::after(START);
        loop {
            match self.lines.recv_timeout(deadline.left()) {
                Ok(line) => {
                    let address = address_in(&line);
                    self.keep(line);
                    if let Some(address) = address {
                        ensure!(address.ip().is_loopback(), "listens on {address}, which is not loopback");
                        return Ok(address);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    let status = self.child.wait()?;
                    bail!("ended with {status}; it said:\n{}", self.said());
                }
                Err(RecvTimeoutError::Timeout) => bail!("no `{LISTENING}…`; it said:\n{}", self.said()),
            }
        }
    }

    fn keep(&mut self, line: String) {
        if self.said.len() == LINES_KEPT {
            self.said.pop_front();
        }
        self.said.push_back(line);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // It may have ended already; there is nobody to tell.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, after) = line.split_once(LISTENING)?;
    let end = after.find(|c: char| !(c.is_ascii_hexdigit() || ".:[]".contains(c))).unwrap_or(after.len());
    after[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn the_address_is_found_in_a_line_of_any_log_format() {
        for line in [
            "listening on http://127.0.0.1:4711",
            "2026-11-22T05:06:07Z  INFO kizukai: listening on http://127.0.0.1:4711/ (site 1)",
            r#"{"message":"listening on http://127.0.0.1:4711"}"#,
        ] {
            assert_eq!(address_in(line), Some(SocketAddr::from(([127, 0, 0, 1], 4711))), "{line}");
        }
        assert_eq!(address_in("listening on a socket"), None);
    }

    #[test]
    fn a_program_that_ends_instead_of_serving_is_reported_with_its_words() {
        let error = Process::start(&mut shell("echo no disk >&2; exit 3")).unwrap_err();
        let report = format!("{error:#}");
        assert!(report.contains("no disk") && report.contains("exit status: 3"), "{report}");
    }

    #[test]
    fn a_program_that_ends_badly_when_asked_is_reported() {
        let script = "trap 'echo broken >&2; exit 4' TERM; echo listening on http://127.0.0.1:9 >&2; while :; do :; done";
        let process = Process::start(&mut shell(script)).unwrap();
        assert_eq!(process.address().port(), 9);
        let report = format!("{:#}", process.terminate().unwrap_err());
        assert!(report.contains("broken") && report.contains("exit status: 4"), "{report}");
    }
}
