//! Rows that could not be taken, set aside as JSON lines: `row`, `reason`, and the row itself where it could be read.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use kizukai_model::Properties;
use serde::Serialize;

/// Different reasons that are counted; further ones are one.
const REASONS: usize = 20;

/// A row that was set aside.
#[derive(Serialize)]
struct Rejected<'a> {
    row: u64,
    reason: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a Properties>,
}

/// The file they go to, made with the first of them.
pub(super) struct RejectedRows {
    path: PathBuf,
    /// Bytes of it that count; what is behind them was written by a run that did not come to note it.
    bytes: u64,
    file: Option<BufWriter<File>>,
    /// How often each reason came, in this run.
    reasons: BTreeMap<String, u64>,
}

impl RejectedRows {
    /// Into a file of which so many bytes count.
    pub(super) const fn into_file(path: PathBuf, bytes: u64) -> Self {
        Self { path, bytes, file: None, reasons: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, row: u64, reason: &str, source: Option<&Properties>) -> anyhow::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let (file, bytes) = open(&self.path, self.bytes)?;
                self.bytes = bytes;
                none.insert(file)
            }
        };
        let mut line = serde_json::to_vec(&Rejected { row, reason, source })?;
        line.push(b'\n');
        file.write_all(&line)?;
        self.bytes += line.len() as u64;
        let known = self.reasons.len() < REASONS || self.reasons.contains_key(reason);
        *self.reasons.entry(if known { reason } else { "other" }.to_owned()).or_default() += 1;
        Ok(())
    }

    /// Writes what is not written yet; how many bytes there are.
    pub(super) fn flush(&mut self) -> anyhow::Result<u64> {
        if let Some(file) = &mut self.file {
            file.flush().with_context(|| format!("cannot write {}", self.path.display()))?;
        }
        Ok(self.bytes)
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reasons of this run, the most frequent first.
    pub(super) fn reasons(&self) -> Vec<(&str, u64)> {
        let mut reasons: Vec<_> =
            self.reasons.iter().map(|(reason, count)| (reason.as_str(), *count)).collect();
        reasons.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        reasons
    }
}

/// The file, and how many bytes of it count: fewer than noted where somebody moved it away.
fn open(path: &Path, bytes: u64) -> anyhow::Result<(BufWriter<File>, u64)> {
    let open = || {
        let mut file = OpenOptions::new().create(true).write(true).truncate(false).open(path)?;
        let bytes = bytes.min(file.metadata()?.len());
        file.set_len(bytes)?;
        file.seek(SeekFrom::End(0))?;
        std::io::Result::Ok((BufWriter::new(file), bytes))
    };
    open().with_context(|| format!("cannot write {}: name another place with --rejected", path.display()))
}
