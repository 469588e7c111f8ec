//! What campaigns brought about: who enters when, what is found, and what rules do about it.

use kizukai_model::Span;
use kizukai_runtime::{AttentionKind, Effect, Metric};
use kizukai_stats::verdict::{Decision, Verdict};
use serde_json::{Value, json};

use crate::world::{World, campaign, page_request};

/// Visitors a day.
const VISITORS: u32 = 60;

fn tested(fields: Value) -> Value {
    let goal = json!({"event": "Order Completed", "within": "1d", "value": "properties.revenue"});
    let mut text = campaign("help", json!({"control": 50, "goal": goal, "smallest_effect": 100}));
    for (name, value) in fields.as_object().unwrap() {
        text[name] = value.clone();
    }
    text
}

impl World {
    async fn effect(&self) -> Effect {
        self.runtime().effect(&self.site, "help", None).await.unwrap().unwrap()
    }

    /// A day of visitors who see the campaign, or would. Of `shown` in ten who are shown it one buys for 1,000, of `silent` in ten
    /// who are not.
    async fn day(&self, day: u32, shown: u32, silent: u32) {
        for n in 0..VISITORS {
            let device = format!("d{day}-{n}");
            let opened = vec![self.track(&format!("{device}-c"), "Cart Viewed")];
            let is_shown = !self.decide(page_request(&device, opened)).await.show.is_empty();
            // Whoever buys is drawn by the device's number, apart from the arm.
            if n % 10 < if is_shown { shown } else { silent } {
                let order = json!({"order_id": device, "revenue": 1_000});
                let bought = vec![self.track_with(&format!("{device}-o"), "Order Completed", order)];
                self.decide(page_request(&device, bought)).await;
            }
        }
        self.pass(Span::from_days(1)).await;
    }
}

fn goal(effect: &Effect) -> Verdict {
    effect.arms[0].metrics.iter().find(|told| told.metric == Metric::Goal).unwrap().verdict
}

#[tokio::test]
async fn a_visitor_enters_on_the_day_after_the_window_is_over() {
    let world = World::start().await;
    world.publish(&[tested(json!({}))]).await;
    world.day(0, 5, 5).await;
    let young = world.effect().await;
    assert_eq!(young.arms.iter().map(|arm| arm.young).sum::<u64>(), u64::from(VISITORS));
    assert!(matches!(goal(&young), Verdict::Preliminary | Verdict::TooLittle(_)), "{:?}", goal(&young));
    assert!(young.arms.iter().any(|arm| arm.young_rate.is_some_and(|rate| rate > 0.0)));
    world.pass(Span::from_days(1)).await;
    let grown = world.effect().await;
    assert_eq!(
        grown
            .arms
            .iter()
            .map(|arm| (arm.visitors, arm.young))
            .fold((0, 0), |sum, arm| (sum.0 + arm.0, sum.1 + arm.1)),
        (u64::from(VISITORS), 0)
    );
    assert_eq!(grown.through, "2026-11-25");
    assert_eq!(grown.days.iter().map(|day| day.visitors).sum::<u64>(), u64::from(VISITORS));
}

#[tokio::test]
async fn of_a_goal_that_names_no_amount_none_is_compared() {
    let told = async |goal: Value| {
        let world = World::start().await;
        world.publish(&[tested(json!({"goal": goal}))]).await;
        world.day(0, 5, 5).await;
        world.pass(Span::from_days(1)).await;
        let effect = world.effect().await;
        effect.arms[0].metrics.iter().map(|told| told.metric).collect::<Vec<_>>()
    };
    let plain = told(json!({"event": "Order Completed", "within": "1d"})).await;
    assert!(plain.contains(&Metric::Goal) && !plain.contains(&Metric::Value), "{plain:?}");
    let with_amount =
        told(json!({"event": "Order Completed", "within": "1d", "value": "properties.revenue"})).await;
    assert!(with_amount.contains(&Metric::Value), "{with_amount:?}");
}

/// What needs attention because a rule has acted, and whether the campaign is paused by it.
async fn rule_acts(world: &World) -> Vec<(AttentionKind, Value)> {
    let items = world.counted_home().await.attention;
    let acts = [AttentionKind::StoppedByRule, AttentionKind::PromotedByRule];
    let of_rules = items.into_iter().filter(|item| acts.contains(&item.kind));
    of_rules.map(|item| (item.kind, item.figures["is_paused"].clone())).collect()
}

