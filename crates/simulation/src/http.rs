//! The shop's door: `POST /v1/decide` over keep-alive connections.

use std::net::SocketAddr;
use std::time::Duration;

use http_body_util::{BodyExt, Full};
use hyper::Response;
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use crate::reply::Reply;
use crate::request::Request;

/// How long one answer may take, on a busy machine.
const ANSWER: Duration = Duration::from_secs(30);

/// Requests on their way at once.
pub const CONNECTIONS: usize = 16;

/// Why a visitor got no answer.
#[derive(Debug, thiserror::Error)]
pub enum DoorError {
    /// Nobody is there, or the connection broke.
    #[error("the shop cannot be reached: {0}")]
    Unreachable(String),
    /// The answer took too long.
    #[error("no answer within {} s", ANSWER.as_secs())]
    TooSlow,
    /// Something other than a decision was answered.
    #[error("the shop answered {status}: {text}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What it said, shortened.
        text: String,
    },
}

/// Where the shop is, and under which key.
#[derive(Clone, Debug)]
pub struct Address {
    /// Where it listens.
    pub socket: SocketAddr,
    /// The site's public write key.
    pub write_key: String,
}

/// One connection, opened when first needed and again after it broke.
#[derive(Debug)]
pub struct Door {
    address: Address,
    origin: String,
    open: Option<SendRequest<Full<Bytes>>>,
}

impl Door {
    /// A door of the shop.
    pub fn new(address: Address) -> Self {
        let origin = format!("http://{}", address.socket);
        Self { address, origin, open: None }
    }

    /// Makes one request.
    ///
    /// # Errors
    /// When there is no answer, or one that is no decision. A connection that the server closed in between is opened
    /// again once.
    pub async fn decide(&mut self, request: &Request) -> Result<Reply, DoorError> {
        let body = Bytes::from(request.to_json(&self.address.write_key, &self.origin).to_string());
        let was_open = self.open.is_some();
        match self.send(body.clone()).await {
            Err(DoorError::Unreachable(_)) if was_open => self.send(body).await,
            answered => answered,
        }
    }

    async fn send(&mut self, body: Bytes) -> Result<Reply, DoorError> {
        let sent = match timeout(ANSWER, self.exchange(body)).await {
            Ok(sent) => sent,
            Err(_) => Err(DoorError::TooSlow),
        };
        if sent.is_err() {
            self.open = None;
        }
        let (status, body) = sent?;
        let refused = |text: &str| DoorError::Refused { status, text: text.chars().take(300).collect() };
        if status != 200 {
            return Err(refused(&String::from_utf8_lossy(&body)));
        }
        serde_json::from_slice(&body).map_err(|error| refused(&error.to_string()))
    }

    async fn exchange(&mut self, body: Bytes) -> Result<(u16, Bytes), DoorError> {
        let request = hyper::Request::post("/v1/decide")
            .header(HOST, self.address.socket.to_string())
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(body))
            .map_err(unreachable)?;
        let response = self.connection().await?.send_request(request).await.map_err(unreachable)?;
        let (head, body) = Response::into_parts(response);
        let body = body.collect().await.map_err(unreachable)?.to_bytes();
        Ok((head.status.as_u16(), body))
    }

    async fn connection(&mut self) -> Result<&mut SendRequest<Full<Bytes>>, DoorError> {
        let usable = match &mut self.open {
            Some(open) => open.ready().await.is_ok(),
            None => false,
        };
        if !usable {
            let stream = TcpStream::connect(self.address.socket).await.map_err(unreachable)?;
            stream.set_nodelay(true).map_err(unreachable)?;
            let (send, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(unreachable)?;
            // Ends with the connection; why is told by the next request.
            tokio::spawn(connection);
            self.open = Some(send);
        }
        Ok(self.open.as_mut().expect("it was opened just now"))
    }
}

fn unreachable(error: impl std::fmt::Display) -> DoorError {
    DoorError::Unreachable(error.to_string())
}

/// Several doors, for requests side by side.
#[derive(Debug)]
pub struct Doors {
    idle: Vec<Door>,
}

impl Doors {
    /// [`CONNECTIONS`] of them.
    pub fn new(address: &Address) -> Self {
        Self { idle: (0..CONNECTIONS).map(|_| Door::new(address.clone())).collect() }
    }

    /// Makes all requests, and answers in the order of the visitors' numbers.
    ///
    /// # Errors
    /// The first that got no answer.
    pub async fn decide_all(
        &mut self,
        requests: Vec<(u64, Request)>,
    ) -> Result<Vec<(u64, Reply)>, DoorError> {
        let mut waiting = requests.into_iter();
        let mut under_way = JoinSet::new();
        let mut replies = Vec::with_capacity(waiting.len());
        loop {
            while let Some(mut door) = self.idle.pop() {
                let Some((number, request)) = waiting.next() else {
                    self.idle.push(door);
                    break;
                };
                under_way.spawn(async move {
                    let reply = door.decide(&request).await;
                    (door, number, reply)
                });
            }
            let Some(done) = under_way.join_next().await else { break };
            let (door, number, reply) = done.map_err(unreachable)?;
            self.idle.push(door);
            replies.push((number, reply?));
        }
        replies.sort_unstable_by_key(|(number, _)| *number);
        Ok(replies)
    }
}
