//! `POST /api/render`: what a step that is still being written becomes for a visitor.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use kizukai_engagement::Problem;
use kizukai_engagement::text::{Format, StepText};
use kizukai_model::Properties;
use kizukai_runtime::Beholder;

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::limits::RENDER_BYTES;
use crate::problem::{ApiError, ProblemDocument};

/// A step, and for whom it is drawn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RenderRequest {
    /// As it stands in a scenario: of `type` `message` or `question`. It may be unfinished.
    #[schema(value_type = Object)]
    step: Value,
    /// The visitor's language (BCP 47); left out: the site's.
    #[serde(default)]
    #[schema(example = "ja", max_length = 35)]
    locale: Option<String>,
    /// What is known of the visitor; left out: nothing.
    #[serde(default)]
    #[schema(value_type = Object)]
    traits: Properties,
    /// The end of the campaign's schedule, for a countdown to it.
    #[serde(default)]
    #[schema(max_length = 40)]
    until: Option<String>,
}

/// What the tag would get.
#[derive(Serialize, ToSchema)]
pub(crate) struct RenderedStep {
    /// `modal corner bar toast inline fullscreen`.
    #[schema(value_type = String)]
    format: Format,
    /// As `content` of a show of `POST /v1/decide`.
    #[schema(value_type = Object)]
    content: Value,
}

