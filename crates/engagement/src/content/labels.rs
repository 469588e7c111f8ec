//! The words of the frame around a message, in Japanese and English, and in which direction a language runs.

use serde_json::Value;

/// Languages, and scripts, that run from right to left (BCP 47).
const FROM_RIGHT: [&str; 18] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "syr", "ug", "ur", "yi", "arab", "hebr",
    "thaa", "syrc",
];

/// `ltr` or `rtl`, for a language tag such as `ar-EG` or `az-Arab`.
pub(super) fn direction(language: &str) -> &'static str {
    let mut parts = language.split(['-', '_']);
    let first = parts.next().unwrap_or_default().to_ascii_lowercase();
    let script = parts.next().filter(|part| part.len() == 4).map(str::to_ascii_lowercase);
    let decides = script.unwrap_or(first);
    if FROM_RIGHT.contains(&decides.as_str()) { "rtl" } else { "ltr" }
}

/// Names and words of the frame of every message, in Japanese and English.
const OF_ALL: [(&str, [&str; 2]); 6] = [
    ("close", ["閉じる", "Close"]),
    ("not_now", ["今は大丈夫です", "Not now, thanks"]),
    ("never", ["今後この案内を表示しない", "Don't show this again"]),
    ("menu", ["その他", "More"]),
    ("send", ["送る", "Send"]),
    ("required", ["入力してください", "Please fill this in"]),
];
/// Those of a form besides.
const OF_FORMS: [(&str, [&str; 2]); 5] = [
    ("invalid_email", ["メールアドレスの形をご確認ください", "Please check the email address"]),
    ("invalid_tel", ["電話番号をご確認ください", "Please check the phone number"]),
    ("invalid_number", ["数字をご確認ください", "Please check the number"]),
    ("too_long", ["文字数が多すぎます", "This is too long"]),
    ("error_summary", ["入力内容をご確認ください", "Please check what you entered"]),
];
/// What the button of a coupon says, before and after.
const COPYING: [[&str; 2]; 2] = [["コードをコピー", "Copy code"], ["コピーしました", "Copied"]];

/// The place of a language in the tables: Japanese, else English.
fn place(language: &str) -> usize {
    usize::from(!language.starts_with("ja"))
}

/// The frame's words.
pub(super) fn labels(language: &str, with_form: bool) -> Value {
    let place = place(language);
    let of_form = OF_FORMS.iter().filter(|_| with_form);
    let words = OF_ALL.iter().chain(of_form).map(|(name, words)| ((*name).to_owned(), words[place].into()));
    Value::Object(words.collect())
}

/// What the button of a coupon says where its text does not.
pub(super) fn copying(language: &str) -> [&'static str; 2] {
    COPYING.map(|words| words[place(language)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_runs_as_its_script_does() {
        for (language, expected) in [
            ("ja", "ltr"),
            ("ar", "rtl"),
            ("ar-EG", "rtl"),
            ("he", "rtl"),
            ("AZ-Arab", "rtl"),
            ("ks-Deva-IN", "ltr"),
            ("ar-Latn", "ltr"),
            ("en-AR", "ltr"),
        ] {
            assert_eq!(direction(language), expected, "{language}");
        }
    }

    #[test]
    fn only_a_form_brings_the_words_of_forms() {
        let message = labels("ja-JP", false);
        assert_eq!((&message["close"], message.get("too_long")), (&"閉じる".into(), None));
        assert_eq!(labels("ar", true)["too_long"], "This is too long");
        assert_eq!(copying("en"), ["Copy code", "Copied"]);
    }
}
