//! A person's erasure reaches the files, whatever is killed when.
//!
//! Before the ledger erases anything, a note says whom. A note that is found later is finished when the ledger has erased
//! them, and thrown away when it has not: then nobody was told that it had.

use std::fs::{self, File};
use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use kizukai_model::{ProfileId, SiteId};
use kizukai_store::RowId;
use serde::{Deserialize, Serialize};

use super::keeper::{Opened, failed};
use crate::engine::Request;
use crate::erasing::ErasedPerson;
use crate::person::Who;
use crate::{Runtime, RuntimeError};

/// Whom the lake is to forget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ErasureNote {
    site: SiteId,
    profiles: Vec<ProfileId>,
    /// Their newest inputs: while one of them is in the ledger, they are not erased.
    heads: Vec<RowId>,
}

const NAME: &str = "lake-erasure.json";

fn path(data: &Path) -> PathBuf {
    data.join(NAME)
}

/// Writes a note down, durably.
pub(super) fn note(data: &Path, note: &ErasureNote) -> Result<(), RuntimeError> {
    let text = serde_json::to_vec(note).expect("a note holds nothing that JSON cannot");
    let draft = data.join(format!("{NAME}.new"));
    let written = File::create(&draft).and_then(|mut file| {
        file.write_all(&text)?;
        file.sync_all()?;
        fs::rename(&draft, path(data))?;
        File::open(data)?.sync_all()
    });
    written.map_err(|error| RuntimeError::Lake(format!("{NAME}: {error}")))
}

fn read(data: &Path) -> Result<Option<ErasureNote>, RuntimeError> {
    match fs::read(path(data)) {
        Ok(text) => serde_json::from_slice(&text)
            .map(Some)
            .map_err(|error| RuntimeError::Lake(format!("{NAME}: {error}"))),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(RuntimeError::Lake(format!("{NAME}: {error}"))),
    }
}

/// Throws the note away.
pub(super) fn done(data: &Path) -> Result<(), RuntimeError> {
    fs::remove_file(path(data)).map_err(|error| RuntimeError::Lake(format!("{NAME}: {error}")))
}

/// Finishes an erasure that was interrupted, if there is one.
pub(super) async fn finish(opened: &Opened) -> Result<(), RuntimeError> {
    let _writing = opened.writing.lock().await;
    finish_writing(opened).await
}

/// The same, for who holds `writing` already: nobody writes a note over one that is not finished.
async fn finish_writing(opened: &Opened) -> Result<(), RuntimeError> {
    let Some(note) = read(&opened.data)? else { return Ok(()) };
    if opened.are_gone(&note.heads)? {
        forget(opened, &note.site, &note.profiles).await?;
        tracing::info!(profiles = note.profiles.len(), "an interrupted erasure was finished in the lake");
    }
    done(&opened.data)
}

impl ErasureNote {
    /// Of these people, each with its newest input.
    pub(super) fn of(site: &SiteId, people: &[(ProfileId, Option<RowId>)]) -> Self {
        Self {
            site: site.clone(),
            profiles: people.iter().map(|(profile, _)| *profile).collect(),
            heads: people.iter().filter_map(|(_, head)| *head).collect(),
        }
    }
}

impl Runtime {
    /// Removes a person for good, in the ledger and in the lake.
    pub(crate) async fn erase_everywhere(
        &self,
        site: &SiteId,
        who: Who,
    ) -> Result<Option<ErasedPerson>, RuntimeError> {
        let owner = site.clone();
        let asked = who.clone();
        let people = self.ask(|answer| Request::People { site: owner, who: asked, answer }).await?;
        let Some(people) = people else { return Ok(None) };
        let keeper = Arc::clone(&self.inner.lake);
        let opened = self.blocking(move || keeper.open()).await?;
        let (runtime, site) = (self.clone(), site.clone());
        let holder = Arc::clone(&opened);
        let erasing = opened.spawn(async move {
            let _writing = holder.writing.lock().await;
            finish_writing(&holder).await?;
            let written = ErasureNote::of(&site, &people);
            note(&holder.data, &written)?;
            let owner = site.clone();
            let erased = runtime.ask(|answer| Request::Erase { site: owner, who, answer }).await;
            if matches!(erased, Ok(None)) {
                done(&holder.data)?;
            }
            // After an error they may have been erased nevertheless: the note stays, and whoever finds it looks.
            if !matches!(erased, Ok(Some(_))) {
                return erased;
            }
            match forget(&holder, &site, &written.profiles).await {
                Ok(()) => done(&holder.data)?,
                // The ledger has forgotten them; the note stays, and the files follow as soon as they can be written.
                Err(error) => {
                    tracing::error!(%error, "an erasure has not reached the lake yet; it is tried again");
                }
            }
            erased
        });
        erasing.await.map_err(|_| RuntimeError::Stopped)?
    }
}

/// Removes people from the files, and lets go of the rows that are not sealed.
pub(super) async fn forget(
    opened: &Opened,
    site: &SiteId,
    profiles: &[ProfileId],
) -> Result<(), RuntimeError> {
    for profiles in profiles.chunks(kizukai_lake::limits::ERASE_PROFILES) {
        opened.lake.erase(site, profiles).await.map_err(failed)?;
    }
    opened.forget_tail();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_there_until_it_is_thrown_away() {
        let dir = tempfile::tempdir().unwrap();
        let written = ErasureNote {
            site: "s_1".into(),
            profiles: vec![ProfileId::from_bytes([7; 16])],
            heads: vec![3],
        };
        assert_eq!(read(dir.path()).unwrap(), None);
        note(dir.path(), &written).unwrap();
        assert_eq!(read(dir.path()).unwrap(), Some(written));
        done(dir.path()).unwrap();
        assert_eq!(read(dir.path()).unwrap(), None);
    }
}
