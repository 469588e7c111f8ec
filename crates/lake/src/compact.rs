//! Compaction: many small files of a day become one.

use std::collections::BTreeMap;
use std::sync::Arc;

use futures_util::TryStreamExt as _;
use jiff::civil::Date;

use crate::encoding::FileWriter;
use crate::error::LakeError;
use crate::files::DataFile;
use crate::lake::Lake;
use crate::limits;
use crate::writer::{self, Change};

impl Lake {
    /// Merges small files of one site's day into one, and tells whether there were any: call it again until there are none. Days from
    /// `open_from` on still get rows, and wait until they have [`limits::COMPACT_FILES_MIN`] small files.
    ///
    /// # Errors
    /// `Superseded` when another process writes, else `Store` or `Parquet`.
    pub async fn compact(&self, open_from: Date) -> Result<bool, LakeError> {
        let mut writer = self.writer().await?;
        let Some(small) = most_in_need(&self.snapshot().files, open_from) else {
            drop(writer);
            self.empty_bin().await;
            return Ok(false);
        };
        let mut file = FileWriter::new()?;
        let mut rows = self.engine.merged(&small)?;
        while let Some(batch) = rows.try_next().await? {
            file.write(&batch)?;
        }
        let (bytes, facts) = file.finish()?.expect("a file has rows");
        let expected: u64 = small.iter().map(|file| file.entry.rows).sum();
        assert_eq!(facts.rows, expected, "a merged file has the rows of those it replaces");
        let entry = writer.name(&small[0].entry.site, small[0].entry.day, facts, bytes.len() as u64);
        writer::put(&*self.store, &entry, bytes).await?;
        let remove = small.iter().map(|file| file.entry.path.clone()).collect();
        self.commit(&mut writer, Change { add: vec![entry], remove, sealed: None }).await?;
        drop(writer);
        metrics::counter!("kizukai_lake_compacted_files_total").increment(small.len() as u64);
        drop((rows, small));
        self.empty_bin().await;
        Ok(true)
    }
}

/// The files to merge of the site's day that has the most of them.
fn most_in_need(files: &[Arc<DataFile>], open_from: Date) -> Option<Vec<Arc<DataFile>>> {
    let mut days: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for file in files {
        days.entry((&file.entry.site, file.entry.day)).or_default().push(file);
    }
    let small = days.into_iter().map(|((_, day), files)| to_merge(files, day >= open_from));
    small.filter(|files| !files.is_empty()).max_by_key(Vec::len)
}

/// The smallest files of a day that are worth being merged; none when too few are.
fn to_merge(mut files: Vec<&Arc<DataFile>>, open: bool) -> Vec<Arc<DataFile>> {
    files.retain(|file| file.entry.rows < limits::FILE_ROWS);
    files.sort_by(|a, b| (a.entry.rows, &a.entry.path).cmp(&(b.entry.rows, &b.entry.path)));
    files.truncate(limits::COMPACT_FILES_MAX);
    let (mut total, mut count) = (0, 0);
    for (place, file) in files.iter().enumerate() {
        if total < limits::FILE_ROWS && file.entry.rows <= total * limits::COMPACT_GROWTH {
            count = place + 1;
        }
        total += file.entry.rows;
    }
    let enough = if open { limits::COMPACT_FILES_MIN } else { 2 };
    if count < enough { Vec::new() } else { files[..count].iter().map(|file| Arc::clone(file)).collect() }
}
