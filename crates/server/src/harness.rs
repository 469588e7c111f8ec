//! A whole server without a network for the tests of this crate: the router over a real runtime on a folder of its own.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderName, Request, header};
use axum::response::Response;
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusRecorder};
use serde_json::{Value, json as object};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

use kizukai_model::time::ManualClock;
use kizukai_model::{Span, Timestamp};
use kizukai_runtime::{Actor, Keys, NewMember, OpenedSession, Options, RandomFresh, Role, Runtime, init};

use crate::{App, Parts, Settings, router, session_cookie};

/// When all tests happen: 2026-11-22 12:00 in Tokyo.
const NOW: Timestamp = Timestamp::from_ms(1_795_316_400_000);

/// The secret of the command line on the same machine.
pub(crate) const LOCAL_TOKEN: &str = "local-secret";

pub(crate) struct Harness {
    pub(crate) keys: Keys,
    pub(crate) runtime: Runtime,
    app: App,
    router: Router,
    recorder: PrometheusRecorder,
    stop: watch::Sender<bool>,
    clock: Arc<ManualClock>,
    _folder: TempDir,
}

/// A campaign that greets everybody on every page.
pub(crate) fn greeting() -> Value {
    object!({
        "kind": "campaign", "key": "greeting", "name": "ごあいさつ", "status": "running",
        "trigger": {"on": "signal", "name": "page_view"},
        "arms": [{"key": "hello", "weight": 1, "scenario": {"start": "hello", "steps": {"hello": {
            "type": "message", "format": "corner", "title": "いらっしゃいませ", "body": "ご用があればお呼びください",
            "choices": [{"key": "ok", "label": "わかりました", "next": "end"}], "on_close": "end",
        }}}}],
        "control": 0,
    })
}

/// A member's browser: a session in it, and the token that belongs to it.
pub(crate) struct Browser {
    pub(crate) member: u64,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

/// The password of every member of these tests.
pub(crate) const PASSWORD: &str = "correct horse";

impl Harness {
    /// The first member's browser: the owner of all sites.
    pub(crate) async fn owner(&self) -> Browser {
        let owner = NewMember {
            email: "owner@shop.example".to_owned(),
            name: "大谷".to_owned(),
            password: PASSWORD.to_owned(),
        };
        Self::browser(&self.runtime.set_up(owner, None, "Firefox").await.unwrap())
    }

    /// The browser of somebody new with that role in the site of `keys`.
    pub(crate) async fn member(&self, role: Role) -> Browser {
        let site = self.keys.site_id.as_str().into();
        let (_, secret) = self.runtime.invite(&site, role, None, &Actor::local()).await.unwrap();
        let new = NewMember {
            email: format!("{}@shop.example", role.name()),
            name: role.name().to_owned(),
            password: PASSWORD.to_owned(),
        };
        Self::browser(&self.runtime.follow_invitation(&secret, new, "Firefox").await.unwrap().1)
    }

    fn browser(opened: &OpenedSession) -> Browser {
        Browser {
            member: opened.member,
            cookie: format!("kizukai_session={}", opened.secret),
            csrf: session_cookie::csrf_of(&opened.secret),
        }
    }

