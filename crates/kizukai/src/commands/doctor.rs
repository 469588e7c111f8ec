//! `kizukai doctor`: says in sentences whether a data folder, this machine and the configuration are well, and what to
//! do where they are not. Changes nothing, and works beside a running server.

use std::path::Path;

use serde::Serialize;

use kizukai_model::time::SystemClock;
use kizukai_model::{Clock, Span, Timestamp};
use kizukai_runtime::examine;
use kizukai_store::StoreError;
use kizukai_store::sqlite::inspection::{self, FileFacts, LedgerFaults};

use crate::arguments::Doctor;
use crate::{config, neighbour, terminal};

/// Free space below which the folder should be moved soon.
const LITTLE_SPACE_BYTES: u64 = 1 << 30;
/// Free space below which the shop may stop any moment.
const NO_SPACE_BYTES: u64 = 100 << 20;
/// How far ahead of the clock the newest input may be.
const CLOCK_TOLERANCE: Span = Span::from_mins(1);
/// This program did not exist before (2026-01-01): a clock that shows less is wrong.
const EARLIEST: Timestamp = Timestamp::from_ms(1_767_225_600_000);

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Severity {
    Ok,
    Warning,
    Error,
}

/// One thing looked at.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    severity: Severity,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<String>,
}

/// Everything looked at so far.
#[derive(Default)]
struct Findings(Vec<Finding>);

impl Findings {
    fn ok(&mut self, check: &'static str, message: impl Into<String>) {
        self.0.push(Finding { check, severity: Severity::Ok, message: message.into(), advice: None });
    }

    fn bad(
        &mut self,
        severity: Severity,
        check: &'static str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) {
        self.0.push(Finding { check, severity, message: message.into(), advice: Some(advice.into()) });
    }

    fn worst(&self) -> Severity {
        self.0.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Ok)
    }
}

/// Looks, tells, and ends with an error when something must be done.
pub(crate) fn run(asked: &Doctor) -> anyhow::Result<()> {
    let data = &asked.data;
    let mut findings = Findings::default();
    if data.join("catalog.db").exists() {
        look(data, &mut findings);
    } else {
        let advice = "name the folder that `kizukai init` made, or restore a backup with `kizukai restore`";
        findings.bad(Severity::Error, "folder", format!("{} is no data folder", data.display()), advice);
    }
    check_config(asked, &mut findings);
    tell(&findings, asked.json)?;
    let errors = findings.0.iter().filter(|finding| finding.severity == Severity::Error).count();
    anyhow::ensure!(findings.worst() < Severity::Error, "{errors} things need care");
    Ok(())
}

fn tell(findings: &Findings, as_json: bool) -> anyhow::Result<()> {
    if as_json {
        terminal::say(&serde_json::to_string(&findings.0)?);
        return Ok(());
    }
    for finding in &findings.0 {
        let mark = match finding.severity {
            Severity::Ok => "ok     ",
            Severity::Warning => "warning",
            Severity::Error => "ERROR  ",
        };
        terminal::say(&format!("{mark}  {:<9} {}", finding.check, finding.message));
        if let Some(advice) = &finding.advice {
            terminal::say(&format!("                     → {advice}"));
        }
    }
    Ok(())
}

fn look(data: &Path, findings: &mut Findings) {
    check_rights(data, findings);
    let is_served = check_lock(data, findings);
    check_space(data, findings);
    let files = check_versions(data, findings);
    if !is_served {
        check_logs(data, findings);
    }
    let are_whole =
        files.iter().map(|file| check_damage(data, file.name, findings)).filter(|whole| *whole).count();
    let are_present = files.len() == 2 && files.iter().all(|file| file.schema == file.newest);
    if are_whole == 2 && are_present {
        check_ledger(data, findings);
        check_contents(data, findings);
    }
    check_clock(data, findings);
}

