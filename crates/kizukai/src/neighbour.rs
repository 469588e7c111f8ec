//! The server that already runs on a data folder, found by the note it left in the lock file.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::path::Path;

use anyhow::Context;
use serde::{Deserialize, Serialize};

use kizukai_runtime::{Options, Runtime, RuntimeError};
use kizukai_store::StoreError;

/// What a server writes into the lock file of its folder. Only the folder's owner can read it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Note {
    /// Where it can be reached from this machine.
    pub(crate) address: SocketAddr,
    /// A secret that opens every site of this server.
    pub(crate) token: String,
    /// Where members reach it, where that is not `address`.
    #[serde(default)]
    pub(crate) public_origin: Option<String>,
    /// Its process id, for people.
    pub(crate) process: u32,
}

/// Who has the folder.
pub(crate) enum Holder {
    /// We do, now.
    Us(Runtime),
    /// A running server.
    Server(Note),
}

impl Note {
    /// The note of a server that listens at `bound`.
    pub(crate) fn new(bound: SocketAddr, token: String, public_origin: Option<String>) -> Self {
        let reachable = match bound.ip() {
            IpAddr::V4(address) if address.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
            IpAddr::V6(address) if address.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
            address => address,
        };
        let address = SocketAddr::new(reachable, bound.port());
        Self { address, token, public_origin, process: std::process::id() }
    }

    /// The origin under which members reach it.
    pub(crate) fn origin(&self) -> String {
        self.public_origin.clone().unwrap_or_else(|| format!("http://{}", self.address))
    }

    /// Leaves the note in the lock file, readable by its owner alone.
    pub(crate) fn leave(&self, runtime: &Runtime, data: &Path) -> anyhow::Result<()> {
        let Some(lock) = runtime.lock() else { return Ok(()) };
        restrict(&data.join("lock"))?;
        lock.write_note(&serde_json::to_string(self)?).context("cannot write into the lock file")
    }
}

/// Opens the folder, or finds the server that holds it. The folder must hold a site.
pub(crate) fn find(data: &Path) -> anyhow::Result<Holder> {
    anyhow::ensure!(
        data.join("catalog.db").exists(),
        "{} is no data folder; make one with `kizukai init`",
        data.display()
    );
    match Runtime::open(Options::new(data)) {
        Ok(runtime) => Ok(Holder::Us(runtime)),
        Err(RuntimeError::Store(StoreError::Locked { note, .. })) => {
            read(note.as_deref(), data).map(Holder::Server)
        }
        Err(error) => Err(opening(data, error)),
    }
}

/// Opens the folder for this process alone.
pub(crate) fn open(options: Options) -> anyhow::Result<Runtime> {
    let data = options.data_dir.clone();
    Runtime::open(options).map_err(|error| opening(&data, error))
}

/// Why a folder cannot be opened, for people. A note holds a secret, so it is never printed as it is.
pub(crate) fn opening(data: &Path, error: RuntimeError) -> anyhow::Error {
    let RuntimeError::Store(StoreError::Locked { note, .. }) = error else {
        return anyhow::Error::new(error).context(format!("cannot open {}", data.display()));
    };
    match read(note.as_deref(), data) {
        Ok(note) => anyhow::anyhow!(
            "{} is served by process {} at http://{}",
            data.display(),
            note.process,
            note.address
        ),
        Err(error) => error,
    }
}

/// Who holds a folder that is locked, for people.
pub(crate) fn holder(data: &Path) -> String {
    let note = kizukai_store::sqlite::read_note(data).ok().flatten();
    match read(note.as_deref(), data) {
        Ok(note) => format!("process {} serves the folder at http://{}", note.process, note.address),
        Err(error) => error.to_string(),
    }
}

fn read(note: Option<&str>, data: &Path) -> anyhow::Result<Note> {
    let note = note.and_then(|note| serde_json::from_str(note).ok());
    note.with_context(|| format!("{} is in use by another process", data.display()))
}

#[cfg(unix)]
fn restrict(file: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let owner_only = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(file, owner_only).with_context(|| format!("cannot protect {}", file.display()))
}

#[cfg(not(unix))]
fn restrict(_file: &Path) -> anyhow::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_server_on_all_addresses_is_reached_on_this_machine() {
        for (bound, reachable) in
            [("0.0.0.0:80", "127.0.0.1:80"), ("[::]:80", "[::1]:80"), ("192.0.2.1:80", "192.0.2.1:80")]
        {
            assert_eq!(Note::new(bound.parse().unwrap(), "t".into(), None).address.to_string(), reachable);
        }
    }

    #[test]
    fn a_folder_that_is_none_is_not_made() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        assert!(find(&missing).is_err());
        assert!(!missing.exists());
    }
}
