//! From a row of somebody else's table to an event in Segment's shape.
//!
//! A column is an event's field by its own name (`userId`, `timestamp`, `properties.revenue`), or because it was said so
//! (`--from`). Every other column becomes a property, so that nothing is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::Context;
use jiff::tz::TimeZone;
use kizukai_model::Properties;
use kizukai_runtime::cell_value;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::table::Row;
use super::times;
use crate::arguments::ImportEvents;

/// Fields of an event that one value fills.
const FIELDS: [&str; 8] =
    ["type", "event", "userId", "anonymousId", "previousId", "groupId", "messageId", "timestamp"];
/// Further fields of the view of a page or a screen; of anything else they are properties, such as a product's name.
const FIELDS_OF_VIEWS: [&str; 2] = ["name", "category"];
/// Fields of an event that hold others; `properties.revenue` is one in them.
const GROUPS: [&str; 3] = ["properties", "traits", "context"];
/// Other names under which exports carry a field.
const ALIASES: [(&str, &str); 7] = [
    ("user_id", "userId"),
    ("anonymous_id", "anonymousId"),
    ("previous_id", "previousId"),
    ("group_id", "groupId"),
    ("message_id", "messageId"),
    ("originalTimestamp", "timestamp"),
    ("original_timestamp", "timestamp"),
];
/// What senders write beside an event for the road: no part of what happened. `sentAt` would even move its time.
const LEFT_ASIDE: [&str; 12] = [
    "sentAt",
    "sent_at",
    "receivedAt",
    "received_at",
    "writeKey",
    "integrations",
    "channel",
    "version",
    "projectId",
    "sourceId",
    "_metadata",
    "userHash",
];

/// What becomes of the columns. Also the form of the file that `--map` names.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Mapping {
    /// The column from which a field of the event comes.
    columns: BTreeMap<String, String>,
    /// Fields that are the same in every row.
    values: BTreeMap<String, Value>,
    /// Names of events there, and what they are called here.
    events: BTreeMap<String, String>,
}

impl Mapping {
    /// As asked for: first the file, then what was said besides.
    pub(super) fn read(asked: &ImportEvents) -> anyhow::Result<Self> {
        let mut mapping = asked.map.as_deref().map(Self::of_file).transpose()?.unwrap_or_default();
        for said in &asked.from {
            let (field, column) = pair(said, "--from FIELD=COLUMN")?;
            mapping.columns.insert(field, column);
        }
        for said in &asked.set {
            let (field, value) = pair(said, "--set FIELD=VALUE")?;
            mapping.values.insert(field, Value::String(value));
        }
        for said in &asked.event_name {
            let (theirs, ours) = pair(said, "--event-name THEIRS=OURS")?;
            mapping.events.insert(theirs, ours);
        }
        for field in mapping.columns.keys().chain(mapping.values.keys()) {
            anyhow::ensure!(
                is_field(field) || FIELDS_OF_VIEWS.contains(&field.as_str()),
                "an event has no field `{field}`; there are {}, and fields in properties, traits and context, such as \
                 properties.revenue",
                FIELDS.join(", ")
            );
        }
        Ok(mapping)
    }

    fn of_file(file: &Path) -> anyhow::Result<Self> {
        let place = || file.display().to_string();
        let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", place()))?;
        let documents = kizukai_server::yaml::documents(&text).map_err(|reason| anyhow::anyhow!(reason));
        let [document] = <[Value; 1]>::try_from(documents.with_context(place)?)
            .map_err(|_| anyhow::anyhow!("{}: one document is needed", place()))?;
        serde_json::from_value(document).with_context(place)
    }

    /// The event of a row. Times without an offset are of `zone`.
    ///
    /// # Errors
    /// Why there is none, for people.
    pub(super) fn event(&self, row: &Row, zone: &TimeZone) -> Result<Properties, String> {
        let mut event = Properties::new();
        let used: BTreeSet<&str> = self.columns.values().map(String::as_str).collect();
        let kind = self.values.get("type").or_else(|| look_up(&row.fields, self.column("type")));
        let is_view = matches!(kind.and_then(Value::as_str), Some("page" | "screen"));
        for (column, cell) in row.fields.iter().filter(|(column, _)| !used.contains(column.as_str())) {
            let Some(field) = home_of(column, is_view) else { continue };
            // The first of two names of one field counts.
            if !(is_alias(column) && event.contains_key(&field)) {
                put(&mut event, &field, row.value(&field, cell))?;
            }
        }
        for (field, column) in &self.columns {
            if let Some(cell) = look_up(&row.fields, column) {
                put(&mut event, field, row.value(field, cell))?;
            }
        }
        for (field, value) in &self.values {
            let value = value.as_str().map_or_else(|| value.clone(), |text| of_text(field, text));
            put(&mut event, field, value)?;
        }
        self.finish(&mut event, zone)?;
        Ok(event)
    }

