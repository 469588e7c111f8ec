//! A shop on a temporary folder, with a clock turned by hand and known ids.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use kizukai_engagement::input::Activity;
use kizukai_engagement::{Definition, StepRef, Surface, Verdict};
use kizukai_model::event::{Answer, CloseReason};
use kizukai_model::time::ManualClock;
use kizukai_model::{Clock, Event, EventBody, IdKind, PageInfo, Properties, SiteId, Span, Timestamp};
use kizukai_runtime::{
    DecideReply, DecideRequest, Fresh, Options, Published, Runtime, RuntimeError, ShownItem, Stores,
    TraitsChange, Who, init, packing,
};
use kizukai_store::{InputRow, LedgerReader, sqlite::SqliteReader};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Ids that count up.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU64);

impl Fresh for Counting {
    fn id(&self) -> String {
        format!("f-{}", self.0.fetch_add(1, Ordering::SeqCst))
    }
    fn secret(&self) -> String {
        format!("{:064}", self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// 2026-11-24 12:00 in Tokyo.
pub(crate) const START: Timestamp = Timestamp::from_ms(1_795_489_200_000);

pub(crate) struct World {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) site: SiteId,
    pub(crate) cache_profiles: usize,
    pub(crate) replay_inputs: i64,
    pub(crate) api_key: String,
    pub(crate) write_key: String,
    fresh: Arc<Counting>,
    runtime: Option<Runtime>,
    dir: TempDir,
}

impl World {
    /// A new shop without a holdout, running.
    pub(crate) async fn start() -> Self {
        let mut world = Self::closed();
        world.open();
        world.publish(&[json!({"kind": "site", "holdout": 0})]).await;
        world
    }

    /// A new shop, not running.
    pub(crate) fn closed() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let fresh = Arc::new(Counting::default());
        let keys = init(dir.path(), "花と器", &*clock, &*fresh).unwrap();
        Self {
            clock,
            fresh,
            site: keys.site_id.as_str().into(),
            cache_profiles: 1_000,
            replay_inputs: 50_000,
            api_key: keys.api_key,
            write_key: keys.write_key,
            runtime: None,
            dir,
        }
    }

    pub(crate) fn options(&self) -> Options {
        let mut options = Options::new(self.dir.path());
        options.clock = Arc::clone(&self.clock) as Arc<dyn Clock>;
        options.fresh = Arc::clone(&self.fresh) as Arc<dyn Fresh>;
        options.cache_profiles = self.cache_profiles;
        options.replay_inputs = self.replay_inputs;
        options
    }

    pub(crate) fn open(&mut self) {
        self.runtime = Some(Runtime::open(self.options()).unwrap());
    }

    pub(crate) fn open_with(&mut self, options: Options) {
        self.runtime = Some(Runtime::open(options).unwrap());
    }

    pub(crate) fn open_on(&mut self, stores: Stores) {
        self.open_with_stores(self.options(), stores);
    }

    pub(crate) fn open_with_stores(&mut self, options: Options, stores: Stores) {
        self.runtime = Some(Runtime::with_stores(options, stores).unwrap());
    }

    /// Stops without writing snapshots, as a crash does.
    pub(crate) fn crash(&mut self) {
        self.runtime = None;
    }

    pub(crate) fn reopen(&mut self) {
        self.crash();
        self.open();
    }

    pub(crate) async fn shut_down(&mut self) {
        self.runtime.take().unwrap().shutdown().await.unwrap();
    }

    pub(crate) fn runtime(&self) -> &Runtime {
        self.runtime.as_ref().unwrap()
    }

    pub(crate) fn path(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) async fn publish(&self, texts: &[Value]) -> Published {
        let definitions = texts.iter().map(|text| Definition::read(None, text).unwrap().0).collect();
        self.runtime().publish(&self.site, definitions).await.unwrap()
    }

    pub(crate) async fn ask(&self, request: DecideRequest) -> Result<DecideReply, RuntimeError> {
        self.runtime().decide(&self.site, request).await
    }

    pub(crate) async fn decide(&self, request: DecideRequest) -> DecideReply {
        self.ask(request).await.unwrap()
    }

    pub(crate) async fn traits(&self, user: &str, traits: Value) {
        let change = TraitsChange {
            kind: IdKind::User,
            id: user.into(),
            traits: traits.as_object().cloned().unwrap(),
            message_id: None,
        };
        self.runtime().set_traits(&self.site, change).await.unwrap();
    }

    pub(crate) async fn profile(&self, id: &str) -> Value {
        self.runtime().profile(&self.site, Who::named(id)).await.unwrap().unwrap_or(Value::Null)
    }

    /// All events of a profile, oldest first, over pages of `limit`.
    pub(crate) async fn events(&self, id: &str, limit: usize) -> Vec<Value> {
        let (mut all, mut before) = (Vec::new(), None::<String>);
        loop {
            let page =
                self.runtime().events(&self.site, Who::named(id), limit, before.as_deref()).await.unwrap();
            let page = page.unwrap();
            assert!(page.events.len() <= limit);
            all.extend(page.events);
            before = page.next;
            if before.is_none() {
                all.reverse();
                return all;
            }
        }
    }

    pub(crate) async fn pass(&self, time: Span) {
        self.clock.advance(time);
        self.runtime().fire_due().await.unwrap();
    }

    /// Everything in the log. The reader stands beside a running shop too.
    pub(crate) fn log(&self) -> Vec<InputRow> {
        SqliteReader::open(self.path()).unwrap().inputs_after(0, 1_000_000).unwrap()
    }

    /// All inputs in the log, as they are stored.
    pub(crate) fn inputs(&self) -> Vec<Value> {
        self.log().iter().map(|row| stored(&row.input)).collect()
    }

    /// How many inputs of a kind are in the log.
    pub(crate) fn count_inputs(&self, kind: &str) -> usize {
        self.inputs().iter().filter(|input| input["input"] == kind).count()
    }

    /// The timers that fired, in order.
    pub(crate) fn fired_timers(&self) -> Vec<u64> {
        self.inputs().iter().filter_map(|input| input["timer"].as_u64()).collect()
    }
}

/// A request of a page, by device.
pub(crate) fn page_request(device: &str, events: Vec<Event>) -> DecideRequest {
    DecideRequest {
        anonymous_id: Some(device.into()),
        surface: Surface::Page,
        page: Some(PageInfo { path: Some("/cart".into()), ..PageInfo::default() }),
        activity: None::<Activity>,
        events,
        ..DecideRequest::default()
    }
}

pub(crate) fn event_at(id: &str, at: Timestamp, body: EventBody) -> Event {
    Event { message_id: id.into(), timestamp: at, page: None, body }
}

impl World {
    fn event(&self, id: &str, body: EventBody) -> Event {
        event_at(id, self.clock.now(), body)
    }

