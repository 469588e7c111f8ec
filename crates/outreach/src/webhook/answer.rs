//! What an HTTP answer, or the lack of one, means for the queue.

use std::io;
use std::time::UNIX_EPOCH;

use kizukai_model::{Span, Timestamp};
use ureq::http::header::{LOCATION, RETRY_AFTER};
use ureq::http::{HeaderMap, StatusCode};
use url::Url;

use super::resolver::refusal;
use crate::failure::{Code, Failure};
use crate::limits::{LOCATION_CHARS, RETRY_AFTER_MAX};

/// What a status says. `url` is what was called, for where a redirect points.
pub(super) fn judge(
    status: StatusCode,
    headers: &HeaderMap,
    url: &Url,
    now: Timestamp,
) -> Result<(), Failure> {
    let number = status.as_u16();
    match number {
        200..=299 => Ok(()),
        300..=399 => Err(Failure::permanent(Code::Redirected, redirect(number, headers, url))),
        410 => Err(Failure::permanent(Code::Gone, "the endpoint is gone (HTTP 410)")),
        408 | 425 | 429 | 500..=599 => Err(Failure::Passing {
            code: Code::HttpBusy,
            reason: format!("the endpoint answered HTTP {number}"),
            retry_after: retry_after(headers, now),
        }),
        400..=499 => {
            Err(Failure::permanent(Code::HttpRefused, format!("the endpoint refused it (HTTP {number})")))
        }
        _ => Err(Failure::passing(Code::AnswerUnreadable, format!("the endpoint answered HTTP {number}"))),
    }
}

/// Where a redirect pointed, without its query, which may hold secrets.
fn redirect(number: u16, headers: &HeaderMap, url: &Url) -> String {
    let location = headers.get(LOCATION).and_then(|value| value.to_str().ok());
    let Some(mut to) = location.and_then(|location| url.join(location).ok()) else {
        return format!("the endpoint answered HTTP {number} and says no address");
    };
    to.set_query(None);
    to.set_fragment(None);
    let hidden = to.set_username("").and_then(|()| to.set_password(None));
    let shown: String = match hidden {
        Ok(()) | Err(()) if to.username().is_empty() => to.as_str().chars().take(LOCATION_CHARS).collect(),
        _ => to.scheme().to_owned(),
    };
    format!("the endpoint points to {shown} (HTTP {number}): redirects are not followed")
}

/// The wait that `Retry-After` asks for: seconds or a date (RFC 9110, 10.2.3), at most a day.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Span> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    let span = match text.parse::<u32>() {
        Ok(seconds) => Span::from_secs(seconds.into()),
        Err(_) => {
            let date = httpdate::parse_http_date(text).ok()?.duration_since(UNIX_EPOCH).ok()?;
            Timestamp::from_ms(i64::try_from(date.as_millis()).ok()?).since(now)
        }
    };
    Some(span.clamp(Span::default(), RETRY_AFTER_MAX))
}

/// What it means that no answer came.
pub(super) fn without_answer(error: &ureq::Error) -> Failure {
    if let Some(failure) = refusal(error) {
        return failure;
    }
    match error {
        ureq::Error::Timeout(_) => Failure::passing(Code::TimedOut, "the endpoint did not answer in time"),
        ureq::Error::HostNotFound => Failure::passing(Code::NameUnknown, "the name could not be looked up"),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => tls(),
        // What rustls finds wrong comes wrapped into such an error.
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::InvalidData => tls(),
        ureq::Error::Io(error) => connection(error),
        ureq::Error::ConnectionFailed => {
            Failure::passing(Code::ConnectionFailed, "no connection to the endpoint")
        }
        ureq::Error::Protocol(_) | ureq::Error::Http(_) | ureq::Error::LargeResponseHeader(..) => {
            Failure::passing(Code::AnswerUnreadable, "what the endpoint answered is not HTTP")
        }
        ureq::Error::BadUri(_) => Failure::permanent(Code::UrlUnreadable, "the address cannot be called"),
        _ => Failure::passing(Code::ConnectionFailed, "the call to the endpoint broke off"),
    }
}

fn tls() -> Failure {
    Failure::passing(
        Code::TlsFailed,
        "the endpoint's certificate is not to be trusted, or TLS failed otherwise",
    )
}

fn connection(error: &io::Error) -> Failure {
    let reason = match error.kind() {
        io::ErrorKind::ConnectionRefused => "the endpoint refuses the connection",
        io::ErrorKind::TimedOut => {
            return Failure::passing(Code::TimedOut, "the endpoint did not answer in time");
        }
        io::ErrorKind::UnexpectedEof => "the endpoint hung up without an answer",
        _ => "the connection to the endpoint broke",
    };
    Failure::passing(Code::ConnectionFailed, reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(number: u16, header: Option<(&'static str, &str)>) -> Result<(), Failure> {
        let mut headers = HeaderMap::new();
        if let Some((name, value)) = header {
            headers.insert(name, value.parse().unwrap());
        }
        let url = Url::parse("https://shop.example/hooks/in").unwrap();
        let now = Timestamp::parse("2026-12-01T00:00:00Z").unwrap();
        judge(StatusCode::from_u16(number).unwrap(), &headers, &url, now)
    }

    #[test]
    fn a_status_says_whether_to_try_again() {
        for (number, expected) in [
            (200, "sent"),
            (204, "sent"),
            (301, "permanent redirected"),
            (304, "permanent redirected"),
            (400, "permanent http_refused"),
            (401, "permanent http_refused"),
            (404, "permanent http_refused"),
            (408, "passing http_busy"),
            (410, "permanent gone"),
            (425, "passing http_busy"),
            (429, "passing http_busy"),
            (500, "passing http_busy"),
            (503, "passing http_busy"),
            (599, "passing http_busy"),
            (700, "passing answer_unreadable"),
        ] {
            let said = match judged(number, None) {
                Ok(()) => "sent".to_owned(),
                Err(failure) if failure.is_passing() => format!("passing {}", failure.code().as_str()),
                Err(failure) => format!("permanent {}", failure.code().as_str()),
            };
            assert_eq!(said, expected, "{number}");
        }
    }

    #[test]
    fn the_wait_asked_for_is_believed_up_to_a_day() {
        for (text, expected) in [
            ("120", Some(120)),
            (" 7 ", Some(7)),
            ("0", Some(0)),
            ("999999", Some(86_400)),
            ("Tue, 01 Dec 2026 00:01:00 GMT", Some(60)),
            ("Mon, 30 Nov 2026 00:01:00 GMT", Some(0)),
            ("Sat, 01 Jan 2050 00:00:00 GMT", Some(86_400)),
            ("-5", None),
            ("soon", None),
        ] {
            let Err(Failure::Passing { retry_after, .. }) = judged(429, Some(("retry-after", text))) else {
                panic!("429 passes")
            };
            assert_eq!(retry_after, expected.map(Span::from_secs), "{text}");
        }
    }

    #[test]
    fn a_redirect_names_where_it_pointed_without_its_secrets() {
        for (location, expected) in [
            ("http://169.254.169.254/latest?token=x", "points to http://169.254.169.254/latest (HTTP 302)"),
            ("/login", "points to https://shop.example/login (HTTP 302)"),
            ("https://mio:secret@other.example/#a", "points to https://other.example/ (HTTP 302)"),
            ("http://[", "says no address"),
        ] {
            let failure = judged(302, Some(("location", location))).unwrap_err();
            let reason = failure.to_string();
            assert!(reason.contains(expected) && !reason.contains("secret"), "{reason}");
        }
    }
}