    /// The column that a field comes from.
    fn column<'a>(&'a self, field: &'a str) -> &'a str {
        self.columns.get(field).map_or(field, String::as_str)
    }

    /// Puts in order what an event must have.
    fn finish(&self, event: &mut Properties, zone: &TimeZone) -> Result<(), String> {
        if let Some(name) = event.get("event").and_then(Value::as_str)
            && let Some(ours) = self.events.get(name)
        {
            event.insert("event".into(), ours.clone().into());
        }
        let has = |field: &str| event.get(field).is_some_and(|value| !value.is_null() && value != "");
        if !has("userId") && !has("anonymousId") {
            return Err("nobody is named: no userId and no anonymousId".into());
        }
        if !has("type") {
            let kind = if has("event") {
                "track"
            } else if has("traits") {
                "identify"
            } else {
                return Err("it does not say what happened: no event and no type".into());
            };
            event.insert("type".into(), kind.into());
        }
        let time = event.get("timestamp").ok_or("it does not say when: no timestamp")?;
        let time = times::read(time, zone).ok_or_else(|| format!("{time} cannot be read as a time"))?;
        event.insert("timestamp".into(), time.to_rfc3339().into());
        Ok(())
    }
}

impl Row {
    /// A cell as a field takes it.
    fn value(&self, field: &str, cell: &Value) -> Value {
        match cell.as_str() {
            Some(text) if self.is_text => of_text(field, text),
            _ => cell.clone(),
        }
    }
}

/// A text as a field takes it: ids, names and times as they stand; in properties, traits and context what it plainly is.
fn of_text(field: &str, text: &str) -> Value {
    if FIELDS.contains(&field) || FIELDS_OF_VIEWS.contains(&field) {
        return Value::String(text.to_owned());
    }
    let is_nested = text.starts_with(['{', '[']);
    let nested = is_nested.then(|| serde_json::from_str(text).ok()).flatten();
    nested.unwrap_or_else(|| cell_value(text))
}

fn pair(said: &str, form: &str) -> anyhow::Result<(String, String)> {
    let (left, right) =
        said.split_once('=').with_context(|| format!("`{said}` is not of the form {form}"))?;
    Ok((left.trim().to_owned(), right.trim().to_owned()))
}

fn is_field(name: &str) -> bool {
    let group = name.split('.').next().unwrap_or(name);
    FIELDS.contains(&name) || GROUPS.contains(&group)
}

fn is_alias(column: &str) -> bool {
    ALIASES.iter().any(|(theirs, _)| *theirs == column)
}

/// The field that a column is by its own name; None for what is left aside.
fn home_of(column: &str, is_view: bool) -> Option<String> {
    if LEFT_ASIDE.contains(&column) {
        return None;
    }
    if is_field(column) || (is_view && FIELDS_OF_VIEWS.contains(&column)) {
        return Some(column.to_owned());
    }
    let known = ALIASES.iter().find(|(theirs, _)| *theirs == column);
    Some(known.map_or_else(|| format!("properties.{column}"), |(_, field)| (*field).to_owned()))
}

/// A column by its name, or by its path in a nested row.
fn look_up<'a>(row: &'a Properties, column: &str) -> Option<&'a Value> {
    if let Some(cell) = row.get(column) {
        return Some(cell);
    }
    let (first, rest) = column.split_once('.')?;
    look_up(row.get(first)?.as_object()?, rest)
}

