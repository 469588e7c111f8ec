//! `kizukai import events`: what other programs recorded, from files.
//!
//! One way: `table` reads rows, `mapping` makes events of them, `sending` has them stored (`POST /api/events`), `note` remembers
//! how far it is, `rejected` keeps what could not be taken. A row has one message id for ever, made of its number and its
//! event: what is sent twice within a day is stored once.

mod mapping;
mod note;
mod rejected;
mod sending;
mod table;
mod times;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::Context;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use jiff::tz::TimeZone;
use kizukai_model::{Properties, limits};
use serde_json::Value;
use sha2::{Digest, Sha256};

use self::mapping::Mapping;
use self::note::{Note, Progress};
use self::rejected::RejectedRows;
use self::sending::{Batch, Pending};
use self::table::{Position, Row};
use crate::arguments::ImportEvents;
use crate::exchange::Exchange;
use crate::neighbour::{self, Holder};
use crate::serving::block_on;
use crate::terminal;

/// Events that `--check` prints.
const EXAMPLES: u64 = 3;
/// Rows after which it is said how far it is, where no bar can be drawn.
const ROWS_BETWEEN_LINES: u64 = 100_000;

/// Takes the files in, one after the other.
pub(crate) fn run(asked: &ImportEvents) -> anyhow::Result<()> {
    let mapping = Mapping::read(asked)?;
    block_on(async {
        match neighbour::find(&asked.place.data)? {
            Holder::Server(note) => files(asked, &mapping, &Exchange::with_server(note)).await,
            Holder::Us(runtime) => {
                let done = files(asked, &mapping, &Exchange::inside(runtime.clone())).await;
                runtime.shutdown().await?;
                done
            }
        }
    })
}

async fn files(asked: &ImportEvents, mapping: &Mapping, with: &Exchange) -> anyhow::Result<()> {
    let site = with.get("/api/site", asked.place.site.as_deref()).await?;
    anyhow::ensure!(
        site.is_success(),
        "{}",
        site.body["detail"].as_str().unwrap_or("the site cannot be read")
    );
    let word = |value: &Value| value.as_str().map(str::to_owned);
    let zone = asked.zone.clone().or_else(|| word(&site.body["text"]["timezone"]));
    let zone = zone.context("the site has no time zone: say one with --zone")?;
    let importer = Importer {
        asked,
        mapping,
        with,
        site: word(&site.body["id"]).context("the site has no id")?,
        zone: TimeZone::get(&zone).with_context(|| format!("`{zone}` is no time zone"))?,
        is_stopped: stopped_by_interrupt(),
    };
    for file in &asked.files {
        if asked.check {
            importer.check(file)?;
        } else {
            importer.take(file, &zone).await?;
        }
    }
    Ok(())
}

/// Becomes true with Ctrl-C: what is on its way is finished first.
fn stopped_by_interrupt() -> Arc<AtomicBool> {
    let stopped = Arc::new(AtomicBool::new(false));
    let noted = stopped.clone();
    tokio::spawn(async move {
        if tokio::signal::ctrl_c().await.is_ok() {
            noted.store(true, Ordering::Relaxed);
        }
    });
    stopped
}

struct Importer<'a> {
    asked: &'a ImportEvents,
    mapping: &'a Mapping,
    with: &'a Exchange,
    site: String,
    zone: TimeZone,
    is_stopped: Arc<AtomicBool>,
}

