//! How many of a site's visitors a condition means, and who some of them are.
//!
//! Asked of copies beside the engine, newest visitors first, within bounds of number and time. Where everybody could be
//! looked at the count is exact; else what was found is scaled to all who are known, and the answer says so.

use std::collections::BTreeSet;

use serde_json::Value;
use tokio::sync::Semaphore;

use kizukai_engagement::audience::Audience;
use kizukai_engagement::{Problem, Profile};
use kizukai_model::{Clock, PageInfo, ProfileId, SiteId, Timestamp};
use kizukai_store::{LedgerReader, RowId, SnapshotRow};

use crate::trail::{Position, Trail};
use crate::{Runtime, RuntimeError, codec, limits, measures};

/// How many are asked for at once.
pub(crate) struct Asking(Semaphore);

impl Default for Asking {
    fn default() -> Self {
        Self(Semaphore::new(limits::AUDIENCES_AT_ONCE))
    }
}

/// Whom a condition means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct AudienceSize {
    /// How many, of all who are known.
    pub matching: u64,
    /// How many are known.
    pub of: u64,
    /// How many were looked at.
    pub looked_at: u64,
    /// Whether that was everybody.
    pub is_exact: bool,
    /// Some of those who are meant, seen last first.
    pub sample: Vec<SampledVisitor>,
    /// What is wrong in the condition; then nobody was looked at.
    pub problems: Vec<Problem>,
}

/// Somebody who is meant.
#[derive(Clone, Debug, PartialEq)]
pub struct SampledVisitor {
    /// Who.
    pub profile: ProfileId,
    /// The shop's id of the person.
    pub user_id: Option<String>,
    /// A device of theirs.
    pub anonymous_id: Option<String>,
    /// The trait `name`.
    pub name: Option<String>,
    /// The last sign of them.
    pub last_seen: Option<Timestamp>,
    /// The page seen last.
    pub page: Option<PageInfo>,
}

impl Runtime {
    /// How many visitors a condition means, and up to `sample` of them.
    ///
    /// # Errors
    /// When the store cannot be read, or snapshots could not be written.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn audience(
        &self,
        site: &SiteId,
        condition: &Value,
        sample: usize,
    ) -> Result<AudienceSize, RuntimeError> {
        let source = self.source(site).await?;
        let audience = match Audience::new(&source, condition) {
            Ok(audience) => audience,
            Err(problems) => return Ok(AudienceSize { problems, ..AudienceSize::default() }),
        };
        let _place = self.inner.asking.0.acquire().await.map_err(|_| RuntimeError::Stopped)?;
        self.flush().await?;
        let (site, clock) = (site.clone(), self.clock());
        self.read(move |reader| {
            let until_ms = clock.monotonic_ms() + limits::AUDIENCE_MS;
            let mut count = Count {
                reader,
                site: &site,
                audience: &audience,
                clock: &*clock,
                until_ms,
                sample,
                found: AudienceSize::default(),
                signposts: 0,
            };
            count.everybody()?;
            Ok(count.scaled())
        })
        .await
    }
}

/// A count under way.
struct Count<'a> {
    reader: &'a dyn LedgerReader,
    site: &'a SiteId,
    audience: &'a Audience,
    clock: &'a dyn Clock,
    until_ms: u64,
    sample: usize,
    found: AudienceSize,
    /// Profiles among those read that became part of another one.
    signposts: u64,
}

impl Count<'_> {
    fn everybody(&mut self) -> Result<(), RuntimeError> {
        self.found.of = self.reader.profile_count(self.site)?;
        if self.found.of > limits::AUDIENCE_VISITORS as u64 {
            return self.newest();
        }
        let mut rows: Vec<SnapshotRow> = Vec::new();
        loop {
            let after = rows.last().map(|row| row.profile);
            let page = self.reader.profiles_after(self.site, after, limits::REPLAY_ROWS)?;
            let is_last = page.len() < limits::REPLAY_ROWS;
            rows.extend(page);
            if is_last {
                break;
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.head));
        for row in &rows {
            if self.is_over() {
                break;
            }
            self.look_at(row)?;
        }
        Ok(())
    }

    /// Those who did something last, as the log tells them.
    fn newest(&mut self) -> Result<(), RuntimeError> {
        let mut met = BTreeSet::new();
        let (mut below, mut read): (RowId, usize) = (RowId::MAX, 0);
        while read < limits::AUDIENCE_ROWS && met.len() < limits::AUDIENCE_VISITORS {
            let rows = self.reader.inputs_before(below, limits::REPLAY_ROWS)?;
            let Some(last) = rows.last() else { break };
            below = last.id;
            read += rows.len();
            for row in rows.iter().filter(|row| row.site == *self.site) {
                if self.is_over() {
                    return Ok(());
                }
                if met.insert(row.profile)
                    && let Some(snapshot) = self.reader.snapshot(self.site, row.profile)?
                {
                    self.look_at(&snapshot)?;
                }
            }
        }
        Ok(())
    }

    fn is_over(&self) -> bool {
        self.clock.monotonic_ms() > self.until_ms
    }

    fn look_at(&mut self, row: &SnapshotRow) -> Result<(), RuntimeError> {
        if row.merged_into.is_some() {
            self.signposts += 1;
            return Ok(());
        }
        self.found.looked_at += 1;
        let mut profile = codec::decode_profile(row)?;
        let now = self.clock.now();
        let past = if self.audience.asks_past(&profile) { self.past(row, now)? } else { Vec::new() };
        let events = past.iter().flat_map(codec::Entry::applied_events);
        if !self.audience.holds(&mut profile, events, now) {
            return Ok(());
        }
        self.found.matching += 1;
        if self.found.sample.len() < self.sample {
            self.found.sample.push(sampled(&profile));
        }
        Ok(())
    }

    /// What a person did, as far back as a new counter looks.
    fn past(&self, row: &SnapshotRow, now: Timestamp) -> Result<Vec<codec::Entry>, RuntimeError> {
        let Some(head) = row.head else { return Ok(Vec::new()) };
        let oldest = now.minus(limits::BACKFILL);
        let mut trail = Trail::from(self.reader, self.site, &Position::at(row.profile, head));
        let mut past = Vec::new();
        while let Some(entry) = trail.next()?.filter(|entry| entry.now >= oldest) {
            past.push(entry);
            if past.len() >= limits::BACKFILL_ROWS {
                break;
            }
        }
        Ok(past)
    }

    fn scaled(self) -> AudienceSize {
        let Self { mut found, signposts, .. } = self;
        let read = found.looked_at + signposts;
        found.is_exact = read >= found.of;
        if found.is_exact {
            found.of = found.looked_at;
            return found;
        }
        measures::limit_hit("audience");
        let share = |part: u64, of: u64| if of == 0 { 0.0 } else { part as f64 / of as f64 };
        found.of = (found.of as f64 * share(found.looked_at, read)).round() as u64;
        found.matching = (found.of as f64 * share(found.matching, found.looked_at)).round() as u64;
        found
    }
}

fn sampled(profile: &Profile) -> SampledVisitor {
    SampledVisitor {
        profile: profile.id(),
        user_id: profile.user_id().map(str::to_owned),
        anonymous_id: profile.anonymous_ids().next().map(str::to_owned),
        name: profile.name().map(str::to_owned),
        last_seen: profile.last_seen(),
        page: profile.page().cloned(),
    }
}