fn check_rights(data: &Path, findings: &mut Findings) {
    use std::os::unix::fs::PermissionsExt;
    let is_open = |name: &str| {
        std::fs::metadata(data.join(name)).is_ok_and(|about| about.permissions().mode() & 0o077 != 0)
    };
    let open: Vec<_> = ["ledger.db", "catalog.db"].into_iter().filter(|name| is_open(name)).collect();
    if open.is_empty() || std::fs::metadata(data).is_ok_and(|about| about.permissions().mode() & 0o077 == 0) {
        findings.ok("rights", "only the owner can read the data");
    } else {
        let message = format!("others on this machine can read {}", open.join(" and "));
        findings.bad(Severity::Warning, "rights", message, format!("chmod 700 {}", data.display()));
    }
}

/// Whether a server runs on the folder.
fn check_lock(data: &Path, findings: &mut Findings) -> bool {
    let is_locked = match inspection::is_locked(data) {
        Ok(is_locked) => is_locked,
        Err(error) => {
            findings.bad(
                Severity::Error,
                "lock",
                error.to_string(),
                "run this as the user who serves the folder",
            );
            return false;
        }
    };
    let message = if is_locked { neighbour::holder(data) } else { "no server runs on the folder".to_owned() };
    findings.ok("lock", message);
    is_locked
}

fn check_space(data: &Path, findings: &mut Findings) {
    let space = match rustix::fs::statvfs(data) {
        Ok(space) => space,
        Err(error) => {
            return findings.bad(
                Severity::Warning,
                "disk",
                format!("free space is unknown: {error}"),
                "look with `df`",
            );
        }
    };
    let free = space.f_bavail.saturating_mul(space.f_frsize);
    let told = format!("{} MiB are free", free >> 20);
    let advice = "make room, or move the folder; while the disk is full visitors are told to come again and nothing acknowledged is lost";
    if free >= LITTLE_SPACE_BYTES {
        return findings.ok("disk", told);
    }
    let severity = if free < NO_SPACE_BYTES { Severity::Error } else { Severity::Warning };
    findings.bad(severity, "disk", told, advice);
}

/// The files that can be read at all.
fn check_versions(data: &Path, findings: &mut Findings) -> Vec<FileFacts> {
    let mut readable = Vec::new();
    for (name, facts) in inspection::files(data) {
        let facts = match facts {
            Ok(facts) => facts,
            Err(error) => {
                findings.bad(Severity::Error, "files", error.to_string(), restore_advice());
                continue;
            }
        };
        let (schema, newest) = (facts.schema, facts.newest);
        let kib = (facts.bytes + facts.log_bytes) / 1_024;
        let told = format!("{name} has schema version {schema}, {kib} KiB");
        if schema > newest {
            findings.bad(
                Severity::Error,
                "files",
                told,
                format!("this program knows up to {newest}: use the newer program"),
            );
        } else if schema < newest {
            let advice = format!(
                "the next start brings it to {newest}, which cannot be undone: take a backup with `kizukai backup` first"
            );
            findings.bad(Severity::Warning, "files", told, advice);
            readable.push(facts);
        } else {
            findings.ok("files", told);
            readable.push(facts);
        }
    }
    readable
}

fn restore_advice() -> String {
    "copy the folder away as it is, then restore the newest backup with `kizukai restore`".to_owned()
}

fn check_logs(data: &Path, findings: &mut Findings) {
    match inspection::check_logs(data) {
        Ok(()) => findings.ok("logs", "the write-ahead logs end where they should"),
        Err(error) => findings.bad(Severity::Error, "logs", plain(&error), restore_advice()),
    }
}

/// Without the advice to do what is being done.
fn plain(error: &StoreError) -> String {
    match error {
        StoreError::Corrupt { detail } => format!("damaged: {detail}"),
        other => other.to_string(),
    }
}

fn check_damage(data: &Path, name: &'static str, findings: &mut Findings) -> bool {
    match inspection::damage(data, name) {
        Ok(problems) if problems.is_empty() => {
            findings.ok("integrity", format!("{name} is whole"));
            true
        }
        Ok(problems) => {
            let message = format!("{name} is damaged: {}", problems.join("; "));
            findings.bad(Severity::Error, "integrity", message, restore_advice());
            false
        }
        Err(error) => {
            let message = format!("{name}: {}", plain(&error));
            findings.bad(Severity::Error, "integrity", message, restore_advice());
            false
        }
    }
}

