//! Who is who, as a table: what is known, what a request claims, and what follows.

use std::collections::{HashMap, HashSet};

use super::*;
use kizukai_model::Timestamp;

const SITE: &str = "s_1";

/// People as a test knows them.
#[derive(Default)]
struct Town {
    aliases: HashMap<(IdKind, String), ProfileId>,
    users: HashMap<ProfileId, String>,
    alive: HashSet<ProfileId>,
}

impl Town {
    /// A device whose profile has inputs; with a user id, it is that user's.
    fn with(mut self, device: &str, user: Option<&str>) -> Self {
        let profile = device_profile(device);
        self.alive.insert(profile);
        if let Some(user) = user {
            self.aliases.insert((IdKind::User, user.to_owned()), profile);
            self.users.insert(profile, user.to_owned());
        }
        self
    }

    fn plan(&mut self, device: &str, events: Vec<Event>) -> Plan {
        let claims = Claims { site: SITE, device: Some(device), user_id: None, believed: Believed::All };
        plan(self, &claims, events).unwrap()
    }
}

impl People for Town {
    fn resolve(&mut self, kind: IdKind, id: &str) -> Result<Option<ProfileId>, RuntimeError> {
        let known = self.aliases.get(&(kind, id.to_owned())).copied();
        Ok(known.or_else(|| (kind == IdKind::Anonymous).then(|| device_profile(id))))
    }

    fn user_id(&mut self, profile: ProfileId) -> Result<Option<String>, RuntimeError> {
        Ok(self.users.get(&profile).cloned())
    }

    fn exists(&mut self, profile: ProfileId) -> Result<bool, RuntimeError> {
        Ok(self.alive.contains(&profile))
    }
}

fn device_profile(id: &str) -> ProfileId {
    ProfileId::derive(SITE, IdKind::Anonymous, id)
}

fn user_profile(id: &str) -> ProfileId {
    ProfileId::derive(SITE, IdKind::User, id)
}

fn event(id: &str, body: EventBody) -> Event {
    Event { message_id: id.to_owned(), timestamp: Timestamp::from_ms(0), page: None, body }
}

fn track(id: &str) -> Event {
    event(id, EventBody::Track { event: "Seen".into(), properties: Default::default() })
}

fn identify(user: &str) -> Event {
    let body = EventBody::Identify { user_id: Some(user.to_owned()), traits: Default::default() };
    event(&format!("identify-{user}"), body)
}

fn alias(previous: &str, user: &str) -> Event {
    let body = EventBody::Alias { previous_id: previous.to_owned(), user_id: user.to_owned() };
    event(&format!("alias-{previous}-{user}"), body)
}

/// Each part as profile and its events' ids.
fn shape(plan: &Plan) -> Vec<(ProfileId, Vec<&str>)> {
    let ids = |part: &Part| part.events.iter().map(|event| event.message_id.clone()).collect::<Vec<_>>();
    let leak = |id: String| -> &'static str { id.leak() };
    plan.parts.iter().map(|part| (part.profile, ids(part).into_iter().map(leak).collect())).collect()
}

fn points_to(plan: &Plan, kind: IdKind, id: &str) -> Option<ProfileId> {
    plan.aliases.iter().rev().find(|(of, name, _)| *of == kind && name == id).map(|(.., profile)| *profile)
}

#[test]
fn a_request_without_claims_goes_to_the_devices_profile() {
    let plan = Town::default().plan("d", vec![track("1"), track("2")]);
    assert_eq!(shape(&plan), [(device_profile("d"), vec!["1", "2"])]);
    assert!(plan.aliases.is_empty());
}

#[test]
fn an_unknown_user_becomes_a_name_of_the_same_profile() {
    let plan = Town::default().with("d", None).plan("d", vec![track("1"), identify("u")]);
    assert_eq!(shape(&plan), [(device_profile("d"), vec!["1", "identify-u"])]);
    assert_eq!(plan.parts[0].names.user_id.as_deref(), Some("u"));
    assert!(plan.parts[0].before.is_empty());
    assert_eq!(points_to(&plan, IdKind::User, "u"), Some(device_profile("d")));
}

#[test]
fn a_known_user_takes_the_unnamed_profile_in_and_gets_the_whole_request() {
    let mut town = Town::default().with("d", None).with("other", Some("u"));
    let plan = town.plan("d", vec![track("1"), identify("u"), track("2")]);
    assert_eq!(shape(&plan), [(device_profile("other"), vec!["1", "identify-u", "2"])]);
    let merge = Before::Merge { source: device_profile("d"), target: device_profile("other") };
    assert_eq!(plan.parts[0].before, [merge]);
    assert_eq!(points_to(&plan, IdKind::Anonymous, "d"), Some(device_profile("other")));
}