impl Importer<'_> {
    /// The event of a row as it is sent.
    fn event(&self, number: u64, row: &Row) -> Result<Vec<u8>, String> {
        let mut event = self.mapping.event(row, &self.zone)?;
        if event.get("messageId").is_none_or(|id| id == "") {
            event.insert("messageId".into(), message_id(number, &event).into());
        }
        let bytes = serde_json::to_vec(&event).map_err(|error| error.to_string())?;
        if bytes.len() > limits::EVENT_BYTES {
            return Err(format!("the event is longer than {} bytes", limits::EVENT_BYTES));
        }
        Ok(bytes)
    }

    /// Reads a file, and says what would be taken in.
    fn check(&self, file: &Path) -> anyhow::Result<()> {
        let (mut good, mut bad) = (0_u64, 0_u64);
        let mut first_bad = None;
        for (number, row) in (1..).zip(table::open(file, self.asked)?.0) {
            match row?.and_then(|row| self.event(number, &row)) {
                Ok(event) if good < EXAMPLES => {
                    terminal::say(&serde_json::to_string_pretty(&serde_json::from_slice::<Value>(&event)?)?);
                    good += 1;
                }
                Ok(_) => good += 1,
                Err(reason) => {
                    first_bad.get_or_insert_with(|| format!("row {number}: {reason}"));
                    bad += 1;
                }
            }
        }
        let name = file.display();
        terminal::complain(&format!("{name}: {good} rows can be taken in, {bad} cannot; nothing was sent"));
        if let Some(first) = first_bad {
            terminal::complain(&format!("  the first of them, {first}"));
        }
        Ok(())
    }

    /// Takes a file in, from where it stopped.
    async fn take(&self, file: &Path, zone: &str) -> anyhow::Result<()> {
        let asked = self.asked;
        let how = serde_json::to_string(&(
            self.mapping,
            zone,
            asked.format.map(|format| format!("{format:?}")),
            &asked.columns,
            &asked.delimiter,
            &asked.encoding,
        ))?;
        let name = file.display().to_string();
        let note = Note::of(&asked.place.data, file, &self.site, &how)?;
        let known = if asked.again { None } else { note.read()? };
        let mut progress = Progress { file: name.clone(), ..known.unwrap_or_default() };
        if progress.is_whole {
            terminal::complain(&format!("{name}: taken in before; --again begins at its first row"));
            tell(&progress, None);
            return Ok(());
        }
        if progress.rows > 0 {
            terminal::complain(&format!("{name}: going on behind row {}", progress.rows));
        }
        let path = asked.rejected.clone().unwrap_or_else(|| beside(file));
        let mut rejected = RejectedRows::into_file(path, progress.rejected_bytes);
        let (rows, position) = table::open(file, asked)?;
        let mut shown = Shown::of(&name, &position);
        let mut batch = Batch::default();
        for (number, row) in (1..).zip(rows) {
            let row = row.with_context(|| format!("{name}: it ends behind row {}", number - 1));
            let Ok(row) = row else {
                self.store(&mut batch, &mut progress, &mut rejected, &note).await?;
                return row.map(drop);
            };
            if number <= progress.rows {
                continue;
            }
            batch.add(self.pending(number, row));
            if batch.is_full() {
                self.store(&mut batch, &mut progress, &mut rejected, &note).await?;
                shown.update(&progress, &position);
                anyhow::ensure!(
                    !self.is_stopped.load(Ordering::Relaxed),
                    "interrupted behind row {}; the same command goes on there",
                    progress.rows
                );
            }
        }
        progress.is_whole = true;
        self.store(&mut batch, &mut progress, &mut rejected, &note).await?;
        shown.end();
        tell(&progress, Some(&rejected));
        Ok(())
    }

    fn pending(&self, number: u64, row: Result<Row, String>) -> Pending {
        match row {
            Ok(row) => {
                let event = self.event(number, &row);
                Pending { number, event, source: Some(row.fields) }
            }
            Err(reason) => Pending { number, event: Err(reason), source: None },
        }
    }

    /// Has a batch stored, and notes it.
    async fn store(
        &self,
        batch: &mut Batch,
        progress: &mut Progress,
        rejected: &mut RejectedRows,
        note: &Note,
    ) -> anyhow::Result<()> {
        if progress.rows == 0
            && let Some(reason) = batch.why_all_are_bad()
        {
            anyhow::bail!(
                "{}: none of the first {} rows can be taken ({reason}); nothing was. Look at --from and --set, and try with --check",
                progress.file,
                batch.len()
            );
        }
        let sent = batch.send(self.with, &self.site).await.with_context(|| {
            format!("{}: stopped behind row {}; the same command goes on there", progress.file, progress.rows)
        })?;
        progress.taken += sent.taken;
        progress.known += sent.known;
        for Pending { number, event, source } in sent.refused {
            let reason = event.err().unwrap_or_default();
            rejected.add(number, &reason, source.as_ref())?;
            progress.rejected += 1;
        }
        progress.rows = sent.last_row.unwrap_or(progress.rows);
        progress.rejected_bytes = rejected.flush()?;
        note.write(progress)
    }
}

/// The same row of the same file has the same id, whenever it is sent.
fn message_id(number: u64, event: &Properties) -> String {
    let mut digest = Sha256::new();
    digest.update(number.to_le_bytes());
    digest.update(Value::Object(event.clone()).to_string());
    let digest = digest.finalize();
    let hexadecimal: String = digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("import-{hexadecimal}")
}

/// The file of rejected rows where none is named: beside what it is of.
fn beside(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".rejected.jsonl");
    name.into()
}

/// How far it is, as a bar; as a line now and then where there is no terminal.
struct Shown {
    bar: ProgressBar,
    name: String,
    /// Lines that were said.
    lines: u64,
}

impl Shown {
    fn of(name: &str, position: &Position) -> Self {
        let bar = ProgressBar::with_draw_target(Some(position.all), ProgressDrawTarget::stderr());
        let form = "{prefix} {bar:30} {percent:>3} %  {msg}  {eta} left";
        bar.set_style(ProgressStyle::with_template(form).unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(name.to_owned());
        Self { bar, name: name.to_owned(), lines: 0 }
    }

    fn update(&mut self, progress: &Progress, position: &Position) {
        self.bar.set_position(position.done());
        self.bar.set_message(format!("{} rows, {} set aside", progress.rows, progress.rejected));
        let due = progress.rows / ROWS_BETWEEN_LINES;
        if self.bar.is_hidden() && due > self.lines {
            self.lines = due;
            let percent = position.done() * 100 / position.all.max(1);
            terminal::complain(&format!("{}: {percent} %, {} rows", self.name, progress.rows));
        }
    }

    fn end(&self) {
        self.bar.finish_and_clear();
    }
}

/// What became of a file.
fn tell(progress: &Progress, rejected: Option<&RejectedRows>) {
    terminal::say(&progress.file);
    for (count, what) in [
        (progress.rows, "rows"),
        (progress.taken, "taken in"),
        (progress.known, "known already"),
        (progress.rejected, "set aside"),
    ] {
        terminal::say(&format!("  {count:>12}  {what}"));
    }
    let Some(rejected) = rejected.filter(|_| progress.rejected > 0) else { return };
    terminal::say(&format!("set aside in {}", rejected.path().display()));
    for (reason, count) in rejected.reasons() {
        terminal::say(&format!("  {count:>12}  {reason}"));
    }
}
