//! What was measured, as a table for people and a flat map for tools.

use std::path::PathBuf;

use anyhow::{Context, Result};
use serde_json::{Map, Value, json};

/// One line of the table.
#[derive(Debug)]
struct Line {
    name: &'static str,
    value: f64,
    unit: &'static str,
    /// Beside the echo in requests a second, where that can be compared.
    to_echo: Option<f64>,
}

/// All figures, in order.
#[derive(Debug, Default)]
pub(crate) struct Figures {
    lines: Vec<Line>,
    notes: Vec<String>,
}

impl Figures {
    /// Adds a figure.
    pub(crate) fn add(&mut self, name: &'static str, value: f64, unit: &'static str) {
        self.lines.push(Line { name, value, unit, to_echo: None });
    }

    /// Adds a figure with its ratio to the echo.
    pub(crate) fn add_beside_echo(&mut self, name: &'static str, value: f64, unit: &'static str, ratio: f64) {
        self.lines.push(Line { name, value, unit, to_echo: Some(ratio) });
    }

    /// Adds a sentence below the table.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// The table.
    pub(crate) fn table(&self) -> String {
        let head = format!("{:<26}{:>12}  {:<9}{:>8}", "figure", "value", "unit", "/ echo");
        let lines = self.lines.iter().map(|Line { name, value, unit, to_echo }| {
            let ratio = to_echo.map_or_else(String::new, |ratio| format!("{ratio:.3}"));
            format!("{name:<26}{:>12}  {unit:<9}{ratio:>8}", shown(*value))
        });
        let all: Vec<_> = std::iter::once(head).chain(lines).chain(self.notes.iter().cloned()).collect();
        all.join("\n")
    }

    /// Writes the flat map to the file that `KIZUKAI_BENCH_JSON` names, else to `target/bench.json` in this folder.
    pub(crate) fn write(&self) -> Result<PathBuf> {
        let named = std::env::var_os("KIZUKAI_BENCH_JSON").map(PathBuf::from);
        let path = named.unwrap_or_else(|| PathBuf::from("target/bench.json"));
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let map: Map<String, Value> =
            self.lines.iter().map(|line| (line.name.to_owned(), json!(rounded(line.value)))).collect();
        let text = serde_json::to_string_pretty(&map)? + "\n";
        std::fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        Ok(path)
    }
}

/// To a thousandth: finer than any of these measurements.
fn rounded(value: f64) -> f64 {
    (value * 1_000.0).round() / 1_000.0
}

/// As few digits as say something.
pub(crate) fn shown(value: f64) -> String {
    if value >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_line_a_figure_and_the_ratio_where_there_is_one() {
        let mut figures = Figures::default();
        figures.add("echo_rps", 51_234.4, "req/s");
        figures.add_beside_echo("decide_50_rps", 7_890.6, "req/s", 0.154);
        figures.note("on a disk".to_owned());
        let table = figures.table();
        let lines: Vec<_> = table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>()).collect();
        assert_eq!(lines[1], ["echo_rps", "51234", "req/s"]);
        assert_eq!(lines[2], ["decide_50_rps", "7891", "req/s", "0.154"]);
        assert_eq!(lines[3], ["on", "a", "disk"]);
    }
}
