//! What members say to each other about a campaign under edit.

use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_store::CommentRow;

use crate::{Actor, Runtime, RuntimeError, limits, measures};

/// Something said about a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Its number.
    pub id: u64,
    /// About which step, as arm and step; none for the whole.
    pub step: Option<(String, String)>,
    /// What.
    pub text: String,
    /// Who.
    pub by: String,
    /// The member, where it was one.
    pub member: Option<u64>,
    /// When.
    pub at: Timestamp,
    /// When it was settled.
    pub resolved_at: Option<Timestamp>,
}

/// Something to be said about a campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewComment {
    /// About which step, as arm and step; none for the whole.
    pub step: Option<(String, String)>,
    /// What.
    pub text: String,
}

impl Runtime {
    /// What was said about a campaign, oldest first; None when neither a campaign nor a draft has that key.
    ///
    /// # Errors
    /// When the catalog cannot be read.
    pub async fn comments(&self, site: &SiteId, key: &str) -> Result<Option<Vec<Comment>>, RuntimeError> {
        let Some(key) = self.written_campaign(site, key).await? else { return Ok(None) };
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        let rows = self.blocking(move || Ok(catalog.with(|catalog| catalog.comments(&site, &key))?)).await?;
        Ok(Some(rows.into_iter().map(view).collect()))
    }

    /// Says something about a campaign; None when neither a campaign nor a draft has that key.
    ///
    /// # Errors
    /// [`RuntimeError::TooMany`].
    pub async fn add_comment(
        &self,
        site: &SiteId,
        key: &str,
        new: NewComment,
        actor: &Actor,
    ) -> Result<Option<Comment>, RuntimeError> {
        let Some(campaign) = self.written_campaign(site, key).await? else { return Ok(None) };
        let row = CommentRow {
            id: 0,
            site: site.clone(),
            campaign,
            step: new.step,
            text: new.text,
            by: actor.name.clone(),
            member: actor.member,
            at: self.now(),
            resolved_at: None,
        };
        let catalog = self.inner.catalog.clone();
        let added = self.blocking(move || {
            catalog.with(|catalog| {
                let most = limits::COMMENTS_PER_CAMPAIGN;
                if catalog.comments(&row.site, &row.campaign)?.len() >= most {
                    measures::limit_hit("comments");
                    return Err(RuntimeError::TooMany { what: "comments", most });
                }
                Ok(catalog.add_comment(row)?)
            })
        });
        Ok(Some(view(added.await?)))
    }

    /// Settles a comment, or opens it again; None when the campaign has none of that number.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn resolve_comment(
        &self,
        site: &SiteId,
        key: &str,
        id: u64,
        is_resolved: bool,
    ) -> Result<Option<Comment>, RuntimeError> {
        let Ok(key) = key.parse::<Key>() else { return Ok(None) };
        let (catalog, site, now) = (self.inner.catalog.clone(), site.clone(), self.now());
        self.blocking(move || {
            catalog.with(|catalog| {
                catalog.resolve_comment(&site, &key, id, is_resolved.then_some(now))?;
                let all = catalog.comments(&site, &key)?;
                Ok(all.into_iter().find(|row| row.id == id).map(view))
            })
        })
        .await
    }

    /// Removes a comment; false when the campaign has none of that number.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn remove_comment(&self, site: &SiteId, key: &str, id: u64) -> Result<bool, RuntimeError> {
        let Ok(key) = key.parse::<Key>() else { return Ok(false) };
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || Ok(catalog.with(|catalog| catalog.remove_comments(&site, &key, Some(id)))? > 0))
            .await
    }

    /// The key of a campaign that is published or under edit.
    pub(crate) async fn written_campaign(
        &self,
        site: &SiteId,
        key: &str,
    ) -> Result<Option<Key>, RuntimeError> {
        let Ok(key) = key.parse::<Key>() else { return Ok(None) };
        let source = self.source(site).await?;
        if source.campaigns.iter().any(|campaign| campaign.text.key == key) {
            return Ok(Some(key));
        }
        let (catalog, site, asked) = (self.inner.catalog.clone(), site.clone(), key.clone());
        let draft = self.blocking(move || Ok(catalog.with(|catalog| catalog.draft(&site, &asked))?)).await?;
        Ok(draft.map(|_| key))
    }
}

fn view(row: CommentRow) -> Comment {
    let CommentRow { id, step, text, by, member, at, resolved_at, .. } = row;
    Comment { id, step, text, by, member, at, resolved_at }
}
