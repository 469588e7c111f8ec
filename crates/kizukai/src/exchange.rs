//! Asking the API: of a running server over the network, or of a router in this very process.
//!
//! Both speak the same requests, so that a command does the same whether a server runs or not.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use kizukai_runtime::Runtime;
use kizukai_server::{App, Parts};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::Value;
use tokio::sync::watch;
use tower::ServiceExt;

use kizukai_model::time::SystemClock;
use kizukai_runtime::{Fresh, RandomFresh};

use crate::neighbour::Note;

/// The largest answer that is read, in bytes.
const ANSWER_BYTES: usize = 64 * 1024 * 1024;

/// What can be asked.
pub(crate) enum Exchange {
    /// A running server.
    Server { agent: ureq::Agent, note: Note },
    /// A router over a runtime of our own.
    Inside { router: Router, token: String },
}

/// An answer.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    /// Whether it was done.
    pub(crate) const fn is_success(&self) -> bool {
        self.status >= 200 && self.status < 300
    }
}

impl Exchange {
    /// With a running server.
    pub(crate) fn with_server(note: Note) -> Self {
        let agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        Self::Server { agent, note }
    }

    /// With a runtime of our own.
    pub(crate) fn inside(runtime: Runtime) -> Self {
        let token = RandomFresh.secret();
        let app = App::new(Parts {
            runtime,
            clock: std::sync::Arc::new(SystemClock::default()),
            metrics: PrometheusBuilder::new().build_recorder().handle(),
            local_token: Some(token.clone()),
            stopping: watch::channel(false).1,
            settings: kizukai_server::Settings::default(),
        });
        Self::Inside { router: kizukai_server::router(app, Router::new()), token }
    }

    /// The origin under which members reach it, if a server runs.
    pub(crate) fn origin(&self) -> Option<String> {
        match self {
            Self::Server { note, .. } => Some(note.origin()),
            Self::Inside { .. } => None,
        }
    }

    /// Posts a body to a path of the admin API.
    pub(crate) async fn post(
        &self,
        path: &str,
        content_type: &str,
        site: Option<&str>,
        body: Vec<u8>,
    ) -> anyhow::Result<Answer> {
        match self {
            Self::Server { agent, note } => {
                let request = agent.post(address(note, path)).header("content-type", content_type);
                read(addressed(request, note, site).send(&body)?)
            }
            Self::Inside { router, token } => {
                let request = headed(Request::post(path), token, site);
                let request = request.header(header::CONTENT_TYPE, content_type).body(Body::from(body))?;
                inside(router, request).await
            }
        }
    }

    /// Reads a path of the admin API.
    pub(crate) async fn get(&self, path: &str, site: Option<&str>) -> anyhow::Result<Answer> {
        match self {
            Self::Server { agent, note } => {
                read(addressed(agent.get(address(note, path)), note, site).call()?)
            }
            Self::Inside { router, token } => {
                inside(router, headed(Request::get(path), token, site).body(Body::empty())?).await
            }
        }
    }
}

fn address(note: &Note, path: &str) -> String {
    format!("http://{}{path}", note.address)
}

fn addressed<B>(
    request: ureq::RequestBuilder<B>,
    note: &Note,
    site: Option<&str>,
) -> ureq::RequestBuilder<B> {
    let request = request.header("authorization", format!("Bearer {}", note.token));
    match site {
        Some(site) => request.header("kizukai-site", site),
        None => request,
    }
}

fn read(mut response: ureq::http::Response<ureq::Body>) -> anyhow::Result<Answer> {
    let status = response.status().as_u16();
    let text = response.body_mut().with_config().limit(ANSWER_BYTES as u64).read_to_string()?;
    Ok(Answer { status, body: serde_json::from_str(&text)? })
}

async fn inside(router: &Router, request: Request<Body>) -> anyhow::Result<Answer> {
    let response = router.clone().oneshot(request).await?;
    let status = response.status().as_u16();
    let bytes = to_bytes(response.into_body(), ANSWER_BYTES).await?;
    Ok(Answer { status, body: serde_json::from_slice(&bytes)? })
}

fn headed(
    request: axum::http::request::Builder,
    token: &str,
    site: Option<&str>,
) -> axum::http::request::Builder {
    let request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    match site {
        Some(site) => request.header("kizukai-site", site),
        None => request,
    }
}
