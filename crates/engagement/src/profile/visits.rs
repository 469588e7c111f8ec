//! The current visit: pages, path, where it came from. A visit ends after 30 minutes of silence.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use kizukai_model::{PageInfo, Properties, Span, Timestamp, limits};

use super::stays::Stays;

/// Silence after which a visit is over.
pub const VISIT_TIMEOUT: Span = Span::from_mins(30);

const UTM: [&str; 5] = ["source", "medium", "campaign", "term", "content"];

/// How many visits there were, when they were, and all about the last one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Visits {
    /// Visits so far, the current one included.
    #[serde(default)]
    pub(crate) count: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) current: Option<Visit>,
    /// When the first visit began of all that `stays` ever held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) first_at: Option<Timestamp>,
    #[serde(default, skip_serializing_if = "Stays::is_empty")]
    pub(crate) stays: Stays,
}

/// One visit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Visit {
    pub(crate) id: u64,
    pub(crate) started_at: Timestamp,
    pub(crate) last_at: Timestamp,
    #[serde(default)]
    pub(crate) page_count: u32,
    /// The path of its first page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) landing: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) referrer: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(crate) utm: BTreeMap<String, String>,
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub(crate) device: Properties,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) page: Option<PageInfo>,
    /// The last pages with their times.
    #[serde(default, skip_serializing_if = "VecDeque::is_empty")]
    pub(crate) path: VecDeque<(Timestamp, String)>,
}

impl Visit {
    fn begin(id: u64, at: Timestamp) -> Self {
        Self {
            id,
            started_at: at,
            last_at: at,
            page_count: 0,
            landing: None,
            referrer: None,
            utm: BTreeMap::new(),
            device: Properties::new(),
            page: None,
            path: VecDeque::new(),
        }
    }

    /// Whether the silence at `now` is long enough for the visit to be over.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        now.since(self.last_at) >= VISIT_TIMEOUT
    }

    /// A page was viewed.
    pub(crate) fn view(&mut self, page: &PageInfo, at: Timestamp) {
        if self.page_count == 0 {
            self.landing = page.path.clone();
            self.referrer = page.referrer.clone();
            self.utm = UTM
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), page.query(&format!("utm_{name}"))?)))
                .collect();
        }
        self.page_count = self.page_count.saturating_add(1);
        self.path.push_back((at, page.path.clone().unwrap_or_default()));
        if self.path.len() > limits::PATH_PAGES {
            self.path.pop_front();
        }
    }
}

impl Visits {
    /// The visitor is here: the current visit, or a new one under `new_id`.
    pub(crate) fn touch(&mut self, now: Timestamp, new_id: u64) -> &mut Visit {
        let goes_on = self.current.as_ref().is_some_and(|visit| !visit.is_over(now));
        if !goes_on {
            self.count = self.count.saturating_add(1);
            self.current = None;
        }
        let visit = self.current.get_or_insert_with(|| Visit::begin(new_id, now));
        visit.last_at = visit.last_at.max(now);
        visit
    }

    /// The visit that goes on at `now`.
    pub(crate) fn ongoing(&self, now: Timestamp) -> Option<&Visit> {
        self.current.as_ref().filter(|visit| !visit.is_over(now))
    }

    /// Remembers that a visit began now.
    pub(crate) fn remember(&mut self, now: Timestamp) {
        self.first_at.get_or_insert(now);
        self.stays.begin(now);
    }

    pub(crate) fn absorb(&mut self, other: &Self) {
        self.first_at = [self.first_at, other.first_at].into_iter().flatten().min();
        self.stays.absorb(&other.stays);
        self.count = self.count.saturating_add(other.count);
        let rank = |visit: &Option<Visit>| visit.as_ref().map(|visit| (visit.last_at, visit.id));
        if rank(&other.current) > rank(&self.current) {
            self.current.clone_from(&other.current);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visit_goes_on_until_thirty_minutes_of_silence() {
        let mut visits = Visits::default();
        let at = |minute: i64| Timestamp::from_ms(minute * 60_000);
        visits.touch(at(0), 1);
        visits.touch(at(29), 2);
        assert_eq!((visits.count, visits.current.as_ref().unwrap().id), (1, 1));
        visits.touch(at(59), 3);
        assert_eq!((visits.count, visits.current.as_ref().unwrap().id), (2, 3));
    }

    #[test]
    fn the_first_page_says_where_a_visit_came_from() {
        let mut visits = Visits::default();
        let page = |url: &str| PageInfo {
            url: Some(url.into()),
            path: Some("/".into()),
            search: Some("?utm_source=mail".into()),
            ..PageInfo::default()
        };
        let visit = visits.touch(Timestamp::from_ms(0), 1);
        visit.view(&page("https://a.example/"), Timestamp::from_ms(0));
        visit.view(&PageInfo { path: Some("/cart".into()), ..PageInfo::default() }, Timestamp::from_ms(1));
        assert_eq!((visit.landing.as_deref(), visit.page_count), (Some("/"), 2));
        assert_eq!(visit.utm["source"], "mail");
    }
}
