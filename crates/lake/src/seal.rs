//! Sealing: rows of the ledger become files, each exactly once.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use jiff::civil::Date;
use kizukai_model::SiteId;

use crate::columns;
use crate::encoding::{self, Facts, FileWriter};
use crate::error::{LakeError, at_most};
use crate::lake::Lake;
use crate::limits;
use crate::row::Row;
use crate::writer::{self, Change};

/// The bytes of a file that has no name yet.
struct Encoded {
    site: SiteId,
    day: Date,
    bytes: Vec<u8>,
    facts: Facts,
}

impl Lake {
    /// Makes files of `rows`, which are all there are of the ledger after [`Lake::sealed`] and up to `upto`. When this returns, they
    /// are on the disk and named, and `sealed` is `upto`. On an error ask `sealed` again before the next try: an answer may have been
    /// lost on its way.
    ///
    /// # Errors
    /// `NotNext` when a row was sealed before or comes after `upto`, `TooMany` beyond [`limits::SEAL_ROWS`], `Site` when a name cannot
    /// be that of a folder, `Superseded` when another process writes, else `Store`.
    pub async fn seal(&self, rows: Vec<Row>, upto: i64) -> Result<(), LakeError> {
        at_most(limits::SEAL_ROWS, rows.len(), "rows")?;
        rows.iter().try_for_each(|row| check_site(&row.site))?;
        let mut writer = self.writer().await?;
        let sealed = writer.manifest().sealed;
        if let Some(row) =
            rows.iter().map(|row| row.row).chain([upto]).find(|row| *row < sealed || *row > upto)
        {
            return Err(LakeError::NotNext { row, sealed, upto });
        }
        if let Some(row) = rows.iter().map(|row| row.row).find(|row| *row == sealed) {
            return Err(LakeError::NotNext { row, sealed, upto });
        }
        let count = rows.len();
        let encode = tokio::task::spawn_blocking(move || encode(rows));
        let encoded = encode.await.expect("encoding does not panic")?;
        let entry = |file: Encoded| {
            (writer.name(&file.site, file.day, file.facts, file.bytes.len() as u64), file.bytes)
        };
        let files: Vec<_> = encoded.into_iter().map(entry).collect();
        let add = files.iter().map(|(entry, _)| entry.clone()).collect();
        stream::iter(files)
            .map(async |(entry, bytes)| writer::put(&*self.store, &entry, bytes).await)
            .buffer_unordered(limits::PUTS_AT_ONCE)
            .try_collect::<()>()
            .await?;
        self.commit(&mut writer, Change { add, sealed: Some(upto), ..Change::default() }).await?;
        drop(writer);
        metrics::counter!("kizukai_lake_sealed_rows_total").increment(count as u64);
        self.empty_bin().await;
        Ok(())
    }
}

/// The name of a site is that of a folder, and the same in every engine's reading of it.
pub(crate) fn check_site(site: &str) -> Result<(), LakeError> {
    let plain = site.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
    if plain && !site.is_empty() { Ok(()) } else { Err(LakeError::Site(site.to_owned())) }
}

/// One file for each site and day.
fn encode(mut rows: Vec<Row>) -> Result<Vec<Encoded>, LakeError> {
    rows.sort_by(|a, b| (&a.site, a.day).cmp(&(&b.site, b.day)));
    let mut files = Vec::new();
    for part in rows.chunk_by_mut(|a, b| a.site == b.site && a.day == b.day) {
        encoding::sort(part);
        let mut file = FileWriter::new()?;
        for rows in part.chunks(limits::ROW_GROUP_ROWS) {
            file.write(&columns::encode(rows))?;
        }
        let (bytes, facts) = file.finish()?.expect("a part has rows");
        files.push(Encoded { site: part[0].site.clone(), day: part[0].day, bytes, facts });
    }
    Ok(files)
}
