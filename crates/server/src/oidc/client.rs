//! The HTTP client that asks the provider: few seconds, few bytes, no redirects, TLS except on this machine itself.

use std::io;
use std::net::IpAddr;

use axum::http::Uri;
use openidconnect::{HttpRequest, HttpResponse};

use crate::limits::{PROVIDER_ARRIVAL, PROVIDER_BYTES};

/// Asks the provider.
pub(super) struct Asking(ureq::Agent);

impl Asking {
    pub(super) fn new() -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(PROVIDER_ARRIVAL))
            .build();
        Self(agent.into())
    }

    /// One request. What it names is never logged: it may hold a code.
    pub(super) fn ask(&self, request: HttpRequest) -> Result<HttpResponse, io::Error> {
        if !is_safe(request.uri()) {
            return Err(io::Error::other("the provider names an address without TLS"));
        }
        let response = self.0.run(request).map_err(io::Error::other)?;
        let (parts, mut body) = response.into_parts();
        let bytes = body.with_config().limit(PROVIDER_BYTES).read_to_vec().map_err(io::Error::other)?;
        Ok(HttpResponse::from_parts(parts, bytes))
    }
}

/// Whether nobody on the way can read or change what is asked.
pub(super) fn is_safe(uri: &Uri) -> bool {
    match uri.scheme_str() {
        Some("https") => true,
        Some("http") => is_this_machine(uri),
        _ => false,
    }
}

/// Whether an address is of this machine.
pub(super) fn is_this_machine(uri: &Uri) -> bool {
    let host = uri.host().unwrap_or_default().trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}
