//! Members, what they are where, and their sessions, in memory. The catalog holds the same; it is written first.

use std::collections::{BTreeMap, HashMap};
use std::sync::{PoisonError, RwLock};

use kizukai_model::{SiteId, Timestamp};
use kizukai_store::{Catalog, Member, Membership, Session};

use super::MemberView;
use super::credentials::Credentials;
use crate::{Role, RuntimeError, limits};

/// Everybody who can sign in.
#[derive(Default)]
pub(crate) struct Roster(RwLock<State>);

/// What [`Roster`] guards.
#[derive(Default)]
pub(crate) struct State {
    members: BTreeMap<u64, Person>,
    by_email: HashMap<String, u64>,
    seats: BTreeMap<(u64, SiteId), Seat>,
    sessions: HashMap<[u8; 32], Session>,
}

/// A member, and what proves the member.
#[derive(Clone)]
pub(crate) struct Person {
    row: Member,
    pub(super) credentials: Credentials,
}

/// What a member is in a site.
#[derive(Clone, Copy)]
pub(super) struct Seat {
    pub(super) role: Role,
    pub(super) joined_at: Timestamp,
}

impl Roster {
    /// Everybody in the catalog. Sessions that are over are forgotten there.
    pub(crate) fn load(catalog: &mut dyn Catalog, now: Timestamp) -> Result<Self, RuntimeError> {
        let mut state = State::default();
        for member in catalog.members()? {
            state.put_member(Person::read(member)?);
        }
        for membership in catalog.memberships()? {
            state.put_seat(&membership)?;
        }
        let (over, open): (Vec<_>, Vec<_>) =
            catalog.sessions()?.into_iter().partition(|session| is_over(session, now));
        catalog.remove_sessions(&over.iter().map(|session| session.id).collect::<Vec<_>>())?;
        state.sessions = open.into_iter().map(|session| (session.hash, session)).collect();
        Ok(Self(RwLock::new(state)))
    }

    pub(super) fn read<T>(&self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn write<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        change(&mut self.0.write().unwrap_or_else(PoisonError::into_inner))
    }
}

impl State {
    pub(super) fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    pub(super) fn member(&self, id: u64) -> Option<&Person> {
        self.members.get(&id)
    }

    pub(super) fn by_email(&self, email: &str) -> Option<&Person> {
        self.member(*self.by_email.get(email)?)
    }

    pub(super) fn put_member(&mut self, person: Person) {
        self.by_email.insert(person.row.email.clone(), person.row.id);
        self.members.insert(person.row.id, person);
    }

    pub(super) fn seat(&self, member: u64, site: &SiteId) -> Option<Seat> {
        self.seats.get(&(member, site.clone())).copied()
    }

    pub(super) fn put_seat(&mut self, membership: &Membership) -> Result<(), RuntimeError> {
        let role = membership.role.parse().map_err(|error| RuntimeError::Damaged(format!("{error}")))?;
        let seat = Seat { role, joined_at: membership.joined_at };
        self.seats.insert((membership.member, membership.site.clone()), seat);
        Ok(())
    }

    pub(super) fn remove_seat(&mut self, member: u64, site: &SiteId) {
        self.seats.remove(&(member, site.clone()));
    }

    /// Where a member is what.
    pub(super) fn seats_of(&self, member: u64) -> impl Iterator<Item = (&SiteId, Seat)> {
        let own = self.seats.iter().filter(move |((of, _), _)| *of == member);
        own.map(|((_, site), seat)| (site, *seat))
    }

    /// Who is what in a site, oldest member first.
    pub(super) fn seats_in(&self, site: &SiteId) -> impl Iterator<Item = (&Person, Seat)> {
        let here = self.seats.iter().filter(move |((_, at), _)| at == site);
        here.filter_map(|((member, _), seat)| Some((self.members.get(member)?, *seat)))
    }

    /// Whether a site would be without an owner if this member were none.
    pub(super) fn is_last_owner(&self, member: u64, site: &SiteId) -> bool {
        let mut owners = self.seats_in(site).filter(|(_, seat)| seat.role == Role::Owner);
        owners.next().is_some_and(|(person, _)| person.row.id == member) && owners.next().is_none()
    }

    pub(super) fn session(&self, hash: &[u8; 32], now: Timestamp) -> Option<&Session> {
        self.sessions.get(hash).filter(|session| !is_over(session, now))
    }

    pub(super) fn session_mut(&mut self, hash: &[u8; 32]) -> Option<&mut Session> {
        self.sessions.get_mut(hash)
    }

    /// A member's sessions, over or not, oldest first.
    pub(super) fn sessions_of(&self, member: u64) -> Vec<&Session> {
        let mut own: Vec<_> = self.sessions.values().filter(|session| session.member == member).collect();
        own.sort_by_key(|session| session.id);
        own
    }

    pub(super) fn put_session(&mut self, session: Session) {
        self.sessions.insert(session.hash, session);
    }

    pub(super) fn remove_sessions(&mut self, ids: &[u64]) {
        self.sessions.retain(|_, session| !ids.contains(&session.id));
    }
}

impl Person {
    pub(super) fn read(row: Member) -> Result<Self, RuntimeError> {
        let credentials = Credentials::parse(&row.credentials)?;
        Ok(Self { row, credentials })
    }

    pub(super) const fn id(&self) -> u64 {
        self.row.id
    }

    pub(super) fn email(&self) -> &str {
        &self.row.email
    }

    /// The row as it is stored, with the present credentials.
    pub(super) fn row(&self) -> Member {
        Member { credentials: self.credentials.to_text(), ..self.row.clone() }
    }

    pub(super) fn rename(&mut self, name: String) {
        self.row.name = name;
    }

    pub(super) fn speak(&mut self, locale: Option<String>) {
        self.row.locale = locale;
    }

    pub(crate) fn view(&self) -> MemberView {
        MemberView {
            id: self.row.id,
            email: self.row.email.clone(),
            name: self.row.name.clone(),
            locale: self.row.locale.clone(),
            has_second_factor: self.credentials.totp.is_some(),
            has_password: self.credentials.password.is_some(),
            created_at: self.row.created_at,
        }
    }
}

/// When a session ends at the latest, if it is not used again.
pub(super) fn ends_at(session: &Session) -> Timestamp {
    let idle = session.last_seen_at.plus(limits::SESSION_IDLE);
    idle.min(session.created_at.plus(limits::SESSION_LIFE))
}

pub(super) fn is_over(session: &Session, now: Timestamp) -> bool {
    now >= ends_at(session)
}
