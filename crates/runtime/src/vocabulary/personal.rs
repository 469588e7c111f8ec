//! Whether a property or a trait may say who somebody is: by its name, or by what it says. Rather one too many.

use serde_json::Value;

/// Parts of names in which something personal lies, in small letters without separators.
const NAMES: [&str; 24] = [
    "mail",
    "phone",
    "tel",
    "mobile",
    "fax",
    "firstname",
    "lastname",
    "fullname",
    "familyname",
    "givenname",
    "nickname",
    "kana",
    "address",
    "street",
    "postal",
    "zip",
    "birth",
    "password",
    "token",
    "secret",
    "userid",
    "username",
    "card",
    "message",
];
/// The same, where they are the whole name.
const WHOLE_NAMES: [&str; 6] = ["name", "id", "ip", "dob", "氏名", "住所"];
/// Digits in a row, separators aside, from which a text may be a telephone number.
const PHONE_DIGITS: usize = 9;

/// Whether a value under that name may say who somebody is.
pub(crate) fn looks_personal(name: &str, value: &Value) -> bool {
    let plain: String = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let is_product = plain.starts_with("product") || plain.starts_with("item");
    let is_named = NAMES.iter().any(|part| plain.contains(part)) || WHOLE_NAMES.contains(&plain.as_str());
    (is_named && !is_product) || value.as_str().is_some_and(|text| is_mail(text) || is_phone(text))
}

fn is_mail(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| !local.is_empty() && host.contains('.'))
}

fn is_phone(text: &str) -> bool {
    let is_phone_like = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '.');
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= PHONE_DIGITS && text.chars().all(is_phone_like)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_may_say_who_somebody_is_is_recognised_by_its_name_or_by_what_it_says() {
        for (name, value) in [
            ("email", json!("x")),
            ("E-Mail", json!(1)),
            ("phone_number", json!("1")),
            ("name", json!("花子")),
            ("firstName", json!("花子")),
            ("billing.address", json!("東京")),
            ("氏名", json!("花子")),
            ("contact", json!("hanako@shop.example")),
            ("contact", json!("+81 90-1234-5678")),
        ] {
            assert!(looks_personal(name, &value), "{name} {value}");
        }
        for (name, value) in [
            ("rank", json!("gold")),
            ("product_id", json!("p-1")),
            ("product_name", json!("皿")),
            ("price", json!(123_456_789)),
            ("category", json!("a@b")),
            ("sku", json!("12-345")),
        ] {
            assert!(!looks_personal(name, &value), "{name} {value}");
        }
    }
}
