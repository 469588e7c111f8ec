//! `GET /api/vocabulary`: the words a site's data is made of.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_runtime::{EventWord, PropertyWord, Vocabulary};

use crate::app::App;
use crate::auth::Caller;
use crate::problem::ApiError;

/// The words of a site's newest data.
#[derive(Serialize, ToSchema)]
#[schema(as = Vocabulary)]
pub(crate) struct VocabularyDocument {
    /// The most frequent first, 200 at most.
    events: Vec<EventWordDocument>,
    /// Those that most have first, 100 at most.
    traits: Vec<WordDocument>,
    /// The most viewed first, 100 at most; only those that several people viewed.
    pages: Vec<PageWordDocument>,
    /// Tags such as `ja-JP`, the most frequent first.
    languages: Vec<String>,
}

/// An event.
#[derive(Serialize, ToSchema)]
#[schema(as = EventWord)]
pub(crate) struct EventWordDocument {
    name: String,
    /// How often it came in what was looked at.
    count: u64,
    /// The most frequent first, 100 at most.
    properties: Vec<WordDocument>,
}

/// A property or a trait.
#[derive(Serialize, ToSchema)]
#[schema(as = PropertyWord)]
pub(crate) struct WordDocument {
    name: String,
    /// What its values mostly are.
    #[schema(value_type = ValueKind)]
    r#type: &'static str,
    /// The most frequent ones, 20 at most: only those that several people have, and none where they look personal.
    values: Vec<Value>,
}

/// What a value is.
#[derive(ToSchema)]
#[schema(as = ValueKind, rename_all = "snake_case")]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) enum ValueKind {
    String,
    Number,
    Boolean,
    List,
    Object,
}

/// A page.
#[derive(Serialize, ToSchema)]
#[schema(as = PageWord)]
pub(crate) struct PageWordDocument {
    path: String,
    title: Option<String>,
}

impl From<&PropertyWord> for WordDocument {
    fn from(word: &PropertyWord) -> Self {
        Self { name: word.name.clone(), r#type: word.kind, values: word.values.clone() }
    }
}

impl From<&EventWord> for EventWordDocument {
    fn from(word: &EventWord) -> Self {
        let properties = word.properties.iter().map(WordDocument::from).collect();
        Self { name: word.name.clone(), count: word.count, properties }
    }
}

impl From<&Vocabulary> for VocabularyDocument {
    fn from(words: &Vocabulary) -> Self {
        let page = |page: &kizukai_runtime::PageWord| PageWordDocument {
            path: page.path.clone(),
            title: page.title.clone(),
        };
        Self {
            events: words.events.iter().map(EventWordDocument::from).collect(),
            traits: words.traits.iter().map(WordDocument::from).collect(),
            pages: words.pages.iter().map(page).collect(),
            languages: words.languages.clone(),
        }
    }
}

/// Read the words of the site's data.
///
/// Events with their properties, traits, pages and languages of the newest data, as they were a minute ago at most: what a
/// form offers to who writes a condition.
#[utoipa::path(
    get,
    path = "/api/vocabulary",
    tag = "segments",
    responses((status = 200, description = "The words", body = VocabularyDocument)),
)]
pub(crate) async fn vocabulary(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<VocabularyDocument>, ApiError> {
    let words = app.runtime().vocabulary(&caller.site).await?;
    Ok(Json((&*words).into()))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use kizukai_model::Span;
    use serde_json::{Value, json as object};

    async fn visit(harness: &Harness, who: &str, rank: &str) {
        let traits = object!({
            "rank": rank, "email": format!("{who}@shop.example"), "contact": format!("{who}@shop.example"),
            "shoe_size": who, "points": 5,
        });
        let events = object!([
            {"type": "page", "messageId": format!("{who}-p")},
            {"type": "identify", "messageId": format!("{who}-i"), "traits": traits},
            {"type": "track", "event": "Product Viewed", "messageId": format!("{who}-v"),
             "properties": {"category": "plates", "price": 1200, "tags": ["new", who], "looked_for": format!("me, {who}")}},
        ]);
        let page = object!({"path": "/plates", "title": "お皿"});
        let body =
            object!({"anonymousId": who, "events": events, "context": {"page": page, "locale": "ja-JP"}});
        harness.decide(&body).await;
    }

    fn named<'a>(words: &'a Value, name: &str) -> &'a Value {
        words.as_array().unwrap().iter().find(|word| word["name"] == name).unwrap()
    }

    #[tokio::test]
    async fn the_words_of_the_newest_data_are_told_and_nobody_s_own() {
        let harness = Harness::start();
        for who in ["a", "b", "c"] {
            visit(&harness, who, if who == "c" { "silver" } else { "gold" }).await;
        }
        let words = json(harness.get("/api/vocabulary").await).await;
        let viewed = named(&words["events"], "Product Viewed");
        assert_eq!(viewed["count"], 3);
        let property = |name: &str| named(&viewed["properties"], name);
        assert_eq!(
            property("category"),
            &object!({"name": "category", "type": "string", "values": ["plates"]})
        );
        assert_eq!(property("price"), &object!({"name": "price", "type": "number", "values": [1200]}));
        assert_eq!(property("tags"), &object!({"name": "tags", "type": "list", "values": ["new"]}));
        assert_eq!(property("looked_for")["values"], object!([]), "each is one person's");
        assert_eq!(named(&words["traits"], "rank")["values"], object!(["gold"]), "silver is one person's");
        for personal in ["email", "contact", "shoe_size"] {
            assert_eq!(named(&words["traits"], personal)["values"], object!([]), "{personal}");
        }
        assert_eq!(words["pages"], object!([{"path": "/plates", "title": "お皿"}]));
        assert_eq!(words["languages"], object!(["ja-JP"]));
    }

    #[tokio::test]
    async fn words_are_kept_for_a_minute_and_forgotten_when_somebody_is_erased() {
        let harness = Harness::start();
        for who in ["a", "b"] {
            visit(&harness, who, "gold").await;
        }
        let ranks = || async { json(harness.get("/api/vocabulary").await).await["traits"].clone() };
        assert_eq!(named(&ranks().await, "rank")["values"], object!(["gold"]));
        for who in ["c", "d"] {
            visit(&harness, who, "silver").await;
        }
        assert_eq!(named(&ranks().await, "rank")["values"], object!(["gold"]));
        harness.pass(Span::from_mins(1));
        assert_eq!(named(&ranks().await, "rank")["values"], object!(["gold", "silver"]));
        harness.delete("/api/profiles/d").await;
        assert_eq!(named(&ranks().await, "rank")["values"], object!(["gold"]));
    }

    #[tokio::test]
    async fn a_trait_with_many_values_tells_none() {
        let harness = Harness::start();
        for n in 0..102 {
            visit(&harness, &format!("v{n}"), &format!("rank {}", n / 2)).await;
        }
        let words = json(harness.get("/api/vocabulary").await).await;
        assert_eq!(named(&words["traits"], "rank")["values"], object!([]));
        assert_eq!(named(&words["traits"], "points")["values"], object!([5]));
    }
}