/// Render a step.
///
/// As a visitor would get it under the site's published settings. Unfinished texts are rendered as far as they go; nothing
/// is checked but their shape, and nothing is kept.
#[utoipa::path(
    post,
    path = "/api/render",
    tag = "campaigns",
    request_body = RenderRequest,
    responses(
        (status = 200, description = "What the tag would get", body = RenderedStep),
        (status = 400, description = "`broken_json`, `bad_field`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 256 KiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 422, description = "`text_refused`: it is no step, or one that says nothing itself", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn render(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<RenderedStep>, ApiError> {
    let bytes = body::read(&app, &headers, body, RENDER_BYTES).await?;
    let RenderRequest { step, locale, traits, until } = body::from_json(&bytes)?;
    let step = StepText::read(step).map_err(refused)?;
    let beholder = Beholder { locale, traits, until };
    let rendered = app.runtime().render_draft(&caller.site, &step, beholder).await?;
    let says_nothing = || refused(Problem::at("type", "a step of this type says nothing itself"));
    let (format, content) = rendered.ok_or_else(says_nothing)?;
    Ok(Json(RenderedStep { format, content }))
}

fn refused(problem: Problem) -> ApiError {
    ApiError::TextRefused(vec![problem])
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, greeting, json, text};
    use axum::http::StatusCode;
    use serde_json::{Value, json as object};

    async fn rendered(harness: &Harness, request: &Value) -> (StatusCode, Value) {
        let answer = harness.post_json("/api/render", request).await;
        (answer.status(), json(answer).await)
    }

    /// When the campaign ends.
    const UNTIL: &str = "2026-12-25T00:00:00+09:00";

    /// One step of each format, and between them all that a message may hold.
    fn steps() -> Vec<(&'static str, Value)> {
        let title =
            object!({"ja": "{{ traits.name | default('お客') }}さま", "en": "Hello {{ traits.name }}"});
        let image =
            object!({"src": "/plate.jpg", "alt": {"ja": "皿", "en": "A plate"}, "width": 320, "height": 180});
        let choices = object!([
            {"key": "more", "label": {"ja": "くわしく", "en": "More"}, "href": "/more?for={{ traits.name }}", "next": "end"},
            {"key": "ok", "label": "わかりました", "next": "end"},
        ]);
        let few = object!([choices[1]]);
        let field = |key: &str, kind: &str| object!({"key": key, "type": kind, "label": {"ja": "欄", "en": "A field"}});
        let (height, mail) = (field("height", "number"), field("mail", "email"));
        vec![
            (
                "corner",
                object!({"type": "message", "format": "corner", "title": title, "image": image, "choices": choices,
                "countdown": {"until": "schedule", "label": "締切まで"}, "theme": {"preset": "ai", "radius": 20}}),
            ),
            (
                "modal",
                object!({"type": "question", "format": "modal", "title": title, "answer": "form",
                "submit": "送る", "fields": [height, mail], "next": "end"}),
            ),
            (
                "bar",
                object!({"type": "message", "format": "bar", "title": title, "body": "送料は無料です", "choices": few}),
            ),
            (
                "toast",
                object!({"type": "message", "format": "toast", "body": title, "duration": "8s", "next": "end"}),
            ),
            (
                "inline",
                object!({"type": "message", "format": "inline", "selector": "#place", "position": "append",
                "body": title, "coupon": {"code": "HAJIMETE-500", "note": "月末まで"}, "choices": choices}),
            ),
            (
                "fullscreen",
                object!({"type": "message", "format": "fullscreen", "title": title, "image": image,
                "video": {"src": "/care.webm", "poster": "/plate.jpg", "alt": "洗い方"}, "choices": few}),
            ),
        ]
    }

    /// A campaign in which each of the steps is what an answer leads to.
    fn campaign(steps: &[(&str, Value)]) -> Value {
        let choices: Vec<_> =
            steps.iter().map(|(key, _)| object!({"key": key, "label": key, "next": key})).collect();
        let opener =
            object!({"type": "message", "format": "corner", "title": "どれを見ますか", "choices": choices});
        let mut text = greeting();
        let mut all = object!({"opener": opener});
        for (key, step) in steps {
            all[*key] = step.clone();
        }
        text["schedule"] = object!({"until": UNTIL});
        text["arms"][0]["scenario"] = object!({"start": "opener", "steps": all});
        text
    }

    /// What a visitor by the name of 花子 who chose it in that language is shown.
    async fn shown(harness: &Harness, step: &str, locale: &str) -> Value {
        let visitor = format!("{step}-{locale}");
        let context = object!({"page": {"url": "https://shop.example/"}, "locale": locale});
        let ask = |events: Value| {
            let body = object!({"anonymousId": visitor, "context": context, "events": events});
            async move { json(harness.decide(&body).await).await }
        };
        let identify = object!({"type": "identify", "traits": {"name": "花子"}});
        let mut first = ask(object!([identify, {"type": "page"}])).await;
        let opener = first["show"][0].take();
        let answer =
            object!({"type": "answer", "enrolment": opener["enrolment"], "step": "opener", "choice": step});
        let mut second = ask(object!([answer])).await;
        second["show"][0].take()
    }

    #[tokio::test]
    async fn a_published_step_of_each_format_is_rendered_as_a_visitor_gets_it() {
        let harness = Harness::start();
        let settings = object!({"holdout": 0, "theme": "matcha", "locale": "ja"});
        assert_eq!(harness.put("/api/site", &settings).await.status(), StatusCode::OK);
        let steps = steps();
        let published = harness.put("/api/campaigns/greeting", &campaign(&steps)).await;
        assert_eq!(published.status(), StatusCode::OK, "{}", text(published).await);
        for (format, step) in &steps {
            for locale in ["ja", "en"] {
                let shown = shown(&harness, format, locale).await;
                let request = object!({
                    "step": step, "locale": locale, "traits": {"name": "花子"}, "until": UNTIL,
                });
                let (status, drawn) = rendered(&harness, &request).await;
                assert_eq!(status, StatusCode::OK, "{drawn}");
                assert_eq!(shown["format"], *format, "{shown}");
                assert_eq!(drawn, object!({"format": shown["format"], "content": shown["content"]}));
                assert!(drawn["content"].to_string().contains("花子"), "{drawn}");
            }
        }
    }

    #[tokio::test]
    async fn what_is_unfinished_is_rendered_as_far_as_it_goes() {
        let harness = Harness::start();
        let step = object!({
            "type": "message", "format": "corner",
            "title": {"ja": "{{ traits.name | default('お客') }}さま", "en": "Hello {{ traits.name }}"},
            "body": "{{ broken",
            "choices": [{"key": "ok", "label": ""}],
        });
        let (status, drawn) = rendered(&harness, &object!({"step": step, "traits": {"name": "花子"}})).await;
        assert_eq!(status, StatusCode::OK, "{drawn}");
        assert_eq!(
            (&drawn["content"]["title"], &drawn["content"]["body"]),
            (&object!("花子さま"), &object!(""))
        );
        let (_, unknown) = rendered(&harness, &object!({"step": step})).await;
        assert_eq!(unknown["content"]["title"], "お客さま");
    }

    #[tokio::test]
    async fn what_is_no_step_or_says_nothing_is_refused_where_it_is_wrong() {
        let harness = Harness::start();
        for (step, path, word) in [
            (object!({"type": "wait", "for": "1h"}), "type", "says nothing"),
            (object!({"type": "message", "format": "billboard"}), "", "billboard"),
            (object!({"type": "shout"}), "type", "shout"),
        ] {
            let (status, problem) = rendered(&harness, &object!({"step": step})).await;
            let told = (status, &problem["code"], &problem["problems"][0]["path"]);
            assert_eq!(told, (StatusCode::UNPROCESSABLE_ENTITY, &object!("text_refused"), &object!(path)));
            assert!(problem["problems"][0]["message"].as_str().unwrap().contains(word), "{problem}");
        }
    }
}
