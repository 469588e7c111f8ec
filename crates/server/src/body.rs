//! Reads a request's body within bounds: bytes, time, and bytes again after decompression.

use std::io::Read;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, header};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;

use crate::app::App;
use crate::mending;
use crate::problem::ApiError;

/// What every gzip stream begins with (RFC 1952).
const GZIP_MAGIC: [u8; 2] = [0x1f, 0x8b];

/// The body as plain bytes, at most `limit` of them. Gzip is recognised by its header or its first two bytes.
pub(crate) async fn read(
    app: &App,
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Bytes, ApiError> {
    let bytes = collect_within(app.settings().body_arrival, headers, body, limit).await?;
    plain(headers, bytes, limit)
}

/// The body as it came, at most `limit` bytes and within that time.
pub(crate) async fn collect_within(
    arrival: Duration,
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Bytes, ApiError> {
    if announced_length(headers).is_some_and(|length| length > limit) {
        return Err(too_large(limit));
    }
    let arrival = tokio::time::timeout(arrival, collect(body, limit));
    arrival.await.map_err(|_| timed_out())?
}

/// Undoes the compression, at most `limit` bytes.
pub(crate) fn plain(headers: &HeaderMap, bytes: Bytes, limit: usize) -> Result<Bytes, ApiError> {
    if is_gzip(headers, &bytes)? { gunzip(&bytes, limit) } else { Ok(bytes) }
}

/// Reads JSON into a shape.
pub(crate) fn from_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let error = match serde_json::from_slice(bytes) {
        Ok(read) => return Ok(read),
        Err(error) => error,
    };
    match mending::mend(bytes) {
        Some(mended) => serde_json::from_slice(&mended).map_err(|error| json_error(&error)),
        None => Err(json_error(&error)),
    }
}

fn json_error(error: &serde_json::Error) -> ApiError {
    let text = error.to_string();
    if text.starts_with("recursion limit exceeded") {
        return ApiError::JsonTooDeep;
    }
    if error.is_data() { ApiError::BadField(text) } else { ApiError::BrokenJson(text) }
}

fn announced_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(header::CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}

fn timed_out() -> ApiError {
    metrics::counter!("kizukai_limit_hits_total", "limit" => "body_arrival").increment(1);
    ApiError::BodyIncomplete
}

fn too_large(limit: usize) -> ApiError {
    metrics::counter!("kizukai_limit_hits_total", "limit" => "request_bytes").increment(1);
    ApiError::BodyTooLarge(limit)
}

/// Gathers the chunks; a body of one chunk, the common case, is not copied.
async fn collect(body: Body, limit: usize) -> Result<Bytes, ApiError> {
    let mut chunks = body.into_data_stream();
    let mut first = Bytes::new();
    let mut all = Vec::new();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| ApiError::BodyIncomplete)?;
        if first.len().max(all.len()) + chunk.len() > limit {
            return Err(too_large(limit));
        }
        if first.is_empty() && all.is_empty() {
            first = chunk;
            continue;
        }
        if all.is_empty() {
            all.extend_from_slice(&first);
        }
        all.extend_from_slice(&chunk);
    }
    Ok(if all.is_empty() { first } else { all.into() })
}

fn is_gzip(headers: &HeaderMap, bytes: &[u8]) -> Result<bool, ApiError> {
    let encoding = headers.get(header::CONTENT_ENCODING).map(|value| value.to_str().unwrap_or("?").trim());
    match encoding {
        Some(name) if name.eq_ignore_ascii_case("gzip") || name.eq_ignore_ascii_case("x-gzip") => Ok(true),
        None | Some("") => Ok(bytes.starts_with(&GZIP_MAGIC)),
        Some(name) if name.eq_ignore_ascii_case("identity") => Ok(bytes.starts_with(&GZIP_MAGIC)),
        Some(other) => Err(ApiError::UnknownEncoding(other.chars().take(40).collect())),
    }
}