#[tokio::test]
async fn an_arm_that_sells_more_is_found_and_promoted_only_where_the_text_asks_for_it() {
    let world = World::start().await;
    world.publish(&[tested(json!({}))]).await;
    for day in 0..6 {
        world.day(day, 7, 2).await;
    }
    world.pass(Span::from_days(2)).await;
    let effect = world.effect().await;
    assert_eq!((goal(&effect), effect.arms[0].decision), (Verdict::Better, Some(Decision::Promote)));
    let value = effect.arms[0].metrics.iter().find(|told| told.metric == Metric::Value).unwrap();
    assert!(value.difference_low.unwrap() < 500.0 && 500.0 < value.difference_high.unwrap(), "{value:?}");
    let worth = value.worth_a_month.unwrap();
    assert!(worth.low > 0.0 && worth.low < worth.high);
    let all = world.runtime().effects(&world.site).await.unwrap();
    assert!(all.campaigns[0].believed && all.total.is_none(), "no holdout, no total");

    assert_eq!(world.runtime().act_by_rules().await.unwrap(), 0, "off by default");
    world.publish(&[tested(json!({"rules": {"promote_winner": true}}))]).await;
    assert_eq!(world.effect().await.phase, 1, "rules cut no phase");
    assert_eq!(world.runtime().act_by_rules().await.unwrap(), 1);
    let now = world.runtime().definition(&world.site, "campaign", "help").unwrap().unwrap();
    assert_eq!((&now.text["control"], now.phase), (&json!(0.0), 2));
    let record = &world.runtime().records(&world.site, None, None, 1).await.unwrap()[0];
    assert_eq!((record.action.as_str(), record.actor_kind.as_str()), ("campaign.promoted_by_rule", "system"));
    assert!(record.after.as_ref().unwrap()["evidence"].as_f64().unwrap() > 20.0);
    assert_eq!(world.runtime().act_by_rules().await.unwrap(), 0, "once");
    assert_eq!(rule_acts(&world).await, [(AttentionKind::PromotedByRule, json!(false))]);
}

#[tokio::test]
async fn an_arm_that_does_harm_is_stopped_by_rule() {
    let world = World::start().await;
    world.publish(&[tested(json!({"rules": {"stop_harm": true}}))]).await;
    for day in 0..6 {
        world.day(day, 2, 7).await;
    }
    world.pass(Span::from_days(2)).await;
    assert_eq!(world.runtime().act_by_rules().await.unwrap(), 1);
    let now = world.runtime().definition(&world.site, "campaign", "help").unwrap().unwrap();
    assert_eq!(now.text["status"], "paused");
    assert_eq!(world.effect().await.arms[0].harmed, Some(Metric::Orders), "fewer orders as well");

    assert_eq!(rule_acts(&world).await, [(AttentionKind::StoppedByRule, json!(true))]);
    world
        .publish(&[tested(json!({"status": "paused", "name": "Mended", "rules": {"stop_harm": true}}))])
        .await;
    assert_eq!(rule_acts(&world).await, [], "somebody has been there");
}

#[tokio::test]
async fn with_a_holdout_the_site_is_told_as_a_whole() {
    let world = World::start().await;
    world.publish(&[json!({"kind": "site", "holdout": 50}), tested(json!({"control": 0}))]).await;
    world.day(0, 5, 5).await;
    world.pass(Span::from_days(37)).await;
    let total = world.runtime().effects(&world.site).await.unwrap().total.unwrap();
    assert_eq!(total.campaign, None);
    assert_eq!(total.arms.iter().map(|arm| arm.visitors).sum::<u64>(), u64::from(VISITORS));
    assert!(total.arms.iter().all(|arm| arm.visitors > 10), "half and half");
    let report = world.runtime().weekly_report(&world.site, None).await.unwrap().unwrap();
    assert_eq!((report.week.from.as_str(), report.total.held_out > 10), ("2026-12-21", true));
}

#[tokio::test]
async fn what_is_counted_follows_from_the_profiles_after_a_restart_and_a_rebuild() {
    let mut world = World::start().await;
    world.publish(&[tested(json!({}))]).await;
    world.day(0, 5, 2).await;
    world.pass(Span::from_days(1)).await;
    let before = world.effect().await;
    world.reopen();
    assert_eq!(world.effect().await, before);
    world.shut_down().await;
    let report = kizukai_runtime::rebuild(world.path(), false, kizukai_runtime::Room::default()).unwrap();
    assert_eq!((report.different, report.wrong_sums), (Vec::new(), 0));
}
