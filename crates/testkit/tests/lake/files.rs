//! The files as any other program finds them: those that the newest manifest names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use kizukai_lake::Table;
use serde_json::{Map, Value};

/// A row with the columns of its file.
pub(crate) type Row = Map<String, Value>;

/// The lake's folder in a data folder.
pub(crate) fn folder(data: &Path) -> PathBuf {
    data.join("lake")
}

/// All rows of all files; fails when two have the same place.
pub(crate) fn rows(lake: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    let mut places = BTreeSet::new();
    for file in named(lake)? {
        for row in Table::open(&file)? {
            let row = row?;
            let place = (row["row"].as_i64(), row["item"].as_i64());
            ensure!(places.insert(place), "twice in the lake: {row:?} of {}", file.display());
            rows.push(row);
        }
    }
    Ok(rows)
}

/// The files that count.
pub(crate) fn named(lake: &Path) -> Result<Vec<PathBuf>> {
    let manifests = fs::read_dir(lake.join("manifest"))?.collect::<Result<Vec<_>, _>>()?;
    let newest = manifests.iter().map(fs::DirEntry::path).max().context("there is no manifest")?;
    let manifest: Value = serde_json::from_slice(&fs::read(newest)?)?;
    let files = manifest["files"].as_array().context("a manifest names files")?;
    Ok(files.iter().filter_map(|file| Some(lake.join(file["path"].as_str()?))).collect())
}

/// How many entries there are in the lake's folders: changes whenever anything is written or removed.
pub(crate) fn entries(lake: &Path) -> usize {
    let Ok(entries) = fs::read_dir(lake) else { return 0 };
    entries.flatten().map(|entry| 1 + entries_of(&entry)).sum()
}

fn entries_of(entry: &fs::DirEntry) -> usize {
    if entry.file_type().is_ok_and(|kind| kind.is_dir()) { entries(&entry.path()) } else { 0 }
}
