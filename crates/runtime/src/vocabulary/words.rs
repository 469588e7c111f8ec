//! Counting words: how often each came, and whether more than one person used it.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use kizukai_model::{ProfileId, Properties};

use super::PropertyWord;
use super::personal::looks_personal;
use crate::{limits, measures};

/// Words, each with something that is known of it. Bounded: what comes when it is full is not taken up.
pub(super) struct Words<T>(HashMap<String, Word<T>>);

struct Word<T> {
    count: u64,
    first: ProfileId,
    is_shared: bool,
    about: T,
}

impl<T> Default for Words<T> {
    fn default() -> Self {
        Self(HashMap::new())
    }
}

impl<T: Default> Words<T> {
    /// Somebody used a word; what is known of it, where there is room.
    pub(super) fn met(&mut self, word: &str, who: ProfileId) -> Option<&mut T> {
        let is_new = !self.0.contains_key(word);
        if is_new && (self.0.len() >= limits::VOCABULARY_WORDS || word.len() > limits::VOCABULARY_BYTES) {
            measures::limit_hit("vocabulary");
            return None;
        }
        let new = || Word { count: 0, first: who, is_shared: false, about: T::default() };
        let known =
            if is_new { self.0.entry(word.to_owned()).or_insert_with(new) } else { self.0.get_mut(word)? };
        known.count += 1;
        known.is_shared |= known.first != who;
        Some(&mut known.about)
    }

    /// The most frequent ones, with how often they came.
    pub(super) fn by_frequency(self, most: usize) -> Vec<(String, u64, T)> {
        let mut words: Vec<_> =
            self.0.into_iter().map(|(word, known)| (word, known.count, known.about)).collect();
        words.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        words.truncate(most);
        words
    }

    /// The most frequent ones that several people used.
    pub(super) fn shared(mut self, most: usize) -> Vec<(String, T)> {
        self.0.retain(|_, word| word.is_shared);
        self.by_frequency(most).into_iter().map(|(word, _, about)| (word, about)).collect()
    }
}

/// What is known of a property or a trait.
#[derive(Default)]
pub(super) struct Told {
    count: u64,
    kinds: BTreeMap<&'static str, u64>,
    values: BTreeMap<String, (Value, u64, Option<ProfileId>)>,
    is_personal: bool,
}

impl Told {
    fn met(&mut self, name: &str, value: &Value, who: ProfileId) {
        self.count += 1;
        let (kind, inside) = match value {
            Value::Null => return,
            Value::String(_) => ("string", std::slice::from_ref(value)),
            Value::Number(_) => ("number", std::slice::from_ref(value)),
            Value::Bool(_) => ("boolean", std::slice::from_ref(value)),
            Value::Array(items) => ("list", items.as_slice()),
            Value::Object(_) => ("object", &[][..]),
        };
        *self.kinds.entry(kind).or_default() += 1;
        for value in inside.iter().filter(|value| !value.is_array() && !value.is_object() && !value.is_null())
        {
            self.value(name, value, who);
        }
    }

    fn value(&mut self, name: &str, value: &Value, who: ProfileId) {
        self.is_personal |= looks_personal(name, value);
        if self.is_personal {
            self.values.clear();
            return;
        }
        let key = value.to_string();
        if key.len() > limits::VOCABULARY_BYTES {
            return;
        }
        if let Some((_, count, first)) = self.values.get_mut(&key) {
            *count += 1;
            *first = first.filter(|first| *first == who);
        } else if self.values.len() < limits::VOCABULARY_VALUES_MET {
            self.values.insert(key, (value.clone(), 1, Some(who)));
        }
    }

    /// Whether there are so many values that they may tell people apart.
    pub(super) fn is_varied(&self) -> bool {
        self.values.len() > limits::VOCABULARY_VARIETY
    }

    fn kind(&self) -> &'static str {
        self.kinds.iter().max_by_key(|(_, count)| **count).map_or("string", |(kind, _)| kind)
    }

    /// The most frequent values that several people have.
    fn top(self) -> Vec<Value> {
        let shared = self.values.into_iter().filter(|(_, (_, _, only))| only.is_none());
        let mut values: Vec<_> = shared.map(|(key, (value, count, _))| (count, key, value)).collect();
        values.sort_by(|a, b| (b.0, &a.1).cmp(&(a.0, &b.1)));
        values.into_iter().take(limits::VOCABULARY_VALUES).map(|(_, _, value)| value).collect()
    }
}

/// Takes up what somebody's properties or traits say.
pub(super) fn properties(known: &mut BTreeMap<String, Told>, said: &Properties, who: ProfileId) {
    for (name, value) in said {
        if known.len() >= limits::VOCABULARY_PROPERTIES && !known.contains_key(name) {
            measures::limit_hit("vocabulary");
            continue;
        }
        known.entry(name.clone()).or_default().met(name, value, who);
    }
}

/// The properties or traits, the most frequent first; values only of those that pass.
pub(super) fn told(known: BTreeMap<String, Told>, passes: impl Fn(&Told) -> bool) -> Vec<PropertyWord> {
    let mut known: Vec<_> = known.into_iter().filter(|(_, told)| !told.kinds.is_empty()).collect();
    known.sort_by(|a, b| (b.1.count, &a.0).cmp(&(a.1.count, &b.0)));
    let word = |(name, told): (String, Told)| PropertyWord {
        name,
        kind: told.kind(),
        values: if passes(&told) { told.top() } else { Vec::new() },
    };
    known.into_iter().map(word).collect()
}
