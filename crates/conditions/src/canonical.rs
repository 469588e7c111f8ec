//! One text for JSON values that mean the same: keys sorted, whole numbers without a fraction.

use std::fmt::Write;

use serde_json::Value;

/// Writes the value without spaces, keys sorted by code point, `1.0` as `1`.
pub(crate) fn canonical(value: &Value) -> String {
    let mut text = String::new();
    write_value(value, &mut text);
    text
}

fn write_value(value: &Value, text: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_by_key(|(key, _)| *key);
            write_separated(text, ['{', '}'], sorted, |(key, field), text| {
                push(text, Value::from(key.as_str()));
                text.push(':');
                write_value(field, text);
            });
        }
        Value::Array(entries) => write_separated(text, ['[', ']'], entries, write_value),
        Value::Number(number) => match number.as_f64().filter(|number| is_whole(*number)) {
            Some(whole) => push(text, whole as i64),
            None => push(text, number),
        },
        scalar => push(text, scalar),
    }
}

/// Whether the number is an integer that JSON readers of every language keep exactly (below 2^53).
pub(crate) fn is_whole(number: f64) -> bool {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    number.fract() == 0.0 && number.abs() < EXACT
}

fn write_separated<T>(
    text: &mut String,
    [open, close]: [char; 2],
    entries: impl IntoIterator<Item = T>,
    mut write_entry: impl FnMut(T, &mut String),
) {
    text.push(open);
    for (index, entry) in entries.into_iter().enumerate() {
        if index > 0 {
            text.push(',');
        }
        write_entry(entry, text);
    }
    text.push(close);
}

fn push(text: &mut String, part: impl std::fmt::Display) {
    write!(text, "{part}").expect("writing to a string cannot fail");
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::canonical;

    #[test]
    fn order_of_keys_and_spelling_of_numbers_do_not_matter() {
        let one = json!({"b": [1.0, {"y": null, "x": "é\""}], "a": -2.5});
        let other = json!({"a": -2.5, "b": [1, {"x": "é\"", "y": null}]});
        assert_eq!(canonical(&one), r#"{"a":-2.5,"b":[1,{"x":"é\"","y":null}]}"#);
        assert_eq!(canonical(&one), canonical(&other));
    }

    #[test]
    fn order_of_lists_matters() {
        assert_ne!(canonical(&json!([1, 2])), canonical(&json!([2, 1])));
    }
}