    /// Asks as the console does.
    pub(crate) fn ask_as<'a>(
        &'a self,
        browser: &Browser,
        method: &str,
        path: &str,
        body: &Value,
    ) -> impl Future<Output = Response> + use<'a> {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::COOKIE, &browser.cookie)
            .header(session_cookie::CSRF_HEADER, &browser.csrf)
            .header("kizukai-site", &self.keys.site_id);
        self.send(request.body(body.to_string().into()).unwrap())
    }

    pub(crate) fn start() -> Self {
        Self::with_other_sites(0)
    }

    /// With more sites in the same folder than the one of `keys`.
    pub(crate) fn with_other_sites(others: usize) -> Self {
        Self::built(others, Settings::default(), Router::new())
    }

    /// With further paths.
    pub(crate) fn with_paths(inside: Router<App>) -> Self {
        Self::built(0, Settings::default(), inside)
    }

    /// With settings of its own.
    pub(crate) fn with_settings(settings: Settings) -> Self {
        Self::built(0, settings, Router::new())
    }

    fn built(others: usize, settings: Settings, inside: Router<App>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(NOW));
        let new_site = |name| init(folder.path(), name, &*clock, &RandomFresh).unwrap();
        let keys = new_site("試しのお店");
        (0..others).for_each(|_| drop(new_site("もう一つのお店")));
        let options = Options { clock: clock.clone(), ..Options::new(folder.path()) };
        let runtime = Runtime::open(options).unwrap();
        let recorder = PrometheusBuilder::new().build_recorder();
        let (stop, stopping) = watch::channel(false);
        let app = App::new(Parts {
            runtime: runtime.clone(),
            clock: clock.clone(),
            metrics: recorder.handle(),
            local_token: Some(LOCAL_TOKEN.to_owned()),
            stopping,
            settings,
        });
        Self {
            keys,
            runtime,
            router: router(app.clone(), inside),
            app,
            recorder,
            stop,
            clock,
            _folder: folder,
        }
    }

    /// What handlers get.
    pub(crate) fn app(&self) -> &App {
        &self.app
    }

    /// Collects this test's figures as long as the guard lives.
    pub(crate) fn record(&self) -> metrics::LocalRecorderGuard<'_> {
        metrics::set_default_local_recorder(&self.recorder)
    }

    /// Lets a moment pass.
    pub(crate) fn pass_a_second(&self) {
        self.clock.advance(Span::from_secs(1));
    }

    /// Lets so much time pass.
    pub(crate) fn pass(&self, time: Span) {
        self.clock.advance(time);
    }

    /// Tells the server that it is stopping.
    pub(crate) fn stop_serving(&self) {
        self.stop.send_replace(true);
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    pub(crate) async fn publish_greeting(&self) {
        let site = self.put("/api/site", &object!({"holdout": 0})).await;
        assert_eq!(site.status(), 200, "{}", text(site).await);
        let published = self.put("/api/campaigns/greeting", &greeting()).await;
        assert_eq!(published.status(), 200, "{}", text(published).await);
    }

    /// Decides, with the site's write key added to the body.
    pub(crate) async fn decide(&self, body: &Value) -> Response {
        let mut body = body.clone();
        body["writeKey"] = self.keys.write_key.as_str().into();
        self.decide_raw(&[], body.to_string().into_bytes()).await
    }

    pub(crate) async fn decide_raw(&self, headers: &[(HeaderName, &str)], body: Vec<u8>) -> Response {
        let request = Request::post("/v1/decide");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(name, *value));
        self.send(request.body(body.into()).unwrap()).await
    }

    pub(crate) async fn get(&self, path: &str) -> Response {
        self.ask("GET", path, None, Vec::new()).await
    }

    pub(crate) async fn get_without_key(&self, path: &str) -> Response {
        self.send(Request::get(path).body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Response {
        self.ask("DELETE", path, None, Vec::new()).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Response {
        self.ask("PUT", path, Some("application/json"), body.to_string().into_bytes()).await
    }

    pub(crate) async fn put_text(&self, path: &str, content_type: &str, body: &str) -> Response {
        self.ask("PUT", path, Some(content_type), body.as_bytes().to_vec()).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Response {
        self.ask("PATCH", path, Some("application/json"), body.to_string().into_bytes()).await
    }

    pub(crate) async fn post_json(&self, path: &str, body: &Value) -> Response {
        self.post(path, "application/json", body.to_string().into_bytes()).await
    }

    pub(crate) async fn post_text(&self, path: &str, content_type: &str, body: &str) -> Response {
        self.post(path, content_type, body.as_bytes().to_vec()).await
    }

    pub(crate) async fn post(&self, path: &str, content_type: &str, body: Vec<u8>) -> Response {
        self.ask("POST", path, Some(content_type), body).await
    }

    /// A new secret ingest key of the site.
    pub(crate) async fn ingest_key(&self) -> String {
        let made = json(self.post_json("/api/keys", &object!({"kind": "ingest"})).await).await;
        made["secret"].as_str().unwrap().to_owned()
    }

    async fn ask(&self, method: &str, path: &str, content_type: Option<&str>, body: Vec<u8>) -> Response {
        let key = format!("Bearer {}", self.keys.api_key);
        let mut request = Request::builder().method(method).uri(path).header(header::AUTHORIZATION, key);
        if let Some(content_type) = content_type {
            request = request.header(header::CONTENT_TYPE, content_type);
        }
        self.send(request.body(body.into()).unwrap()).await
    }
}

/// The body as text.
pub(crate) async fn text(response: Response) -> String {
    let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The body as JSON.
pub(crate) async fn json(response: Response) -> Value {
    let text = text(response).await;
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}
