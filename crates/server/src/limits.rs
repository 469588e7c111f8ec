//! Limits of HTTP alone, in one place; those of what is inside a request are in [`kizukai_model::limits`].

use std::time::Duration;

use kizukai_model::Span;

/// How long a body may take to arrive, unless the settings say otherwise.
pub(crate) const BODY_ARRIVAL: Duration = Duration::from_secs(20);
/// Bytes of one publication of many texts.
pub(crate) const PUBLISH_BYTES: usize = 8 * 1024 * 1024;
/// Texts of one publication.
pub(crate) const PUBLISH_TEXTS: usize = 2_000;
/// Bytes of a campaign's text under edit, with what comes beside it.
pub(crate) const DRAFT_BYTES: usize = 256 * 1024;
/// Characters of what is said with a proposal, or about a campaign.
pub(crate) const NOTE_CHARS: usize = 2_000;
/// Characters of the name of a window that is at a campaign.
pub(crate) const CLIENT_CHARS: usize = 64;
/// Characters of the part of a campaign that somebody is at.
pub(crate) const PART_CHARS: usize = 200;
/// Bytes of one step that is rendered.
pub(crate) const RENDER_BYTES: usize = 256 * 1024;
/// Bytes of a picture as it comes.
pub(crate) const IMAGE_BYTES: usize = 8 * 1024 * 1024;
/// Bytes of one CSV import: 300 a line at [`kizukai_model::limits::IMPORT_ROWS`] lines.
pub(crate) const IMPORT_BYTES: usize = 32 * 1024 * 1024;
/// Bytes of the request's page and of its device as JSON. The page is kept with every event that brings none of
/// its own, so it weighs as often as there are events.
pub(crate) const CONTEXT_BYTES: usize = 8 * 1024;
/// Characters of a language tag (RFC 5646, section 4.4.1, asks for 35 at least).
pub(crate) const LOCALE_CHARS: usize = 35;
/// Steps a page says it shows: one in the shared slot, the others in slots of their own.
pub(crate) const SHOWING: usize = 50;
/// Rows of a page of events when the request does not say.
pub(crate) const EVENTS_DEFAULT: usize = 100;
/// Silence after which a live stream says that it is still there.
pub(crate) const LIVE_KEEP_ALIVE: Duration = Duration::from_secs(15);
/// Embedded files whose ready answers are kept; far more than any web build of ours has.
pub(crate) const CACHED_ASSETS: usize = 1_000;
/// Seconds a browser remembers that a page of another origin may ask: a day.
pub(crate) const PREFLIGHT_S: u64 = 86_400;
/// Bytes of a device's id in a header.
pub(crate) const HEADER_ID_BYTES: usize = kizukai_model::limits::ID_CHARS;
/// Proofs of identity looked at in one decide; one visitor needs one.
pub(crate) const PROOFS: usize = 10;
/// Characters of a key's label.
pub(crate) const LABEL_CHARS: usize = 100;
/// Bytes of the list of headers that a preflight asks for.
pub(crate) const REQUESTED_HEADERS_BYTES: usize = 1_024;
/// Senders whose rates are remembered one by one.
pub(crate) const TRACKED_SENDERS: usize = 100_000;
/// Places that further senders share.
pub(crate) const SHARED_PLACES: u64 = 1_024;
/// Proxies in a row that are looked through.
pub(crate) const FORWARDED_HOPS: usize = 16;
/// Changes of the record in one page, when the request does not say.
pub(crate) const AUDIT_DEFAULT: usize = 50;
/// Changes of the record in one page.
pub(crate) const AUDIT_ROWS: usize = 200;
/// Events a site's pages and servers sent that are shown raw while somebody looks.
pub(crate) const ARRIVALS_ACCEPTED: usize = 300;
/// Events refused that are kept raw in any case.
pub(crate) const ARRIVALS_REFUSED: usize = 200;
/// Bytes of one raw event.
pub(crate) const ARRIVAL_BYTES: usize = 8 * 1024;
/// Bytes of all raw events of all sites; beyond it events are listed without their content.
pub(crate) const ARRIVALS_BYTES: usize = 32 * 1024 * 1024;
/// Characters of the type and the name of a raw event.
pub(crate) const ARRIVAL_NAME_CHARS: usize = 200;
/// Rows of a page of raw events when the request does not say.
pub(crate) const ARRIVALS_DEFAULT: usize = 200;
/// Reasons of verdicts that are counted one by one; further ones by their word alone.
pub(crate) const COUNTED_REASONS: usize = 100;
/// Characters of such a reason.
pub(crate) const REASON_CHARS: usize = 120;
/// Origins that are counted one by one.
pub(crate) const COUNTED_ORIGINS: usize = 100;
/// Characters of such an origin.
pub(crate) const ORIGIN_CHARS: usize = 255;
/// Events that must have come in a day before a share of invalid ones says something.
pub(crate) const SHARE_OF_LEAST: u64 = 50;
/// Members of a segment on one page when the request does not say.
pub(crate) const MEMBERS_DEFAULT: usize = 50;
/// Decisions listed when the request does not say.
pub(crate) const DECISIONS_DEFAULT: usize = 100;
/// How long the sign-in provider may take for one answer.
pub(crate) const PROVIDER_ARRIVAL: Duration = Duration::from_secs(10);
/// Bytes of one answer of the sign-in provider.
pub(crate) const PROVIDER_BYTES: u64 = 1024 * 1024;
/// How long is kept what the sign-in provider says of itself.
pub(crate) const PROVIDER_KEPT: Span = Span::from_hours(1);
/// Sign-ins with the provider under way at once; the oldest is forgotten first.
pub(crate) const SIGN_INS_UNDER_WAY: usize = 1_000;
/// How long somebody may take at the provider.
pub(crate) const SIGN_IN_LIFE: Span = Span::from_mins(10);
/// Bytes of the console's page that a sign-in leads to.
pub(crate) const NEXT_BYTES: usize = 2_000;
