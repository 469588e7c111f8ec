//! What visits are made of, told by many of them, without a server: a stand-in answers.

use kizukai_model::{Span, Timestamp};
use kizukai_simulation::request::{Happening, Request};
use kizukai_simulation::{Crowd, MARK, Season, StandIn, Table, Tally, Temperament};

fn season(seed: u64, newcomers: f64, days: i64) -> Season {
    let from = Timestamp::parse("2026-10-23T00:00:00+09:00").expect("a moment in RFC 3339");
    Season { seed, from, until: from.plus(Span::from_days(days)), newcomers, wave: Span::from_secs(1) }
}

/// Everything a season's visitors sent, with when; and what came of it.
fn season_of(season: Season, compared: &str, speaks: bool) -> (Vec<(Timestamp, u64, Request)>, Tally) {
    let mut crowd = Crowd::new(Table::shipped(), season);
    let mut shop = StandIn::new(season.seed, compared, speaks).expect("a campaign of the shop");
    let mut sent = Vec::new();
    while let Some(wave) = crowd.next_wave() {
        for (visitor, request) in wave.requests {
            let reply = shop.decide(visitor, wave.at.as_ms().unsigned_abs(), &request);
            crowd.take(wave.at, visitor, &reply);
            sent.push((wave.at, visitor, request));
        }
    }
    (sent, crowd.tally().clone())
}

#[test]
fn the_same_seed_gives_the_same_visits_to_the_letter_and_another_one_others() {
    let first = season_of(season(1, 12.0, 5), "cart-shipping", true);
    assert_eq!(first, season_of(season(1, 12.0, 5), "cart-shipping", true));
    assert_ne!(first.0, season_of(season(2, 12.0, 5), "cart-shipping", true).0);
}

#[test]
fn a_sample_month_has_forty_to_eighty_visits_a_day_and_every_temperament() {
    let (sent, tally) = season_of(season(1, kizukai_simulation::NEWCOMERS, 30), "cart-shipping", true);
    assert!((40 * 30..80 * 30).contains(&tally.visits), "{}", tally.visits);
    assert!(Temperament::ALL.iter().all(|kind| tally.temperaments[kind] >= 30), "{:?}", tally.temperaments);
    assert!(tally.orders >= 100 && tally.answers >= 200 && tally.closed >= 200, "{tally:?}");
    assert!(sent.len() < 20_000, "{} requests are too many for a minute", sent.len());
    let tells = |event: &kizukai_simulation::request::Event| {
        matches!(event.what, Happening::Signal { name: "page_leave", .. })
    };
    let left =
        sent.iter().filter(|(.., request)| request.closing && request.events.iter().any(tells)).count();
    assert!(
        left.abs_diff(tally.visits) < 5,
        "{left}: who leaves says so, but for the last who are still there"
    );
}

#[test]
fn time_never_goes_back_and_one_visitor_never_asks_twice_at_once() {
    let (sent, _) = season_of(season(3, 30.0, 10), "cart-shipping", true);
    assert!(sent.is_sorted_by_key(|(at, ..)| *at));
    let mut asked: Vec<_> = sent.iter().map(|(at, visitor, _)| (*at, *visitor)).collect();
    asked.sort_unstable();
    asked.dedup();
    assert_eq!(asked.len(), sent.len());
}

#[test]
fn every_device_is_marked_and_no_event_or_order_has_the_name_of_another() {
    let (sent, _) = season_of(season(4, 40.0, 20), "cart-shipping", true);
    assert!(sent.iter().all(|(.., request)| request.anonymous_id.starts_with(MARK)));
    let mut ids: Vec<_> =
        sent.iter().flat_map(|(.., request)| request.events.iter().map(|event| &event.id)).collect();
    let events = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), events);
    let orders = |(.., request): &(Timestamp, u64, Request)| {
        request.events.iter().find_map(|event| match &event.what {
            Happening::Track { name: "Order Completed", properties } => {
                Some(properties["order_id"].to_string())
            }
            _ => None,
        })
    };
    let mut orders: Vec<_> = sent.iter().filter_map(orders).collect();
    let placed = orders.len();
    orders.sort_unstable();
    orders.dedup();
    assert_eq!(orders.len(), placed);
}

#[test]
fn some_log_in_and_come_back_on_another_device() {
    let (sent, _) = season_of(season(5, 20.0, 30), "cart-shipping", true);
    let logged_in: Vec<_> = sent
        .iter()
        .filter(|(.., request)| {
            request.events.iter().any(|event| matches!(event.what, Happening::Identify { .. }))
        })
        .collect();
    let on_second = logged_in.iter().filter(|(.., request)| request.anonymous_id.ends_with("-2")).count();
    assert!(logged_in.len() >= 20 && on_second >= 5, "{} logins, {on_second} elsewhere", logged_in.len());
}

#[test]
fn messages_are_answered_and_closed_as_often_as_the_table_says() {
    let table = Table::shipped();
    let (_, tally) = season_of(season(6, 300.0, 30), "order-question", true);
    let met = tally.met[&("order-question".to_owned(), "ask".to_owned())] as f64;
    let (_, silent) = season_of(season(6, 300.0, 30), "order-question", false);
    assert!(!silent.met.keys().any(|(campaign, _)| campaign == "order-question"));
    // The question comes last in a visit, so what it adds is what was done about it.
    let answered = (tally.answers as f64 - silent.answers as f64) / met;
    let rates = Temperament::ALL.map(|kind| table.reaction("order-question", "ask", kind).answer);
    let (least, most) =
        (rates.iter().copied().fold(1.0, f64::min), rates.iter().copied().fold(0.0, f64::max));
    assert!((least..=most).contains(&answered), "{answered} of {met}");
    assert!((0.40..0.60).contains(&answered), "{answered} of {met}");
}

#[test]
fn who_is_not_spoken_to_does_what_they_would_have_done_until_somebody_speaks() {
    let (with, _) = season_of(season(7, 40.0, 10), "cart-shipping", true);
    let (without, _) = season_of(season(7, 40.0, 10), "cart-shipping", false);
    for visitor in 0..400 {
        let of = |sent: &[(Timestamp, u64, Request)]| -> Vec<(Timestamp, Request)> {
            let own = sent.iter().filter(|(_, number, _)| *number == visitor);
            own.map(|(at, _, request)| (*at, request.clone())).collect()
        };
        let (with, without) = (of(&with), of(&without));
        let wavers = |request: &Request| {
            request
                .events
                .iter()
                .any(|event| matches!(event.what, Happening::Signal { name: "hesitation", .. }))
        };
        let same = with.iter().position(|(_, request)| wavers(request)).map_or(with.len(), |place| place + 1);
        assert!(with[..same] == without[..same], "visitor {visitor}");
        if same == with.len() {
            assert_eq!(with.len(), without.len(), "visitor {visitor}");
        }
    }
}
