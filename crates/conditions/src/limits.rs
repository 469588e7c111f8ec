//! The bounds of one condition. [`check`](crate::check) refuses what is beyond them.

use kizukai_model::time::Span;

/// How deep operators, lists and objects of a condition may be nested.
pub const DEPTH: usize = 20;
/// How many single tests (`{"a": {"$gte": 1, "$lt": 5}}` has two) one condition may have.
pub const LEAVES: usize = 200;
/// How many different `$event` and `$sequence` one condition may ask for; each is a counter in every profile.
pub const FEATURES: usize = 20;
/// Steps of one `$sequence`.
pub const SEQUENCE_STEPS: usize = 10;
/// Entries of one list (`$in`, `$all` and their like).
pub const LIST_ENTRIES: usize = 1_000;
/// Characters of one `$regex`.
pub const PATTERN_CHARS: usize = 500;
/// Bytes one compiled `$regex` may take.
pub const PATTERN_BYTES: usize = 256 * 1024;
/// A `$regex` that stands for at most this many texts is compared as texts.
pub(crate) const PATTERN_TEXTS: usize = 16;
/// The longest `within` and `since`.
pub const LONGEST_WINDOW: Span = Span::from_days(366);
