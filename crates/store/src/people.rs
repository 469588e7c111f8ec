//! People who work with sites: members, what they are where, their sessions, links handed out once, and the record of what
//! was changed.
//!
//! Addresses come folded, secrets hashed, credentials and records as text that only the runtime understands.

use kizukai_model::{SiteId, Timestamp};

use crate::StoreError;

/// Somebody who can sign in.
#[derive(Clone, PartialEq, Eq)]
pub struct Member {
    /// Its number, given by the store and never given again.
    pub id: u64,
    /// The address, folded; nobody else has it.
    pub email: String,
    /// What others read.
    pub name: String,
    /// The language chosen, if one was.
    pub locale: Option<String>,
    /// How the member proves to be the one: hashes, as the runtime writes them.
    pub credentials: String,
    /// Since when.
    pub created_at: Timestamp,
}

impl std::fmt::Debug for Member {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Member").field("id", &self.id).finish_non_exhaustive()
    }
}

/// What a member is in a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    /// The site.
    pub site: SiteId,
    /// The member's number.
    pub member: u64,
    /// The role's name.
    pub role: String,
    /// Since when.
    pub joined_at: Timestamp,
}

/// A browser in which a member is signed in. The secret itself is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its number, given by the store and never given again.
    pub id: u64,
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// Whose.
    pub member: u64,
    /// The browser, for people.
    pub device: String,
    /// When the member signed in.
    pub created_at: Timestamp,
    /// When it was last used, about.
    pub last_seen_at: Timestamp,
}

/// A secret address that opens something once. The secret itself is not stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its number, given by the store and never given again.
    pub id: u64,
    /// SHA-256 of the secret.
    pub hash: [u8; 32],
    /// What it opens.
    pub opens: Opens,
    /// Who made it, for people.
    pub created_by: String,
    /// When.
    pub created_at: Timestamp,
    /// Until when it opens anything.
    pub expires_at: Timestamp,
}

/// What a link opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opens {
    /// A site, in a role; for whoever has that address, or for anybody.
    Invitation {
        /// The site.
        site: SiteId,
        /// The role's name.
        role: String,
        /// Whom it is for, folded.
        email: Option<String>,
    },
    /// A member's account.
    Recovery {
        /// Whose.
        member: u64,
    },
}

/// One change, as it was written down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordRow {
    /// Its number, given by the store: later ones are greater.
    pub id: u64,
    /// Where; none for what concerns a member alone.
    pub site: Option<SiteId>,
    /// The member who asked, if it was one.
    pub member: Option<u64>,
    /// When.
    pub at: Timestamp,
    /// What kind of asker.
    pub actor_kind: String,
    /// Who, for people.
    pub actor_name: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub target: String,
    /// How it was before, as JSON.
    pub before: Option<String>,
    /// How it was after, as JSON.
    pub after: Option<String>,
}

/// Which part of the record is asked for.
#[derive(Clone, Copy, Debug)]
pub struct RecordQuery<'a> {
    /// Of this site, and what its members did to their own accounts.
    pub site: &'a str,
    /// Older than this number.
    pub before: Option<u64>,
    /// Of this target alone.
    pub target: Option<&'a str>,
    /// At most so many.
    pub limit: usize,
}

/// Reads and writes people. Each write is one transaction, synced when it answers `Ok`. Numbers in what is added are not
/// looked at; what is answered carries the number given.
pub trait People {
    /// Adds a member who is something in a site, and uses up the link that led there. [`StoreError::Duplicate`] when the
    /// address is taken, [`StoreError::UnknownSite`] when there is no such site.
    fn add_member(
        &mut self,
        member: Member,
        site: &str,
        role: &str,
        link: Option<u64>,
    ) -> Result<Member, StoreError>;

    /// All members, oldest first.
    fn members(&self) -> Result<Vec<Member>, StoreError>;

    /// Replaces everything of a member but number and age, and uses up the link that allowed it.
    fn save_member(&mut self, member: &Member, link: Option<u64>) -> Result<(), StoreError>;

    /// Who is what, everywhere.
    fn memberships(&self) -> Result<Vec<Membership>, StoreError>;

    /// Makes a member something in a site, or something else, and uses up the link that led there.
    fn put_membership(&mut self, membership: &Membership, link: Option<u64>) -> Result<(), StoreError>;

    /// Lets a member go; false when the member was nothing there.
    fn remove_membership(&mut self, site: &str, member: u64) -> Result<bool, StoreError>;

    /// Adds a session. [`StoreError::Duplicate`] when the hash exists.
    fn add_session(&mut self, session: Session) -> Result<Session, StoreError>;

    /// All sessions, oldest first.
    fn sessions(&self) -> Result<Vec<Session>, StoreError>;

    /// Notes that a session was used.
    fn touch_session(&mut self, id: u64, last_seen_at: Timestamp) -> Result<(), StoreError>;

    /// Removes sessions.
    fn remove_sessions(&mut self, ids: &[u64]) -> Result<(), StoreError>;

    /// Adds a link, and forgets those that have expired. [`StoreError::Duplicate`] when the hash exists.
    fn add_link(&mut self, link: Link) -> Result<Link, StoreError>;

    /// The link of that secret.
    fn link(&self, hash: [u8; 32]) -> Result<Option<Link>, StoreError>;

    /// Invitations to a site, oldest first.
    fn invitations(&self, site: &str) -> Result<Vec<Link>, StoreError>;

    /// Removes an invitation to a site; false when there is none of that number.
    fn remove_invitation(&mut self, site: &str, id: u64) -> Result<bool, StoreError>;

    /// Writes changes down, and forgets the oldest beyond `keep`.
    fn add_records(&mut self, rows: &[RecordRow], keep: u64) -> Result<(), StoreError>;

    /// What was written down, newest first.
    fn records(&self, query: RecordQuery<'_>) -> Result<Vec<RecordRow>, StoreError>;
}
