//! Caps and quiet time: how often a visitor is spoken to at most.

use kizukai_engagement::DecisionOutcome::{Capped, Quiet, Shown};
use serde_json::{Value, json};

use super::shop::{Shop, campaign, decided, message, only_decision, only_show, scenario};

/// Hesitates after each of these waits, closing what is shown; gives what was decided each time.
fn decisions_after(shop: &mut Shop, waits: &[&str]) -> Vec<kizukai_engagement::DecisionOutcome> {
    let hesitate = |wait: &&str| {
        shop.wait(wait);
        shop.fire_timers();
        let outcome = shop.hesitate();
        outcome.show.iter().for_each(|show| drop(shop.close(show, "button")));
        only_decision(&outcome).outcome
    };
    waits.iter().map(hesitate).collect()
}

fn with_cap(cap: &Value) -> Shop {
    Shop::new(&[campaign("help", json!({"caps": [cap]}))])
}

#[test]
fn a_cap_lets_so_many_shows_through_in_its_period() {
    for (cap, waits, expected) in [
        (json!({"max": 1, "per": "24h"}), vec!["0s", "1m", "23h", "59m"], vec![Shown, Capped, Capped, Shown]),
        (json!({"max": 2, "per": "1h"}), vec!["0s", "30m", "29m", "1m"], vec![Shown, Shown, Capped, Shown]),
        (json!({"max": 1, "per": "visit"}), vec!["0s", "29m", "30m"], vec![Shown, Capped, Shown]),
        (json!({"max": 1, "per": "ever"}), vec!["0s", "1m", "500d"], vec![Shown, Capped, Capped]),
    ] {
        assert_eq!(decisions_after(&mut with_cap(&cap), &waits), expected, "{cap}");
    }
}

#[test]
fn a_capped_decision_names_the_cap() {
    let mut shop = with_cap(&json!({"max": 1, "per": "24h"}));
    let show = only_show(&shop.hesitate());
    shop.close(&show, "button");
    assert_eq!(only_decision(&shop.hesitate()).reason.as_deref(), Some("cap 1 per 1d"));
}

#[test]
fn a_cap_of_the_site_counts_the_shows_of_all_campaigns() {
    let mut shop = Shop::new(&[
        json!({"kind": "site", "holdout": 0, "caps": [{"max": 2, "per": "ever"}]}),
        campaign("a", json!({"caps": [{"max": 1, "per": "ever"}], "priority": 2})),
        campaign("b", json!({"caps": [{"max": 1, "per": "ever"}], "priority": 1})),
        campaign("c", json!({})),
    ]);
    for expected in [vec![("a", Shown)], vec![("a", Capped), ("b", Shown)]] {
        let outcome = shop.hesitate();
        assert_eq!(decided(&outcome)[..expected.len()], expected);
        outcome.show.iter().for_each(|show| drop(shop.close(show, "button")));
    }
    let outcome = shop.hesitate();
    assert_eq!(decided(&outcome), [("a", Capped), ("b", Capped), ("c", Capped)]);
    assert_eq!(outcome.decisions[2].reason.as_deref(), Some("site cap 2 per ever"));
}

#[test]
fn shows_of_others_never_push_a_cap_out_of_memory() {
    let inline = message(json!({"format": "inline", "selector": "#tip"}));
    let mut shop = Shop::new(&[
        campaign("rare", json!({"caps": [{"max": 1, "per": "90d"}]})),
        campaign(
            "tips",
            json!({"trigger": {"on": "signal", "name": "scroll"}, "arms": scenario("tip", json!({"tip": inline}))}),
        ),
    ]);
    let show = only_show(&shop.hesitate());
    shop.close(&show, "button");
    for _ in 0..300 {
        let show = only_show(&shop.signal("scroll", json!({})));
        shop.close(&show, "button");
    }
    assert_eq!(only_decision(&shop.hesitate()).outcome, Capped);
}

#[test]
fn quiet_time_and_page_views_lie_between_two_shows_of_any_campaigns() {
    let site = json!({"kind": "site", "holdout": 0, "quiet": {"time": "5m", "page_views": 2}});
    let mut shop = Shop::new(&[
        site,
        campaign("first", json!({"caps": [{"max": 1, "per": "ever"}], "priority": 1})),
        campaign("second", json!({})),
    ]);
    let show = only_show(&shop.hesitate());
    shop.close(&show, "button");
    shop.page("/a");
    shop.page("/b");
    shop.wait("4m");
    assert_eq!(decided(&shop.hesitate()), [("first", Capped), ("second", Quiet)], "too soon");
    shop.wait("1m");
    assert_eq!(decided(&shop.hesitate()), [("first", Capped), ("second", Shown)]);
}

#[test]
fn after_the_time_the_page_views_are_still_missing() {
    let site = json!({"kind": "site", "holdout": 0, "quiet": {"page_views": 2}});
    let mut shop = Shop::new(&[site, campaign("help", json!({}))]);
    let show = only_show(&shop.hesitate());
    shop.close(&show, "button");
    shop.page("/a");
    assert_eq!(only_decision(&shop.hesitate()).outcome, Quiet);
    shop.page("/b");
    assert_eq!(only_decision(&shop.hesitate()).outcome, Shown);
}

#[test]
fn content_in_the_page_neither_keeps_nor_asks_for_quiet() {
    let site = json!({"kind": "site", "holdout": 0, "quiet": {"time": "1h"}});
    let inline = message(json!({"format": "inline", "selector": "#tip"}));
    let mut shop = Shop::new(&[
        site,
        campaign(
            "tip",
            json!({"trigger": {"on": "signal", "name": "page_view"}, "arms": scenario("tip", json!({"tip": inline}))}),
        ),
        campaign("help", json!({})),
    ]);
    assert_eq!(decided(&shop.page("/")), [("tip", Shown)]);
    assert_eq!(decided(&shop.hesitate()), [("help", Shown)], "the tip made no quiet");
}

#[test]
fn a_ghost_is_charged_like_a_show() {
    let site = json!({"kind": "site", "holdout": 0, "quiet": {"time": "10m"}});
    let mut shop = Shop::new(&[
        site,
        campaign("silent", json!({"control": 100, "caps": [{"max": 1, "per": "ever"}], "priority": 1})),
        campaign("loud", json!({})),
    ]);
    shop.hesitate();
    shop.wait("9m");
    assert_eq!(decided(&shop.hesitate()), [("silent", Capped), ("loud", Quiet)]);
    shop.wait("1m");
    assert_eq!(decided(&shop.hesitate()), [("silent", Capped), ("loud", Shown)]);
}
