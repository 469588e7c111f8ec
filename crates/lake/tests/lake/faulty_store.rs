//! An object store that fails once, at a chosen operation.

use std::fmt;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use async_trait::async_trait;
use futures_util::stream::BoxStream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use object_store::path::Path;
use object_store::{
    CopyOptions, Error, GetOptions, GetResult, ListResult, MultipartUpload, ObjectMeta, ObjectStore,
    PutMultipartOptions, PutOptions, PutPayload, PutResult, Result,
};

/// In which way it fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The operation does not happen.
    Refuse,
    /// It happens, and nobody hears of it.
    LoseAnswer,
    /// It does not happen, nor does any other until somebody goes on.
    Stop,
    /// A put fails, and happens later: when the next put is made, just before it.
    ArriveLate,
}

type Late = (Path, PutPayload, PutOptions);

#[derive(Debug)]
pub(crate) struct FaultyStore {
    disk: Arc<dyn ObjectStore>,
    fault: Fault,
    at: u64,
    done: AtomicU64,
    stopped: AtomicBool,
    late: Mutex<Option<Late>>,
}

impl FaultyStore {
    pub(crate) fn new(disk: Arc<dyn ObjectStore>, fault: Fault, at: u64) -> Self {
        let (done, stopped) = (AtomicU64::new(0), AtomicBool::new(false));
        Self { disk, fault, at, done, stopped, late: Mutex::new(None) }
    }

    /// Whether the chosen operation has come.
    pub(crate) fn has_failed(&self) -> bool {
        self.done.load(Ordering::SeqCst) > self.at
    }

    /// Works again, after a stop.
    pub(crate) fn go_on(&self) {
        self.stopped.store(false, Ordering::SeqCst);
    }

    /// Whether this operation is the chosen one.
    fn fails(&self) -> Result<bool> {
        if self.stopped.load(Ordering::SeqCst) {
            return Err(lost());
        }
        let chosen = self.done.fetch_add(1, Ordering::SeqCst) == self.at;
        match self.fault {
            Fault::Refuse if chosen => Err(lost()),
            Fault::Stop if chosen => {
                self.stopped.store(true, Ordering::SeqCst);
                Err(lost())
            }
            _ => Ok(chosen),
        }
    }
}

fn lost() -> Error {
    Error::Generic { store: "faulty", source: "lost".into() }
}

#[async_trait]
impl ObjectStore for FaultyStore {
    async fn put_opts(&self, location: &Path, payload: PutPayload, options: PutOptions) -> Result<PutResult> {
        let late = self.late.lock().unwrap().take();
        if let Some((location, payload, options)) = late {
            let _ = self.disk.put_opts(&location, payload, options).await;
        }
        let chosen = self.fails()?;
        if chosen && self.fault == Fault::ArriveLate {
            *self.late.lock().unwrap() = Some((location.clone(), payload, options));
            return Err(lost());
        }
        let done = self.disk.put_opts(location, payload, options).await;
        if chosen { Err(lost()) } else { done }
    }

    async fn put_multipart_opts(&self, _: &Path, _: PutMultipartOptions) -> Result<Box<dyn MultipartUpload>> {
        unreachable!("the lake puts whole files")
    }

    async fn get_opts(&self, location: &Path, options: GetOptions) -> Result<GetResult> {
        let chosen = self.fails()?;
        let done = self.disk.get_opts(location, options).await;
        if chosen { Err(lost()) } else { done }
    }

    fn delete_stream(&self, locations: BoxStream<'static, Result<Path>>) -> BoxStream<'static, Result<Path>> {
        let chosen = match self.fails() {
            Ok(chosen) => chosen,
            Err(error) => return stream::once(async { Err(error) }).boxed(),
        };
        let done = self.disk.delete_stream(locations);
        if chosen { done.and_then(async |_| Err(lost())).boxed() } else { done }
    }

    fn list(&self, prefix: Option<&Path>) -> BoxStream<'static, Result<ObjectMeta>> {
        match self.fails() {
            Ok(false) => self.disk.list(prefix),
            _ => stream::once(async { Err(lost()) }).boxed(),
        }
    }

    async fn list_with_delimiter(&self, _: Option<&Path>) -> Result<ListResult> {
        unreachable!("the lake lists all of a folder")
    }

    async fn copy_opts(&self, _: &Path, _: &Path, _: CopyOptions) -> Result<()> {
        unreachable!("the lake copies nothing")
    }
}

impl fmt::Display for FaultyStore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("faulty store")
    }
}
