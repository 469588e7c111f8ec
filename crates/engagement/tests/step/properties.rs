//! What must hold in any stream of inputs whatever.

use std::collections::{BTreeMap, BTreeSet};

use kizukai_engagement::{DecisionOutcome, Input, Profile, step};
use kizukai_model::{Span, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::life::{Act, DIALOGUE_CAP, Life, SITE_CAP, TIP_CAP, acts, texts};
use super::shop::{Shop, many, visitor};

fn merged(mut target: Profile, sources: &[&Life], shop: &Shop, now: Timestamp) -> Profile {
    for life in sources {
        let source = &life.shop.profile;
        let input = Input::Merge {
            source: source.id(),
            source_seq: source.seq(),
            state: Some(Box::new(source.clone())),
        };
        step(&shop.program, &mut target, &input, now);
    }
    target
}

/// A profile without what may differ between two orders of the same merges: its sequence, the ids of its timers, and
/// since when it is in its segments.
fn essence(profile: &Profile) -> Value {
    let mut fields: Value = serde_json::from_slice(&profile.encode()).unwrap();
    let times: Vec<_> =
        profile.timers().map(|(_, due)| due.as_ms()).collect::<BTreeSet<_>>().into_iter().collect();
    fields["timers"] = json!(times);
    fields["seq"] = json!(0);
    fields["segments"] = profile.segments().map(|(key, _)| json!(key)).collect();
    for state in fields["campaigns"].as_object_mut().into_iter().flat_map(|campaigns| campaigns.values_mut())
    {
        if let Some(state) = state.pointer_mut("/enrolment/state").and_then(Value::as_object_mut) {
            state.remove("timer");
        }
    }
    fields
}

proptest! {
    #![proptest_config(many(96))]

    #[test]
    fn the_same_inputs_give_the_same_profiles_and_decisions(acts in acts()) {
        let life = Life::live("anna", &acts);
        let mut shop = Shop::new(&texts(0));
        let mut programs = BTreeMap::new();
        for act in &acts {
            programs.entry(shop.program.version()).or_insert_with(|| shop.source.clone());
            if let Act::Publish(variant) = act {
                shop.publish(&texts(*variant));
            }
        }
        programs.entry(shop.program.version()).or_insert_with(|| shop.source.clone());
        let mut profile = visitor("anna");
        for ((input, now, version), expected) in life.inputs.iter().zip(&life.outcomes) {
            let program = kizukai_engagement::Program::compile(&programs[version]).unwrap();
            let stored = serde_json::to_string(input).unwrap();
            let read: Input = serde_json::from_str(&stored).unwrap();
            prop_assert_eq!(&step(&program, &mut profile, &read, *now), expected);
        }
        prop_assert_eq!(profile, life.shop.profile);
    }

    #[test]
    fn storing_and_reading_a_profile_at_any_point_changes_nothing(acts in acts(), at in 0..60_usize) {
        let whole = Life::live("anna", &acts);
        let mut stored = Life::new("anna");
        for (n, act) in acts.iter().enumerate() {
            if n >= at {
                stored.shop.profile = Profile::decode(Profile::VERSION, &stored.shop.profile.encode()).unwrap();
            }
            stored.act(act);
        }
        prop_assert_eq!(&stored.outcomes, &whole.outcomes);
        prop_assert_eq!(stored.shop.profile, whole.shop.profile);
    }

    #[test]
    fn a_trait_that_is_any_number_is_stored_exactly(number in prop::num::f64::NORMAL) {
        let mut shop = Shop::new(&[]);
        shop.send(&[json!({"type": "identify", "traits": {"number": number}})]);
        let read = Profile::decode(Profile::VERSION, &shop.profile.encode()).unwrap();
        prop_assert_eq!(read, shop.profile);
    }

    #[test]
    fn caps_are_never_exceeded(acts in acts()) {
        let life = Life::live("anna", &acts);
        let shows = life.decided_times();
        let day = Span::from_hours(24);
        for (n, (_, at)) in shows.iter().enumerate() {
            let in_a_day = |campaign: Option<&str>| {
                shows[..=n].iter().filter(|(key, then)| campaign.is_none_or(|campaign| campaign == *key) && *then > at.minus(day)).count()
            };
            prop_assert!(in_a_day(Some("dialogue")) <= DIALOGUE_CAP);
            prop_assert!(in_a_day(None) <= SITE_CAP);
        }
        for (n, (_, at)) in shows.iter().enumerate().filter(|(_, (key, _))| *key == "tip") {
            let close = |then: &Timestamp| *then > at.minus(Span::from_mins(30));
            let earlier = shows[..n].iter().filter(|(key, then)| *key == "tip" && close(then)).count();
            prop_assert!(earlier < TIP_CAP, "two tips in one visit");
        }
    }

    #[test]
    fn one_place_never_has_two_holders(acts in acts()) {
        let mut life = Life::new("anna");
        for act in &acts {
            life.act(act);
            let wire = life.shop.wire();
            let is_open = |key: &&str| wire["campaigns"][*key]["enrolment"]["state"] == "open";
            let open = ["dialogue", "eager", "scroller"].iter().filter(|key| is_open(key)).count();
            prop_assert!(open <= 1);
        }
        for outcome in &life.outcomes {
            let interrupting = outcome.show.iter().filter(|show| show.format.interrupts()).count();
            let shown: BTreeSet<_> = outcome.show.iter().map(|show| &show.campaign).collect();
            let inline = outcome.show.len() - interrupting;
            prop_assert!(interrupting <= 1 && inline <= 3 && shown.len() == outcome.show.len());
            let ghost = outcome.decisions.iter().any(|decision| decision.outcome == DecisionOutcome::Ghost && decision.campaign.as_str() == "dialogue");
            prop_assert!(!ghost || interrupting == 0, "somebody spoke beside a ghost");
        }
    }

    #[test]
    fn every_enrolment_ends_once_time_passes(acts in acts()) {
        let mut life = Life::live("anna", &acts);
        for _ in 0..200 {
            life.shop.now = life.shop.now.plus(Span::from_mins(30));
            life.fire_timers();
        }
        let wire = life.shop.wire();
        let running: Vec<_> = wire["campaigns"].as_object().unwrap().values().filter(|state| !state["enrolment"].is_null()).collect();
        prop_assert!(running.is_empty(), "{running:?}");
    }

    #[test]
    fn a_timer_is_in_the_index_exactly_while_the_profile_knows_it(acts in acts()) {
        let life = Life::live("anna", &acts);
        let mut index = BTreeMap::new();
        for change in life.outcomes.iter().flat_map(|outcome| &outcome.timers) {
            match *change {
                kizukai_engagement::TimerChange::Set { timer, due } => drop(index.insert(timer, due)),
                kizukai_engagement::TimerChange::Clear { timer, due } => prop_assert_eq!(index.remove(&timer), Some(due)),
            }
        }
        prop_assert_eq!(index, life.shop.profile.timers().collect::<BTreeMap<_, _>>());
    }

    #[test]
    fn merging_the_same_profile_twice_is_merging_it_once(mine in acts(), theirs in acts()) {
        let (target, source) = (Life::live("known", &mine), Life::live("anna", &theirs));
        let now = target.shop.now.max(source.shop.now);
        let once = merged(target.shop.profile.clone(), &[&source], &target.shop, now);
        let twice = merged(target.shop.profile.clone(), &[&source, &source], &target.shop, now);
        prop_assert_eq!(essence(&once), essence(&twice));
    }

    #[test]
    fn the_order_of_merges_does_not_matter(mine in acts(), first in acts(), second in acts()) {
        let target = Life::live("known", &mine);
        let (a, b) = (Life::live("anna", &first), Life::live("phone", &second));
        let now = target.shop.now.max(a.shop.now).max(b.shop.now);
        let one = merged(target.shop.profile.clone(), &[&a, &b], &target.shop, now);
        let other = merged(target.shop.profile.clone(), &[&b, &a], &target.shop, now);
        prop_assert_eq!(essence(&one), essence(&other));
    }
}
