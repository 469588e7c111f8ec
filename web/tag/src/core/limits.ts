/** Every bound of the tag, in one place. What goes over a bound is counted in `kizukai.dropped`, never silent. */

/** Events that wait to be sent; the oldest is dropped when one more comes. */
export const MAX_QUEUED_EVENTS = 200;
/** Bytes of one event as JSON: the server's own limit. */
export const MAX_EVENT_BYTES = 32 * 1024;
/** Events in one request. */
export const MAX_REQUEST_EVENTS = 50;
/** Bytes of one request, below the server's 500 KiB. */
export const MAX_REQUEST_BYTES = 400 * 1024;
/** Bytes of one beacon: browsers refuse more than 64 KiB in flight. */
export const MAX_BEACON_BYTES = 56 * 1024;
/** Beacons sent by one closing page. */
export const MAX_BEACONS = 3;
/** Characters of the unsent queue kept in storage. */
export const MAX_STORED_CHARS = 256 * 1024;
/** An unsent event older than this is given up: the server remembers messageIds for 24 hours, no longer. */
export const MAX_EVENT_AGE_MS = 23 * 3_600_000;
/** A stored queue not renewed for so long belongs to a page that is gone, and is adopted by the next one. */
export const QUEUE_LEASE_MS = 180_000;
/** Levels of nesting in an event's properties. */
export const MAX_JSON_DEPTH = 40;
/** Calls kept before `load`. */
export const MAX_EARLY_CALLS = 100;

/** A request without an answer after this counts as a network failure. */
export const REQUEST_TIMEOUT_MS = 10_000;
/** First pause after a failure; doubles each time. */
export const RETRY_BASE_MS = 1_000;
/** Longest pause of our own. */
export const RETRY_CAP_MS = 60_000;
/** Longest `Retry-After` that is honoured. */
export const RETRY_AFTER_CAP_MS = 3_600_000;
/** Shortest and longest wait before asking about an open wait (`next_check_ms`). */
export const NEXT_CHECK_MIN_MS = 250;
export const NEXT_CHECK_MAX_MS = 24 * 3_600_000;

/** How long a choice with a link waits for its answer to be acknowledged before the page goes there anyway. */
export const NAVIGATE_WAIT_MS = 1_000;
/** How long an answered message stays, greyed, while no acknowledgement comes. */
export const ANSWER_WAIT_MS = 15_000;
/** Times a chunk is fetched before it is left alone on this page. */
export const MAX_CHUNK_LOADS = 3;
/** Input within this time means: the visitor is typing. */
export const TYPING_MS = 5_000;
/** Time without any input after which a visible page no longer counts as being looked at. */
export const ACTIVE_MS = 30_000;
/** Share of the message that must be visible, and for how long, to count as seen. */
export const SEEN_RATIO = 0.5;
export const SEEN_MS = 500;
/** Characters of a free-text answer. */
export const MAX_ANSWER_CHARS = 1_000;
/** `track` and `signal` calls of one page that signals may look back at. */
export const MAX_NOTED = 40;
/** `custom` signals that one page reports. */
export const MAX_CUSTOM_SIGNALS = 20;
/** Properties of a `custom` signal, and characters of a text among them. */
export const MAX_SIGNAL_PROPERTIES = 20;
export const MAX_SIGNAL_CHARS = 200;
/** A visit ends after this long without a page: the server's own rule. */
export const VISIT_MS = 30 * 60_000;
