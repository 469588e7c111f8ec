//! The record: who changed what, how it was before and after. Never secrets, never what is known of a visitor.

use serde_json::Value;

use kizukai_model::{SiteId, Timestamp};
use kizukai_store::{RecordQuery, RecordRow};

use crate::{Actor, Runtime, RuntimeError, limits};

/// A change, to be written down.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where; none for what a member does to the own account.
    pub site: Option<SiteId>,
    /// Who asked.
    pub actor: Actor,
    /// What was done, e.g. `campaign.publish`.
    pub action: &'static str,
    /// To what, e.g. `campaign/cart-shipping`.
    pub target: String,
    /// How it was before.
    pub before: Option<Value>,
    /// How it was after.
    pub after: Option<Value>,
}

/// A change as it was written down.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordEntry {
    /// Its number: later ones are greater.
    pub id: u64,
    /// When.
    pub at: Timestamp,
    /// What kind of asker: `member`, `key`, `local` or `system`.
    pub actor_kind: String,
    /// Who.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub target: String,
    /// How it was before.
    pub before: Option<Value>,
    /// How it was after.
    pub after: Option<Value>,
}

impl Runtime {
    /// Writes changes down, durably.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn record(&self, changes: Vec<Change>) -> Result<(), RuntimeError> {
        if changes.is_empty() {
            return Ok(());
        }
        let now = self.now();
        self.change_people(move |catalog, _| {
            let rows: Vec<RecordRow> = changes.into_iter().map(|change| row(change, now)).collect();
            Ok(catalog.add_records(&rows, limits::RECORDS_KEPT)?)
        })
        .await
    }

    /// What was written down of a site, and of what its members did to their accounts; newest first.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn records(
        &self,
        site: &SiteId,
        before: Option<u64>,
        target: Option<String>,
        limit: usize,
    ) -> Result<Vec<RecordEntry>, RuntimeError> {
        let site = site.clone();
        let rows = self.change_people(move |catalog, _| {
            let query = RecordQuery { site: &site, before, target: target.as_deref(), limit };
            Ok(catalog.records(query)?)
        });
        rows.await?.into_iter().map(entry).collect()
    }
}

fn row(change: Change, at: Timestamp) -> RecordRow {
    let text = |value: Value| {
        let text = value.to_string();
        if text.len() > limits::RECORDED_BYTES { r#""too long to be kept here""#.to_owned() } else { text }
    };
    RecordRow {
        id: 0,
        site: change.site,
        member: change.actor.member,
        at,
        actor_kind: change.actor.kind.name().to_owned(),
        actor_name: change.actor.name,
        action: change.action.to_owned(),
        target: change.target,
        before: change.before.map(text),
        after: change.after.map(text),
    }
}

fn entry(row: RecordRow) -> Result<RecordEntry, RuntimeError> {
    let value = |text: Option<String>| {
        let read = text.map(|text| serde_json::from_str(&text)).transpose();
        read.map_err(|error| RuntimeError::Damaged(format!("record {}: {error}", row.id)))
    };
    Ok(RecordEntry {
        id: row.id,
        at: row.at,
        actor_kind: row.actor_kind,
        actor_name: row.actor_name,
        action: row.action,
        target: row.target,
        before: value(row.before)?,
        after: value(row.after)?,
    })
}
