//! A shop inside the process: the real router over the real runtime on a folder of its own, without a network.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::Request;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::watch;
use tower::ServiceExt;

use kizukai_model::time::ManualClock;
use kizukai_model::{Span, Timestamp};
use kizukai_runtime::{Fresh, Keys, Options, Runtime, init};
use kizukai_server::{App, Parts, router};

/// When it begins: 2026-11-22 12:00 in Tokyo.
const BEGIN: Timestamp = Timestamp::from_ms(1_795_316_400_000);
/// Requests after which a new shop opens, so that memory and disk stay bounded over hours.
const REQUESTS_PER_SHOP: u64 = 20_000;
/// What the write key is called in the corpus; keys are secrets that count up here, so they differ by shop alone.
const WRITE_KEY: &str = "WRITE_KEY";

/// Ids that count up: a case does the same each time.
struct Counting(AtomicU64);

impl Fresh for Counting {
    fn id(&self) -> String {
        format!("fresh-{}", self.0.fetch_add(1, Ordering::Relaxed))
    }

    fn secret(&self) -> String {
        format!("{:064}", self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// The counter of a shop, where requests are handed in.
pub struct Counter {
    keys: Keys,
    router: Router,
    clock: Arc<ManualClock>,
    served: u64,
    tokio: tokio::runtime::Runtime,
    _stop: watch::Sender<bool>,
    _folder: TempDir,
}

/// What came back.
pub struct Reply {
    /// The HTTP status.
    pub status: u16,
    /// The body.
    pub body: Vec<u8>,
}

thread_local! {
    static OPEN: RefCell<Option<Counter>> = const { RefCell::new(None) };
}

impl Counter {
    /// Hands out this thread's shop; a new one when the last has served enough.
    pub fn of_this_thread(visit: impl FnOnce(&mut Self)) {
        OPEN.with_borrow_mut(|open| {
            if open.as_ref().is_some_and(|counter| counter.served >= REQUESTS_PER_SHOP) {
                *open = None;
            }
            visit(open.get_or_insert_with(Self::open));
        });
    }

    fn open() -> Self {
        let tokio =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("threads exist");
        let folder = tempfile::tempdir().expect("there is room for a folder");
        let clock = Arc::new(ManualClock::at(BEGIN));
        let fresh = Arc::new(Counting(AtomicU64::new(1)));
        let keys = init(folder.path(), "試しのお店", &*clock, &*fresh).expect("the folder is empty");
        let mut options = Options::new(folder.path());
        options.clock = clock.clone();
        options.fresh = fresh;
        let runtime = Runtime::open(options).expect("the folder is fresh");
        let (stop, stopping) = watch::channel(false);
        let app = App::new(Parts {
            runtime,
            clock: clock.clone(),
            metrics: PrometheusBuilder::new().build_recorder().handle(),
            local_token: None,
            stopping,
            settings: kizukai_server::Settings::default(),
        });
        let router = router(app, Router::new());
        let mut counter = Self { keys, router, clock, served: 0, tokio, _stop: stop, _folder: folder };
        counter.publish();
        counter
    }

    fn publish(&mut self) {
        for (path, text) in texts() {
            let authorization = format!("Bearer {}", self.keys.api_key);
            let request = Request::put(path)
                .header("authorization", authorization)
                .header("content-type", "application/json")
                .body(text.to_string().into())
                .expect("a good request");
            let reply = self.send(request);
            assert_eq!(reply.status, 200, "{path}: {}", String::from_utf8_lossy(&reply.body));
        }
    }

    /// Sends a request and takes the whole answer. Time goes on a little with each.
    pub fn send(&mut self, request: Request<Body>) -> Reply {
        self.served += 1;
        self.clock.advance(Span::from_ms(250));
        let router = self.router.clone();
        self.tokio.block_on(async move {
            let response = router.oneshot(request).await.expect("the router always answers");
            let status = response.status().as_u16();
            let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body without a network");
            Reply { status, body: body.to_vec() }
        })
    }

    /// Sends a request of the shop's own systems.
    pub fn ask(&mut self, path: &str) -> Reply {
        let authorization = format!("Bearer {}", self.keys.api_key);
        let request = Request::get(path).header("authorization", authorization).body(Body::empty());
        self.send(request.expect("a good request"))
    }

    /// Text with the site's write key in place of its name in the corpus.
    pub fn with_key(&self, text: &str) -> String {
        text.replace(WRITE_KEY, &self.keys.write_key)
    }
}

/// A shop in which much can happen: something armed, a dialogue that waits and branches, a question of each kind.
fn texts() -> Vec<(&'static str, Value)> {
    let ask = json!({"start": "ask", "steps": {
        "ask": {"type": "question", "format": "corner", "answer": "single", "title": "お困りですか", "save_as": "need",
            "body": "{{ traits.name | default('お客様') }}、ご用ですか",
            "choices": [{"key": "yes", "label": "はい", "next": "tell"}, {"key": "later", "label": "あとで", "next": "rest"}]},
        "tell": {"type": "question", "format": "corner", "answer": "text", "title": "どうぞ", "next": "rate"},
        "rate": {"type": "question", "format": "corner", "answer": "rating", "title": "いかがでしたか", "next": "end"},
        "rest": {"type": "wait", "for": "1m", "next": "fork"},
        "fork": {"type": "branch", "cases": [{"when": {"cart.quantity": {"$gt": 0}}, "next": "tell"}], "else": "end"}}});
    let note = json!({"start": "note", "steps": {"note": {"type": "message", "format": "inline", "selector": "#place",
        "title": "送料", "body": "5,000円以上で無料です"}}});
    vec![
        ("/api/site", json!({"holdout": 0})),
        (
            "/api/segments/lately",
            json!({"kind": "segment", "key": "lately", "name": "最近",
            "condition": {"$event": {"name": "Cart Viewed", "within": "1h", "count": {"$gte": 1}}}}),
        ),
        (
            "/api/campaigns/ask",
            json!({"kind": "campaign", "key": "ask", "name": "声かけ", "status": "running",
            "trigger": {"on": "signal", "name": "page_view"}, "control": 20,
            "goal": {"event": "Order Completed", "within": "7d", "value": "properties.revenue"},
            "arms": [{"key": "a", "weight": 1, "scenario": ask}]}),
        ),
        (
            "/api/campaigns/note",
            json!({"kind": "campaign", "key": "note", "name": "送料", "status": "running",
            "trigger": {"on": "event", "name": "Cart Viewed"}, "control": 0,
            "audience": {"$not": {"$segment": "lately"}}, "arms": [{"key": "a", "weight": 1, "scenario": note}]}),
        ),
        (
            "/api/campaigns/armed",
            json!({"kind": "campaign", "key": "armed", "name": "ためらい", "status": "running",
            "trigger": {"on": "signal", "name": "hesitation", "params": {"score": 60}}, "control": 0,
            "arms": [{"key": "a", "weight": 1, "scenario": {"start": "hello", "steps": {"hello":
                {"type": "message", "format": "bar", "title": "いらっしゃいませ"}}}}]}),
        ),
    ]
}