/// Puts a value at a path.
fn put(event: &mut Properties, path: &str, value: Value) -> Result<(), String> {
    if value.is_null() {
        return Ok(());
    }
    let Some((group, rest)) = path.split_once('.') else {
        return match (event.get_mut(path), value) {
            (Some(Value::Object(known)), Value::Object(more)) => {
                known.extend(more);
                Ok(())
            }
            (_, value) => {
                event.insert(path.to_owned(), value);
                Ok(())
            }
        };
    };
    match event.entry(group).or_insert_with(|| Value::Object(Properties::new())) {
        Value::Object(inner) => put(inner, rest, value),
        _ => Err(format!("`{group}` cannot be a value and hold `{rest}` besides")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn mapping(value: Value) -> Mapping {
        serde_json::from_value(value).unwrap()
    }

    fn event(mapping: &Mapping, fields: &Value, is_text: bool) -> Result<Value, String> {
        let row = Row { fields: fields.as_object().unwrap().clone(), is_text };
        mapping.event(&row, &TimeZone::get("Asia/Tokyo").unwrap()).map(Value::Object)
    }

    #[test]
    fn a_segment_event_stays_what_it_is_but_for_the_road() {
        let source = json!({"type": "track", "event": "Order Completed", "userId": "u1", "timestamp": "2025-01-02T03:04:05Z",
            "properties": {"revenue": 1200, "products": [{"product_id": "p"}]}, "context": {"ip": "x"},
            "sentAt": "2025-01-02T03:04:06Z", "integrations": {}});
        let made = event(&Mapping::default(), &source, false).unwrap();
        assert_eq!(made["properties"], source["properties"]);
        assert_eq!(made["timestamp"], "2025-01-02T03:04:05.000Z");
        assert!(made.get("sentAt").is_none() && made.get("integrations").is_none());
    }

    #[test]
    fn columns_find_their_fields_and_the_rest_are_properties() {
        let mapping = mapping(json!({
            "columns": {"userId": "会員番号", "timestamp": "購入日", "properties.revenue": "金額"},
            "values": {"event": "Order Completed", "properties.currency": "JPY"},
        }));
        let row = json!({"会員番号": "00042", "購入日": "2025/03/04 15:00", "金額": "4800", "店舗": "銀座", "properties.coupon": "A1"});
        assert_eq!(
            event(&mapping, &row, true).unwrap(),
            json!({"properties": {"店舗": "銀座", "coupon": "A1", "revenue": 4800, "currency": "JPY"}, "timestamp": "2025-03-04T06:00:00.000Z",
                "userId": "00042", "event": "Order Completed", "type": "track"})
        );
    }

    #[test]
    fn names_of_events_are_translated_and_nested_cells_are_read() {
        let mapping =
            mapping(json!({"events": {"purchase": "Order Completed"}, "columns": {"userId": "who.id"}}));
        let row = json!({"event": "purchase", "who": {"id": "u"}, "timestamp": 1_700_000_000, "properties": {"a": 1}});
        let made = event(&mapping, &row, false).unwrap();
        assert_eq!((&made["event"], &made["userId"]), (&json!("Order Completed"), &json!("u")));
        let row = json!({"event": "x", "user_id": "u", "timestamp": "2025-01-01", "properties.products": r#"[{"product_id":"p"}]"#});
        let made = event(&Mapping::default(), &row, true).unwrap();
        assert_eq!(made["properties"]["products"][0]["product_id"], "p");
    }

    #[test]
    fn a_name_is_the_pages_where_the_row_is_a_view_and_a_property_elsewhere() {
        let row = json!({"userId": "u", "timestamp": "2025-01-01", "event": "x", "name": "器"});
        assert_eq!(event(&Mapping::default(), &row, true).unwrap()["properties"]["name"], "器");
        let page = mapping(json!({"values": {"type": "page"}}));
        assert_eq!(event(&page, &row, true).unwrap()["name"], "器");
    }

    #[test]
    fn what_is_missing_is_named() {
        for (row, reason) in [
            (json!({"event": "x", "timestamp": "2025-01-01"}), "nobody is named"),
            (json!({"userId": "u", "timestamp": "2025-01-01"}), "what happened"),
            (json!({"userId": "u", "event": "x"}), "when"),
            (json!({"userId": "u", "event": "x", "timestamp": "32/13/2025"}), "cannot be read as a time"),
            (
                json!({"userId": "u", "event": "x", "timestamp": "2025-01-01", "properties": "7", "properties.a": "1"}),
                "besides",
            ),
        ] {
            let told = event(&Mapping::default(), &row, true).unwrap_err();
            assert!(told.contains(reason), "{told}");
        }
    }
}
