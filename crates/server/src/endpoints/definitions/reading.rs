//! From a body to a text: JSON, or YAML where the content type says so.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use kizukai_engagement::{Definition, Problem};

use crate::body;
use crate::problem::ApiError;
use crate::yaml;

/// The version that a caller means to replace: `If-Match: "3"`. None where that does not matter.
pub(crate) fn expected_version(headers: &HeaderMap) -> Result<Option<u32>, ApiError> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let tag = value.to_str().map(str::trim).unwrap_or_default();
    if tag == "*" {
        return Ok(None);
    }
    let number = tag.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or(tag).parse();
    number
        .map(Some)
        .map_err(|_| ApiError::BadParameter("if-match: a version in quotes, such as \"3\"".into()))
}

/// Reads one value.
pub(crate) fn value(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, ApiError> {
    if !is_yaml(headers) {
        return body::from_json(bytes);
    }
    let text = std::str::from_utf8(bytes).map_err(|_| ApiError::NotUtf8)?;
    let mut documents = yaml::documents(text).map_err(ApiError::BrokenYaml)?;
    match documents.len() {
        1 => Ok(documents.remove(0)),
        count => Err(ApiError::BrokenYaml(format!("one document is needed, not {count}"))),
    }
}

/// Reads several: a JSON list, or the documents of a YAML stream.
pub(crate) fn values(headers: &HeaderMap, bytes: &[u8]) -> Result<Vec<Value>, ApiError> {
    if is_yaml(headers) {
        let text = std::str::from_utf8(bytes).map_err(|_| ApiError::NotUtf8)?;
        return yaml::documents(text).map_err(ApiError::BrokenYaml);
    }
    match body::from_json(bytes)? {
        Value::Array(texts) => Ok(texts),
        _ => Err(ApiError::BadField("the body must be a list of texts".into())),
    }
}

/// What the path says a text is.
pub(crate) struct Named<'a> {
    pub(crate) kind: &'static str,
    /// The key; a site has none.
    pub(crate) key: Option<&'a str>,
}

/// A text of which the path says what it is. `kind` and `key` may be left out in it, but must not say otherwise.
/// Gives also the fields that mean nothing.
pub(crate) fn named(text: Value, named: &Named<'_>) -> Result<(Definition, Vec<String>), Problem> {
    Definition::read_named(named.kind, named.key, text)
}

fn is_yaml(headers: &HeaderMap) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    content_type.is_some_and(|name| name.to_ascii_lowercase().contains("yaml"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;
    use serde_json::json;

    fn as_yaml() -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/yaml; charset=utf-8"));
        headers
    }

    #[test]
    fn the_version_to_replace_stands_in_if_match() {
        for (tag, expected) in
            [("\"3\"", Some(Some(3))), ("12", Some(Some(12))), ("*", Some(None)), ("W/x", None)]
        {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(tag));
            assert_eq!(expected_version(&headers).ok(), expected, "{tag}");
        }
        assert!(matches!(expected_version(&HeaderMap::new()), Ok(None)));
    }

    #[test]
    fn a_stream_holds_several_texts() {
        let read = values(&as_yaml(), "---\nkind: site\n---\nkind: segment\nkey: a\n".as_bytes()).unwrap();
        assert_eq!(read, [json!({"kind": "site"}), json!({"kind": "segment", "key": "a"})]);
        assert_eq!(values(&HeaderMap::new(), b"[{}]").unwrap(), [json!({})]);
        assert!(matches!(values(&HeaderMap::new(), b"{}"), Err(ApiError::BadField(_))));
        assert!(matches!(value(&as_yaml(), b"--- {}\n--- {}\n"), Err(ApiError::BrokenYaml(_))));
        assert!(matches!(value(&as_yaml(), b"a: [1"), Err(ApiError::BrokenYaml(_))));
    }

    #[test]
    fn a_text_must_not_contradict_its_path() {
        let path = Named { kind: "segment", key: Some("vip") };
        let (definition, unknown) = named(json!({"condition": {}, "colour": 1}), &path).unwrap();
        assert_eq!((definition.kind(), definition.key().as_str()), ("segment", "vip"));
        assert_eq!(unknown, ["colour"]);
        for (text, place) in [
            (json!({"key": "other", "condition": {}}), "key"),
            (json!({"kind": "campaign", "condition": {}}), "kind"),
        ] {
            assert_eq!(named(text, &path).unwrap_err().path, place);
        }
    }
}