/// Decompresses at most one byte more than the limit, so that a bomb costs no more than a body.
fn gunzip(bytes: &[u8], limit: usize) -> Result<Bytes, ApiError> {
    let mut plain = Vec::new();
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = flate2::read::GzDecoder::new(bytes).take(bound).read_to_end(&mut plain);
    if plain.len() > limit {
        return Err(too_large(limit));
    }
    read.map(|_| plain.into()).map_err(|_| ApiError::BadGzip)
}

#[cfg(test)]
mod tests {
    use super::{ApiError, Body, Bytes, Duration, HeaderMap, collect_within, from_json, header};
    use axum::http::HeaderValue;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    async fn read(headers: &HeaderMap, body: Body, limit: usize) -> Result<Bytes, ApiError> {
        let bytes = collect_within(Duration::from_secs(20), headers, body, limit).await?;
        super::plain(headers, bytes, limit)
    }

    fn gzip(plain: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(plain).unwrap();
        encoder.finish().unwrap()
    }

    async fn read_with(encoding: Option<&'static str>, body: Vec<u8>) -> Result<Bytes, ApiError> {
        let mut headers = HeaderMap::new();
        if let Some(name) = encoding {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        read(&headers, Body::from(body), 1_000).await
    }

    #[tokio::test]
    async fn gzip_is_known_by_its_header_or_its_first_bytes() {
        for encoding in [Some("gzip"), Some("GZIP"), Some("identity"), None] {
            assert_eq!(&read_with(encoding, gzip(b"hello")).await.unwrap()[..], b"hello");
        }
        assert_eq!(&read_with(None, b"hello".to_vec()).await.unwrap()[..], b"hello");
    }

    #[tokio::test]
    async fn a_bomb_is_refused_at_the_limit() {
        let bomb = gzip(&vec![0; 1_000_000]);
        assert!(bomb.len() < 10_000);
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        let read = read(&headers, Body::from(bomb), 10_000).await;
        assert!(matches!(read, Err(ApiError::BodyTooLarge(10_000))));
    }

    #[tokio::test]
    async fn what_says_it_is_gzip_and_is_not_is_refused() {
        let mut cut = gzip(&[7; 900]);
        cut.truncate(cut.len() - 9);
        for body in [b"{}".to_vec(), cut, vec![0x1f, 0x8b, 0, 0]] {
            assert!(matches!(read_with(Some("gzip"), body).await, Err(ApiError::BadGzip)));
        }
        assert!(matches!(read_with(Some("br"), Vec::new()).await, Err(ApiError::UnknownEncoding(_))));
    }

    #[test]
    fn half_an_emoji_or_no_number_does_not_lose_a_request() {
        let read: serde_json::Value = from_json(br#"{"title": "\ud83d", "rating": NaN, "ok": 1}"#).unwrap();
        assert_eq!(read, serde_json::json!({"title": "\u{fffd}", "rating": null, "ok": 1}));
        assert!(matches!(
            from_json::<serde_json::Value>(br#"{"title": "\ud83d""#),
            Err(ApiError::BrokenJson(_))
        ));
    }

    #[tokio::test]
    async fn a_body_in_pieces_is_joined_and_bounded() {
        let pieces = |count: usize| {
            let chunk = || Ok::<_, std::io::Error>(Bytes::from_static(b"0123456789"));
            Body::from_stream(futures_util::stream::iter((0..count).map(move |_| chunk())))
        };
        assert_eq!(read(&HeaderMap::new(), pieces(100), 1_000).await.unwrap().len(), 1_000);
        assert!(read(&HeaderMap::new(), pieces(101), 1_000).await.is_err());
        assert_eq!(read(&HeaderMap::new(), Body::empty(), 1_000).await.unwrap().len(), 0);
    }

    #[tokio::test]
    async fn a_body_that_trickles_in_for_too_long_is_given_up() {
        let never = Body::from_stream(futures_util::stream::pending::<Result<Bytes, std::io::Error>>());
        let read = collect_within(Duration::ZERO, &HeaderMap::new(), never, 1_000).await;
        assert!(matches!(read, Err(ApiError::BodyIncomplete)));
    }
}
