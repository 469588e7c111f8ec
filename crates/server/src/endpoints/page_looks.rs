//! `POST /api/page-looks` and `GET /api/page-looks/{token}`: the colours, corners and fonts of the shop's own pages.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use kizukai_engagement::text::OwnTheme;
use kizukai_runtime::{PREVIEW_PARAMETER, ReadPage};

use crate::app::App;
use crate::auth::Caller;
use crate::endpoints::drafts::preview::PreviewDocument;
use crate::extract::PathParameter;
use crate::problem::{ApiError, ProblemDocument};

/// What was read with a link.
#[derive(Serialize, ToSchema)]
pub(crate) struct PageLookAnswer {
    /// Null: no page has been opened with the link so far.
    read: Option<PageLookDocument>,
}

/// A page's look.
#[derive(Serialize, ToSchema)]
#[schema(as = PageLook)]
pub(crate) struct PageLookDocument {
    /// The page's path.
    path: String,
    /// A theme of its colours and corners. A colour in which a message could not be read is left out.
    #[schema(value_type = crate::endpoints::definitions::schema::OwnTheme)]
    theme: OwnTheme,
    /// The first font of the page's text. Messages take the page's fonts in any case.
    font: Option<String>,
}

impl From<ReadPage> for PageLookDocument {
    fn from(ReadPage { path, look }: ReadPage) -> Self {
        Self { path, theme: look.theme, font: look.font }
    }
}

/// Make a link that reads a page's look.
///
/// The tag of a page of the shop that is opened with it reads the page's colours, corners and font, and shows a message in
/// them to whoever opened it. Nothing of it is counted.
#[utoipa::path(
    post,
    path = "/api/page-looks",
    tag = "campaigns",
    responses((status = 200, description = "The link", body = PreviewDocument)),
)]
pub(crate) async fn make_page_look(
    State(app): State<App>,
    caller: Caller,
) -> Result<Json<PreviewDocument>, ApiError> {
    let link = app.runtime().make_page_look(&caller.site).await?;
    let expires_at = link.expires_at.to_rfc3339();
    Ok(Json(PreviewDocument { token: link.token, parameter: PREVIEW_PARAMETER, expires_at }))
}

/// What a link has read.
#[utoipa::path(
    get,
    path = "/api/page-looks/{token}",
    tag = "campaigns",
    params(("token" = String, Path, description = "The link's secret")),
    responses(
        (status = 200, description = "The look, or null for now", body = PageLookAnswer),
        (status = 404, description = "`not_found`: there is no such link, or its hour is over", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn page_look(
    State(app): State<App>,
    caller: Caller,
    PathParameter(token): PathParameter,
) -> Result<Json<PageLookAnswer>, ApiError> {
    let read = app.runtime().page_look(&caller.site, &token).ok_or(ApiError::Unknown("link to a page"))?;
    Ok(Json(PageLookAnswer { read: read.map(Into::into) }))
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::http::StatusCode;
    use serde_json::{Value, json as object};

    async fn open(harness: &Harness, device: &str, search: &str, event: Value) -> Value {
        let page = object!({"url": format!("https://shop.example/items/7{search}")});
        let context = object!({"page": page});
        json(harness.decide(&object!({"anonymousId": device, "events": [event], "context": context})).await)
            .await
    }

    fn said(properties: &Value) -> Value {
        object!({"type": "signal", "name": "custom", "messageId": "s1", "properties": properties})
    }

    #[tokio::test]
    async fn a_page_opened_with_the_link_tells_its_look_and_wears_it() {
        let harness = Harness::start();
        let made = json(harness.post_json("/api/page-looks", &object!({})).await).await;
        let path = format!("/api/page-looks/{}", made["token"].as_str().unwrap());
        assert_eq!(json(harness.get(&path).await).await, object!({"read": null}));
        let search = format!("?{}={}", made["parameter"].as_str().unwrap(), made["token"].as_str().unwrap());
        let opened = open(&harness, "me", &search, object!({"type": "page", "messageId": "p1"})).await;
        assert_eq!(opened["armed"][0]["signal"], "custom");
        assert_eq!(opened["show"], object!([]));
        let mut look = opened["armed"][0]["params"].clone();
        look["accent"] = object!("#b03a2e");
        look["radius"] = object!(3);
        look["font"] = object!("Noto Sans JP");
        let told = open(&harness, "me", &search, said(&look)).await;
        assert_eq!(told["show"][0]["content"]["theme"]["light"]["accent"], "#b03a2e", "{told}");
        let read = json(harness.get(&path).await).await;
        let theme = object!({"preset": "kinari", "accent": "#b03a2e", "radius": 3.0});
        assert_eq!(read["read"], object!({"path": "/items/7", "theme": theme, "font": "Noto Sans JP"}));
        assert_eq!(harness.get("/api/profiles/me").await.status(), StatusCode::NOT_FOUND);
    }

    #[tokio::test]
    async fn visitors_cannot_tell_a_look_and_other_links_read_none() {
        let harness = Harness::start();
        let made = json(harness.post_json("/api/page-looks", &object!({})).await).await;
        let path = format!("/api/page-looks/{}", made["token"].as_str().unwrap());
        let look = object!({"name": "kizukai_page_look", "accent": "#b03a2e"});
        open(&harness, "somebody", "", said(&look)).await;
        assert_eq!(json(harness.get(&path).await).await["read"], Value::Null);
        harness.publish_greeting().await;
        let wish = object!({});
        let preview = json(harness.post_json("/api/campaigns/greeting/preview", &wish).await).await;
        let path = format!("/api/page-looks/{}", preview["token"].as_str().unwrap());
        assert_eq!(harness.get(&path).await.status(), StatusCode::NOT_FOUND);
    }
}
