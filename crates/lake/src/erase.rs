//! What leaves the lake: a person's rows, and days that are kept no longer.

use std::collections::HashSet;
use std::slice;
use std::sync::Arc;

use datafusion::arrow::array::{AsArray as _, BooleanArray, RecordBatch};
use datafusion::arrow::compute::filter_record_batch;
use datafusion::parquet::arrow::ParquetRecordBatchStreamBuilder;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;
use kizukai_model::ProfileId;
use object_store::path::Path;

use crate::encoding::{FileWriter, index_of};
use crate::error::{LakeError, at_most};
use crate::files::DataFile;
use crate::lake::{Lake, sweep};
use crate::limits;
use crate::writer::{self, Change, FOLDER, Writer};

/// Where a profile may stand in a row.
const PERSONS: [&str; 2] = ["profile", "merged_into"];

impl Lake {
    /// Removes every row of these profiles of a site, merges into them among these. When this returns, no file holds any of them:
    /// the old files are deleted, after questions that were reading them have ended. Says how many rows went.
    ///
    /// What comes after an error, or after a crash, is the same call again.
    ///
    /// # Errors
    /// `TooMany` beyond [`limits::ERASE_PROFILES`], `Superseded` when another process writes, else `Store` or `Parquet`.
    pub async fn erase(&self, site: &str, profiles: &[ProfileId]) -> Result<u64, LakeError> {
        at_most(limits::ERASE_PROFILES, profiles.len(), "profiles")?;
        let names: HashSet<String> = profiles.iter().map(ToString::to_string).collect();
        // Who holds the bin sees every file that is thrown away.
        let mut bin = self.bin.lock().await;
        let erased = self.rewrite(site, &names).await?;
        // Also what an earlier call did not come to delete.
        while !self.replaced().is_empty() {
            let path = bin.recv().await.expect("the lake itself holds a sender");
            self.delete_replaced(&path).await?;
        }
        Ok(erased)
    }

    /// Has all files of a site that hold rows of somebody replaced by others without them, and says how many rows went.
    async fn rewrite(&self, site: &str, names: &HashSet<String>) -> Result<u64, LakeError> {
        // Most of the search happens while others write.
        let before = self.snapshot();
        let found = self.search(site, names, before.files.clone()).await?;
        let mut writer = self.writer().await?;
        let now = self.snapshot();
        let (known, named) = (before.paths(), now.paths());
        let new = now.files.iter().filter(|file| !known.contains(&file.path())).cloned().collect();
        let late = self.search(site, names, new).await?;
        let (mut change, mut erased) = (Change::default(), 0);
        for file in found.into_iter().chain(late).filter(|file| named.contains(&file.path())) {
            let removed = self.without(&mut writer, &file, names, &mut change).await?;
            if removed > 0 {
                erased += removed;
                change.remove.insert(file.entry.path.clone());
            }
        }
        if erased > 0 {
            self.commit(&mut writer, change).await?;
        }
        // A put that failed may have arrived all the same.
        let kept: HashSet<_> =
            self.snapshot().paths().into_iter().chain(self.replaced().iter().cloned()).collect();
        sweep(&*self.store, &Path::from(format!("{FOLDER}/site={site}")), &kept).await?;
        Ok(erased)
    }

    /// Those of the site's files that may hold rows of somebody.
    async fn search(
        &self,
        site: &str,
        names: &HashSet<String>,
        files: Vec<Arc<DataFile>>,
    ) -> Result<Vec<Arc<DataFile>>, LakeError> {
        let files = files.into_iter().filter(|file| *file.entry.site == *site);
        let found = stream::iter(files)
            .map(async |file| Ok::<_, LakeError>(self.may_hold(&file, names).await?.then_some(file)))
            .buffer_unordered(limits::SEARCHES_AT_ONCE)
            .try_collect::<Vec<_>>()
            .await?;
        Ok(found.into_iter().flatten().collect())
    }

    /// Whether a file's Bloom filters leave it possible that it holds rows of somebody.
    async fn may_hold(&self, file: &DataFile, names: &HashSet<String>) -> Result<bool, LakeError> {
        let mut builder = ParquetRecordBatchStreamBuilder::new(self.engine.reader(file)?).await?;
        for group in 0..builder.metadata().num_row_groups() {
            for column in PERSONS.map(index_of) {
                let filter = builder.get_row_group_column_bloom_filter(group, column).await?;
                if filter.is_none_or(|filter| names.iter().any(|name| filter.check(&name.as_str()))) {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Puts a file with all rows but theirs, unless there are none of theirs. Says how many there were.
    async fn without(
        &self,
        writer: &mut Writer,
        file: &Arc<DataFile>,
        names: &HashSet<String>,
        change: &mut Change,
    ) -> Result<u64, LakeError> {
        let mut rest = FileWriter::new()?;
        let mut rows = self.engine.merged(slice::from_ref(file))?;
        while let Some(batch) = rows.try_next().await? {
            rest.write(&others(&batch, names)?)?;
        }
        let removed = file.entry.rows - rest.rows();
        if removed > 0
            && let Some((bytes, facts)) = rest.finish()?
        {
            let entry = writer.name(&file.entry.site, file.entry.day, facts, bytes.len() as u64);
            writer::put(&*self.store, &entry, bytes).await?;
            change.add.push(entry);
        }
        Ok(removed)
    }

    /// Removes all days of a site before `first_kept`, and says how many rows went. Files that a question is reading are deleted
    /// after it.
    ///
    /// # Errors
    /// `Superseded` when another process writes, else `Store`.
    pub async fn retain(&self, site: &str, first_kept: Date) -> Result<u64, LakeError> {
        let mut writer = self.writer().await?;
        let files = &writer.manifest().files;
        let old = || files.iter().filter(|file| *file.site == *site && file.day < first_kept);
        let rows = old().map(|file| file.rows).sum();
        let remove: HashSet<String> = old().map(|file| file.path.clone()).collect();
        if !remove.is_empty() {
            self.commit(&mut writer, Change { remove, ..Change::default() }).await?;
        }
        drop(writer);
        self.empty_bin().await;
        Ok(rows)
    }
}

/// The rows of a batch that are not theirs.
fn others(batch: &RecordBatch, names: &HashSet<String>) -> Result<RecordBatch, LakeError> {
    let [profiles, merged_into] = PERSONS.map(|name| batch.column(index_of(name)).as_string_view());
    let theirs = |name: Option<&str>| name.is_some_and(|name| names.contains(name));
    let kept: BooleanArray =
        profiles.iter().zip(merged_into).map(|(a, b)| Some(!theirs(a) && !theirs(b))).collect();
    Ok(filter_record_batch(batch, &kept)?)
}
