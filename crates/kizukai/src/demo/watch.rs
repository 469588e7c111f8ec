//! What the guide shows of the shop: who is in it now, and how often each campaign spoke, kept silent and was answered.
//!
//! It hears what every watcher of `GET /api/live` hears, and nothing else. The counts are kept in the data folder; a
//! crash loses what was counted since they were last written.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kizukai_model::{Clock, IdKind, SiteId, Timestamp};
use kizukai_runtime::{LiveInput, Runtime, Who};
use kizukai_simulation::MARK;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::broadcast::error::RecvError;
use tokio::sync::watch::Receiver;

use super::clock::DemoClock;
use super::visitors::{DAYS, Progress};

/// Who did nothing for so long has left.
const PRESENT_FOR_MS: i64 = 90_000;
/// Visitors remembered as present.
const PRESENT_MOST: usize = 100;
/// Of them, told one by one: the latest.
const TOLD_MOST: usize = 8;
/// Dialogues whose campaign is remembered.
const DIALOGUES_MOST: usize = 5_000;
/// How often counts are written.
const WRITE_EVERY: Duration = Duration::from_secs(10);
/// Where, within the data folder.
const FILE: &str = "demo-counts.json";

/// How often something happened with a campaign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Counts {
    shown: u64,
    ghosts: u64,
    answers: u64,
    closed: u64,
}

/// Somebody in the shop.
#[derive(Clone, Debug)]
struct Present {
    since_ms: i64,
    at_ms: i64,
    page: Value,
    /// The last decision about them.
    decision: Value,
    /// Their last act that is no page.
    act: Value,
}

/// What was heard.
#[derive(Debug, Default)]
struct Heard {
    present: HashMap<String, Present>,
    counts: BTreeMap<String, Counts>,
    dialogues: HashMap<String, String>,
    dialogue_order: VecDeque<String>,
}

impl Heard {
    fn take(&mut self, input: &LiveInput, now_ms: i64) {
        for row in &input.events {
            self.count(row);
        }
        let Some(device) = &input.anonymous_id else { return };
        self.present.retain(|_, present| now_ms - present.at_ms <= PRESENT_FOR_MS);
        if self.present.len() >= PRESENT_MOST && !self.present.contains_key(device) {
            return;
        }
        let present = self.present.entry(device.clone()).or_insert_with(|| Present {
            since_ms: now_ms,
            at_ms: now_ms,
            page: Value::Null,
            decision: Value::Null,
            act: Value::Null,
        });
        present.at_ms = now_ms;
        for row in &input.events {
            let campaign = row["enrolment"].as_str().and_then(|enrolment| self.dialogues.get(enrolment));
            present.note(row, campaign);
        }
    }

    fn count(&mut self, row: &Value) {
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        match row["type"].as_str() {
            Some("decision") => {
                let properties = &row["properties"];
                let campaign = text(&properties["campaign"]);
                let counts = self.counts.entry(campaign.clone()).or_default();
                match properties["outcome"].as_str() {
                    Some("shown") => counts.shown += 1,
                    Some("ghost") => counts.ghosts += 1,
                    _ => {}
                }
                if let Some(enrolment) = properties["enrolment"].as_str() {
                    self.remember(enrolment.to_owned(), campaign);
                }
            }
            Some(kind @ ("answer" | "close")) => {
                let campaign = self.dialogues.get(row["enrolment"].as_str().unwrap_or_default());
                let Some(counts) = campaign.and_then(|campaign| self.counts.get_mut(campaign)) else {
                    return;
                };
                if kind == "answer" {
                    counts.answers += 1;
                } else {
                    counts.closed += 1;
                }
            }
            _ => {}
        }
    }

    fn remember(&mut self, enrolment: String, campaign: String) {
        if self.dialogues.insert(enrolment.clone(), campaign).is_none() {
            self.dialogue_order.push_back(enrolment);
        }
        if self.dialogue_order.len() > DIALOGUES_MOST
            && let Some(oldest) = self.dialogue_order.pop_front()
        {
            self.dialogues.remove(&oldest);
        }
    }
}

impl Present {
    fn note(&mut self, row: &Value, campaign: Option<&String>) {
        match row["type"].as_str() {
            Some("page") => {
                self.page = json!({"path": row["properties"]["path"], "title": row["properties"]["title"]});
                self.act = Value::Null;
                self.decision = Value::Null;
            }
            Some("decision") => self.decision = row["properties"].clone(),
            Some("seen") | None => {}
            Some(_) => {
                self.act = row.clone();
                if let (Some(campaign), Some(act)) = (campaign, self.act.as_object_mut()) {
                    act.insert("campaign".to_owned(), campaign.as_str().into());
                }
            }
        }
    }
}

/// Hears the shop, and tells the guide.
#[derive(Debug)]
pub(crate) struct Watch {
    heard: Mutex<Heard>,
    clock: Arc<DemoClock>,
    progress: Arc<Progress>,
    file: PathBuf,
}

