//! Writing down who changed what: the one place where handlers do it.
//!
//! A handler that has changed something calls [`Caller::record`] with how it was and how it is, before it answers. Secrets
//! and what is known of visitors are never handed over: names of traits, not their values.

use serde_json::{Value, json};

use kizukai_runtime::{Actor, Change, DefinitionView};

use crate::app::App;
use crate::auth::{Account, Caller};
use crate::problem::ApiError;

impl Caller {
    /// Writes down what this caller did in the site.
    pub(crate) async fn record(
        &self,
        app: &App,
        action: &'static str,
        target: impl Into<String>,
        before: Option<Value>,
        after: Option<Value>,
    ) -> Result<(), ApiError> {
        let (site, actor) = (Some(self.site.clone()), self.actor.clone());
        let change = Change { site, actor, action, target: target.into(), before, after };
        Ok(app.runtime().record(vec![change]).await?)
    }

    /// Writes down which texts this caller changed.
    pub(crate) async fn record_texts(
        &self,
        app: &App,
        texts: Vec<(Option<DefinitionView>, DefinitionView)>,
    ) -> Result<(), ApiError> {
        let change = |(before, after): (Option<DefinitionView>, DefinitionView)| Change {
            site: Some(self.site.clone()),
            actor: self.actor.clone(),
            action: match after.kind.as_str() {
                "campaign" if before.as_ref().is_some_and(|before| differ_in_status(before, &after)) => {
                    "campaign.status"
                }
                "campaign" => "campaign.publish",
                "segment" => "segment.publish",
                _ => "site.publish",
            },
            target: text_name(&after.kind, &after.key),
            before: before.as_ref().map(version),
            after: Some(version(&after)),
        };
        Ok(app.runtime().record(texts.into_iter().map(change).collect()).await?)
    }
}

impl Account {
    /// Writes down what this member did to the own account.
    pub(crate) async fn record(
        &self,
        app: &App,
        action: &'static str,
        after: Option<Value>,
    ) -> Result<(), ApiError> {
        record_of_member(app, &self.actor, action, after).await
    }
}

/// Writes down what concerns a member alone.
pub(crate) async fn record_of_member(
    app: &App,
    actor: &Actor,
    action: &'static str,
    after: Option<Value>,
) -> Result<(), ApiError> {
    let target = format!("member/{}", actor.member.unwrap_or_default());
    let change = Change { site: None, actor: actor.clone(), action, target, before: None, after };
    Ok(app.runtime().record(vec![change]).await?)
}

/// A text's name as problems and the record carry it.
pub(crate) fn text_name(kind: &str, key: &str) -> String {
    if kind == "site" { kind.to_owned() } else { format!("{kind}/{key}") }
}

/// Whether a campaign was switched on or off, and nothing else.
fn differ_in_status(before: &DefinitionView, after: &DefinitionView) -> bool {
    let mut switched = before.text.clone();
    if let (Some(fields), Some(status)) = (switched.as_object_mut(), after.text.get("status")) {
        fields.insert("status".to_owned(), status.clone());
    }
    before.text != after.text && switched == after.text
}

fn version(view: &DefinitionView) -> Value {
    json!({"version": view.version, "phase": view.phase, "text": view.text})
}
