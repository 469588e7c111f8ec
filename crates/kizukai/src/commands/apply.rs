//! `kizukai apply`: publishes texts from files, all of them or none.
//!
//! Through the server that runs on the folder, else on the folder itself; both by `POST /api/publish`. What is wrong
//! is told by file and place.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde_json::Value;

use kizukai_engagement::Definition;

use crate::arguments::Apply;
use crate::exchange::{Answer, Exchange};
use crate::neighbour::{self, Holder};
use crate::serving::block_on;
use crate::terminal;

/// Reads the files, publishes, and says what changed.
pub(crate) fn run(asked: &Apply) -> anyhow::Result<()> {
    let texts = Texts::read(&asked.files)?;
    let answer = block_on(async {
        match neighbour::find(&asked.data)? {
            Holder::Server(note) => {
                publish(&Exchange::with_server(note), &texts, asked.site.as_deref()).await
            }
            Holder::Us(runtime) => {
                let inside = Exchange::inside(runtime.clone());
                let answer = publish(&inside, &texts, asked.site.as_deref()).await;
                runtime.shutdown().await?;
                answer
            }
        }
    })?;
    for (place, message) in texts.places(&answer.body["warnings"]) {
        terminal::complain(&format!("{place}: warning: {message}"));
    }
    if !answer.is_success() {
        return Err(texts.refusal(&answer));
    }
    for line in changes(&answer.body) {
        terminal::say(&line);
    }
    Ok(())
}

async fn publish(exchange: &Exchange, texts: &Texts, site: Option<&str>) -> anyhow::Result<Answer> {
    let body = serde_json::to_vec(&texts.values)?;
    exchange.post("/api/publish", "application/json", site, body).await.context("cannot reach the server")
}

/// The texts of all files, and which file each came from.
pub(crate) struct Texts {
    values: Vec<Value>,
    /// By the text's name (`campaign/cart-shipping`).
    files: HashMap<String, PathBuf>,
}

impl Texts {
    /// Reads files; says everything that is wrong in any of them.
    fn read(files: &[PathBuf]) -> anyhow::Result<Self> {
        let mut texts = Self { values: Vec::new(), files: HashMap::new() };
        let mut mistakes = Vec::new();
        for file in files {
            let content =
                std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
            texts.add(file, &content, &mut mistakes);
        }
        if mistakes.is_empty() { Ok(texts) } else { Err(refused(&mistakes)) }
    }

    fn add(&mut self, file: &Path, content: &str, mistakes: &mut Vec<String>) {
        let documents = match kizukai_server::yaml::documents(content) {
            Ok(documents) => documents,
            Err(reason) => return mistakes.push(format!("{}: {reason}", file.display())),
        };
        for document in documents {
            match Definition::read(None, &document) {
                Ok((definition, _)) => {
                    let name = name_of(definition.kind(), &definition.key());
                    if let Some(other) = self.files.insert(name.clone(), file.to_owned()) {
                        let (file, other) = (file.display(), other.display());
                        mistakes.push(format!("{file}: {name} is also in {other}"));
                    }
                    self.values.push(document);
                }
                Err(problem) => mistakes.push(format!("{}: {problem}", file.display())),
            }
        }
    }

    /// Places of an answer (`problems`, `warnings`) as file and path, with their messages.
    fn places(&self, of: &Value) -> Vec<(String, String)> {
        let text_of = |place: &Value, field: &str| place[field].as_str().unwrap_or_default().to_owned();
        let each = of.as_array().map(Vec::as_slice).unwrap_or_default().iter();
        each.map(|place| {
            let (text, path) = (text_of(place, "text"), text_of(place, "path"));
            let file = self.files.get(&text).map(|file| file.display().to_string());
            let parts = [file.unwrap_or_default(), text, path];
            let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            (parts.join(": "), text_of(place, "message"))
        })
        .collect()
    }

    /// Why nothing was published.
    fn refusal(&self, answer: &Answer) -> anyhow::Error {
        let places = self.places(&answer.body["problems"]);
        if places.is_empty() {
            let word = |field: &str| answer.body[field].as_str().unwrap_or("no reason given").to_owned();
            return anyhow::anyhow!("nothing was published: {} ({})", word("detail"), word("code"));
        }
        let lines: Vec<String> =
            places.iter().map(|(place, message)| format!("{place}: {message}")).collect();
        refused(&lines)
    }
}

fn refused(lines: &[String]) -> anyhow::Error {
    anyhow::anyhow!("nothing was published\n  {}", lines.join("\n  "))
}

/// A text's name as the API's problems carry it.
fn name_of(kind: &str, key: &str) -> String {
    if kind == "site" { kind.to_owned() } else { format!("{kind}/{key}") }
}

/// A line for each text: its new version, or that it says what it said before.
fn changes(published: &Value) -> Vec<String> {
    let texts = published["texts"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    texts
        .map(|text| {
            let word = |field: &str| text[field].as_str().unwrap_or_default();
            let name = name_of(word("kind"), word("key"));
            if text["changed"] == true {
                format!("{name}: version {}, phase {}", text["version"], text["phase"])
            } else {
                format!("{name}: unchanged, version {}", text["version"])
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(contents: &[&str]) -> Result<Texts, String> {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<PathBuf> =
            (0..contents.len()).map(|n| folder.path().join(format!("{n}.yaml"))).collect();
        for (file, content) in files.iter().zip(contents) {
            std::fs::write(file, content).unwrap();
        }
        Texts::read(&files).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn several_texts_may_stand_in_one_file() {
        let texts = read(&["kind: site\n---\nkind: segment\nkey: a\ncondition: {}\n"]).unwrap();
        assert_eq!(texts.values.len(), 2);
        assert!(texts.files.contains_key("site") && texts.files.contains_key("segment/a"));
    }

    #[test]
    fn every_mistake_of_every_file_is_told_with_its_place() {
        let told = read(&[
            "kind: segment\nkey: a\ncondition: {}\n",
            "kind: segment\nkey: a\ncondition: {}\n",
            "kind: campaign\nkey: b\narms: 1\n",
            "a: [",
        ])
        .err()
        .unwrap();
        assert!(told.contains("1.yaml: segment/a is also in"), "{told}");
        assert!(told.contains("2.yaml: ") && told.contains("3.yaml: "), "{told}");
    }

    #[test]
    fn places_of_an_answer_name_the_file() {
        let texts = read(&["kind: segment\nkey: a\ncondition: {}\n"]).unwrap();
        let places =
            texts.places(&json!([{"text": "segment/a", "path": "condition.$x", "message": "unknown"}]));
        assert!(places[0].0.ends_with("0.yaml: segment/a: condition.$x"), "{places:?}");
        assert_eq!(places[0].1, "unknown");
    }

    #[test]
    fn what_changed_and_what_did_not_is_said() {
        let published = json!({"texts": [
            {"kind": "campaign", "key": "a", "version": 2, "phase": 1, "changed": true},
            {"kind": "site", "key": "site", "version": 1, "phase": 1, "changed": false},
        ]});
        assert_eq!(changes(&published), ["campaign/a: version 2, phase 1", "site: unchanged, version 1"]);
    }
}
