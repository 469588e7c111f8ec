//! From a name to addresses, within a time.

use std::fmt;
use std::io;
use std::net::{SocketAddr, ToSocketAddrs as _};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// Who knows names. Tests hand in one of their own.
pub trait Lookup: fmt::Debug + Send + Sync + 'static {
    /// The addresses of a name, in the order in which to try them.
    fn addresses(&self, host: &str, port: u16, within: Duration) -> io::Result<Vec<SocketAddr>>;
}

/// The machine's own resolver.
///
/// It cannot be told how long to take, so that a thread asks it; one that comes too late is left to end by itself.
#[derive(Debug, Default, Clone, Copy)]
pub struct SystemLookup;

impl Lookup for SystemLookup {
    fn addresses(&self, host: &str, port: u16, within: Duration) -> io::Result<Vec<SocketAddr>> {
        let (answer, answered) = mpsc::sync_channel(1);
        let host = host.to_owned();
        thread::Builder::new().name("lookup".to_owned()).spawn(move || {
            let found = (host.as_str(), port).to_socket_addrs().map(Iterator::collect);
            // Nobody waits any more: there is nothing to tell.
            let _ = answer.send(found);
        })?;
        match answered.recv_timeout(within) {
            Ok(found) => found,
            Err(RecvTimeoutError::Timeout) => Err(io::ErrorKind::TimedOut.into()),
            Err(RecvTimeoutError::Disconnected) => Err(io::Error::other("the lookup broke off")),
        }
    }
}
