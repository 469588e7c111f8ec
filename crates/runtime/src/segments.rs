//! Segments at a glance: how many are in each, who enters and leaves, and who is in it.

use serde::Serialize;

use kizukai_engagement::Profile;
use kizukai_model::{Key, ProfileId, SiteId, Timestamp};
use kizukai_store::{LedgerReader, SegmentRow};

use crate::pulse::{DAYS, SegmentDay};
use crate::{Runtime, RuntimeError, codec, limits};

/// Days of change in a segment's figures, today included.
const FIGURE_DAYS: i64 = 7;

/// A segment at a glance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentFigures {
    /// Which.
    pub key: Key,
    /// How many are in it.
    pub size: u64,
    /// How often somebody entered in the last seven days.
    pub entered_7d: u64,
    /// How often somebody left.
    pub left_7d: u64,
}

/// Who entered and left a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentFlow {
    /// Day by day, oldest first.
    pub days: Vec<SegmentDay>,
    /// How many are in it now.
    pub size: u64,
    /// Everything from here on is counted (RFC 3339).
    pub counted_since: String,
}

/// Somebody in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SegmentMember {
    /// Who.
    pub profile: ProfileId,
    /// The shop's id of the person.
    pub user_id: Option<String>,
    /// A device of theirs.
    pub anonymous_id: Option<String>,
    /// Since when they are in it (RFC 3339).
    pub entered_at: String,
    /// The last sign of them (RFC 3339).
    pub last_seen: Option<String>,
}

/// A page of a segment's members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MembersPage {
    /// Ordered by profile.
    pub members: Vec<SegmentMember>,
    /// What to pass as `after` for the next page; None at the end.
    pub next: Option<String>,
}

impl Runtime {
    /// All segments at a glance, by key.
    ///
    /// # Errors
    /// When the store cannot be read, or snapshots could not be written.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn segment_figures(&self, site: &SiteId) -> Result<Vec<SegmentFigures>, RuntimeError> {
        let keys: Vec<Key> = self.definitions(site, "segment")?.into_iter().map(|view| view.key).collect();
        self.flush().await?;
        let owner = site.clone();
        let sizes = self
            .read(move |reader| {
                let size = |key: Key| Ok((reader.segment_size(&owner, &key)?, key));
                keys.into_iter().map(size).collect::<Result<Vec<_>, RuntimeError>>()
            })
            .await?;
        let (owner, now) = (site.clone(), self.now());
        self.ask_pulse(move |pulse| {
            let pulse = pulse.site(&owner)?;
            let first = pulse.calendar().place(now).day - FIGURE_DAYS + 1;
            let told = |(size, key): (u64, Key)| {
                let flow = pulse.segments().since(&key, first);
                SegmentFigures { key, size, entered_7d: flow.entered, left_7d: flow.left }
            };
            Ok(sizes.into_iter().map(told).collect())
        })
        .await
    }

    /// Who entered and left a segment in the last days; None when there is none of that key.
    ///
    /// # Errors
    /// As [`Runtime::segment_figures`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn segment_flow(
        &self,
        site: &SiteId,
        segment: &str,
        days: usize,
    ) -> Result<Option<SegmentFlow>, RuntimeError> {
        let Some(key) = self.segment_key(site, segment)? else { return Ok(None) };
        self.flush().await?;
        let (owner, asked) = (site.clone(), key.clone());
        let size = self.read(move |reader| Ok(reader.segment_size(&owner, &asked)?)).await?;
        let (owner, now) = (site.clone(), self.now());
        let days = days.clamp(1, DAYS) as i64;
        let flow = self.ask_pulse(move |pulse| {
            let pulse = pulse.site(&owner)?;
            let today = pulse.calendar().place(now).day;
            let days = pulse.segments().by_day(&key, today - days + 1, today);
            Ok(SegmentFlow { days, size, counted_since: pulse.counted_since(now).to_rfc3339() })
        });
        flow.await.map(Some)
    }

    /// Who is in a segment, page by page; None when there is none of that key. An `after` that is no cursor begins at
    /// the beginning.
    ///
    /// # Errors
    /// As [`Runtime::segment_figures`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn segment_members(
        &self,
        site: &SiteId,
        segment: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Option<MembersPage>, RuntimeError> {
        let Some(key) = self.segment_key(site, segment)? else { return Ok(None) };
        self.flush().await?;
        let owner = site.clone();
        let after: Option<ProfileId> = after.and_then(|cursor| cursor.parse().ok());
        let limit = limit.clamp(1, limits::MEMBERS_LISTED);
        let page = self.read(move |reader| {
            let rows = reader.segment_members(&owner, &key, after, limit)?;
            let next = rows.last().filter(|_| rows.len() == limit).map(|last| last.profile.to_string());
            let members = rows.iter().map(|row| member(reader, row)).collect::<Result<_, _>>()?;
            Ok(MembersPage { members, next })
        });
        page.await.map(Some)
    }

    fn segment_key(&self, site: &SiteId, segment: &str) -> Result<Option<Key>, RuntimeError> {
        Ok(self.definition(site, "segment", segment)?.map(|view| view.key))
    }
}

fn member(reader: &dyn LedgerReader, row: &SegmentRow) -> Result<SegmentMember, RuntimeError> {
    let profile = reader.snapshot(&row.site, row.profile)?;
    let profile = profile.as_ref().map(codec::decode_profile).transpose()?;
    let profile = profile.as_ref();
    Ok(SegmentMember {
        profile: row.profile,
        user_id: profile.and_then(|profile| profile.user_id().map(str::to_owned)),
        anonymous_id: profile.and_then(|profile| profile.anonymous_ids().next().map(str::to_owned)),
        entered_at: row.entered_at.to_rfc3339(),
        last_seen: profile.and_then(Profile::last_seen).map(Timestamp::to_rfc3339),
    })
}
