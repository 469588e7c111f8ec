//! Drafts: texts of campaigns under edit, kept beside what is published.
//!
//! A draft may be unfinished or wrong: what publishing would say of it is told with it ([`Check`]) and refuses nothing. It
//! changes nothing for visitors and is no part of a program. Who saves names the revision that was read, so that nobody
//! writes over what somebody else wrote meanwhile; a revision is never given again.

mod comments;
pub(crate) mod presence;

use serde_json::Value;

use kizukai_engagement::{Definition, Problem, ProgramSource, program};
use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_store::{DraftRow, ProposalRow, StoreError};

use crate::{Actor, Runtime, RuntimeError, limits, measures};

pub use comments::{Comment, NewComment};
pub use presence::{AtWork, PresentMember};

/// What publishing a text would say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Check {
    /// For these it would be refused.
    pub problems: Vec<Problem>,
    /// Allowed, but probably not meant; and fields that mean nothing.
    pub warnings: Vec<Problem>,
    /// Whether a phase would end, because visitors would get something else.
    pub would_cut_phase: bool,
}

/// A text under edit.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The campaign's key.
    pub key: Key,
    /// The text as it was saved.
    pub text: Value,
    /// The published version it was begun from; 0 for none.
    pub base_version: u32,
    /// The published version that stands now; 0 for none.
    pub live_version: u32,
    /// Which state of the draft this is.
    pub revision: u32,
    /// When it was saved.
    pub edited_at: Timestamp,
    /// By whom.
    pub edited_by: String,
    /// Whether somebody asks for its publication.
    pub proposal: Option<Proposal>,
    /// What publishing it would say.
    pub check: Check,
}

/// Somebody asks for a draft's publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    pub note: String,
}

impl Runtime {
    /// What publishing a text as the campaign of that key would say. Nothing is kept.
    ///
    /// # Errors
    /// [`RuntimeError::UnknownSite`].
    pub async fn check_campaign(&self, site: &SiteId, key: &str, text: Value) -> Result<Check, RuntimeError> {
        let (source, now) = (self.source(site).await?, self.now());
        let key = key.to_owned();
        self.blocking(move || Ok(check(&source, &key, text, now))).await
    }

