//! A folder whose files are on the disk once they are there: after a power cut a name stands for the whole file or for none.
//!
//! `LocalFileSystem` writes a file beside its name and then gives it the name, but it syncs neither the bytes nor the
//! folders. Here everything is synced before a `put` returns. Reading, listing and deleting are its own: what a power cut brings
//! back of a deletion is swept when the lake is opened.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write};
use std::ops::Range;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path as FilePath, PathBuf};

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore, PutMode,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};
use tempfile::NamedTempFile;

use crate::error::LakeError;

/// What the name of a file that is being written ends with.
const UNFINISHED: &str = ".unfinished";

/// See the module.
#[derive(Debug)]
pub(crate) struct DurableFolder {
    root: PathBuf,
    files: LocalFileSystem,
}

impl DurableFolder {
    /// Opens the folder, and makes it when it is missing.
    pub(crate) fn open(root: &FilePath) -> std::result::Result<Self, LakeError> {
        let refuse = |error: io::Error| LakeError::Location {
            location: root.display().to_string(),
            reason: error.to_string(),
        };
        fs::create_dir_all(root).map_err(refuse)?;
        let root = root.canonicalize().map_err(refuse)?;
        root.parent().map_or(Ok(()), sync_folder).map_err(refuse)?;
        let files = LocalFileSystem::new_with_prefix(&root)?.with_automatic_cleanup(true);
        Ok(Self { root, files })
    }
}

/// Writes a file so that it is whole and on the disk before it has its name, and its name before this returns.
fn write(root: &FilePath, target: &FilePath, payload: &PutPayload, mode: &PutMode) -> io::Result<()> {
    let folder = target.parent().expect("a file lies in a folder");
    let mut file = unfinished(folder)?;
    payload.iter().try_for_each(|part| file.write_all(part))?;
    file.as_file().sync_all()?;
    match mode {
        PutMode::Overwrite => file.persist(target)?,
        _ => file.persist_noclobber(target)?,
    };
    // Up to the root, also where folders were there before: whoever made them may not have come to sync them.
    folder.ancestors().take_while(|ancestor| ancestor.starts_with(root)).try_for_each(sync_folder)
}

/// A file without its name yet, which goes away unless it gets one.
fn unfinished(folder: &FilePath) -> io::Result<NamedTempFile> {
    let make = || {
        fs::create_dir_all(folder)?;
        // Readable to whom the operator's umask lets: the data is open.
        let open = fs::Permissions::from_mode(0o666);
        tempfile::Builder::new().suffix(UNFINISHED).permissions(open).tempfile_in(folder)
    };
    match make() {
        // The folder's last file was just deleted, and the folder with it.
        Err(error) if error.kind() == io::ErrorKind::NotFound => make(),
        other => other,
    }
}

fn sync_folder(folder: &FilePath) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

fn put_error(target: &FilePath, error: io::Error) -> Error {
    let (path, exists) = (target.display().to_string(), error.kind() == io::ErrorKind::AlreadyExists);
    let source = Box::new(error);
    if exists { Error::AlreadyExists { path, source } } else { Error::Generic { store: "folder", source } }
}

#[async_trait]
impl ObjectStore for DurableFolder {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let (root, target) = (self.root.clone(), self.files.path_to_filesystem(location)?);
        let write =
            move || write(&root, &target, &payload, &options.mode).map_err(|error| put_error(&target, error));
        tokio::task::spawn_blocking(write).await??;
        Ok(PutResult { e_tag: None, version: None })
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        Err(Error::NotImplemented { operation: "upload in parts".into(), implementer: self.to_string() })
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        self.files.get_opts(location, options).await
    }

    async fn get_ranges(&self, location: &Path, ranges: &[Range<u64>]) -> Result<Vec<bytes::Bytes>> {
        self.files.get_ranges(location, ranges).await
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        self.files.delete_stream(locations)
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        self.files.list(prefix)
    }

    async fn list_with_delimiter(&self, prefix: Option<&Path>) -> Result<ListResult> {
        self.files.list_with_delimiter(prefix).await
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        Err(Error::NotImplemented { operation: "copy".into(), implementer: self.to_string() })
    }
}

impl fmt::Display for DurableFolder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "folder {}", self.root.display())
    }
}

#[cfg(test)]
mod tests {
    use object_store::ObjectStoreExt as _;

    use super::*;

    fn folder() -> (tempfile::TempDir, DurableFolder) {
        let place = tempfile::tempdir().unwrap();
        let folder = DurableFolder::open(&place.path().join("lake")).unwrap();
        (place, folder)
    }

    #[tokio::test]
    async fn a_name_is_given_once() {
        let (_place, folder) = folder();
        let (path, create) = (Path::from("manifest/1.json"), PutOptions::from(PutMode::Create));
        folder.put_opts(&path, "first".into(), create.clone()).await.unwrap();
        let second = folder.put_opts(&path, "second".into(), create).await;
        assert!(matches!(second, Err(Error::AlreadyExists { .. })), "{second:?}");
        assert_eq!(folder.get(&path).await.unwrap().bytes().await.unwrap(), "first");
    }

    #[tokio::test]
    async fn nothing_stays_beside_a_file_and_no_empty_folder_after_it() {
        let (place, folder) = folder();
        let path = Path::from("events/site=s_1/day=2026-11-01/1-0.parquet");
        folder.put_opts(&path, "rows".into(), PutOptions::default()).await.unwrap();
        let day = place.path().join("lake/events/site=s_1/day=2026-11-01");
        assert_eq!(fs::read_dir(&day).unwrap().count(), 1);
        folder.delete(&path).await.unwrap();
        assert!(!day.exists());
    }
}
