//! Embedded files as answers: entity tag, cache rule, gzip, `304 Not Modified`.
//!
//! A release binary holds the files; a debug build reads them from the checkout each time, so that a new web build
//! shows without a new Rust build. Compression is done once for each version of a file.

use std::borrow::Cow;
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use rust_embed::EmbeddedFile;

use crate::limits::CACHED_ASSETS;

/// What a browser may do with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caching {
    /// Its name changes with its content: keep it for a year.
    Forever,
    /// Keep it for five minutes, then ask; meanwhile an old one is good enough.
    Briefly,
    /// Ask each time.
    Ask,
}

impl Caching {
    const fn header(self) -> HeaderValue {
        HeaderValue::from_static(match self {
            Self::Forever => "public, max-age=31536000, immutable",
            Self::Briefly => "public, max-age=300, stale-while-revalidate=3600",
            Self::Ask => "no-cache",
        })
    }
}

/// A file and the hash of its content.
#[derive(Clone, Debug)]
pub struct Asset {
    /// The content.
    pub bytes: Cow<'static, [u8]>,
    /// SHA-256 of the content.
    pub sha256: [u8; 32],
}

impl From<EmbeddedFile> for Asset {
    fn from(file: EmbeddedFile) -> Self {
        Self { sha256: file.metadata.sha256_hash(), bytes: file.data }
    }
}

/// Ready answers, by file name.
#[derive(Default)]
pub struct AssetCache(Mutex<HashMap<String, Arc<Prepared>>>);

/// A file as it goes over the wire.
struct Prepared {
    etag: HeaderValue,
    content_type: HeaderValue,
    plain: Bytes,
    /// Only where it is smaller.
    gzip: Option<Bytes>,
}

impl AssetCache {
    /// The answer with this file for a request with these headers.
    pub fn respond(&self, name: &str, file: Asset, caching: Caching, headers: &HeaderMap) -> Response {
        let prepared = self.prepared(name, file);
        let mut response = if matches_etag(headers, &prepared.etag) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            prepared.body(headers)
        };
        let answer = response.headers_mut();
        answer.insert(header::ETAG, prepared.etag.clone());
        answer.insert(header::CACHE_CONTROL, caching.header());
        answer.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        answer.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
        response
    }

    fn prepared(&self, name: &str, file: Asset) -> Arc<Prepared> {
        let etag = etag(&file.sha256);
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        if let Some(known) = known.filter(|known| known.etag == etag) {
            return known;
        }
        let prepared = Arc::new(Prepared::of(name, etag, file.bytes));
        let mut cache = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if cache.len() < CACHED_ASSETS || cache.contains_key(name) {
            cache.insert(name.to_owned(), prepared.clone());
        }
        prepared
    }
}

impl Prepared {
    fn of(name: &str, etag: HeaderValue, data: Cow<'static, [u8]>) -> Self {
        let plain = match data {
            Cow::Borrowed(bytes) => Bytes::from_static(bytes),
            Cow::Owned(bytes) => Bytes::from(bytes),
        };
        let gzip = gzip(&plain).filter(|small| small.len() < plain.len());
        Self { etag, content_type: content_type(name), plain, gzip }
    }

    fn body(&self, headers: &HeaderMap) -> Response {
        let gzip = self.gzip.as_ref().filter(|_| accepts_gzip(headers));
        let mut response = gzip.unwrap_or(&self.plain).clone().into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, self.content_type.clone());
        if gzip.is_some() {
            response.headers_mut().insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        }
        response
    }
}

/// A weak tag: plain and compressed form share it.
fn etag(hash: &[u8; 32]) -> HeaderValue {
    let digits: String = hash[..12].iter().map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("W/\"{digits}\"")).expect("hexadecimal digits fit in a header")
}

fn content_type(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    })
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

fn accepts_gzip(headers: &HeaderMap) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|line| line.split(',')).any(|item| {
        let (name, quality) = item.split_once(';').unwrap_or((item, ""));
        let refused = matches!(quality.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000");
        name.trim().eq_ignore_ascii_case("gzip") && !refused
    })
}

fn matches_etag(headers: &HeaderMap, etag: &HeaderValue) -> bool {
    let Some(wanted) = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) else {
        return false;
    };
    let plain = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let own = plain(etag.to_str().unwrap_or_default());
    wanted.split(',').any(|tag| tag.trim() == "*" || plain(tag) == own)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::Digest;

    fn file(text: &'static str) -> Asset {
        Asset { bytes: Cow::Borrowed(text.as_bytes()), sha256: sha2::Sha256::digest(text.as_bytes()).into() }
    }

    fn asking(name: header::HeaderName, value: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(name, HeaderValue::from_str(value).unwrap());
        headers
    }

    const TEXT: &str =
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    #[test]
    fn a_file_is_compressed_only_for_those_who_take_it() {
        let cache = AssetCache::default();
        let gzip = |accept: &str| {
            let headers = asking(header::ACCEPT_ENCODING, accept);
            cache
                .respond("a.js", file(TEXT), Caching::Briefly, &headers)
                .headers()
                .contains_key(header::CONTENT_ENCODING)
        };
        assert!(gzip("br, gzip"));
        assert!(gzip("gzip;q=0.5"));
        assert!(!gzip("gzip;q=0"));
        assert!(!gzip("br"));
    }

    #[test]
    fn what_the_browser_has_is_not_sent_again_until_it_changes() {
        let cache = AssetCache::default();
        let first = cache.respond("a.js", file(TEXT), Caching::Briefly, &HeaderMap::new());
        let etag = first.headers()[header::ETAG].to_str().unwrap().to_owned();
        let again = asking(header::IF_NONE_MATCH, &etag);
        let status =
            |content: &'static str| cache.respond("a.js", file(content), Caching::Ask, &again).status();
        assert_eq!(status(TEXT), StatusCode::NOT_MODIFIED);
        assert_eq!(status("new"), StatusCode::OK);
    }
}
