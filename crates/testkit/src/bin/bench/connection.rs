//! One keep-alive connection of the generator: bytes out, one answer in, as few instructions as that takes, because the
//! generator shares the machine with what it measures.

use std::net::SocketAddr;

use anyhow::{Context, Result, bail, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// Bytes of an answer, with its head.
const ANSWER_MOST: usize = 1024 * 1024;
/// Headers of an answer.
const HEADERS_MOST: usize = 32;

/// A connection and the answer it read last.
#[derive(Debug)]
pub(crate) struct Connection {
    stream: TcpStream,
    received: Vec<u8>,
    body_from: usize,
}

impl Connection {
    pub(crate) async fn open(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, received: Vec::with_capacity(16 * 1024), body_from: 0 })
    }

    /// Sends a whole request and reads the whole answer, which must be 200.
    pub(crate) async fn exchange(&mut self, request: &[u8]) -> Result<()> {
        self.received.clear();
        self.stream.write_all(request).await?;
        loop {
            let read = self.stream.read_buf(&mut self.received).await?;
            ensure!(read > 0, "the server closed the connection");
            if let Some((body_from, end)) = self.extent()?
                && self.received.len() >= end
            {
                ensure!(self.received.len() == end, "more than one answer");
                self.body_from = body_from;
                return Ok(());
            }
            ensure!(self.received.len() < ANSWER_MOST, "an answer does not end");
        }
    }

    /// The body of the answer read last.
    pub(crate) fn body(&self) -> &[u8] {
        &self.received[self.body_from..]
    }

    /// Where the answer's body begins and where it ends; None while the head is not complete.
    fn extent(&self) -> Result<Option<(usize, usize)>> {
        let mut headers = [httparse::EMPTY_HEADER; HEADERS_MOST];
        let mut head = httparse::Response::new(&mut headers);
        let httparse::Status::Complete(body_from) = head.parse(&self.received)? else { return Ok(None) };
        if head.code != Some(200) {
            bail!("answered {}", String::from_utf8_lossy(&self.received));
        }
        let length = head.headers.iter().find(|header| header.name.eq_ignore_ascii_case("content-length"));
        let length = length.context("an answer without a length")?;
        let length: usize = std::str::from_utf8(length.value)?.parse()?;
        Ok(Some((body_from, body_from + length)))
    }
}
