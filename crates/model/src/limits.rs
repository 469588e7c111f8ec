//! Every limit that bounds what comes from outside or grows with use, in one place. When one is hit the
//! outcome is a named verdict, reason or counter, never silence.

/// Bytes of one event as JSON.
pub const EVENT_BYTES: usize = 32 * 1024;
/// Bytes of one request body, after decompression.
pub const REQUEST_BYTES: usize = 500 * 1024;
/// Events in one request.
pub const EVENTS_PER_REQUEST: usize = 500;
/// How deep JSON from outside may be nested.
pub const JSON_DEPTH: usize = 32;
/// Characters of a key (campaign, arm, step, segment).
pub const KEY_CHARS: usize = 64;
/// Characters of an anonymous, user or message id.
pub const ID_CHARS: usize = 256;
/// Characters of an event's name.
pub const EVENT_NAME_CHARS: usize = 200;
/// Traits a profile keeps; further new ones are refused, known ones still change.
pub const TRAITS: usize = 500;
/// Traits that one step of a scenario writes.
pub const TRAITS_OF_STEP: usize = 20;
/// Ways out of one split.
pub const SPLIT_WAYS: usize = 10;
/// Pages of the current visit's path that are kept; the oldest go first.
pub const PATH_PAGES: usize = 50;
/// Visits that a profile remembers, for what became of a visitor after a decision.
pub const VISITS: usize = 100;
/// Different products in a cart.
pub const CART_ITEMS: usize = 200;
/// Orders a profile remembers one by one; older ones stay in the sums.
pub const ORDERS: usize = 200;
/// Hits one sequence feature remembers; the oldest go first.
pub const SEQUENCE_HITS: usize = 100;
/// Time buckets of one counter; the oldest go first (a year of days, six hours of minutes).
pub const COUNTER_BUCKETS: usize = 400;
/// Message ids a profile remembers against duplicates in one day.
pub const DEDUP_PER_DAY: usize = 50_000;
/// Shows a profile remembers for caps and quiet time; the oldest go first.
pub const SHOWS: usize = 200;
/// Anonymous ids that may point to one profile.
pub const ANONYMOUS_IDS: usize = 200;
/// Steps one scenario may run through in one go (branches); more is a loop the checker should have refused.
pub const STEPS_AT_ONCE: usize = SCENARIO_STEPS + 1;
/// Steps of one scenario.
pub const SCENARIO_STEPS: usize = 100;
/// Fields of one form.
pub const FORM_FIELDS: usize = 20;
/// Options of one select, and choices of one question.
pub const OPTIONS: usize = 100;
/// Characters of one text in an answer, where the field says nothing else.
pub const ANSWER_CHARS: usize = 2_000;
/// Changes to the page by one step.
pub const REWRITES: usize = 20;
/// Blocks that one change puts in order.
pub const REORDERED_BLOCKS: usize = 50;
/// Arms of one campaign.
pub const ARMS: usize = 20;
/// Versions of a campaign that open enrolments can still run on.
pub const CAMPAIGN_VERSIONS: usize = 20;
/// Origins of one site.
pub const ORIGINS: usize = 100;
/// Products of a site with a margin of their own.
pub const MARGINS: usize = 10_000;
/// Instructions one text template may spend.
pub const TEMPLATE_FUEL: u64 = 10_000;
/// Inputs that may be newer than the snapshots on disk, that is: that a restart replays.
pub const REPLAY_INPUTS: i64 = 50_000;
/// Rows of one reading of a profile's events.
pub const EVENTS_READ: usize = 500;
/// Rows of one CSV import.
pub const IMPORT_ROWS: usize = 100_000;
