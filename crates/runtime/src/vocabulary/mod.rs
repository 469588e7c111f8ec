//! The words a site's data is made of: which events come, with which properties; which traits, pages and languages there are.
//! It is what a form offers to whoever writes a condition.
//!
//! Read of the newest inputs beside the engine, within bounds of number and time, and kept for a minute. It is told to who
//! may see no persons, so a value is told only when two people at least share it, and never where it looks personal
//! ([`personal`]).

mod personal;
mod words;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::Value;

use kizukai_engagement::Input;
use kizukai_model::{Clock, Event, EventBody, ProfileId, SiteId, Span, Timestamp};
use kizukai_store::{InputRow, LedgerReader, RowId};

use crate::{Runtime, RuntimeError, codec, limits};
pub(crate) use personal::looks_personal;
use words::{Told, Words};

/// How long a vocabulary holds.
const HOLDS: Span = Span::from_secs(60);

/// The words of a site.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vocabulary {
    /// Events, the most frequent first.
    pub events: Vec<EventWord>,
    /// Traits, by how many have them.
    pub traits: Vec<PropertyWord>,
    /// Pages, the most viewed first.
    pub pages: Vec<PageWord>,
    /// Languages, the most frequent first.
    pub languages: Vec<String>,
}

/// An event's name, and what comes with it.
#[derive(Clone, Debug, PartialEq)]
pub struct EventWord {
    /// Its name.
    pub name: String,
    /// How often it came, among the newest inputs.
    pub count: u64,
    /// Its properties.
    pub properties: Vec<PropertyWord>,
}

/// A property or a trait.
#[derive(Clone, Debug, PartialEq)]
pub struct PropertyWord {
    /// Its name.
    pub name: String,
    /// What its values mostly are: `string`, `number`, `boolean`, `list` or `object`.
    pub kind: &'static str,
    /// Its most frequent values; none where they may be personal.
    pub values: Vec<Value>,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageWord {
    /// Its path.
    pub path: String,
    /// Its title, as it was last.
    pub title: Option<String>,
}

/// Vocabularies of each site, with the time they were made.
#[derive(Default)]
pub(crate) struct Vocabularies(Mutex<HashMap<SiteId, (Timestamp, Arc<Vocabulary>)>>);

impl Runtime {
    /// The words of a site, as they were a minute ago at most.
    ///
    /// # Errors
    /// When the store cannot be read, or snapshots could not be written.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn vocabulary(&self, site: &SiteId) -> Result<Arc<Vocabulary>, RuntimeError> {
        let now = self.now();
        if let Some(fresh) = self.inner.vocabularies.fresh(site, now) {
            return Ok(fresh);
        }
        self.flush().await?;
        let (owner, clock) = (site.clone(), self.clock());
        let read = self.read(move |reader| read(reader, &owner, &*clock)).await?;
        let read = Arc::new(read);
        self.inner.vocabularies.keep(site, now, &read);
        Ok(read)
    }
}

impl Vocabularies {
    fn fresh(&self, site: &SiteId, now: Timestamp) -> Option<Arc<Vocabulary>> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, vocabulary) = known.get(site)?;
        (now.since(*at) < HOLDS).then(|| Arc::clone(vocabulary))
    }

    fn keep(&self, site: &SiteId, now: Timestamp, vocabulary: &Arc<Vocabulary>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(site.clone(), (now, Arc::clone(vocabulary)));
    }

    /// Forgets what is kept: somebody was erased.
    pub(crate) fn forget(&self, site: &SiteId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(site);
    }
}

/// What was read so far.
#[derive(Default)]
struct Reading {
    events: Words<BTreeMap<String, Told>>,
    pages: Words<Option<String>>,
    languages: Words<()>,
    people: BTreeSet<ProfileId>,
}

fn read(reader: &dyn LedgerReader, site: &SiteId, clock: &dyn Clock) -> Result<Vocabulary, RuntimeError> {
    let until_ms = clock.monotonic_ms() + limits::VOCABULARY_MS;
    let mut reading = Reading::default();
    let (mut below, mut read): (RowId, usize) = (RowId::MAX, 0);
    while read < limits::VOCABULARY_ROWS && clock.monotonic_ms() <= until_ms {
        let rows = reader.inputs_before(below, limits::TRAIL_ROWS)?;
        let Some(last) = rows.last() else { break };
        below = last.id;
        read += rows.len();
        for row in rows.iter().filter(|row| row.site == *site) {
            reading.input(row)?;
        }
    }
    let mut traits = BTreeMap::new();
    for person in std::mem::take(&mut reading.people) {
        let Some(row) = reader.snapshot(site, person)? else { continue };
        let profile = codec::decode_profile(&row)?;
        words::properties(&mut traits, &profile.known_traits(), person);
    }
    Ok(reading.told(traits))
}

impl Reading {
    fn input(&mut self, row: &InputRow) -> Result<(), RuntimeError> {
        if self.people.len() < limits::VOCABULARY_PEOPLE {
            self.people.insert(row.profile);
        }
        let entry = codec::Entry::read(row)?;
        if let Input::Moment(moment) = &*entry.input
            && let Some(locale) = &moment.locale
        {
            self.languages.met(locale, row.profile);
        }
        entry.applied_events().for_each(|event| self.event(event, row.profile));
        Ok(())
    }

    fn event(&mut self, event: &Event, who: ProfileId) {
        match &event.body {
            EventBody::Track { event: name, properties } => {
                if let Some(known) = self.events.met(name, who) {
                    words::properties(known, properties, who);
                }
            }
            EventBody::Page { .. } => {
                let page = event.page.as_ref();
                let Some(path) = page.and_then(|page| page.path.as_deref()) else { return };
                if let Some(title) = self.pages.met(path, who) {
                    // The newest is read first.
                    let newest = page.and_then(|page| page.title.clone());
                    *title = title.take().or(newest);
                }
            }
            _ => {}
        }
    }

    fn told(self, traits: BTreeMap<String, Told>) -> Vocabulary {
        let event = |(name, count, properties): (String, u64, BTreeMap<String, Told>)| EventWord {
            name,
            count,
            properties: words::told(properties, |_| true),
        };
        let pages = self.pages.shared(limits::VOCABULARY_PAGES).into_iter();
        Vocabulary {
            events: self.events.by_frequency(limits::VOCABULARY_EVENTS).into_iter().map(event).collect(),
            traits: words::told(traits, |told| !told.is_varied()),
            pages: pages.map(|(path, title)| PageWord { path, title }).collect(),
            languages: self
                .languages
                .shared(limits::VOCABULARY_VALUES)
                .into_iter()
                .map(|(tag, ())| tag)
                .collect(),
        }
    }
}
