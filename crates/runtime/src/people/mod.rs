//! People who work with sites: who they are, how they prove it, what they are where.
//!
//! Members, what they are where, and their sessions are few and in memory ([`roster`]), so that no request waits for a
//! disk to be let in, and what is taken away is gone at once. Every change is one closure under the catalog's lock: read,
//! check, store, then the memory ([`Runtime::change_people`]); a caller who goes away in between leaves nothing half done.
//!
//! Passwords are stored as Argon2id, everything else that proves something by its SHA-256. Nothing here is ever logged.

mod account;
mod credentials;
mod invitations;
mod members;
mod passwords;
mod recovery;
pub(crate) mod roster;
mod second_factor;
mod sessions;
mod set_up;
mod sign_in;

use std::sync::Arc;

use kizukai_model::Timestamp;
use kizukai_store::Catalog;

use crate::{Runtime, RuntimeError, limits};

pub use account::TotpDraft;
pub use invitations::{Invitation, OpenInvitation};
pub use members::SiteMember;
pub(crate) use passwords::Hashing;
pub(crate) use roster::Roster;
pub use sessions::{OpenedSession, SessionView, SignedIn};
pub use set_up::{NewMember, NewSite};

/// Why somebody is not let in, or a change of people is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemberRefusal {
    /// Nobody has this address and this password.
    #[error("no member has this address and this password")]
    BadCredentials,
    /// The password is right; a code is wanted besides.
    #[error("a code of the second factor is needed")]
    CodeNeeded,
    /// The code is not the present one, or was used already.
    #[error("the code is wrong, or was used already")]
    BadCode,
    /// The password is too easy to guess; why.
    #[error("the password {0}")]
    WeakPassword(&'static str),
    /// Somebody is a member already.
    #[error("the set-up is done; sign in")]
    SetUpDone,
    /// The address is a member's.
    #[error("a member has this address; sign in, and open the link again")]
    AccountExists,
    /// The site would be without an owner.
    #[error("a site keeps one owner at least")]
    LastOwner,
    /// There is no such thing; its kind.
    #[error("there is no such {0}")]
    Unknown(&'static str),
    /// A field cannot be used; which and why.
    #[error("{0}")]
    BadField(String),
    /// There are as many as there may be; of what, and how many.
    #[error("at most {most} {what}; remove one first")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many.
        most: usize,
    },
}

/// A member as it may be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberView {
    /// Its number.
    pub id: u64,
    /// The address, folded.
    pub email: String,
    /// What others read.
    pub name: String,
    /// The language chosen.
    pub locale: Option<String>,
    /// Whether a code is asked for besides the password.
    pub has_second_factor: bool,
    /// Whether there is a password.
    pub has_password: bool,
    /// Since when.
    pub created_at: Timestamp,
}

impl Runtime {
    /// A member.
    pub fn member(&self, id: u64) -> Option<MemberView> {
        self.inner.people.read(|people| people.member(id).map(roster::Person::view))
    }

    /// The member who has an address.
    pub fn member_by_email(&self, email: &str) -> Option<MemberView> {
        let email = fold(email);
        self.inner.people.read(|people| people.by_email(&email).map(roster::Person::view))
    }

    /// Whether there is anybody who could sign in.
    pub fn has_members(&self) -> bool {
        self.inner.people.read(|people| !people.is_empty())
    }

    /// One change of people: the closure reads, checks and writes under the catalog's lock, and tells the memory last.
    pub(crate) async fn change_people<T, F>(&self, change: F) -> Result<T, RuntimeError>
    where
        T: Send + 'static,
        F: FnOnce(&mut dyn Catalog, &Roster) -> Result<T, RuntimeError> + Send + 'static,
    {
        let inner = Arc::clone(&self.inner);
        self.blocking(move || inner.catalog.with(|catalog| change(catalog, &inner.people))).await
    }
}

/// An address as it is compared and stored.
pub(crate) fn fold(email: &str) -> String {
    email.trim().to_lowercase()
}

/// A folded address, if it can be one. Whether it is somebody's only a mail could tell.
fn address(email: &str) -> Result<String, RuntimeError> {
    let email = fold(email);
    let is_plain =
        |c: char| !c.is_whitespace() && !c.is_control() && !matches!(c, ':' | ',' | '<' | '>' | '"');
    let is_whole = email.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && host.split('.').all(|part| !part.is_empty()) && !host.contains('@')
    });
    if is_whole && email.chars().all(is_plain) && email.chars().count() <= limits::EMAIL_CHARS {
        return Ok(email);
    }
    Err(MemberRefusal::BadField("email: not an address".to_owned()).into())
}

/// A name as it is stored.
fn member_name(name: &str) -> Result<String, RuntimeError> {
    let name = name.trim();
    if (1..=limits::MEMBER_NAME_CHARS).contains(&name.chars().count()) {
        return Ok(name.to_owned());
    }
    Err(MemberRefusal::BadField(format!("name: 1 to {} characters", limits::MEMBER_NAME_CHARS)).into())
}
