//! Traits from a table: CSV whose first column names the person, each further column a trait.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::Value;
use tokio::sync::oneshot;

use kizukai_model::{IdKind, ProfileId, Properties, SiteId, limits as model_limits};

use crate::engine::Request;
use crate::{Runtime, RuntimeError, TraitsChange, limits};

/// What became of an import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Rows in the table, its heading not counted.
    pub rows: usize,
    /// Rows whose traits are durable.
    pub applied: usize,
    /// Rows that could not be taken, with the line they begin on; at most [`limits::IMPORT_REJECTED`] of them.
    pub rejected: Vec<RejectedLine>,
}

/// A row that could not be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RejectedLine {
    /// The line it begins on; the heading is line 1.
    pub line: u64,
    /// Why.
    pub reason: String,
}

/// What the table's heading says.
struct Heading {
    kind: IdKind,
    traits: Vec<String>,
}

/// Rows on their way, oldest first.
type InFlight = VecDeque<(u64, oneshot::Receiver<Result<ProfileId, RuntimeError>>)>;

impl Runtime {
    /// Imports traits from CSV text: the first column is `userId` or `anonymousId`, the others are traits named by the
    /// heading. Numbers and `true`/`false` become such, an empty cell leaves the trait as it is. A row that cannot be
    /// taken does not hold up the others.
    ///
    /// # Errors
    /// [`RuntimeError::NotATable`] when the heading cannot be used; otherwise as [`Runtime::decide`].
    #[tracing::instrument(skip_all, fields(site = &**site, bytes = csv.len()))]
    pub async fn import_traits(&self, site: &SiteId, csv: &str) -> Result<ImportReport, RuntimeError> {
        let text = csv.strip_prefix('\u{feff}').unwrap_or(csv);
        let mut table = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
        let heading = Heading::read(&mut table)?;
        let mut report = ImportReport::default();
        let mut in_flight = InFlight::new();
        let mut lines = Lines { text, offset: 0, line: 1 };
        for record in table.into_records() {
            report.rows += 1;
            let position = record.as_ref().ok().and_then(csv::StringRecord::position);
            let line = position.map_or(0, |position| lines.at(position.byte()));
            let change = if report.rows > model_limits::IMPORT_ROWS {
                Err(format!("more than {} rows", model_limits::IMPORT_ROWS))
            } else {
                record.map_err(|error| error.to_string()).and_then(|record| heading.change(&record))
            };
            match change {
                Ok(change) => self.send_row(site, line, change, &mut in_flight, &mut report).await?,
                Err(reason) => report.reject(line, reason),
            }
        }
        while let Some(row) = in_flight.pop_front() {
            report.settle(row).await?;
        }
        tracing::info!(rows = report.rows, applied = report.applied, "imported traits");
        Ok(report)
    }

    /// Sends one row, waiting for older ones while too many are on their way or the engine is full.
    async fn send_row(
        &self,
        site: &SiteId,
        line: u64,
        change: TraitsChange,
        in_flight: &mut InFlight,
        report: &mut ImportReport,
    ) -> Result<(), RuntimeError> {
        loop {
            if in_flight.len() >= limits::IMPORT_IN_FLIGHT
                && let Some(oldest) = in_flight.pop_front()
            {
                report.settle(oldest).await?;
            }
            let (answer, reply) = oneshot::channel();
            match self.inner.door.request(self.traits_request(site, change.clone())(answer)) {
                Ok(()) => {
                    in_flight.push_back((line, reply));
                    return Ok(());
                }
                Err(RuntimeError::Overloaded) => match in_flight.pop_front() {
                    Some(oldest) => report.settle(oldest).await?,
                    None => tokio::task::yield_now().await,
                },
                Err(error) => return Err(error),
            }
        }
    }

    /// The request for a change of traits, stamped with the present time.
    pub(crate) fn traits_request(
        &self,
        site: &SiteId,
        change: TraitsChange,
    ) -> impl FnOnce(crate::engine::Answer<ProfileId>) -> Request + use<> {
        let (site, received_at) = (site.clone(), self.now());
        move |answer| Request::Traits { site, change, received_at, answer }
    }
}

