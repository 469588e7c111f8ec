//! A connection over which bytes are sent by hand.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr};

use anyhow::{Context, Result, bail};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use crate::PATIENCE;

/// Bytes of an answer that is no longer read.
const ANSWER_MOST: usize = 64 * 1024;

pub(crate) struct Raw(TcpStream);

impl Raw {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        Ok(Self(TcpStream::connect(address).await?))
    }

    /// From another address of this machine.
    pub(crate) async fn open_from(own: IpAddr, address: SocketAddr) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((own, 0).into())?;
        Ok(Self(socket.connect(address).await?))
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) -> Result<()> {
        timeout(PATIENCE, self.0.write_all(bytes)).await?.context("sending by hand")
    }

    /// Sends one byte more; whether the server still listens.
    pub(crate) fn trickle(&mut self) -> bool {
        let closed = |kind| !matches!(kind, ErrorKind::WouldBlock | ErrorKind::Interrupted);
        let is_open = match self.0.try_read(&mut [0; 512]) {
            Ok(bytes) => bytes > 0,
            Err(error) => !closed(error.kind()),
        };
        is_open && self.0.try_write(b"a").map_or_else(|error| !closed(error.kind()), |_| true)
    }

    /// Waits until the server closes it; answers what it said before.
    pub(crate) async fn until_closed(&mut self) -> Result<Vec<u8>> {
        let mut said = Vec::new();
        let mut part = [0; 4_096];
        while said.len() < ANSWER_MOST {
            match timeout(PATIENCE, self.0.read(&mut part)).await.context("it stays open")? {
                Ok(0) => return Ok(said),
                Ok(bytes) => said.extend_from_slice(&part[..bytes]),
                Err(error) if error.kind() == ErrorKind::ConnectionReset => return Ok(said),
                Err(error) => return Err(error.into()),
            }
        }
        bail!("it says more and more")
    }

    /// Reads one answer: its status, and its body as JSON (null when it is none).
    pub(crate) async fn answer(&mut self) -> Result<(u16, Value)> {
        let mut said = Vec::new();
        let mut part = [0; 4_096];
        while said.len() < ANSWER_MOST {
            let bytes = timeout(PATIENCE, self.0.read(&mut part)).await.context("no answer")??;
            said.extend_from_slice(&part[..bytes]);
            if let Some(answer) = whole_answer(&said)? {
                return Ok(answer);
            }
            anyhow::ensure!(bytes > 0, "the connection ended within the answer {said:?}");
        }
        bail!("the answer does not end")
    }
}

/// The answer, once as many bytes have come as it says it has.
fn whole_answer(said: &[u8]) -> Result<Option<(u16, Value)>> {
    let mut headers = [httparse::EMPTY_HEADER; 64];
    let mut head = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(length) = head.parse(said)? else { return Ok(None) };
    let announced = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
    let announced = announced.context("an answer says how long it is")?;
    let announced: usize = std::str::from_utf8(announced.value)?.parse()?;
    let body = said[length..].get(..announced);
    let status = head.code.context("an answer has a status")?;
    Ok(body.map(|body| (status, serde_json::from_slice(body).unwrap_or_default())))
}