impl Watch {
    /// With the counts of the folder, if it has some.
    pub(crate) fn new(data: &Path, clock: Arc<DemoClock>, progress: Arc<Progress>) -> Self {
        let file = data.join(FILE);
        let counts = std::fs::read_to_string(&file).ok().and_then(|text| serde_json::from_str(&text).ok());
        let heard = Heard { counts: counts.unwrap_or_default(), ..Heard::default() };
        Self { heard: Mutex::new(heard), clock, progress, file }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Listens until the shop stops.
    pub(crate) async fn listen(&self, runtime: &Runtime, site: &SiteId, mut stopping: Receiver<bool>) {
        let mut inputs = runtime.live(site);
        let mut ticks = tokio::time::interval(WRITE_EVERY);
        loop {
            tokio::select! {
                _ = stopping.wait_for(|stopping| *stopping) => break,
                _ = ticks.tick() => self.write(),
                input = inputs.recv() => match input {
                    Ok(input) => self.heard().take(&input, self.clock.now().as_ms()),
                    Err(RecvError::Lagged(missed)) => tracing::debug!(missed, "the guide's counts have a gap"),
                    Err(RecvError::Closed) => break,
                }
            }
        }
        self.write();
    }

    fn write(&self) {
        let text = serde_json::to_string(&self.heard().counts).unwrap_or_default();
        if let Err(error) = std::fs::write(&self.file, text) {
            tracing::debug!(%error, "the guide's counts are not kept");
        }
    }

    /// What the guide shows.
    pub(crate) async fn now(&self, runtime: &Runtime, site: &SiteId) -> Value {
        let now_ms = self.clock.now().as_ms();
        let days = self.progress.days();
        let (present, counts) = {
            let heard = self.heard();
            let is_here = |(_, present): &(&String, &Present)| now_ms - present.at_ms <= PRESENT_FOR_MS;
            let present: Vec<_> = heard.present.iter().filter(is_here).collect();
            let mut present: Vec<_> =
                present.into_iter().map(|(id, one)| (id.clone(), one.clone())).collect();
            present.sort_by_key(|(id, one)| (std::cmp::Reverse(one.since_ms), id.clone()));
            (present, heard.counts.clone())
        };
        let mut told = Vec::new();
        if days >= DAYS {
            for (id, one) in present.iter().take(TOLD_MOST) {
                told.push(told_of(runtime, site, id, one).await);
            }
        }
        json!({
            "replay": {"days": days, "of": DAYS},
            "now": Timestamp::from_ms(now_ms).to_rfc3339(),
            "present": told,
            "present_count": present.len(),
            "campaigns": counts,
        })
    }
}

/// One visitor as Kizukai knows them.
async fn told_of(runtime: &Runtime, site: &SiteId, device: &str, present: &Present) -> Value {
    let profile = runtime
        .profile(site, Who::Named { id: device.to_owned(), kind: Some(IdKind::Anonymous) })
        .await
        .ok()
        .flatten()
        .unwrap_or_default();
    json!({
        "anonymousId": device,
        "simulated": device.starts_with(MARK),
        "since": Timestamp::from_ms(present.since_ms).to_rfc3339(),
        "at": Timestamp::from_ms(present.at_ms).to_rfc3339(),
        "page": present.page,
        "act": present.act,
        "decision": present.decision,
        "visits": profile["visits"]["count"],
        "pages": profile["visits"]["current"]["page_count"],
        "cart": profile["cart"],
        "orders": profile["orders"]["count"],
        "member": !profile["userId"].is_null(),
        "holdout": profile["holdout"],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use kizukai_model::ProfileId;

    fn input(device: &str, events: Vec<Value>) -> LiveInput {
        let profile = ProfileId::derive("s_1", IdKind::Anonymous, device);
        LiveInput { profile, anonymous_id: Some(device.into()), seq: 1, events }
    }

    fn decision(outcome: &str, enrolment: &str) -> Value {
        json!({"type": "decision", "properties": {"campaign": "c", "outcome": outcome, "enrolment": enrolment}})
    }

    #[test]
    fn what_was_said_and_answered_is_counted_by_campaign() {
        let mut heard = Heard::default();
        heard.take(&input("a", vec![decision("shown", "e1")]), 1);
        heard.take(&input("b", vec![decision("ghost", "e2"), decision("lost", "")]), 1);
        heard.take(&input("a", vec![json!({"type": "answer", "enrolment": "e1"})]), 2);
        assert_eq!(heard.present["a"].act["campaign"], "c");
        heard.take(&input("a", vec![json!({"type": "close", "enrolment": "e1"})]), 2);
        heard.take(&input("a", vec![json!({"type": "answer", "enrolment": "unheard of"})]), 2);
        assert_eq!(heard.counts["c"], Counts { shown: 1, ghosts: 1, answers: 1, closed: 1 });
    }

    #[test]
    fn who_does_nothing_for_a_while_has_left_and_a_new_page_forgets_the_last_decision() {
        let mut heard = Heard::default();
        let page = json!({"type": "page", "properties": {"path": "/cart", "title": "カート"}});
        heard.take(&input("a", vec![page.clone(), decision("shown", "e1")]), 0);
        assert_eq!(heard.present["a"].decision["outcome"], "shown");
        heard.take(&input("a", vec![page]), 1_000);
        assert_eq!(
            (&heard.present["a"].decision, heard.present["a"].page["path"].as_str()),
            (&Value::Null, Some("/cart"))
        );
        heard.take(&input("b", vec![]), PRESENT_FOR_MS + 1_001);
        assert_eq!(heard.present.keys().collect::<Vec<_>>(), ["b"]);
    }

    #[test]
    fn what_is_remembered_is_bounded() {
        let mut heard = Heard::default();
        for number in 0..DIALOGUES_MOST + 10 {
            heard.take(&input(&format!("v{number}"), vec![decision("shown", &format!("e{number}"))]), 5);
        }
        assert_eq!((heard.dialogues.len(), heard.dialogue_order.len()), (DIALOGUES_MOST, DIALOGUES_MOST));
        assert_eq!(heard.present.len(), PRESENT_MOST);
    }
}