    pub(crate) fn track(&self, id: &str, name: &str) -> Event {
        self.track_with(id, name, json!({}))
    }

    pub(crate) fn track_with(&self, id: &str, name: &str, properties: Value) -> Event {
        let properties = properties.as_object().cloned().unwrap();
        self.event(id, EventBody::Track { event: name.into(), properties })
    }

    pub(crate) fn page(&self, id: &str) -> Event {
        self.event(id, EventBody::Page { name: None, properties: Properties::new() })
    }

    pub(crate) fn identify(&self, id: &str, user: &str) -> Event {
        self.event(id, EventBody::Identify { user_id: Some(user.into()), traits: Properties::new() })
    }

    pub(crate) fn alias(&self, id: &str, previous: &str, user: &str) -> Event {
        self.event(id, EventBody::Alias { previous_id: previous.into(), user_id: user.into() })
    }

    pub(crate) fn answer(&self, id: &str, to: &ShownItem, choice: &str) -> Event {
        self.answer_step(id, &step_ref(to), choice)
    }

    pub(crate) fn answer_step(&self, id: &str, to: &StepRef, choice: &str) -> Event {
        let (enrolment, step) = (to.enrolment.clone(), to.step.clone());
        self.event(id, EventBody::Answer { enrolment, step, answer: Answer::Choice(choice.into()) })
    }

    pub(crate) fn close(&self, id: &str, shown: &StepRef) -> Event {
        let (enrolment, step) = (shown.enrolment.clone(), shown.step.clone());
        self.event(id, EventBody::Close { enrolment, step, reason: CloseReason::Button })
    }
}

/// A campaign that speaks to everybody at `Cart Viewed`, once a day; further fields replace these.
pub(crate) fn campaign(key: &str, fields: Value) -> Value {
    let mut text = json!({
        "kind": "campaign", "key": key, "status": "running",
        "trigger": {"on": "event", "name": "Cart Viewed"},
        "control": 0,
        "caps": [{"max": 1, "per": "24h"}],
        "goal": {"event": "Order Completed", "within": "7d", "value": "properties.revenue"},
        "arms": [{"key": "ask", "scenario": scenario()}],
    });
    for (name, value) in fields.as_object().unwrap() {
        text[name] = value.clone();
    }
    text
}

/// Asks; `later` waits five minutes and asks again, `tell` tells something and ends.
pub(crate) fn scenario() -> Value {
    json!({"start": "ask", "steps": {
        "ask": {"type": "message", "format": "corner", "title": "お困りですか", "body": "ご不明な点はありますか",
                "choices": [{"key": "tell", "label": "送料について", "next": "told"},
                            {"key": "later", "label": "あとで", "next": "pause"}]},
        "told": {"type": "message", "format": "corner", "title": "送料", "body": "5,000円以上で無料です"},
        "pause": {"type": "wait", "for": "5m", "next": "again"},
        "again": {"type": "message", "format": "corner", "title": "その後いかがですか", "body": "お手伝いします"},
    }})
}

pub(crate) fn new_shows(reply: &DecideReply) -> usize {
    reply.show.iter().filter(|item| !item.resumed).count()
}

pub(crate) fn verdicts(reply: &DecideReply) -> Vec<Verdict> {
    reply.verdicts.iter().map(|verdict| verdict.verdict).collect()
}

pub(crate) fn step_ref(item: &ShownItem) -> StepRef {
    StepRef { enrolment: item.enrolment.clone(), step: item.step.to_string() }
}

/// What the store holds of an input, or of what it led to.
pub(crate) fn stored(bytes: &[u8]) -> Value {
    serde_json::from_slice(&packing::unpack(bytes).unwrap()).unwrap()
}
