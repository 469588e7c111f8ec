//! From a body to a text: JSON, or YAML where the content type says so.

use axum::http::{HeaderMap, header};
use serde_json::Value;

use kizukai_engagement::{Definition, Problem};

use crate::body;
use crate::problem::ApiError;
use crate::yaml;

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
pub(crate) fn named(mut text: Value, named: &Named<'_>) -> Result<(Definition, Vec<String>), Problem> {
    if let Some(fields) = text.as_object_mut() {
        for (name, expected) in [("kind", Some(named.kind)), ("key", named.key)] {
            let Some(expected) = expected else { continue };
            let told = fields.entry(name).or_insert_with(|| expected.into());
            if told != expected {
                return Err(Problem::at(name, format!("the path says `{expected}`, the text says {told}")));
            }
        }
    }
    Definition::read(Some(named.kind), &text)
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
