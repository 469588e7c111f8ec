//! Limits of the runtime's queues, batches and caches. What is hit is counted (`measures`).

use kizukai_model::Span;

/// Profiles kept in memory when the configuration does not say.
pub const CACHE_PROFILES: usize = 100_000;
/// Megabytes (MiB) they may take when the configuration does not say.
pub const CACHE_MEGABYTES: usize = 40;
/// Requests that may wait for the engine when the configuration does not say.
pub const QUEUE: usize = 20_000;
/// Pieces of work that may wait for the committer; then the engine waits.
pub const COMMIT_QUEUE: usize = 4_096;
/// Inputs of one transaction.
pub const COMMIT_INPUTS: usize = 1_024;
/// Profiles of one portion of snapshots.
pub const SNAPSHOT_PROFILES: usize = 1_000;
/// Encoded bytes from which a portion of snapshots is full, when there is time.
pub const SNAPSHOT_BYTES_LEAST: usize = 32 * 1024;
/// The same when somebody waits for them, or when the inputs behind them come near their bound.
pub const SNAPSHOT_BYTES_MOST: usize = 512 * 1024;
/// Milliseconds from which a portion of snapshots is full.
pub const SNAPSHOT_MS: u64 = 5;
/// Without a request for so long, snapshots are written.
pub const IDLE: Span = Span::from_ms(1_000);
/// How long no timer is fired after a commit has failed.
pub const AFTER_FAILURE: Span = Span::from_ms(1_000);
/// Due timers taken at once.
pub const TIMERS_AT_ONCE: usize = 256;
/// Resolved ids kept in memory.
pub const CACHE_NAMES: usize = 50_000;
/// Older programs kept compiled.
pub const CACHE_PROGRAMS: usize = 16;
/// How far back a new counter looks for a profile's own events.
pub const BACKFILL: Span = Span::from_days(90);
/// Rows a new counter reads of a profile's own past.
pub const BACKFILL_ROWS: usize = 20_000;
/// Versions of a text that its history tells.
pub const VERSIONS_TOLD: usize = 200;
/// Marks on the time line of a campaign.
pub const MARKS_TOLD: usize = 1_000;
/// Inputs of a person looked through for what was last decided of each campaign.
pub const WHY_ROWS: usize = 1_000;
/// Rows of a profile's history read at once.
pub const TRAIL_ROWS: usize = 256;
/// Bytes of a stored input or profile as JSON, beyond which it is not packed.
pub const UNPACKED_BYTES: usize = 256 * 1024 * 1024;
/// Inputs read at once in recovery and rebuild.
pub const REPLAY_ROWS: usize = 1_000;
/// Profiles of which a rebuild tells one by one what differs; further ones are only counted.
pub const DIFFERENCES_TOLD: usize = 1_000;
/// Durable inputs a slow watcher may be behind.
pub const LIVE_INPUTS: usize = 256;
/// Traits of an import on their way at once.
pub const IMPORT_IN_FLIGHT: usize = 256;
/// Visitors remembered as being here; beyond it those seen longest ago are no longer listed.
pub const PRESENT: usize = 50_000;
/// Visitors the engine looks at for one answer; then others are served before the next ones.
pub const PRESENT_AT_ONCE: usize = 1_000;
/// Erased people who are told to lists that were read before.
pub const FAREWELLS: usize = 1_000;
/// Rows of one answer about those who are here.
pub const VISITORS_LISTED: usize = 10_000;
/// Lines of an import whose refusal is told one by one; further ones are only counted.
pub const IMPORT_REJECTED: usize = 1_000;
/// Columns of an import.
pub const IMPORT_COLUMNS: usize = 200;
/// Secret keys of one site.
pub const KEYS_PER_SITE: usize = 100;
/// How long an identity secret holds after a newer one has replaced it.
pub const IDENTITY_SECRET_OVERLAP: Span = Span::from_hours(24);
/// Connections kept for reading.
pub const READERS: usize = 4;
/// Versions of one definition looked through for the beginnings of its phases.
pub const PHASE_VERSIONS: usize = 1_000;
/// Tombstones followed from one profile to the next.
pub const MERGES_FOLLOWED: usize = 8;
/// Places in the cache looked at for one that may go, per profile that came.
pub const EVICTION_TRIES: usize = 32;
/// Milliseconds for which the committer waits for one more piece of work while requests are being stepped, when the
/// options do not say.
pub const COMMIT_WAIT_MS: u64 = 1;
/// Sites of one data folder.
pub const SITES: usize = 1_000;
/// Characters of a site's name.
pub const SITE_NAME_CHARS: usize = 100;
/// Characters of a member's address (RFC 5321, section 4.5.3.1).
pub const EMAIL_CHARS: usize = 254;
/// Characters of a member's name.
pub const MEMBER_NAME_CHARS: usize = 100;
/// Characters a password has at least.
pub const PASSWORD_CHARS_LEAST: usize = 10;
/// Characters of a password.
pub const PASSWORD_CHARS: usize = 200;
/// Passwords hashed at once; each takes 19 MiB and a core for a while.
pub const HASHING_AT_ONCE: usize = 2;
/// Passwords being hashed or waiting for it.
pub const HASHING_WAITING: usize = 50;
/// Recovery codes of a second factor.
pub const RECOVERY_CODES: usize = 10;
/// A session that is not used for so long ends.
pub const SESSION_IDLE: Span = Span::from_days(14);
/// A session ends after so long however much it is used.
pub const SESSION_LIFE: Span = Span::from_days(90);
/// That a session was used is noted once in so long at most.
pub const SESSION_NOTED_EVERY: Span = Span::from_mins(1);
/// Sessions of one member; the oldest end first.
pub const SESSIONS_PER_MEMBER: usize = 50;
/// Characters kept of what a browser calls itself.
pub const DEVICE_CHARS: usize = 200;
/// How long an invitation can be followed.
pub const INVITATION_LIFE: Span = Span::from_days(7);
/// Invitations of one site that nobody has followed yet.
pub const INVITATIONS_PER_SITE: usize = 100;
/// How long a recovery link can be followed.
pub const RECOVERY_LIFE: Span = Span::from_hours(24);
/// Changes kept in the record of a data folder; the oldest go first.
pub const RECORDS_KEPT: u64 = 1_000_000;
/// Bytes of the state before or after a change that are kept.
pub const RECORDED_BYTES: usize = 256 * 1024;
/// Inputs that may wait to be counted; further ones are read from the ledger later.
pub const PULSE_WAITING: usize = 20_000;
/// Rows of the past that are counted after a start.
pub const PULSE_ROWS: usize = 1_000_000;
/// Rows of the past read at once.
pub const PULSE_ROWS_AT_ONCE: usize = 250;
/// Visitors of one day who are told apart; further ones are not counted.
pub const PULSE_VISITORS: usize = 500_000;
/// Orders of a site that are told apart; further ones are not counted.
pub const PULSE_ORDERS: usize = 50_000;
/// Names of events a site's events are counted by.
pub const PULSE_EVENT_NAMES: usize = 500;
/// Campaigns of a site whose decisions are counted.
pub const PULSE_CAMPAIGNS: usize = 2_000;
/// The latest decisions of a campaign that can be listed.
pub const PULSE_DECISIONS: usize = 200;
/// Outcomes with reasons that a campaign's decisions of one day are counted by.
pub const PULSE_REASONS: usize = 30;
/// Segments of a site whose changes are counted.
pub const PULSE_SEGMENTS: usize = 2_000;
/// Visitors at whom a condition is tried to count whom it means; where there are more, the newest.
pub const AUDIENCE_VISITORS: usize = 5_000;
/// Inputs looked through for the newest visitors.
pub const AUDIENCE_ROWS: usize = 200_000;
/// Milliseconds after which counting ends with what was found.
pub const AUDIENCE_MS: u64 = 1_000;
/// Conditions counted at once; others wait.
pub const AUDIENCES_AT_ONCE: usize = 2;
/// People of an audience who are told by name.
pub const AUDIENCE_SAMPLE: usize = 20;
/// Inputs read for the words of a site's data.
pub const VOCABULARY_ROWS: usize = 20_000;
/// Milliseconds after which reading for them ends.
pub const VOCABULARY_MS: u64 = 1_000;
/// People whose traits are read for them.
pub const VOCABULARY_PEOPLE: usize = 500;
/// Words counted of one kind.
pub const VOCABULARY_WORDS: usize = 2_000;
/// Bytes of one word.
pub const VOCABULARY_BYTES: usize = 200;
/// Events that are told.
pub const VOCABULARY_EVENTS: usize = 200;
/// Properties of one event, and traits.
pub const VOCABULARY_PROPERTIES: usize = 100;
/// Pages that are told.
pub const VOCABULARY_PAGES: usize = 100;
/// Values that are told of a property or a trait, and languages.
pub const VOCABULARY_VALUES: usize = 20;
/// Values counted of one of them.
pub const VOCABULARY_VALUES_MET: usize = 500;
/// Values of a trait beyond which they may tell people apart.
pub const VOCABULARY_VARIETY: usize = 50;
/// Drafts of campaigns of one site.
pub const DRAFTS_PER_SITE: usize = 500;
/// Comments about one campaign.
pub const COMMENTS_PER_CAMPAIGN: usize = 500;
/// How long somebody counts as being at a campaign after the last sign.
pub const PRESENCE_LIFE: Span = Span::from_secs(20);
/// Windows remembered as being at a campaign, over all of them.
pub const PRESENCES: usize = 2_000;
/// Others at a campaign who are told.
pub const PRESENCES_TOLD: usize = 50;
/// How long the link to a preview works.
pub const PREVIEW_LIFE: Span = Span::from_hours(1);
/// Previews under way at once; the oldest is forgotten first.
pub const PREVIEWS: usize = 200;
/// Devices that look at one preview at once; further ones are visitors like others.
pub const PREVIEW_DEVICES: usize = 20;
/// Pixels of the longer side of a picture that is taken in.
pub const IMAGE_SIDE: u32 = 12_000;
/// Bytes of one in memory, once it is decoded: 32 million pixels of a photo.
pub const IMAGE_DECODED_BYTES: u64 = 96 * 1024 * 1024;
/// Pixels of its width as it is kept.
pub const IMAGE_WIDTH: u32 = 1_600;
/// Pixels of its height as it is kept.
pub const IMAGE_HEIGHT: u32 = 3_200;
/// Pictures taken in at once; each takes a core and [`IMAGE_DECODED_BYTES`] twice for a while.
pub const IMAGES_AT_ONCE: usize = 1;
/// Pictures being taken in or waiting for it.
pub const IMAGES_WAITING: usize = 8;
/// Pictures of a data folder.
pub const IMAGES: usize = 10_000;
/// Bytes of all of them, from which on no more are taken in.
pub const IMAGES_BYTES: u64 = 2 * 1024 * 1024 * 1024;
/// Members of a segment on one page.
pub const MEMBERS_LISTED: usize = 200;
/// Visitors at whom a campaign that never speaks is tried, to find out why.
pub const SAMPLED_VISITORS: usize = 100;
/// How often the lake is looked after.
pub const LAKE_PAUSE: Span = Span::from_secs(60);
/// How often at most.
pub const LAKE_PAUSE_LEAST: Span = Span::from_secs(1);
/// The age of the oldest input from which on everything is sealed: many inputs to a file, and little to read beside the files.
pub const SEAL_AFTER: Span = Span::from_mins(10);
/// Inputs from which on they are sealed whatever their age, so that a question has little to read beside the files.
pub const SEAL_INPUTS: i64 = 10_000;
/// Rows of one sealing, and what a tail may take in memory, about 20 MB.
pub const SEAL_ROWS: usize = 50_000;
/// Days whose files are joined at once.
pub const COMPACTIONS_A_TICK: usize = 4;
/// Members of a segment that a trend tells apart.
pub const TREND_MEMBERS: usize = 100_000;
/// Phases whose effects are kept in memory as they were last computed.
pub const EFFECTS_KEPT: usize = 1_000;
/// Visitors whose orders tell, before a phase begins, which amounts are rare: a hundredth of the orders of a shop where one in ten
/// buys is two of them.
pub const PAST_VISITORS: usize = 2_000;
/// Profiles in memory looked at for them.
pub const SAMPLE_TRIES: usize = 1_000;
