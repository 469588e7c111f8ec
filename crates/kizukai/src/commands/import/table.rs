//! The rows of a file: CSV, JSON lines or Parquet, packed with gzip or not, one after the other.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::Context;
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use kizukai_lake::Table;
use kizukai_model::Properties;
use serde_json::Value;

use crate::arguments::{Format, ImportEvents};

/// Bytes of one line; an event may have fewer, and is refused by the server then.
const LINE_BYTES: u64 = 1024 * 1024;

/// One row, by the names of its columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) fields: Properties,
    /// Its cells are texts, whatever they say.
    pub(super) is_text: bool,
}

/// How far a file is read, of how much.
#[derive(Clone, Debug)]
pub(super) struct Position {
    done: Arc<AtomicU64>,
    /// Bytes of the file; of Parquet rows.
    pub(super) all: u64,
}

impl Position {
    fn of(all: u64) -> Self {
        Self { done: Arc::default(), all }
    }

    pub(super) fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

/// Rows in their order; one that cannot be read is why. What is wrong with the file as a whole ends them.
pub(super) type Rows = Box<dyn Iterator<Item = anyhow::Result<Result<Row, String>>>>;

/// Opens a file as asked.
pub(super) fn open(file: &Path, asked: &ImportEvents) -> anyhow::Result<(Rows, Position)> {
    let context = || format!("cannot read {}", file.display());
    let format = asked
        .format
        .or_else(|| Format::of(file))
        .with_context(|| format!("{}: say what it is: --format csv, jsonl or parquet", file.display()))?;
    if format == Format::Parquet {
        let table = Table::open(file).with_context(context)?;
        let position = Position::of(table.rows());
        return Ok((parquet(table, position.clone()), position));
    }
    let opened = File::open(file).with_context(context)?;
    let position = Position::of(opened.metadata().with_context(context)?.len());
    let counted = Counted { file: opened, done: position.done.clone() };
    let plain: Box<dyn Read> = if file.extension().is_some_and(|extension| extension == "gz") {
        Box::new(MultiGzDecoder::new(counted))
    } else {
        Box::new(counted)
    };
    let rows = match format {
        Format::Csv => csv(plain, asked)?,
        _ => lines(plain),
    };
    Ok((rows, position))
}

/// A file that counts what is read of it.
struct Counted {
    file: File,
    done: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.done.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

fn parquet(table: Table, position: Position) -> Rows {
    Box::new(table.map(move |row| {
        position.done.fetch_add(1, Ordering::Relaxed);
        Ok(Ok(Row { fields: row?, is_text: false }))
    }))
}

fn csv(plain: Box<dyn Read>, asked: &ImportEvents) -> anyhow::Result<Rows> {
    let encoding = asked.encoding.as_deref().map(encoding).transpose()?;
    let decoded = DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .bom_override(true)
        .utf8_passthru(encoding.is_none())
        .strip_bom(true)
        .build(plain);
    let delimiter = asked.delimiter.as_deref().unwrap_or(",");
    if delimiter == "spaces" {
        return words(Box::new(decoded), asked);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(single(delimiter)?)
        .has_headers(asked.columns.is_empty())
        .flexible(true)
        .from_reader(BufReader::new(decoded));
    let names = if asked.columns.is_empty() { heading(&mut reader)? } else { asked.columns.clone() };
    let names = named_once(names)?;
    Ok(Box::new(reader.into_byte_records().map(move |record| {
        let record = match record {
            Ok(record) => record,
            Err(error) if error.is_io_error() => return Err(error.into()),
            Err(error) => return Ok(Err(error.to_string())),
        };
        let cells: Result<Vec<&str>, _> = record.iter().map(std::str::from_utf8).collect();
        Ok(cells.map_err(|_| NOT_UTF8.to_owned()).and_then(|cells| row(&names, &cells)))
    })))
}

const NOT_UTF8: &str = "it is not UTF-8: say what it is, such as --encoding shift_jis";

/// Columns set apart by any number of spaces.
fn words(plain: Box<dyn Read>, asked: &ImportEvents) -> anyhow::Result<Rows> {
    let mut lines = texts(plain);
    let names = if asked.columns.is_empty() {
        let first = lines.next().context("the file is empty")??;
        let first = first.map_err(|reason| anyhow::anyhow!("the heading cannot be read: {reason}"))?;
        first.split_whitespace().map(str::to_owned).collect()
    } else {
        asked.columns.clone()
    };
    let names = named_once(names)?;
    Ok(Box::new(lines.map(move |line| {
        let line = line?;
        Ok(line.and_then(|line| row(&names, &line.split_whitespace().collect::<Vec<_>>())))
    })))
}

fn heading(reader: &mut csv::Reader<impl Read>) -> anyhow::Result<Vec<String>> {
    let heading = reader.byte_headers().context("the heading cannot be read")?;
    let name = |cell: &[u8]| Some(std::str::from_utf8(cell).ok()?.trim().to_owned());
    heading.iter().map(name).collect::<Option<Vec<_>>>().context(NOT_UTF8)
}

fn named_once(names: Vec<String>) -> anyhow::Result<Vec<String>> {
    for (place, name) in names.iter().enumerate() {
        anyhow::ensure!(!name.is_empty(), "column {} has no name", place + 1);
        anyhow::ensure!(!names[..place].contains(name), "two columns are called `{name}`");
    }
    anyhow::ensure!(!names.is_empty(), "the file is empty");
    Ok(names)
}

/// A row of texts; an empty cell says nothing.
fn row(names: &[String], cells: &[&str]) -> Result<Row, String> {
    if cells.len() > names.len() {
        return Err(format!("{} cells, and {} columns", cells.len(), names.len()));
    }
    let cells = cells.iter().map(|cell| cell.trim());
    let filled = names.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
    let fields = filled.map(|(name, cell)| (name.clone(), Value::String(cell.to_owned()))).collect();
    Ok(Row { fields, is_text: true })
}

fn lines(plain: Box<dyn Read>) -> Rows {
    let is_blank = |line: &anyhow::Result<Result<String, String>>| matches!(line, Ok(Ok(line)) if line.trim_start_matches('\u{feff}').trim().is_empty());
    Box::new(texts(plain).filter(move |line| !is_blank(line)).map(|line| {
        Ok(line?.and_then(|line| {
            let line = line.trim_start_matches('\u{feff}');
            let read: Result<Properties, _> = serde_json::from_str(line);
            read.map(|fields| Row { fields, is_text: false })
                .map_err(|error| format!("no JSON object: {error}"))
        }))
    }))
}

/// Lines of text, none of them longer than [`LINE_BYTES`].
fn texts(plain: Box<dyn Read>) -> impl Iterator<Item = anyhow::Result<Result<String, String>>> {
    let mut reader = BufReader::new(plain);
    std::iter::from_fn(move || line(&mut reader).transpose())
}

fn line(reader: &mut BufReader<Box<dyn Read>>) -> anyhow::Result<Option<Result<String, String>>> {
    let mut bytes = Vec::new();
    if reader.by_ref().take(LINE_BYTES).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.len() as u64 == LINE_BYTES && bytes.last() != Some(&b'\n') {
        reader.skip_until(b'\n')?;
        return Ok(Some(Err(format!("it is longer than {LINE_BYTES} bytes"))));
    }
    Ok(Some(String::from_utf8(bytes).map_err(|_| NOT_UTF8.to_owned())))
}

fn encoding(label: &str) -> anyhow::Result<&'static Encoding> {
    Encoding::for_label(label.as_bytes())
        .with_context(|| format!("`{label}` is no encoding: try utf-8, shift_jis or euc-jp"))
}

fn single(delimiter: &str) -> anyhow::Result<u8> {
    match (delimiter, delimiter.as_bytes()) {
        ("tab", _) => Ok(b'\t'),
        (_, [byte]) => Ok(*byte),
        _ => anyhow::bail!("`{delimiter}` is no delimiter: one sign, `tab` or `spaces`"),
    }
}

impl Format {
    /// By the end of the file's name, `.gz` left out.
    fn of(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_str()?.to_lowercase();
        match name.trim_end_matches(".gz").rsplit_once('.')?.1 {
            "csv" | "tsv" => Some(Self::Csv),
            "jsonl" | "ndjson" | "json" => Some(Self::Jsonl),
            "parquet" => Some(Self::Parquet),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
