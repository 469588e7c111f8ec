//! What is being written and is not published yet: drafts of campaigns, and what people say about them to each other.
//!
//! A draft's text is bytes to a store and need not be right. Nobody who visits the shop is in any of it.

use kizukai_model::{Key, SiteId, Timestamp};

use crate::StoreError;

/// A campaign's text under edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftRow {
    /// Where.
    pub site: SiteId,
    /// The campaign's key; it need not be published.
    pub key: Key,
    /// The text, as JSON.
    pub text: Vec<u8>,
    /// The published version it was begun from; 0 for none.
    pub base_version: u32,
    /// Given by the store with every save, greater than all before it in this catalog and never given again.
    pub revision: u32,
    /// When it was saved.
    pub edited_at: Timestamp,
    /// By whom, for people.
    pub edited_by: String,
    /// Whether somebody asks for its publication.
    pub proposal: Option<ProposalRow>,
}

/// Somebody asks for a draft's publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalRow {
    /// Who, for people.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was said with it.
    pub note: String,
}

/// Something said about a campaign under edit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommentRow {
    /// Its number, given by the store and never given again.
    pub id: u64,
    /// Where.
    pub site: SiteId,
    /// About which campaign.
    pub campaign: Key,
    /// About which step, as arm and step; none for the whole.
    pub step: Option<(String, String)>,
    /// What.
    pub text: String,
    /// Who, for people.
    pub by: String,
    /// The member, where it was one.
    pub member: Option<u64>,
    /// When.
    pub at: Timestamp,
    /// When it was settled.
    pub resolved_at: Option<Timestamp>,
}

/// Reads and writes drafts and comments. Each write is one transaction, synced when it answers `Ok`.
pub trait Studio {
    /// A site's drafts, by key.
    fn drafts(&self, site: &str) -> Result<Vec<DraftRow>, StoreError>;

    /// One draft.
    fn draft(&self, site: &str, key: &Key) -> Result<Option<DraftRow>, StoreError>;

    /// Saves a draft over the revision `read`, 0 for none, and answers the new revision; the one in the row is not looked
    /// at. [`StoreError::Conflict`] when another revision stands, [`StoreError::UnknownSite`] when there is no such site.
    fn save_draft(&mut self, draft: &DraftRow, read: u32) -> Result<u32, StoreError>;

    /// Says of a revision that its publication is asked for, or no longer. [`StoreError::Conflict`] when another one stands.
    fn put_proposal(
        &mut self,
        site: &str,
        key: &Key,
        revision: u32,
        proposal: Option<&ProposalRow>,
    ) -> Result<(), StoreError>;

    /// Removes a draft if this revision of it stands; false when it does not.
    fn remove_draft(&mut self, site: &str, key: &Key, revision: u32) -> Result<bool, StoreError>;

    /// What was said about a campaign, oldest first.
    fn comments(&self, site: &str, campaign: &Key) -> Result<Vec<CommentRow>, StoreError>;

    /// Adds a comment and numbers it. [`StoreError::UnknownSite`] when there is no such site.
    fn add_comment(&mut self, comment: CommentRow) -> Result<CommentRow, StoreError>;

    /// Settles a comment, or opens it again; false when the campaign has none of that number.
    fn resolve_comment(
        &mut self,
        site: &str,
        campaign: &Key,
        id: u64,
        resolved_at: Option<Timestamp>,
    ) -> Result<bool, StoreError>;

    /// Removes comments of a campaign: one, or all of them. Answers how many.
    fn remove_comments(&mut self, site: &str, campaign: &Key, id: Option<u64>) -> Result<usize, StoreError>;
}
