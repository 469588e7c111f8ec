//! Every bound of the lake, by name. Figures were measured with ten million rows of thirty days, about 350 bytes each.

/// Rows of one sealing. Beyond it a caller seals in portions.
pub const SEAL_ROWS: usize = 250_000;
/// Files that are put into the store at the same time.
pub const PUTS_AT_ONCE: usize = 8;
/// Rows of one row group: small enough to be held while written, large enough that readers of other makers like it.
pub const ROW_GROUP_ROWS: usize = 131_072;
/// Rows a file needs to count as full; a full file is not compacted again.
pub const FILE_ROWS: u64 = 1_000_000;
/// Files of an open day that are merged at once; fewer wait for more.
pub const COMPACT_FILES_MIN: usize = 8;
/// Files merged by one call: with the batch below, what bounds its memory.
pub const COMPACT_FILES_MAX: usize = 32;
/// A file is merged with smaller ones only when it has at most so many times their rows: a late event does not make
/// its whole day be written again.
pub const COMPACT_GROWTH: u64 = 4;
/// Rows of each file that are held while files are merged or rewritten.
pub const REWRITE_BATCH_ROWS: usize = 1_024;
/// Files a lake may name: a hundred thousand site days, a manifest of some 25 MB.
pub const FILES: usize = 100_000;
/// Manifests that are kept besides the newest, to look at after a mishap.
pub const MANIFESTS_KEPT: usize = 8;
/// Profiles of one erasure.
pub const ERASE_PROFILES: usize = 10_000;
/// Files looked into at the same time for the rows of somebody.
pub const SEARCHES_AT_ONCE: usize = 8;
/// Rows of a part of the tail: smaller parts of a site's day are joined.
pub const TAIL_PART_ROWS: usize = 8_192;

/// Days of a question: more than thirteen months, so that a month can be compared with that of a year before.
pub const DAYS: usize = 400;
/// Days of a question by the hour.
pub const DAYS_BY_HOUR: usize = 35;
/// Series that are told by name unless something else is asked, and at most.
pub const SERIES_DEFAULT: usize = 8;
/// See [`SERIES_DEFAULT`].
pub const SERIES_MAX: usize = 20;
/// Counts by bucket and value that are held at once; of a field with more values, the rare ones are joined while they are counted.
pub const COUNTS: usize = 200_000;
/// People of all buckets and values together that are held at once, eight bytes each, twice while they are joined.
pub const PEOPLE: usize = 30_000_000;
/// Filters of a question.
pub const FILTERS: usize = 20;
/// Values of a filter.
pub const FILTER_VALUES: usize = 500;
/// Characters of the path of a property.
pub const PATH_CHARS: usize = 200;
/// Bytes that all questions together may hold while they count.
pub const QUESTION_BYTES: usize = 1 << 30;
/// Merges of a site's profiles that a question resolves; each takes about 100 bytes.
pub const MERGES: usize = 5_000_000;
/// Rows that are looked at to suggest names of properties.
pub const SUGGESTION_ROWS: usize = 20_000;
/// Names or values that are suggested.
pub const SUGGESTIONS: usize = 100;