    /// A site's drafts, by key.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn drafts(&self, site: &SiteId) -> Result<Vec<Draft>, RuntimeError> {
        let (source, now) = (self.source(site).await?, self.now());
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || {
            let rows = catalog.with(|catalog| catalog.drafts(&site))?;
            // Each campaign is looked at beside the segments and the settings alone: what is wrong in other campaigns is
            // not this draft's, and many drafts beside many campaigns are asked at once.
            let mut alone = (*source).clone();
            alone.campaigns.clear();
            alone.older.clear();
            let draft = |row: DraftRow| {
                let own = source.campaigns.iter().filter(|campaign| campaign.text.key == row.key);
                alone.campaigns = own.cloned().collect();
                view(&alone, row, now)
            };
            rows.into_iter().map(draft).collect()
        })
        .await
    }

    /// The draft of a campaign; None when there is none.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn draft(&self, site: &SiteId, key: &str) -> Result<Option<Draft>, RuntimeError> {
        let Ok(key) = key.parse() else { return Ok(None) };
        let (source, now) = (self.source(site).await?, self.now());
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || {
            let row = catalog.with(|catalog| catalog.draft(&site, &key))?;
            row.map(|row| view(&source, row, now)).transpose()
        })
        .await
    }

    /// Saves a draft over the revision that was read, 0 for none. A proposal to publish what was there before is gone.
    ///
    /// # Errors
    /// [`RuntimeError::VersionConflict`] with the revision that stands; [`RuntimeError::TooMany`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn save_draft(
        &self,
        site: &SiteId,
        key: Key,
        text: &Value,
        base_version: u32,
        read: u32,
        actor: &Actor,
    ) -> Result<Draft, RuntimeError> {
        let (source, now) = (self.source(site).await?, self.now());
        let catalog = self.inner.catalog.clone();
        let mut row = DraftRow {
            site: site.clone(),
            key,
            text: text.to_string().into_bytes(),
            base_version,
            revision: 0,
            edited_at: now,
            edited_by: actor.name.clone(),
            proposal: None,
        };
        self.blocking(move || {
            row.revision = catalog.with(|catalog| {
                if catalog.draft(&row.site, &row.key)?.is_none()
                    && catalog.drafts(&row.site)?.len() >= limits::DRAFTS_PER_SITE
                {
                    measures::limit_hit("drafts");
                    return Err(RuntimeError::TooMany { what: "drafts", most: limits::DRAFTS_PER_SITE });
                }
                catalog.save_draft(&row, read).map_err(stands)
            })?;
            view(&source, row, now)
        })
        .await
    }

    /// Asks for a draft's publication, with a note; or no longer, without one. None when there is no draft.
    ///
    /// # Errors
    /// [`RuntimeError::VersionConflict`] when another revision stands than the one that was read.
    pub async fn propose_draft(
        &self,
        site: &SiteId,
        key: &str,
        read: Option<u32>,
        note: Option<String>,
        actor: &Actor,
    ) -> Result<Option<Draft>, RuntimeError> {
        let Some(draft) = self.draft(site, key).await? else { return Ok(None) };
        let revision = read.unwrap_or(draft.revision);
        let proposal = note.map(|note| ProposalRow { by: actor.name.clone(), at: self.now(), note });
        let (catalog, site, key) = (self.inner.catalog.clone(), site.clone(), draft.key.clone());
        let put = proposal.clone();
        self.blocking(move || {
            let put = catalog.with(|catalog| catalog.put_proposal(&site, &key, revision, put.as_ref()));
            put.map_err(stands)
        })
        .await?;
        Ok(Some(Draft { proposal: proposal.map(proposal_view), revision, ..draft }))
    }

    /// Removes a draft if this revision of it stands, and, where `with_comments`, what was said about the campaign; false
    /// when it does not stand.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn remove_draft(
        &self,
        site: &SiteId,
        key: &Key,
        revision: u32,
        with_comments: bool,
    ) -> Result<bool, RuntimeError> {
        let (catalog, site, key) = (self.inner.catalog.clone(), site.clone(), key.clone());
        self.blocking(move || {
            catalog.with(|catalog| {
                let is_removed = catalog.remove_draft(&site, &key, revision)?;
                if is_removed && with_comments {
                    catalog.remove_comments(&site, &key, None)?;
                }
                Ok(is_removed)
            })
        })
        .await
    }
}

/// What publishing the text as the campaign of that key would say.
fn check(source: &ProgramSource, key: &str, text: Value, now: Timestamp) -> Check {
    let (text, unknown) = match Definition::read_named("campaign", Some(key), text) {
        Ok((Definition::Campaign(text), unknown)) => (text, unknown),
        Ok(_) => unreachable!("a campaign was asked for"),
        Err(problem) => return Check { problems: vec![problem], ..Check::default() },
    };
    let own_name = format!("campaign/{}", text.key);
    let outlook = program::outlook(source, *text, now);
    let own = outlook.findings.warnings.into_iter().filter(|warning| warning.text == own_name);
    Check {
        problems: outlook.findings.problems,
        warnings: unknown.into_iter().map(means_nothing).chain(own).collect(),
        would_cut_phase: outlook.cuts_phase,
    }
}

/// What is said of a field that a text does not have.
pub fn means_nothing(path: String) -> Problem {
    Problem::at(path, "this field means nothing here; it was left out")
}

fn view(source: &ProgramSource, row: DraftRow, now: Timestamp) -> Result<Draft, RuntimeError> {
    let text: Value = serde_json::from_slice(&row.text)
        .map_err(|error| RuntimeError::Damaged(format!("draft `{}`: {error}", row.key)))?;
    let live = source.campaigns.iter().find(|campaign| campaign.text.key == row.key);
    Ok(Draft {
        check: check(source, &row.key, text.clone(), now),
        text,
        base_version: row.base_version,
        live_version: live.map_or(0, |campaign| campaign.version),
        revision: row.revision,
        edited_at: row.edited_at,
        edited_by: row.edited_by,
        proposal: row.proposal.map(proposal_view),
        key: row.key,
    })
}

fn proposal_view(row: ProposalRow) -> Proposal {
    Proposal { by: row.by, at: row.at, note: row.note }
}

/// A conflict of revisions, as a caller knows it.
fn stands(error: StoreError) -> RuntimeError {
    match error {
        StoreError::Conflict { found, .. } => {
            RuntimeError::VersionConflict(u32::try_from(found).unwrap_or(u32::MAX))
        }
        other => other.into(),
    }
}