fn check_ledger(data: &Path, findings: &mut Findings) {
    let faults = match inspection::ledger_faults(data) {
        Ok(faults) => faults,
        Err(error) => return findings.bad(Severity::Error, "ledger", plain(&error), restore_advice()),
    };
    if faults.broken_links > 0 {
        let message = format!("{} inputs do not follow the one they name", faults.broken_links);
        findings.bad(Severity::Error, "ledger", message, restore_advice());
    }
    let behind = faults.astray_snapshots + faults.uncovered_inputs;
    if behind > 0 {
        let message = format!(
            "{} snapshots do not stand at their input, {} inputs are in no snapshot that should hold them",
            faults.astray_snapshots, faults.uncovered_inputs
        );
        let advice = "stop the server and build the profiles anew from the inputs: `kizukai rebuild --write`";
        findings.bad(Severity::Error, "ledger", message, advice);
    }
    if faults.wrong_sums > 0 {
        let message = format!("{} sums of results are not what the profiles say", faults.wrong_sums);
        let advice = "stop the server and count them anew: `kizukai rebuild --write`";
        findings.bad(Severity::Error, "ledger", message, advice);
    }
    if faults == LedgerFaults::default() {
        let message =
            "every input follows its previous one, every snapshot stands at its input, results add up";
        findings.ok("ledger", message);
    }
}

fn check_contents(data: &Path, findings: &mut Findings) {
    let found = match examine(data) {
        Ok(found) => found,
        Err(error) => return findings.bad(Severity::Error, "contents", error.to_string(), restore_advice()),
    };
    for text in &found.texts {
        findings.bad(
            Severity::Error,
            "texts",
            text.clone(),
            "mend the text and publish it again with `kizukai apply`",
        );
    }
    if found.texts.is_empty() {
        findings.ok("texts", format!("what {} sites published compiles", found.sites));
    }
    findings.ok(
        "members",
        match found.members {
            0 => "nobody can sign in yet: `kizukai serve` prints where the first member is made".to_owned(),
            members => format!("{members} members can sign in"),
        },
    );
    if found.unreadable_profiles > 0 {
        let message =
            format!("{} profiles cannot be read: {}", found.unreadable_profiles, found.unreadable.join("; "));
        let advice = "stop the server and build the profiles anew from the inputs: `kizukai rebuild --write`";
        findings.bad(Severity::Error, "profiles", message, advice);
    } else {
        findings.ok("profiles", format!("{} snapshots can be read", found.profiles));
    }
    if found.unknown_timers > 0 {
        let message = format!("{} timers are unknown to their profiles", found.unknown_timers);
        findings.bad(Severity::Warning, "timers", message, "nothing: they are dropped when they fall due");
    } else {
        findings.ok("timers", format!("{} timers are known to their profiles", found.timers));
    }
}

fn check_clock(data: &Path, findings: &mut Findings) {
    let now = SystemClock::default().now();
    let advice = "set this machine's clock, and keep it right with NTP";
    if now < EARLIEST {
        let message = format!("this machine's clock shows {now}");
        return findings.bad(Severity::Error, "clock", message, advice);
    }
    match inspection::newest_input_at(data) {
        Ok(Some(newest)) if newest > now.plus(CLOCK_TOLERANCE) => {
            let message = format!("the newest input was taken at {newest}, the clock shows {now}");
            let advice = format!("{advice}; time goes on from the newest input, it never goes back");
            findings.bad(Severity::Warning, "clock", message, advice);
        }
        Ok(_) => findings.ok("clock", format!("it shows {now}")),
        Err(error) => findings.bad(Severity::Error, "clock", plain(&error), restore_advice()),
    }
}

fn check_config(asked: &Doctor, findings: &mut Findings) {
    match config::load(asked.settings.config.as_deref(), None) {
        Ok(config) if config.server.listen.ip().is_loopback() => {
            findings.ok("config", format!("it would listen on {}", config.server.listen));
        }
        Ok(config) => {
            let message =
                format!("it would listen on {}, which other machines can reach", config.server.listen);
            findings.bad(Severity::Warning, "config", message, "put a server that speaks TLS before it");
        }
        Err(error) => {
            let advice = "`kizukai config reference` says what can be set";
            findings.bad(Severity::Error, "config", format!("{error:#}"), advice);
        }
    }
}