/// Counts lines along a text. The reader's own count is one short after `\r\n`.
struct Lines<'a> {
    text: &'a str,
    offset: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line on which the first row at or behind a place begins. Places are asked for in order.
    fn at(&mut self, byte: u64) -> u64 {
        let bytes = self.text.as_bytes();
        let mut end = usize::try_from(byte).unwrap_or(usize::MAX).min(bytes.len());
        while bytes.get(end).is_some_and(|byte| matches!(byte, b'\r' | b'\n')) {
            end += 1;
        }
        let passed = bytes.get(self.offset..end).unwrap_or_default();
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.offset = self.offset.max(end);
        self.line
    }
}

impl ImportReport {
    fn reject(&mut self, line: u64, reason: String) {
        if self.rejected.len() < limits::IMPORT_REJECTED {
            self.rejected.push(RejectedLine { line, reason });
        }
    }

    async fn settle(
        &mut self,
        (line, reply): (u64, oneshot::Receiver<Result<ProfileId, RuntimeError>>),
    ) -> Result<(), RuntimeError> {
        match reply.await.map_err(|_| RuntimeError::Stopped)? {
            Ok(_) => self.applied += 1,
            Err(error) => self.reject(line, error.to_string()),
        }
        Ok(())
    }
}

impl Heading {
    fn read(table: &mut csv::Reader<&[u8]>) -> Result<Self, RuntimeError> {
        let unusable = |reason: &str| RuntimeError::NotATable(reason.to_owned());
        let heading = table.headers().map_err(|error| unusable(&error.to_string()))?;
        let mut names = heading.iter().map(str::trim);
        let kind = match names.next() {
            Some("userId" | "user_id") => IdKind::User,
            Some("anonymousId" | "anonymous_id") => IdKind::Anonymous,
            _ => return Err(unusable("the first column must be userId or anonymousId")),
        };
        let traits: Vec<_> = names.map(str::to_owned).collect();
        if traits.iter().any(String::is_empty) {
            return Err(unusable("a column has no name"));
        }
        if traits.len() > limits::IMPORT_COLUMNS {
            return Err(unusable("too many columns"));
        }
        Ok(Self { kind, traits })
    }

    fn change(&self, record: &csv::StringRecord) -> Result<TraitsChange, String> {
        if record.len() > self.traits.len() + 1 {
            return Err(format!("{} cells, the heading has {}", record.len(), self.traits.len() + 1));
        }
        let mut cells = record.iter().map(str::trim);
        let id = cells.next().unwrap_or_default();
        if id.is_empty() {
            return Err("the first cell, the id, is empty".into());
        }
        if id.chars().count() > model_limits::ID_CHARS {
            return Err(format!("the id is longer than {} characters", model_limits::ID_CHARS));
        }
        let named = self.traits.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        let traits: Properties = named.map(|(name, cell)| (name.clone(), cell_value(cell))).collect();
        Ok(TraitsChange { kind: self.kind, id: id.to_owned(), traits, message_id: None })
    }
}

/// Digits up to which a cell is a number: longer ones would not come back as written.
const NUMBER_DIGITS: usize = 15;

/// A cell as JSON: a plain number or truth value becomes one; `007`, `+1` and `1e9` stay texts, being codes more often
/// than numbers.
pub fn cell_value(cell: &str) -> Value {
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let whole = digits.split('.').next().unwrap_or(digits);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let has_leading_zero = whole.len() > 1 && whole.starts_with('0');
    match cell {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ if is_plain && !has_leading_zero && digits.len() <= NUMBER_DIGITS => {
            serde_json::from_str(cell).unwrap_or_else(|_| Value::String(cell.to_owned()))
        }
        _ => Value::String(cell.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_cell_becomes_what_it_plainly_is() {
        for (cell, value) in [
            ("1200", json!(1200)),
            ("-3.5", json!(-3.5)),
            ("0", json!(0)),
            ("true", json!(true)),
            ("gold", json!("gold")),
            ("007", json!("007")),
            ("0901234567", json!("0901234567")),
            ("1e9", json!("1e9")),
            ("1.2.3", json!("1.2.3")),
            ("-", json!("-")),
            (".", json!(".")),
        ] {
            assert_eq!(cell_value(cell), value, "{cell}");
        }
    }

    #[test]
    fn a_heading_must_begin_with_an_id() {
        let read = |text: &'static str| Heading::read(&mut csv::Reader::from_reader(text.as_bytes()));
        assert!(read("userId,rank\n").is_ok());
        assert!(read("anonymousId\n").is_ok());
        for text in ["", "rank,userId\n", "userId,,rank\n"] {
            assert!(matches!(read(text), Err(RuntimeError::NotATable(_))), "{text}");
        }
    }
}
