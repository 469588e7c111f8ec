//! What a person allowed, by purpose: the last word, and how it was said.
//!
//! A word spoken on purpose (an event) outweighs what a request merely carries along (its context), and a browser's
//! general refusal (Global Privacy Control) refuses marketing until the person grants it here on purpose.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use kizukai_model::Timestamp;
use kizukai_model::consent::{Purpose, Purposes};

/// What a person allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Consent {
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    said: BTreeMap<Purpose, Word>,
    /// When the person's browser first sent the general refusal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    gpc_at: Option<Timestamp>,
}

/// The last word about a purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Word {
    pub(crate) granted: bool,
    pub(crate) at: Timestamp,
    by: By,
}

/// How it was said; what comes later in this list weighs more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum By {
    /// A request carried it along.
    Context,
    /// The browser refuses everywhere.
    Gpc,
    /// The person said so.
    Event,
}

impl Consent {
    /// Whether nothing was ever said.
    pub(crate) fn is_empty(&self) -> bool {
        self.said.is_empty() && self.gpc_at.is_none()
    }

    /// The last words, by purpose.
    pub(crate) fn said(&self) -> impl Iterator<Item = (Purpose, Word)> {
        self.said.iter().map(|(purpose, word)| (*purpose, *word))
    }

    /// Whether a purpose is allowed; where nothing was said, `unsaid`.
    pub(crate) fn allows(&self, purpose: Purpose, unsaid: bool) -> bool {
        self.said.get(&purpose).map_or(unsaid, |word| word.granted)
    }

    /// The person said so on purpose. A word of before is too late; at the same time a refusal wins.
    pub(crate) fn hear(&mut self, purposes: &Purposes, at: Timestamp) {
        for (purpose, granted) in purposes.said() {
            let word = Word { granted, at, by: By::Event };
            let stands =
                |old: &Word| old.by == By::Event && (old.at, !old.granted) > (word.at, !word.granted);
            if !self.said.get(&purpose).is_some_and(stands) {
                self.said.insert(purpose, word);
            }
        }
    }

    /// A request carried it along. It can refuse; it cannot grant what was refused in another way.
    pub(crate) fn notice(&mut self, purposes: &Purposes, at: Timestamp) {
        for (purpose, granted) in purposes.said() {
            let stands = |old: &Word| old.granted == granted || (granted && old.by > By::Context);
            if !self.said.get(&purpose).is_some_and(stands) {
                self.said.insert(purpose, Word { granted, at, by: By::Context });
            }
        }
    }

    /// The browser refuses to be marketed to, everywhere. What the person granted here after it first said so stays.
    pub(crate) fn notice_gpc(&mut self, at: Timestamp) {
        let is_new = self.gpc_at.is_none();
        self.gpc_at.get_or_insert(at);
        let granted_here = self.said.get(&Purpose::Marketing).is_some_and(|word| word.by == By::Event);
        if is_new || !granted_here {
            let refused = Word { granted: false, at, by: By::Gpc };
            let stands = self.said.get(&Purpose::Marketing).is_some_and(|old| !old.granted);
            if !stands {
                self.said.insert(Purpose::Marketing, refused);
            }
        }
    }

    /// The later word counts; at the same time a refusal.
    pub(crate) fn absorb(&mut self, other: &Self) {
        for (purpose, theirs) in &other.said {
            let rank = |word: &Word| (word.at, !word.granted, word.by);
            let mine = self.said.entry(*purpose).or_insert(*theirs);
            if rank(theirs) > rank(mine) {
                *mine = *theirs;
            }
        }
        self.gpc_at = [self.gpc_at, other.gpc_at].into_iter().flatten().min();
    }
}
