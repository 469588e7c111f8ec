//! Texts as YAML. Words stay words: `off`, `no` and `007` are texts, only `true` and `false` are truth values.

use serde_json::Value;

/// Reads the documents of a stream; empty ones are skipped.
///
/// # Errors
/// Where it is no YAML, and why, in words.
pub fn documents(text: &str) -> Result<Vec<Value>, String> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        leading_zero_numbers_as_strings: true,
        underscored_numbers_as_strings: true,
    };
    serde_saphyr::from_multiple_with_options(text, options).map_err(|error| error.to_string())
}

/// Writes a document so that [`documents`] reads the very same.
///
/// # Errors
/// Why it cannot be written, in words.
pub fn document(text: &Value) -> Result<String, String> {
    serde_saphyr::to_string(text).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn words_stay_words() {
        let text = "trigger: {on: signal, name: no}\nmax: 1\ncontrol: 0.5\nat: 2026-12-01\nyes: off\nis: true\ncode: 007\nnone: ~\n";
        assert_eq!(
            documents(text).unwrap(),
            [json!({
                "trigger": {"on": "signal", "name": "no"}, "max": 1, "control": 0.5, "at": "2026-12-01",
                "yes": "off", "is": true, "code": "007", "none": null,
            })]
        );
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        let words = [
            "no",
            "off",
            "true",
            "null",
            "~",
            "",
            "007",
            "1_000",
            "1e3",
            "0x1f",
            "-",
            "- a",
            "a: b",
            "#c",
            "2026-12-01",
            "12:30",
            " led",
            "trailed ",
            "two\nlines\n",
            "\n",
            "tab\there",
            "'q' \"d\"",
            "日本語：全角",
            "%",
            "@x",
            "`y",
            "!z",
            "&a",
            "*b",
            "[",
            "{",
            "<b>",
            "a\u{a0}b",
            "$gte",
            "=",
            "?",
        ];
        for word in words {
            let text = json!({word: word, "list": [word, {"deep": [word]}], "number": 1.5, "none": null, "is": true, "big": 9_007_199_254_740_993_i64});
            let written = document(&text).unwrap();
            assert_eq!(documents(&written).as_deref(), Ok(&[text][..]), "{word:?}: {written}");
        }
    }

    #[test]
    fn a_stream_holds_several_documents() {
        let read = documents("---\nkind: site\n---\n---\nkind: segment\nkey: a\n").unwrap();
        assert_eq!(read, [json!({"kind": "site"}), json!({"kind": "segment", "key": "a"})]);
        assert!(documents("a: [1").is_err());
        assert!(documents("a: 1\na: 2\n").is_err(), "a key given twice is a mistake");
    }
}
