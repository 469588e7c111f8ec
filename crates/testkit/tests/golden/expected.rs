//! What the version that wrote a golden folder answered about it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use kizukai_model::{Clock, IdKind};
use serde_json::{Map, Value, json};

use crate::story;
use crate::time_machine::TimeMachine;

/// A person of the story.
#[derive(Debug)]
pub(crate) struct Known {
    pub(crate) kind: &'static str,
    pub(crate) id: String,
    pub(crate) profile: Value,
    pub(crate) events: Value,
}

/// Everything that must be found.
#[derive(Debug)]
pub(crate) struct Expected {
    pub(crate) site: String,
    pub(crate) write_key: String,
    pub(crate) api_key: String,
    /// The time at which the folder was left.
    pub(crate) stands_at_ms: i64,
    pub(crate) profiles: Vec<Known>,
    results: Map<String, Value>,
    /// A device with an open question, its enrolment and step.
    pub(crate) open: Value,
    /// A device whose dialogue waits, and its enrolment.
    pub(crate) waiting: Value,
}

const FILE: &str = "expected.json";

fn kind_of(kind: &Value) -> (&'static str, IdKind) {
    if kind == "user" { ("user", IdKind::User) } else { ("anonymous", IdKind::Anonymous) }
}

/// Writes down what this program answers about all people of the story.
pub(crate) async fn write(
    folder: &Path,
    shop: &TimeMachine,
    keys: &Value,
    open: Value,
    waiting: Value,
) -> Result<()> {
    let mut profiles = Vec::new();
    for (name, id) in story::PEOPLE {
        let (_, kind) = kind_of(&json!(name));
        let (profile, events) = (shop.profile_of(id, kind).await?, shop.events_of(id, kind).await?);
        profiles.push(json!({"kind": name, "id": id, "profile": profile, "events": events}));
    }
    let mut results = Map::new();
    for campaign in [story::HELP, story::NOTICE] {
        results.insert(campaign.to_owned(), shop.results(campaign).await?);
    }
    let written = json!({
        "program": env!("CARGO_PKG_VERSION"),
        "keys": keys,
        "stands_at_ms": shop.clock.now().as_ms(),
        "open": open,
        "waiting": waiting,
        "profiles": profiles,
        "results": results,
    });
    fs::write(folder.join(FILE), serde_json::to_string(&written)? + "\n")?;
    Ok(())
}

impl Expected {
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let json: Value = serde_json::from_str(&fs::read_to_string(folder.join(FILE))?)?;
        let key = |name: &str| json["keys"][name].as_str().map(str::to_owned).context("a key is missing");
        let people = json["profiles"].as_array().context("`profiles` is a list")?;
        let known = |one: &Value| Known {
            kind: kind_of(&one["kind"]).0,
            id: one["id"].as_str().unwrap_or_default().to_owned(),
            profile: one["profile"].clone(),
            events: one["events"].clone(),
        };
        Ok(Self {
            site: key("site_id")?,
            write_key: key("write_key")?,
            api_key: key("api_key")?,
            stands_at_ms: json["stands_at_ms"].as_i64().context("`stands_at_ms`")?,
            profiles: people.iter().map(known).collect(),
            results: json["results"].as_object().cloned().context("`results`")?,
            open: json["open"].clone(),
            waiting: json["waiting"].clone(),
        })
    }

    /// Everybody is who they were, with their history, and results count the same.
    pub(crate) async fn check(&self, shop: &TimeMachine) -> Result<()> {
        for known in &self.profiles {
            let (_, kind) = kind_of(&json!(known.kind));
            let profile = shop.profile_of(&known.id, kind).await?;
            assert_holds(&profile, &known.profile, &known.id);
            let events = Value::Array(shop.events_of(&known.id, kind).await?);
            assert_holds(&events, &known.events, &format!("history of {}", known.id));
        }
        for (campaign, results) in &self.results {
            assert_holds(&shop.results(campaign).await?, results, campaign);
        }
        Ok(())
    }
}

/// Every value of `expected` is in `found`; `found` may know more.
fn assert_holds(found: &Value, expected: &Value, place: &str) {
    match (found, expected) {
        (Value::Object(found), Value::Object(expected)) => {
            for (name, value) in expected {
                assert_holds(found.get(name).unwrap_or(&Value::Null), value, &format!("{place}.{name}"));
            }
        }
        (Value::Array(found), Value::Array(expected)) => {
            assert_eq!(found.len(), expected.len(), "{place}");
            for (n, (found, expected)) in found.iter().zip(expected).enumerate() {
                assert_holds(found, expected, &format!("{place}[{n}]"));
            }
        }
        _ => assert_eq!(found, expected, "{place}"),
    }
}
