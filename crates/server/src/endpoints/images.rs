//! `POST /api/images` and `GET /media/{file}`: pictures for messages.

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use kizukai_runtime::KeptImage;

use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::extract::PathParameter;
use crate::limits::IMAGE_BYTES;
use crate::problem::{ApiError, ProblemDocument};

/// Beside a picture nothing runs and nothing is fetched, should a browser take one for a page.
const ALONE: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox");
/// A page of another origin may show it.
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// A picture that is kept.
#[derive(Serialize, ToSchema)]
#[schema(as = KeptImage)]
pub(crate) struct ImageDocument {
    /// Where it is, from the root of this server; it never changes.
    #[schema(example = "/media/0123456789abcdef0123456789abcdef.jpg")]
    url: String,
    /// In pixels.
    width: u32,
    /// In pixels.
    height: u32,
    /// Of the file.
    bytes: usize,
}

/// A picture's bytes.
#[derive(ToSchema)]
#[schema(as = ImageBytes, value_type = String, format = Binary)]
#[expect(dead_code, reason = "only describes the API")]
pub(crate) struct ImageBytes(Vec<u8>);

impl From<KeptImage> for ImageDocument {
    fn from(image: KeptImage) -> Self {
        let KeptImage { name, width, height, bytes } = image;
        Self { url: format!("/media/{name}"), width, height, bytes }
    }
}

/// Keep a picture for messages.
///
/// PNG, JPEG, WebP or GIF, of which the first frame is kept. It is written anew without metadata, at most 1,600 pixels wide and
/// 3,200 high.
#[utoipa::path(
    post,
    path = "/api/images",
    tag = "campaigns",
    request_body(content((ImageBytes = "image/png"), (ImageBytes = "image/jpeg"), (ImageBytes = "image/webp"), (ImageBytes = "image/gif"))),
    responses(
        (status = 200, description = "Kept", body = ImageDocument),
        (status = 400, description = "`bad_image`: it is no picture, or has too many pixels", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 409, description = "`too_many`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 413, description = "`body_too_large`: more than 8 MiB", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 503, description = "`overloaded`: others are being taken in", body = ProblemDocument, content_type = "application/problem+json"),
    ),
)]
pub(crate) async fn add_image(
    State(app): State<App>,
    _: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<ImageDocument>, ApiError> {
    let bytes = body::read(&app, &headers, body, IMAGE_BYTES).await?;
    Ok(Json(app.runtime().add_image(bytes.into()).await?.into()))
}

/// A picture of a message.
#[utoipa::path(
    get,
    path = "/media/{file}",
    tag = "visitors",
    params(("file" = String, Path, description = "File name")),
    responses(
        (status = 200, description = "The picture", content((ImageBytes = "image/png"), (ImageBytes = "image/jpeg"), (ImageBytes = "image/webp"))),
        (status = 404, description = "`not_found`", body = ProblemDocument, content_type = "application/problem+json"),
    ),
    security(()),
)]
pub(crate) async fn image(
    State(app): State<App>,
    PathParameter(file): PathParameter,
) -> Result<Response, ApiError> {
    let bytes = app.runtime().image(&file).await?.ok_or(ApiError::Unknown("picture"))?;
    let kind = match file.rsplit_once('.').map(|(_, ending)| ending) {
        Some("jpg") => "image/jpeg",
        Some("webp") => "image/webp",
        _ => "image/png",
    };
    let mut response = (StatusCode::OK, bytes).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::CONTENT_SECURITY_POLICY, ALONE);
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use crate::harness::{Harness, json};
    use axum::body::to_bytes;
    use axum::http::{StatusCode, header};

    /// A PNG of one red pixel.
    const PIXEL: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0\x90wS\xde\0\0\0\x0cIDATx\x9cc\xf8\xcf\xc0\0\0\x03\x01\x01\0\xc9\xfe\x92\xef\0\0\0\0IEND\xaeB`\x82";

    #[tokio::test]
    async fn a_picture_is_kept_and_handed_out_to_anybody_for_ever() {
        let harness = Harness::start();
        let kept = harness.post("/api/images", "image/png", PIXEL.to_vec()).await;
        assert_eq!(kept.status(), StatusCode::OK);
        let kept = json(kept).await;
        assert_eq!((&kept["width"], &kept["height"]), (&1.into(), &1.into()));
        let again = json(harness.post("/api/images", "image/png", PIXEL.to_vec()).await).await;
        assert_eq!(again, kept, "the same picture is kept once");
        let response = harness.get_without_key(kept["url"].as_str().unwrap()).await;
        assert_eq!(response.status(), StatusCode::OK);
        let headers = response.headers().clone();
        assert_eq!(headers[header::CONTENT_TYPE], "image/png");
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert!(headers[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert!(headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("default-src 'none'"));
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        assert_eq!(kept["bytes"], bytes.len());
    }

    #[tokio::test]
    async fn what_is_no_picture_is_refused_and_what_is_not_there_is_not_found() {
        let harness = Harness::start();
        let refused = harness.post("/api/images", "image/png", b"<svg/>".to_vec()).await;
        assert_eq!(refused.status(), StatusCode::BAD_REQUEST);
        assert_eq!(json(refused).await["code"], "bad_image");
        let large = harness.post("/api/images", "image/png", vec![0; 8 * 1024 * 1024 + 1]).await;
        assert_eq!(large.status(), StatusCode::PAYLOAD_TOO_LARGE);
        for file in ["catalog.db", "..%2Fcatalog.db", "0123456789abcdef0123456789abcdef.png"] {
            let missing = harness.get_without_key(&format!("/media/{file}")).await;
            assert_eq!(missing.status(), StatusCode::NOT_FOUND, "{file}");
        }
    }
}
