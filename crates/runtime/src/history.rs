//! What became of a text: its versions, and for a campaign all that happened around it.
//!
//! The catalog keeps every version; who published one stands in the record of changes.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_store::{Catalog, DefinitionRow, RecordQuery};

use crate::{Runtime, RuntimeError, limits};

/// One version of a text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Version {
    /// Counts the text's changes.
    pub version: u32,
    /// Counts the changes of what visitors get.
    pub phase: u32,
    /// When it was published (RFC 3339).
    pub published_at: String,
    /// Who did; None where the record does not reach back.
    pub by: Option<String>,
    /// The text.
    pub text: Value,
    /// The fields at its top in which it differs from the version before.
    pub marks: Vec<String>,
    /// Whether a phase began with it.
    pub cuts_phase: bool,
}

/// Something that happened to a campaign, or around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// When (RFC 3339).
    pub at: String,
    /// What kind of thing.
    pub kind: MarkKind,
    /// The version that it made.
    pub version: Option<u32>,
    /// The campaign's phase since then, where it is the campaign's own.
    pub phase: Option<u32>,
    /// Which text: `campaign/cart`, `segment/vip`, `site`.
    pub target: String,
    /// The fields that changed.
    pub fields: Vec<String>,
    /// Who did it.
    pub by: Option<String>,
}

/// Kinds of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum MarkKind {
    /// A phase began: what visitors get has changed.
    Phase,
    /// It was switched on or off.
    Status,
    /// Something else of it changed.
    Edit,
    /// The site's settings changed.
    Site,
    /// Another campaign changed.
    OtherCampaign,
    /// A segment that it asks for changed.
    Segment,
}

impl Runtime {
    /// The versions of a text, newest first, at most [`limits::VERSIONS_TOLD`]; None when there never was one.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn history(
        &self,
        site: &SiteId,
        kind: &'static str,
        key: &str,
    ) -> Result<Option<Vec<Version>>, RuntimeError> {
        let Ok(key) = key.parse::<Key>() else { return Ok(None) };
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || {
            let mut versions = catalog.with(|catalog| {
                let name = target(kind, &key);
                let publishers = publishers(catalog, &site, Some(&name), limits::VERSIONS_TOLD + 1)?;
                versions(catalog, &site, kind, &key, &publishers)
            })?;
            versions.truncate(limits::VERSIONS_TOLD);
            Ok((!versions.is_empty()).then_some(versions))
        })
        .await
    }

    /// What happened to a campaign and around it since its first version, oldest first, at most
    /// [`limits::MARKS_TOLD`] of the newest; None when there is no such campaign.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn timeline(&self, site: &SiteId, campaign: &str) -> Result<Option<Vec<Mark>>, RuntimeError> {
        let Ok(key) = campaign.parse::<Key>() else { return Ok(None) };
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || catalog.with(|catalog| timeline(catalog, &site, &key))).await
    }
}

/// Who published a version of a text, by the text's name and the version.
type Publishers = BTreeMap<(String, u64), String>;

/// All versions of a text as far back as they are told, newest first.
fn versions(
    catalog: &dyn Catalog,
    site: &SiteId,
    kind: &str,
    key: &Key,
    publishers: &Publishers,
) -> Result<Vec<Version>, RuntimeError> {
    // One more than is told, so that the oldest can say how it differs.
    let rows = catalog.history(site, kind, key, limits::VERSIONS_TOLD + 1)?;
    let name = target(kind, key);
    let texts: Vec<Value> = rows.iter().map(text).collect::<Result<_, _>>()?;
    let version = |(n, row): (usize, &DefinitionRow)| {
        let before = rows.get(n + 1);
        Version {
            version: row.version,
            phase: row.phase,
            published_at: row.published_at.to_rfc3339(),
            by: publishers.get(&(name.clone(), u64::from(row.version))).cloned(),
            marks: texts.get(n + 1).map(|before| changed(before, &texts[n])).unwrap_or_default(),
            cuts_phase: before.is_none_or(|before| before.phase != row.phase),
            text: texts[n].clone(),
        }
    };
    Ok(rows.iter().enumerate().map(version).collect())
}

fn text(row: &DefinitionRow) -> Result<Value, RuntimeError> {
    serde_json::from_slice(&row.text)
        .map_err(|error| RuntimeError::Damaged(format!("{} `{}`: {error}", row.kind, row.key)))
}

