//! Whether what was filled into a form fits its fields. The tag looks first; what counts is decided here.

use kizukai_model::Properties;
use serde_json::{Value, json};

use crate::text::{FieldKind, FieldText};

/// Digits of a telephone number (E.164 has at most 15; short numbers of companies have 4).
const TEL_DIGITS: std::ops::RangeInclusive<usize> = 4..=15;

/// What is kept of a filled-in form: one value for each field that has one, in the order of the form. None when
/// something required is missing, something does not fit, or there is more than was asked.
pub(super) fn understand(fields: &[FieldText], filled: &Value) -> Option<Value> {
    let filled = filled.as_object()?;
    if !filled.keys().all(|key| fields.iter().any(|field| field.key.as_str() == key)) {
        return None;
    }
    let mut kept = Properties::new();
    for field in fields {
        let value = filled.get(field.key.as_str()).filter(|value| !is_empty(value));
        match value {
            Some(value) => drop(kept.insert(field.key.to_string(), fitting(field, value)?)),
            None if field.required => return None,
            None => {}
        }
    }
    let ticked = |field: &FieldText| kept.get(field.key.as_str()) == Some(&json!(true));
    let unticked =
        fields.iter().any(|field| field.required && field.kind == FieldKind::Checkbox && !ticked(field));
    (!unticked).then_some(Value::Object(kept))
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn fitting(field: &FieldText, value: &Value) -> Option<Value> {
    match field.kind {
        FieldKind::Text | FieldKind::Textarea => text(field, value).map(Value::String),
        FieldKind::Email => text(field, value).filter(|address| is_email(address)).map(Value::String),
        FieldKind::Tel => text(field, value)
            .map(|number| half_width(&number))
            .filter(|number| is_tel(number))
            .map(Value::String),
        FieldKind::Number => number(field, value),
        FieldKind::Select => {
            let key = value.as_str()?;
            field.options.iter().any(|option| option.key.as_str() == key).then(|| value.clone())
        }
        FieldKind::Checkbox => value.as_bool().map(Value::Bool),
    }
}

fn text(field: &FieldText, value: &Value) -> Option<String> {
    let text = value.as_str()?.trim();
    (text.chars().count() <= field.longest()?).then(|| text.to_owned())
}

/// Has a name, one `@` and a domain with a dot. Whether somebody reads it only a message to it can tell.
fn is_email(address: &str) -> bool {
    let Some((name, domain)) = address.split_once('@') else { return false };
    let is_plain = |part: &str| !part.contains(|c: char| c.is_whitespace() || c.is_control() || c == '@');
    let labels_are_there = domain.contains('.') && domain.split('.').all(|label| !label.is_empty());
    !name.is_empty() && is_plain(name) && is_plain(domain) && labels_are_there
}

/// Digits and signs as a Japanese keyboard may write them, in their usual width.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' | '＋' | '（' | '）' | '－' | '．' | '，' => {
            char::from_u32(u32::from(c) - 0xFEE0).unwrap_or(c)
        }
        'ー' | '‐' | '−' | '–' => '-',
        '\u{3000}' => ' ',
        other => other,
    };
    text.chars().map(narrow).collect()
}

fn is_tel(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '-' | ' ' | '(' | ')' | '.');
    TEL_DIGITS.contains(&digits) && number.strip_prefix('+').unwrap_or(number).chars().all(plain)
}

fn number(field: &FieldText, value: &Value) -> Option<Value> {
    let number = match value {
        Value::Number(number) => number.clone(),
        Value::String(digits) => serde_json::from_str(half_width(digits).trim()).ok()?,
        _ => return None,
    };
    let size = number.as_f64().filter(|size| size.is_finite())?;
    let fits = field.min.is_none_or(|min| min <= size) && field.max.is_none_or(|max| size <= max);
    fits.then_some(Value::Number(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Vec<FieldText> {
        serde_json::from_value(json!([
            {"key": "name", "label": "お名前", "required": true, "max_length": 5},
            {"key": "mail", "type": "email", "label": "メール"},
            {"key": "tel", "type": "tel", "label": "電話"},
            {"key": "size", "type": "number", "label": "サイズ", "min": 20, "max": 30.5},
            {"key": "note", "type": "textarea", "label": "ひとこと"},
            {"key": "use", "type": "select", "label": "用途", "options": [{"key": "gift", "label": "贈り物"}, {"key": "own", "label": "自宅用"}]},
            {"key": "agree", "type": "checkbox", "label": "同意します", "required": true},
        ]))
        .unwrap()
    }

    #[test]
    fn a_form_keeps_what_fits() {
        let filled = json!({"name": " 花子 ", "mail": "hanako@shop.example", "tel": "０３ー１２３４−５６７８", "size": "２４.5",
            "note": "", "use": "gift", "agree": true});
        let kept = json!({"name": "花子", "mail": "hanako@shop.example", "tel": "03-1234-5678", "size": 24.5,
            "use": "gift", "agree": true});
        assert_eq!(understand(&form(), &filled), Some(kept));
        assert_eq!(
            understand(&form(), &json!({"name": "花", "agree": true, "tel": null})),
            Some(json!({"name": "花", "agree": true}))
        );
    }

    #[test]
    fn what_does_not_fit_is_refused_as_a_whole() {
        for (name, value) in [
            ("name", json!("")),
            ("name", json!("長すぎる名前です")),
            ("name", json!(7)),
            ("name", json!({"a": 1})),
            ("mail", json!("hanako")),
            ("mail", json!("hanako@shop")),
            ("mail", json!("a b@shop.example")),
            ("mail", json!("a@b@shop.example")),
            ("mail", json!("a@.example")),
            ("mail", json!(format!("{}@shop.example", "x".repeat(250)))),
            ("tel", json!("call me")),
            ("tel", json!("123")),
            ("tel", json!("+81-3-1234-5678-9012-3")),
            ("size", json!(19)),
            ("size", json!(31)),
            ("size", json!("large")),
            ("size", json!([24])),
            ("note", json!("x".repeat(2_001))),
            ("use", json!("other")),
            ("agree", json!(false)),
            ("agree", json!("yes")),
            ("more", json!(1)),
        ] {
            let mut filled = json!({"name": "花子", "agree": true});
            filled[name] = value.clone();
            assert_eq!(understand(&form(), &filled), None, "{name} {value}");
        }
        for no_form in [json!([]), json!("花子"), json!(null), json!({"name": "花子"})] {
            assert_eq!(understand(&form(), &no_form), None, "{no_form}");
        }
    }
}
