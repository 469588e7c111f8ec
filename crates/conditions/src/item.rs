//! An entry of a list as a subject of its own, for `$elemMatch`.

use serde_json::Value;

use crate::{Attribute, EventFeature, Path, SequenceFeature, Subject};

/// Paths go into the entry. The rest is answered by the subject the list belongs to.
pub(crate) struct Item<'s> {
    pub(crate) entry: &'s Value,
    pub(crate) owner: &'s dyn Subject,
}

impl Subject for Item<'_> {
    fn attribute<'a>(&'a self, path: &Path) -> Attribute<'a> {
        Attribute::in_json(self.entry, path)
    }

    fn event_count(&self, feature: &EventFeature) -> u64 {
        self.owner.event_count(feature)
    }

    fn sequence_done(&self, feature: &SequenceFeature) -> bool {
        self.owner.sequence_done(feature)
    }

    fn in_segment(&self, key: &str) -> bool {
        self.owner.in_segment(key)
    }

    fn saved_group(&self, key: &str) -> &[Value] {
        self.owner.saved_group(key)
    }
}
