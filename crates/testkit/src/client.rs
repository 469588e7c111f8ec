//! One keep-alive connection to a server, as a tag or an admin tool holds it.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HOST};
use hyper::{HeaderMap, Request, Response};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long one request may take, a thousand others beside it, in a debug build.
const ANSWER: Duration = Duration::from_secs(60);

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Answer {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// The body as JSON of an answer that must be 200.
    ///
    /// # Errors
    /// When it is not; with what was answered.
    pub fn ok(&self) -> Result<Value> {
        let text = String::from_utf8_lossy(&self.body);
        ensure!(self.status == 200, "answered {}: {text}", self.status);
        serde_json::from_slice(&self.body).with_context(|| format!("not JSON: {text}"))
    }
}

/// One connection at a time, opened when first needed and again after it broke.
#[derive(Debug)]
pub struct Client {
    address: SocketAddr,
    write_key: String,
    api_key: String,
    open: Option<SendRequest<Full<Bytes>>>,
}

impl Client {
    /// To a server without keys.
    pub const fn new(address: SocketAddr) -> Self {
        Self { address, write_key: String::new(), api_key: String::new(), open: None }
    }

    /// With a shop's keys.
    #[must_use]
    pub fn with_keys(mut self, write_key: &str, api_key: &str) -> Self {
        (self.write_key, self.api_key) = (write_key.to_owned(), api_key.to_owned());
        self
    }

    /// Opens the connection now, so that the next request is nothing but a request.
    ///
    /// # Errors
    /// When nobody answers there.
    pub async fn connect(&mut self) -> Result<()> {
        self.connection().await.map(drop)
    }

    /// Decides, with the write key put into the body.
    ///
    /// # Errors
    /// When no answer comes. Any status is an answer.
    pub async fn decide(&mut self, body: &Value) -> Result<Answer> {
        let mut body = body.clone();
        body["writeKey"] = self.write_key.as_str().into();
        self.post("/v1/decide", "application/json", body.to_string()).await
    }

    /// Posts a body as it is.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn post(&mut self, path: &str, content_type: &str, body: impl Into<Bytes>) -> Result<Answer> {
        self.ask("POST", path, &[(CONTENT_TYPE.as_str(), content_type)], body).await
    }

    /// Publishes a text (`/api/site`, `/api/campaigns/{key}`, `/api/segments/{key}`), which must be taken.
    ///
    /// # Errors
    /// When it is refused; with the reasons.
    pub async fn publish(&mut self, path: &str, text: &Value) -> Result<Value> {
        let json = [(CONTENT_TYPE.as_str(), "application/json")];
        let answer = self.ask("PUT", path, &json, text.to_string()).await?;
        answer.ok().with_context(|| format!("{path} is not published"))
    }

    /// Reads a path.
    ///
    /// # Errors
    /// When no answer comes.
    pub async fn get(&mut self, path: &str) -> Result<Answer> {
        self.ask("GET", path, &[], Bytes::new()).await
    }

    /// The profile an id leads to, by a device's id.
    ///
    /// # Errors
    /// When there is none.
    pub async fn profile(&mut self, anonymous_id: &str) -> Result<Value> {
        let answer = self.get(&format!("/api/profiles/{anonymous_id}?kind=anonymous")).await?;
        answer.ok().with_context(|| format!("the profile of {anonymous_id}"))
    }

    /// The whole history of the profile a device's id leads to, newest first.
    ///
    /// # Errors
    /// When there is none, or it does not end.
    pub async fn history(&mut self, anonymous_id: &str) -> Result<Vec<Value>> {
        let path = format!("/api/profiles/{anonymous_id}/events?kind=anonymous&limit=500");
        let mut rows = Vec::new();
        let mut next = String::new();
        for _ in 0..1_000 {
            let page = self.get(&format!("{path}{next}")).await?.ok()?;
            rows.extend(page["events"].as_array().context("`events` is a list")?.iter().cloned());
            match page["next"].as_str() {
                Some(cursor) => next = format!("&before={cursor}"),
                None => return Ok(rows),
            }
        }
        anyhow::bail!("the history of {anonymous_id} does not end")
    }

    /// Sends anything, with the API key unless another `authorization` is given.
    ///
    /// # Errors
    /// When no answer comes in time.
    pub async fn ask(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Answer> {
        let mut request = Request::builder().method(method).uri(path).header(HOST, self.address.to_string());
        if !self.api_key.is_empty() && headers.iter().all(|(name, _)| *name != AUTHORIZATION.as_str()) {
            request = request.header(AUTHORIZATION, format!("Bearer {}", self.api_key));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Full::new(body.into()))?;
        let sent = timeout(ANSWER, self.exchange(request)).await.context("no answer in time");
        let answer = sent.and_then(|answer| answer);
        if answer.is_err() {
            self.open = None;
        }
        answer.with_context(|| format!("{method} {path}"))
    }

    async fn exchange(&mut self, request: Request<Full<Bytes>>) -> Result<Answer> {
        let response = self.connection().await?.send_request(request).await?;
        let (head, body) = Response::into_parts(response);
        let body = body.collect().await?.to_bytes();
        Ok(Answer { status: head.status.as_u16(), headers: head.headers, body })
    }

    async fn connection(&mut self) -> Result<&mut SendRequest<Full<Bytes>>> {
        let is_usable = match &mut self.open {
            Some(open) => open.ready().await.is_ok(),
            None => false,
        };
        if !is_usable {
            let stream = TcpStream::connect(self.address).await?;
            stream.set_nodelay(true)?;
            let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
            // Ends with the connection; what went wrong is told to whoever waits for an answer.
            tokio::spawn(async move { drop(connection.await) });
            self.open = Some(sender);
        }
        self.open.as_mut().context("a connection was opened")
    }
}