/// The fields at the top in which two texts differ, in the order of the newer one.
fn changed(before: &Value, after: &Value) -> Vec<String> {
    let nothing = Map::new();
    let [before, after] = [before, after].map(|text| text.as_object().unwrap_or(&nothing));
    let differs = |name: &&String| before.get(*name) != after.get(*name);
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    after.keys().filter(differs).chain(gone).cloned().collect()
}

/// Who published what, of one text or of all, as far as the newest `limit` records tell.
fn publishers(
    catalog: &dyn Catalog,
    site: &SiteId,
    target: Option<&str>,
    limit: usize,
) -> Result<Publishers, RuntimeError> {
    let version_of = |after: Option<String>| {
        let after: Value = serde_json::from_str(&after?).ok()?;
        after.get("version")?.as_u64()
    };
    let records = catalog.records(RecordQuery { site, before: None, target, limit })?.into_iter();
    let published =
        records.filter_map(|record| Some(((record.target, version_of(record.after)?), record.actor_name)));
    Ok(published.collect())
}

/// A text's name as the record carries it.
fn target(kind: &str, key: &Key) -> String {
    if kind == "site" { kind.to_owned() } else { format!("{kind}/{key}") }
}

fn timeline(catalog: &dyn Catalog, site: &SiteId, key: &Key) -> Result<Option<Vec<Mark>>, RuntimeError> {
    let publishers = publishers(catalog, site, None, limits::MARKS_TOLD)?;
    let own = versions(catalog, site, "campaign", key, &publishers)?;
    let Some(first) = own.last() else { return Ok(None) };
    let since = Timestamp::parse(&first.published_at).unwrap_or_default();
    let mut asked = BTreeSet::new();
    own.iter().for_each(|version| segments_in(&version.text, &mut asked));
    let program = catalog.current_program(site)?;
    let mut marks: Vec<(Timestamp, Mark)> = Vec::new();
    for row in catalog.definitions(site, program)? {
        let kind = match row.kind.as_str() {
            "campaign" if row.key == *key => MarkKind::Edit,
            "campaign" => MarkKind::OtherCampaign,
            "segment" if asked.contains(row.key.as_str()) => MarkKind::Segment,
            "site" => MarkKind::Site,
            _ => continue,
        };
        for version in versions(catalog, site, &row.kind, &row.key, &publishers)? {
            let at = Timestamp::parse(&version.published_at).unwrap_or_default();
            if at >= since {
                marks.push((at, mark(kind, target(&row.kind, &row.key), version)));
            }
        }
    }
    // Of one moment the campaign's own stands last: what led to it comes before.
    marks.sort_by_key(|(at, mark)| (*at, mark.phase.is_some(), mark.target.clone(), mark.version));
    let beyond = marks.len().saturating_sub(limits::MARKS_TOLD);
    Ok(Some(marks.into_iter().skip(beyond).map(|(_, mark)| mark).collect()))
}

fn mark(kind: MarkKind, target: String, version: Version) -> Mark {
    let is_own = kind == MarkKind::Edit;
    let kind = match kind {
        MarkKind::Edit if version.cuts_phase => MarkKind::Phase,
        MarkKind::Edit if version.marks == ["status"] => MarkKind::Status,
        kind => kind,
    };
    Mark {
        at: version.published_at,
        kind,
        version: Some(version.version),
        phase: is_own.then_some(version.phase),
        target,
        fields: version.marks,
        by: version.by,
    }
}

/// The segments that conditions in a text ask for.
fn segments_in(text: &Value, found: &mut BTreeSet<String>) {
    match text {
        Value::Object(fields) => {
            for (name, inside) in fields {
                if name == "$segment" {
                    found.extend(inside.as_str().map(str::to_owned));
                }
                segments_in(inside, found);
            }
        }
        Value::Array(entries) => entries.iter().for_each(|entry| segments_in(entry, found)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_that_changed_came_or_went_are_named_in_the_order_of_the_text() {
        let before = json!({"key": "a", "name": "A", "priority": 1, "tags": ["x"]});
        let after = json!({"key": "a", "name": "B", "caps": [], "tags": ["x"]});
        assert_eq!(changed(&before, &after), ["name", "caps", "priority"]);
        assert!(changed(&after, &after).is_empty());
    }

    #[test]
    fn segments_are_found_wherever_a_condition_stands() {
        let text = json!({"audience": {"$or": [{"$segment": "vip"}]}, "trigger": {"where": {"$not": {"$segment": "new"}}}});
        let mut found = BTreeSet::new();
        segments_in(&text, &mut found);
        assert_eq!(found.into_iter().collect::<Vec<_>>(), ["new", "vip"]);
    }
}
