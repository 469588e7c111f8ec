//! Sessions: a secret that a browser keeps stands for a member until it is not used for a while, is old, or is taken back.
//!
//! When a session was last used is in memory, and goes to the catalog once a minute at most; a crash forgets a minute.

use std::sync::Arc;

use kizukai_model::Timestamp;
use kizukai_store::{Catalog, Session};

use super::roster::{self, Roster};
use crate::authentication::hash_of;
use crate::{Runtime, RuntimeError, limits};

/// A session that has just begun.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedSession {
    /// What the browser keeps: handed out this once.
    pub secret: String,
    /// Whose.
    pub member: u64,
}

/// A session that a request came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignedIn {
    /// The session's number.
    pub session: u64,
    /// Whose.
    pub member: u64,
    /// When it ends if it is not used again.
    pub ends_at: Timestamp,
}

/// A session as its member sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionView {
    /// Its number.
    pub id: u64,
    /// The browser.
    pub device: String,
    /// When the member signed in.
    pub created_at: Timestamp,
    /// When it was last used, about.
    pub last_seen_at: Timestamp,
}

impl Runtime {
    /// The session of a secret, while it lasts. Being asked keeps it alive.
    pub fn session(&self, secret: &str) -> Option<SignedIn> {
        let (hash, now) = (hash_of(secret), self.now());
        let found = self.inner.people.read(|people| people.session(&hash, now).cloned())?;
        if now.since(found.last_seen_at) >= limits::SESSION_NOTED_EVERY {
            self.note_seen(hash, now);
        }
        let ends_at = roster::ends_at(&Session { last_seen_at: now, ..found.clone() });
        Some(SignedIn { session: found.id, member: found.member, ends_at })
    }

    /// Whether a session that was found before has not ended since.
    pub fn is_open(&self, signed_in: SignedIn) -> bool {
        let now = self.now();
        self.inner.people.read(|people| {
            let mut own = people.sessions_of(signed_in.member).into_iter();
            own.any(|held| held.id == signed_in.session && !roster::is_over(held, now))
        })
    }

    /// A member's sessions, oldest first.
    pub fn sessions_of(&self, member: u64) -> Vec<SessionView> {
        let now = self.now();
        self.inner.people.read(|people| {
            let open =
                people.sessions_of(member).into_iter().filter(|session| !roster::is_over(session, now));
            open.map(|session| SessionView {
                id: session.id,
                device: session.device.clone(),
                created_at: session.created_at,
                last_seen_at: session.last_seen_at,
            })
            .collect()
        })
    }

    /// Ends one session of a member at once; false when it is none of theirs.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn end_session(&self, member: u64, id: u64) -> Result<bool, RuntimeError> {
        let ended = self.end_sessions(member, move |session| session.id == id).await?;
        Ok(ended > 0)
    }

    /// Ends all other sessions of a member at once.
    ///
    /// # Errors
    /// When the catalog cannot be written.
    pub async fn end_other_sessions(&self, member: u64, kept: u64) -> Result<(), RuntimeError> {
        self.end_sessions(member, move |session| session.id != kept).await.map(drop)
    }

    async fn end_sessions(
        &self,
        member: u64,
        is_meant: impl Fn(&Session) -> bool + Send + 'static,
    ) -> Result<usize, RuntimeError> {
        self.change_people(move |catalog, people| end(catalog, people, member, is_meant)).await
    }

    /// Notes in memory, and then behind the request's back in the catalog, that a session was used.
    fn note_seen(&self, hash: [u8; 32], now: Timestamp) {
        let noted = self.inner.people.write(|people| {
            let session = people.session_mut(&hash)?;
            let is_first = now.since(session.last_seen_at) >= limits::SESSION_NOTED_EVERY;
            session.last_seen_at = session.last_seen_at.max(now);
            is_first.then_some(session.id)
        });
        let Some(id) = noted else { return };
        let inner = Arc::clone(&self.inner);
        tokio::task::spawn_blocking(move || {
            if let Err(error) = inner.catalog.with(|catalog| catalog.touch_session(id, now)) {
                tracing::warn!(%error, "that a session was used could not be noted");
            }
        });
    }
}

/// Begins a session. The oldest of a member who has too many, and those that are over, end.
pub(super) fn open(
    catalog: &mut dyn Catalog,
    people: &Roster,
    member: u64,
    device: &str,
    secret: &str,
    now: Timestamp,
) -> Result<OpenedSession, RuntimeError> {
    let device = device.chars().take(limits::DEVICE_CHARS).collect();
    let hash = hash_of(secret);
    let session = Session { id: 0, hash, member, device, created_at: now, last_seen_at: now };
    let session = catalog.add_session(session)?;
    let gone: Vec<u64> = people.write(|people| {
        people.put_session(session);
        let own = people.sessions_of(member);
        let too_many = own.len().saturating_sub(limits::SESSIONS_PER_MEMBER);
        let gone = own.iter().enumerate().filter(|(at, held)| *at < too_many || roster::is_over(held, now));
        let gone = gone.map(|(_, held)| held.id).collect::<Vec<_>>();
        people.remove_sessions(&gone);
        gone
    });
    if !gone.is_empty() {
        catalog.remove_sessions(&gone)?;
    }
    Ok(OpenedSession { secret: secret.to_owned(), member })
}

/// Ends those sessions of a member that are meant.
pub(super) fn end(
    catalog: &mut dyn Catalog,
    people: &Roster,
    member: u64,
    is_meant: impl Fn(&Session) -> bool,
) -> Result<usize, RuntimeError> {
    let ids: Vec<u64> = people.write(|people| {
        let own = people.sessions_of(member).into_iter();
        let ids: Vec<u64> = own.filter(|session| is_meant(session)).map(|session| session.id).collect();
        people.remove_sessions(&ids);
        ids
    });
    catalog.remove_sessions(&ids)?;
    Ok(ids.len())
}