#[test]
fn a_device_never_seen_is_not_merged_but_pointed() {
    let plan = Town::default().with("other", Some("u")).plan("new", vec![identify("u")]);
    assert!(plan.parts[0].before.is_empty());
    assert_eq!(points_to(&plan, IdKind::Anonymous, "new"), Some(device_profile("other")));
}

#[test]
fn another_user_on_the_device_takes_over_from_there_on() {
    for known in [false, true] {
        let mut town = Town::default().with("d", Some("one"));
        let second = if known { device_profile("other") } else { user_profile("two") };
        if known {
            town = town.with("other", Some("two"));
        }
        let plan = town.plan("d", vec![track("1"), identify("two"), track("2")]);
        let parts = [(device_profile("d"), vec!["1"]), (second, vec!["identify-two", "2"])];
        assert_eq!(shape(&plan), parts);
        assert!(plan.parts.iter().all(|part| part.before.is_empty()));
        assert_eq!(points_to(&plan, IdKind::Anonymous, "d"), Some(second));
        assert_eq!(plan.parts[1].names.user_id.is_some(), !known);
    }
}

#[test]
fn two_names_in_one_request_are_two_people() {
    let plan = Town::default().plan("d", vec![identify("one"), identify("two"), identify("one")]);
    let parts = [
        (device_profile("d"), vec!["identify-one"]),
        (user_profile("two"), vec!["identify-two"]),
        (device_profile("d"), vec!["identify-one"]),
    ];
    assert_eq!(shape(&plan), parts);
}

#[test]
fn saying_again_who_one_is_changes_nothing() {
    let plan = Town::default().with("d", Some("u")).plan("d", vec![identify("u"), alias("d", "u")]);
    assert_eq!(plan.parts.len(), 1);
    assert!(plan.aliases.is_empty() && plan.parts[0].refused.is_empty());
}

#[test]
fn an_alias_between_two_users_is_refused() {
    for known in [false, true] {
        let mut town = Town::default().with("d", Some("one"));
        if known {
            town = town.with("other", Some("two"));
        }
        let plan = town.plan("d", vec![alias("one", "two")]);
        assert_eq!(plan.parts[0].refused, [("alias-one-two".to_owned(), TWO_USERS.to_owned())]);
        assert!(plan.aliases.is_empty());
    }
}

#[test]
fn an_alias_may_join_profiles_other_than_the_devices() {
    let mut town = Town::default().with("d", Some("me")).with("a", None).with("b", Some("u"));
    let plan = town.plan("d", vec![alias("a", "u")]);
    let merge = Before::Merge { source: device_profile("a"), target: device_profile("b") };
    assert_eq!(plan.parts[0].before, [merge]);
    assert_eq!(plan.parts[0].profile, device_profile("d"));

    let mut town = Town::default().with("d", Some("me")).with("a", None);
    let plan = town.plan("d", vec![alias("a", "new")]);
    assert!(
        matches!(&plan.parts[0].before[..], [Before::Name { profile, .. }] if *profile == device_profile("a"))
    );
    assert_eq!(points_to(&plan, IdKind::User, "new"), Some(device_profile("a")));
}

#[test]
fn a_server_without_a_device_speaks_of_the_user() {
    let claims = Claims { site: SITE, device: None, user_id: Some("u"), believed: Believed::All };
    let plan = plan(&mut Town::default(), &claims, vec![track("1")]).unwrap();
    assert_eq!(shape(&plan), [(user_profile("u"), vec!["1"])]);
    assert_eq!(plan.parts[0].names.user_id.as_deref(), Some("u"));
}

#[test]
fn an_unproved_claim_stays_on_the_devices_profile_and_says_so() {
    let claims = Claims { site: SITE, device: Some("d"), user_id: Some("u"), believed: Believed::Only(&[]) };
    let mut town = Town::default().with("other", Some("u"));
    let plan = plan(&mut town, &claims, vec![identify("u"), track("1")]).unwrap();
    assert_eq!(shape(&plan), [(device_profile("d"), vec!["identify-u", "1"])]);
    // Who sent them claims to be somebody: each event says that it was not believed.
    let refused = ["identify-u", "1"].map(|id| (id.to_owned(), UNVERIFIED.to_owned()));
    assert_eq!(plan.parts[0].refused, refused);
    assert!(plan.aliases.is_empty());
}
