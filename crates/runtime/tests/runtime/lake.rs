//! The lake beside the ledger: fresh, filled once, and forgetful where it has to be.

use kizukai_model::Span;
use kizukai_runtime::{TrendAnswer, TrendQuestion, Who};
use serde_json::json;

use crate::world::{World, campaign, page_request};

impl World {
    async fn carts(&self) -> TrendAnswer {
        self.asked(TrendQuestion { event: Some("Cart Viewed".into()), ..TrendQuestion::default() }).await
    }

    async fn asked(&self, question: TrendQuestion) -> TrendAnswer {
        self.runtime().trend(&self.site, question).await.unwrap()
    }

    async fn carted(&self, device: &str, id: &str) {
        self.decide(page_request(device, vec![self.track(id, "Cart Viewed")])).await;
    }

    /// What looks after the lake does so now.
    async fn keep_lake(&self) {
        let runtime = self.runtime().clone();
        tokio::task::spawn_blocking(move || runtime.keep_lake()).await.unwrap().unwrap();
    }
}

fn total(answer: &TrendAnswer) -> f64 {
    answer.series.iter().filter_map(|series| series.total).sum()
}

#[tokio::test]
async fn an_answer_holds_what_was_acknowledged_sealed_or_not() {
    let world = World::start().await;
    world.carted("a", "m1").await;
    world.carted("a", "m1").await;
    assert_eq!(total(&world.carts().await), 1.0, "a duplicate is no second event");
    world.clock.advance(Span::from_mins(11));
    world.keep_lake().await;
    world.carted("b", "m2").await;
    let answer = world.carts().await;
    assert_eq!((total(&answer), answer.sealed_rows, answer.unsealed_rows), (2.0, 1, 1));
    assert_eq!(answer.buckets.len(), 30);
}

#[tokio::test]
async fn everything_is_in_it_once_after_a_crash_before_and_after_sealing() {
    let mut world = World::start().await;
    for n in 0..20 {
        world.carted(&format!("d{n}"), &format!("m{n}")).await;
        world.clock.advance(Span::from_mins(3));
        if n % 6 == 5 {
            world.keep_lake().await;
        }
        if n % 5 == 4 {
            world.reopen();
        }
    }
    let answer = world.carts().await;
    assert_eq!(total(&answer), 20.0);
    assert_eq!(answer.sealed_rows + answer.unsealed_rows, 20);
    assert!(answer.sealed_rows > 0);
}

#[tokio::test]
async fn decisions_are_in_it_and_people_who_were_merged_count_once() {
    let world = World::start().await;
    world.publish(&[campaign("help", json!({}))]).await;
    world.decide(page_request("a", vec![world.identify("i1", "anna")])).await;
    world.carted("a", "m1").await;
    world.carted("b", "m2").await;
    world.decide(page_request("b", vec![world.identify("i2", "anna")])).await;
    let decisions = world.asked(TrendQuestion {
        kind: Some("decision".into()),
        split: Some("campaign".into()),
        ..TrendQuestion::default()
    });
    let decisions = decisions.await;
    assert_eq!((decisions.series[0].key.as_deref(), decisions.series[0].total), (Some("help"), Some(2.0)));
    let question = TrendQuestion { measure: Some("visitors".into()), ..TrendQuestion::default() };
    let people = world.asked(TrendQuestion { event: Some("Cart Viewed".into()), ..question });
    assert_eq!(total(&people.await), 1.0);
}

#[tokio::test]
async fn who_is_erased_is_gone_from_files_and_tail() {
    let mut world = World::start().await;
    world.carted("a", "m1").await;
    world.carted("b", "m2").await;
    world.clock.advance(Span::from_mins(11));
    world.keep_lake().await;
    world.carted("a", "m3").await;
    let erased = world.runtime().erase(&world.site, Who::named("a")).await.unwrap().unwrap();
    assert_eq!(erased.inputs, 2);
    let answer = world.carts().await;
    assert_eq!((total(&answer), answer.sealed_rows, answer.unsealed_rows), (1.0, 1, 0));
    world.reopen();
    assert_eq!(total(&world.carts().await), 1.0);
    assert_eq!(world.runtime().erase(&world.site, Who::named("a")).await.unwrap(), None);
}

#[tokio::test]
async fn a_lake_that_is_lost_is_filled_again_from_the_ledger() {
    let mut world = World::start().await;
    world.carted("a", "m1").await;
    world.clock.advance(Span::from_mins(11));
    world.keep_lake().await;
    world.shut_down().await;
    std::fs::remove_dir_all(world.path().join("lake")).unwrap();
    world.open();
    assert_eq!(total(&world.carts().await), 1.0);
}
