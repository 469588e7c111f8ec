//! The ground truth that is worked out agrees with the table it comes from.

use kizukai_model::{Span, Timestamp};
use kizukai_simulation::{Season, Table, truth};

fn effects(campaign: &str) -> Vec<truth::Effect> {
    let from = Timestamp::parse("2026-10-23T00:00:00+09:00").expect("a moment in RFC 3339");
    let season = Season {
        seed: 11,
        from,
        until: from.plus(Span::from_days(20)),
        newcomers: 120.0,
        wave: Span::from_secs(1),
    };
    truth::effects(campaign, season).expect("a campaign with a goal")
}

#[test]
fn what_helps_helps_what_harms_harms_and_what_does_nothing_does_nothing() {
    for (campaign, least, most) in
        [("cart-shipping", 0.06, 0.16), ("list-end", -0.30, -0.12), ("product-exit", -0.02, 0.02)]
    {
        let effect = effects(campaign).remove(0);
        assert!(effect.decided > 100, "{effect:?}");
        assert!((least..=most).contains(&effect.conversion), "{effect:?}");
        assert!((effect.with - effect.without - effect.conversion).abs() < 1e-9, "{effect:?}");
    }
}

#[test]
fn an_order_is_worth_yen_and_two_arms_are_told_apart() {
    let found = effects("cart-assurance");
    let arms: Vec<_> = found.iter().map(|effect| effect.arm.as_deref()).collect();
    assert_eq!(arms, [None, Some("delivery"), Some("returns")]);
    assert_eq!(found[0].decided, found[1].decided + found[2].decided);
    assert!(found[0].yen > 0.0 && found[0].yen > found[0].yen_error, "{found:?}");
    assert!(found[2].conversion > found[1].conversion, "{found:?}");
}

#[test]
fn the_toast_fills_carts_and_the_sentence_of_the_page_leads_on() {
    let toast = effects("almost-free-shipping").remove(0);
    assert!(toast.decided > 50 && toast.yen > 0.0, "{toast:?}");
    let sentence = effects("returning-lead").remove(0);
    assert!(sentence.decided > 50, "{sentence:?}");
    assert!((0.005..=0.1).contains(&sentence.conversion), "{sentence:?}");
}

#[test]
fn every_campaign_of_the_sample_shop_has_its_truth() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/demo-shop/campaigns");
    let texts =
        std::fs::read_dir(folder).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
    let key = |text: String| text.lines().find_map(|line| line.strip_prefix("key: ").map(str::to_owned));
    let keys: Vec<_> = texts
        .filter(|text| text.contains("\nkind: campaign") || text.starts_with("kind: campaign"))
        .filter_map(key)
        .collect();
    assert!(keys.len() > 10, "{keys:?}");
    for key in keys {
        assert!(Table::shipped().campaign.contains_key(&key), "{key} has no row in data/ground_truth.toml");
    }
}

#[test]
fn a_campaign_without_a_control_or_unknown_has_no_truth_to_find() {
    let from = Timestamp::parse("2026-10-23T00:00:00+09:00").unwrap();
    let season = Season { seed: 1, from, until: from, newcomers: 1.0, wave: Span::from_secs(1) };
    assert_eq!(truth::effects("shipping-days", season), None);
    assert_eq!(truth::effects("nothing", season), None);
}
