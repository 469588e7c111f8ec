//! Whom a request is about. Names are claimed by a top-level user id and by `identify` and `alias` events; each claim adds
//! a name, merges an unnamed profile into a named one, or hands the device to another person. Two people who share a
//! device are never merged (contract, Identity).
//!
//! The plan is made before anything is stepped: the request's events in consecutive **parts**, each with the profile they
//! go to and what has to happen before. Pure: people are looked up through [`People`].

use kizukai_engagement::input::Names;
use kizukai_engagement::outcome::{EventVerdict, Verdict};
use kizukai_model::{Event, EventBody, IdKind, ProfileId};

use crate::RuntimeError;

/// Verdict reason: both ids belong to users.
pub(crate) const TWO_USERS: &str = "two_users";
/// Verdict reason: the site wants user ids proved, and this one is not.
pub(crate) const UNVERIFIED: &str = "identity_unverified";

/// A verdict as somebody hears it who is not trusted, on a site that asks for proof. That both ids of an alias belong to
/// users says that these users exist, and the key that asks stands in every page: a browser hears the same whether they do
/// or not (ADR 0011). The log and trusted senders have the truth.
pub(crate) fn without_what_it_tells_of_others(verdict: EventVerdict) -> EventVerdict {
    match verdict.reason.as_deref() {
        Some(TWO_USERS) => EventVerdict { verdict: Verdict::Ok, reason: None, ..verdict },
        _ => verdict,
    }
}

/// What is known of people.
pub(crate) trait People {
    /// The profile of an id; None for an unknown user. An anonymous id always resolves.
    fn resolve(&mut self, kind: IdKind, id: &str) -> Result<Option<ProfileId>, RuntimeError>;
    /// The user id of a profile.
    fn user_id(&mut self, profile: ProfileId) -> Result<Option<String>, RuntimeError>;
    /// Whether anything ever happened to a profile.
    fn exists(&mut self, profile: ProfileId) -> Result<bool, RuntimeError>;
}

/// Something that has to happen before a part's events.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Before {
    /// A profile becomes part of another.
    Merge { source: ProfileId, target: ProfileId },
    /// A profile that is not the part's own gets a user id, because this message says so.
    Name { profile: ProfileId, user_id: String, message_id: String },
}

/// Consecutive events of a request that go to one profile.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) profile: ProfileId,
    pub(crate) before: Vec<Before>,
    pub(crate) names: Names,
    pub(crate) events: Vec<Event>,
    /// Message ids with the reason why their claim is not believed.
    pub(crate) refused: Vec<(String, String)>,
}

/// What a request means for people.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plan {
    /// At least one; the last is the one the page belongs to.
    pub(crate) parts: Vec<Part>,
    /// Ids that resolve to other profiles from now on.
    pub(crate) aliases: Vec<(IdKind, String, ProfileId)>,
}

/// The claims of a request.
pub(crate) struct Claims<'a> {
    pub(crate) site: &'a str,
    /// The device that speaks; None where a server speaks of a user.
    pub(crate) device: Option<&'a str>,
    /// The user id that stands above the events.
    pub(crate) user_id: Option<&'a str>,
    /// Which claims of user ids are believed.
    pub(crate) believed: Believed<'a>,
}

/// Which claims of user ids are believed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Believed<'a> {
    /// All of them: the site asks for no proof, or the sender is trusted.
    All,
    /// Those that were proved.
    Only(&'a [String]),
}

impl Believed<'_> {
    /// Whether the claim to be this user is believed.
    pub(crate) fn includes(&self, user: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(proved) => proved.iter().any(|id| id == user),
        }
    }
}

/// Makes the plan.
pub(crate) fn plan(
    people: &mut dyn People,
    claims: &Claims<'_>,
    events: Vec<Event>,
) -> Result<Plan, RuntimeError> {
    let mut planner = Planner {
        people,
        claims,
        done: Vec::new(),
        open: None,
        aliases: Vec::new(),
        named: Vec::new(),
        merged: Vec::new(),
    };
    if let Some(device) = claims.device {
        let profile = planner.resolve(IdKind::Anonymous, device)?;
        planner.open = profile.map(Part::new);
    }
    if let Some(user) = claims.user_id.filter(|user| claims.believed.includes(user)) {
        planner.claim(user)?;
    }
    for event in events {
        planner.event(event)?;
    }
    let mut parts = planner.done;
    parts.extend(planner.open);
    Ok(Plan { parts, aliases: planner.aliases })
}

