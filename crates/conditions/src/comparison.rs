//! How two values compare. Types are never converted: `"5"` is not `5`, and neither is greater.

use std::borrow::Cow;
use std::cmp::Ordering;

use serde_json::{Map, Value};

use crate::Attribute;

/// A value seen without owning it. Absent and null are the same here.
#[derive(Clone, Copy, Debug)]
pub(crate) enum View<'a> {
    Null,
    Bool(bool),
    Number(f64),
    Text(&'a str),
    List(&'a [Value]),
    Object(&'a Map<String, Value>),
}

impl<'a> View<'a> {
    pub(crate) fn of(attribute: &'a Attribute<'_>) -> Self {
        match attribute {
            Attribute::Absent | Attribute::Null => Self::Null,
            Attribute::Bool(value) => Self::Bool(*value),
            Attribute::Number(number) => Self::Number(*number),
            Attribute::Text(text) => Self::Text(text),
            Attribute::Json(value) => Self::from(value.as_ref()),
        }
    }

    /// The name `$type` uses.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "string",
            Self::List(_) => "array",
            Self::Object(_) => "object",
        }
    }

    pub(crate) fn is_null(self) -> bool {
        matches!(self, Self::Null)
    }
}

impl<'a> From<&'a Value> for View<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Number(number) => Self::Number(number.as_f64().unwrap_or(f64::NAN)),
            Value::String(text) => Self::Text(text),
            Value::Array(entries) => Self::List(entries),
            Value::Object(fields) => Self::Object(fields),
        }
    }
}

/// Equal in type and value; lists in order, objects whatever the order of their keys.
pub(crate) fn equal(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Null, View::Null) => true,
        (View::Bool(left), View::Bool(right)) => left == right,
        (View::Number(left), View::Number(right)) => left == right,
        (View::Text(left), View::Text(right)) => left == right,
        (View::List(left), View::List(right)) => {
            left.len() == right.len() && left.iter().zip(right).all(|(left, right)| same(left, right))
        }
        (View::Object(left), View::Object(right)) => {
            let found = |(key, value)| right.get(key).is_some_and(|other| same(value, other));
            left.len() == right.len() && left.iter().all(found)
        }
        _ => false,
    }
}

fn same(left: &Value, right: &Value) -> bool {
    equal(left.into(), right.into())
}

/// Equal, texts without regard to upper and lower case.
pub(crate) fn equal_folded(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Text(left), View::Text(right)) => fold(left) == fold(right),
        _ => equal(left, right),
    }
}

/// Lower case. Borrows what is lower case already.
fn fold(text: &str) -> Cow<'_, str> {
    let is_folded = text.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded { Cow::Borrowed(text) } else { Cow::Owned(text.to_lowercase()) }
}

/// The order of two numbers or two texts; nothing else has one. Texts compare by UTF-16 code unit, as in the
/// browser, so that tag, server and other SDKs agree.
pub(crate) fn order(left: View<'_>, right: View<'_>) -> Option<Ordering> {
    match (left, right) {
        (View::Number(left), View::Number(right)) => left.partial_cmp(&right),
        (View::Text(left), View::Text(right)) => Some(order_of_texts(left, right)),
        _ => None,
    }
}

pub(crate) fn order_of_texts(left: &str, right: &str) -> Ordering {
    left.encode_utf16().cmp(right.encode_utf16())
}

/// Whether the value, or any entry when it is a list, is among `candidates`.
pub(crate) fn is_among(
    value: View<'_>,
    candidates: &[Value],
    equal: impl Fn(View<'_>, View<'_>) -> bool,
) -> bool {
    let known = |value: View<'_>| candidates.iter().any(|candidate| equal(value, candidate.into()));
    match value {
        View::List(entries) => entries.iter().any(|entry| known(entry.into())),
        single => known(single),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn text_and_number_are_neither_equal_nor_ordered() {
        assert!(!equal(View::Text("5"), View::Number(5.0)));
        assert_eq!(order(View::Text("5"), View::Number(4.0)), None);
        assert_eq!(order(View::Bool(true), View::Bool(false)), None);
    }

    #[test]
    fn objects_are_equal_whatever_the_order_of_their_keys() {
        let (left, right) = (json!({"a": 1, "b": [2.0]}), json!({"b": [2], "a": 1.0}));
        assert!(equal((&left).into(), (&right).into()));
        assert!(!equal((&left).into(), (&json!({"a": 1})).into()));
    }

    #[test]
    fn case_folding_covers_more_than_ascii() {
        assert!(equal_folded(View::Text("ÉTÉ"), View::Text("été")));
        assert!(!equal_folded(View::Text("ete"), View::Text("été")));
    }

    #[test]
    fn texts_outside_the_basic_plane_sort_as_in_a_browser() {
        assert_eq!(order_of_texts("\u{1f600}", "\u{ff01}"), Ordering::Less);
    }
}
