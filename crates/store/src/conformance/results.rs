//! What arms achieved, counted from participations.

use kizukai_model::{Money, ProfileId};

use super::rows::{self, SITE, key, member, participation, profile, snapshot};
use super::{Stores, cases};
use crate::{ArmResult, DecidedRow, ParticipationRow, SegmentRow, Snapshots};

cases![
    draws_count_in_their_phase_and_the_rest_where_it_was_decided,
    sums_are_told_day_by_day,
    the_site_as_a_whole_is_no_campaign,
    a_campaign_nobody_takes_part_in_has_no_arms,
    values_beyond_any_sum_do_not_fail_the_count,
    a_segment_counts_its_members_on_its_site,
];

fn write(stores: &dyn Stores, participations: Vec<ParticipationRow>, segments: Vec<SegmentRow>) {
    let owners = participations.iter().map(|row| (&row.site, row.profile));
    let owners = owners.chain(segments.iter().map(|row| (&row.site, row.profile)));
    let profiles = owners
        .map(|(site, who)| {
            let mut row = snapshot(who, 1);
            row.site = site.clone();
            row
        })
        .collect();
    let snapshots = Snapshots { profiles, participations, segments, ..Snapshots::default() };
    stores.ledger().write_snapshots(&snapshots).unwrap();
}

fn decided(who: ProfileId, arm: &str, phase: u32) -> ParticipationRow {
    ParticipationRow { decided: Some(rows::decided(phase, 10)), ..participation("cart", who, arm) }
}

fn arm(phase: u32, name: &str) -> ArmResult {
    let control = name == "control";
    let value = Money::ZERO;
    let (assigned, decided, seen, converted, crossed) = (0, 0, 0, 0, 0);
    ArmResult { phase, arm: key(name), control, assigned, decided, seen, converted, value, crossed }
}

fn draws_count_in_their_phase_and_the_rest_where_it_was_decided(stores: &dyn Stores) {
    let who = |n| profile(n, n);
    let worth = |milli| {
        let worth = Money::from_milli(milli);
        Some(DecidedRow { seen: true, converted: true, worth, ..rows::decided(2, 10) })
    };
    let bought = ParticipationRow { decided: worth(1_980_500), ..decided(who(3), "ask", 2) };
    let refunded = ParticipationRow { decided: worth(-500), crossed: true, ..decided(who(4), "ask", 2) };
    let elsewhere = ParticipationRow { site: "s_other".into(), ..decided(who(9), "ask", 1) };
    let other = ParticipationRow { campaign: Some(key("cart2")), ..decided(who(8), "ask", 1) };
    let rows = vec![
        participation("cart", who(1), "ask"),
        decided(who(2), "ask", 1),
        bought,
        refunded,
        decided(who(5), "control", 2),
        elsewhere,
        other,
    ];
    write(stores, rows, Vec::new());

    let expected = [
        ArmResult { assigned: 4, decided: 1, ..arm(1, "ask") },
        ArmResult { assigned: 1, ..arm(1, "control") },
        ArmResult {
            decided: 2,
            seen: 2,
            converted: 2,
            value: Money::from_milli(1_980_000),
            crossed: 1,
            ..arm(2, "ask")
        },
        ArmResult { decided: 1, ..arm(2, "control") },
    ];
    assert_eq!(stores.reader().arm_results(SITE, &key("cart")).unwrap(), expected);
}

fn sums_are_told_day_by_day(stores: &dyn Stores) {
    let late = DecidedRow { over_day: 30, converted: true, ..rows::decided(1, 10) };
    let late = ParticipationRow { decided: Some(late), ..decided(profile(2, 2), "ask", 1) };
    write(stores, vec![decided(profile(1, 1), "ask", 1), late], Vec::new());
    let days = stores.reader().arm_days(SITE, Some(&key("cart"))).unwrap();
    let told: Vec<_> = days
        .iter()
        .map(|day| (day.day, day.sums.assigned, day.sums.decided, day.sums.visitors, day.sums.reached))
        .collect();
    assert_eq!(told, [(9, 2, 0, 0, 0), (10, 0, 2, 0, 0), (17, 0, 0, 1, 0), (30, 0, 0, 1, 1)]);
    assert_eq!(days[2].sums.back_visitors, 2);
}

fn the_site_as_a_whole_is_no_campaign(stores: &dyn Stores) {
    let of_site = ParticipationRow { campaign: None, ..decided(profile(1, 1), "served", 1) };
    write(stores, vec![of_site], Vec::new());
    let reader = stores.reader();
    assert_eq!(reader.arm_days(SITE, None).unwrap().len(), 3);
    assert_eq!(reader.arm_days(SITE, Some(&key("cart"))), Ok(Vec::new()));
    assert_eq!(reader.participations(SITE, profile(1, 1)).unwrap()[0].campaign, None);
}

fn a_campaign_nobody_takes_part_in_has_no_arms(stores: &dyn Stores) {
    write(stores, vec![decided(profile(1, 1), "ask", 1)], Vec::new());
    assert_eq!(stores.reader().arm_results(SITE, &key("car")), Ok(Vec::new()));
}

fn values_beyond_any_sum_do_not_fail_the_count(stores: &dyn Stores) {
    let most = Money::from_milli(i64::MAX);
    let worth = DecidedRow { worth: most, value: most, ..rows::decided(1, 10) };
    let row = |n| ParticipationRow { decided: Some(worth.clone()), ..decided(profile(n, n), "ask", 1) };
    write(stores, vec![row(1), row(2)], Vec::new());
    let found = stores.reader().arm_results(SITE, &key("cart")).unwrap();
    assert_eq!((found[0].decided, found[0].value), (2, most));
}

fn a_segment_counts_its_members_on_its_site(stores: &dyn Stores) {
    let elsewhere = SegmentRow { site: "s_other".into(), ..member("gold", profile(3, 3)) };
    let members = vec![member("gold", profile(1, 1)), member("gold", profile(200, 2)), elsewhere];
    write(stores, Vec::new(), members);
    let reader = stores.reader();
    assert_eq!(reader.segment_size(SITE, &key("gold")), Ok(2));
    assert_eq!(reader.segment_size("s_other", &key("gold")), Ok(1));
    assert_eq!(reader.segment_size(SITE, &key("silver")), Ok(0));
}