struct Planner<'a> {
    people: &'a mut dyn People,
    claims: &'a Claims<'a>,
    done: Vec<Part>,
    open: Option<Part>,
    aliases: Vec<(IdKind, String, ProfileId)>,
    named: Vec<(ProfileId, String)>,
    merged: Vec<(ProfileId, ProfileId)>,
}

impl Part {
    const fn new(profile: ProfileId) -> Self {
        let names = Names { anonymous_id: None, user_id: None };
        Self { profile, before: Vec::new(), names, events: Vec::new(), refused: Vec::new() }
    }

    fn is_empty(&self) -> bool {
        self.before.is_empty() && self.names.is_empty() && self.events.is_empty()
    }
}

impl Planner<'_> {
    fn event(&mut self, event: Event) -> Result<(), RuntimeError> {
        let claim = match &event.body {
            EventBody::Identify { user_id: Some(user), .. } => Some((None, user.clone())),
            EventBody::Alias { previous_id, user_id } => Some((Some(previous_id.clone()), user_id.clone())),
            _ => None,
        };
        let refusal = match claim {
            Some((_, user)) if !self.claims.believed.includes(&user) => Some(UNVERIFIED),
            Some((None, user)) => self.claim(&user).map(|()| None)?,
            Some((Some(previous), user)) => self.alias(&previous, &user, &event.message_id)?,
            None => {
                self.claims.user_id.filter(|user| !self.claims.believed.includes(user)).map(|_| UNVERIFIED)
            }
        };
        let part = self.open.as_mut().ok_or_else(nobody)?;
        part.refused.extend(refusal.map(|reason| (event.message_id.clone(), reason.to_owned())));
        part.events.push(event);
        Ok(())
    }

    /// The visitor says who they are.
    fn claim(&mut self, user: &str) -> Result<(), RuntimeError> {
        let known = self.resolve(IdKind::User, user)?;
        let Some(current) = self.open.as_ref().map(|part| part.profile) else {
            self.open = Some(Part::new(known.unwrap_or_else(|| self.begun_by(user))));
            return if known.is_none() { self.name_current(user) } else { Ok(()) };
        };
        match (known, self.user_id(current)?) {
            (Some(known), _) if known == current => Ok(()),
            (None, None) => self.name_current(user),
            (None, Some(_)) => {
                self.switch_to(self.begun_by(user));
                self.name_current(user)
            }
            (Some(known), None) => self.become_part_of(known),
            (Some(known), Some(_)) => {
                self.switch_to(known);
                Ok(())
            }
        }
    }

    /// Two ids are one person. Gives the reason where that cannot be.
    fn alias(
        &mut self,
        previous: &str,
        user: &str,
        message_id: &str,
    ) -> Result<Option<&'static str>, RuntimeError> {
        let (former, is_known) = self.former(previous)?;
        let known = self.resolve(IdKind::User, user)?;
        let is_same = known == Some(former);
        let current = match &self.open {
            Some(part) => part.profile,
            None => {
                let begun = if is_known { former } else { known.unwrap_or_else(|| self.begun_by(user)) };
                self.open = Some(Part::new(begun));
                begun
            }
        };
        if is_same {
            return Ok(None);
        }
        if self.user_id(former)?.is_some() {
            return Ok(Some(TWO_USERS));
        }
        match known {
            Some(known) if former == current => self.become_part_of(known)?,
            Some(known) if is_known => self.merge(former, known),
            Some(known) => self.point(IdKind::Anonymous, previous, known),
            None if former == current => self.name_current(user)?,
            None if is_known => self.name_other(former, user, message_id),
            None => {
                let named = if self.user_id(current)?.is_none() {
                    self.name_current(user)?;
                    current
                } else {
                    let begun = self.begun_by(user);
                    self.name_other(begun, user, message_id);
                    begun
                };
                self.point(IdKind::Anonymous, previous, named);
            }
        }
        Ok(None)
    }

    /// The profile of an alias event's former id, and whether anybody is known by it.
    fn former(&mut self, previous: &str) -> Result<(ProfileId, bool), RuntimeError> {
        if let Some(user) = self.resolve(IdKind::User, previous)? {
            return Ok((user, true));
        }
        let profile = self.resolve(IdKind::Anonymous, previous)?.ok_or_else(nobody)?;
        let is_current = self.open.as_ref().is_some_and(|part| part.profile == profile);
        Ok((profile, is_current || self.people.exists(profile)?))
    }

    /// The open part's profile gets a user id nobody else has.
    fn name_current(&mut self, user: &str) -> Result<(), RuntimeError> {
        let part = self.open.as_mut().ok_or_else(nobody)?;
        part.names.user_id = Some(user.to_owned());
        let profile = part.profile;
        self.point(IdKind::User, user, profile);
        self.named.push((profile, user.to_owned()));
        Ok(())
    }

    /// A profile that is not the open part's gets a user id nobody else has.
    fn name_other(&mut self, profile: ProfileId, user: &str, message_id: &str) {
        let (user_id, message_id) = (user.to_owned(), message_id.to_owned());
        self.point(IdKind::User, user, profile);
        self.named.push((profile, user_id.clone()));
        self.before(Before::Name { profile, user_id, message_id });
    }

    /// The open part's profile has no user id and turns out to be somebody known.
    fn become_part_of(&mut self, known: ProfileId) -> Result<(), RuntimeError> {
        let current = self.open.as_ref().ok_or_else(nobody)?.profile;
        if self.people.exists(current)? {
            self.merge(current, known);
        }
        if let Some(part) = &mut self.open {
            part.profile = known;
        }
        self.point_device(known);
        Ok(())
    }

    fn merge(&mut self, source: ProfileId, target: ProfileId) {
        self.merged.push((source, target));
        self.before(Before::Merge { source, target });
    }

    /// The device is in somebody else's hands: what came before stays where it was.
    fn switch_to(&mut self, profile: ProfileId) {
        let left = self.open.replace(Part::new(profile));
        self.done.extend(left.filter(|part| !part.is_empty()));
        self.point_device(profile);
    }

    fn point_device(&mut self, profile: ProfileId) {
        if let Some(device) = self.claims.device {
            self.point(IdKind::Anonymous, device, profile);
        }
    }

    fn point(&mut self, kind: IdKind, id: &str, profile: ProfileId) {
        self.aliases.push((kind, id.to_owned(), profile));
    }

    fn before(&mut self, before: Before) {
        if let Some(part) = &mut self.open {
            part.before.push(before);
        }
    }

    fn begun_by(&self, user: &str) -> ProfileId {
        ProfileId::derive(self.claims.site, IdKind::User, user)
    }

    /// As things will stand after this request so far.
    fn resolve(&mut self, kind: IdKind, id: &str) -> Result<Option<ProfileId>, RuntimeError> {
        let planned = self.aliases.iter().rev().find(|(of, name, _)| *of == kind && name == id);
        let found = match planned {
            Some((_, _, profile)) => Some(*profile),
            None => self.people.resolve(kind, id)?,
        };
        let follow = |profile| {
            let merged = self.merged.iter().find(|(source, _)| *source == profile);
            merged.map_or(profile, |(_, target)| *target)
        };
        Ok(found.map(follow))
    }

    fn user_id(&mut self, profile: ProfileId) -> Result<Option<String>, RuntimeError> {
        let named = self.named.iter().rev().find(|(of, _)| *of == profile);
        named.map_or_else(|| self.people.user_id(profile), |(_, user)| Ok(Some(user.clone())))
    }
}

/// A request always has a device or a user: `decide` sees to it.
fn nobody() -> RuntimeError {
    RuntimeError::Damaged("a request about nobody".into())
}

#[cfg(test)]
#[path = "identity_tests.rs"]
mod tests;
