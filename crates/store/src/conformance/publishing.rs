//! Definitions, their versions and programs.

use super::rows::{SITE, at, definition, key, site};
use super::{Stores, cases};
use crate::{Catalog, DefinitionRow, PlanRow, StoreError};

cases![
    a_publication_makes_the_next_program,
    a_program_is_the_latest_version_of_each_definition,
    a_publication_on_an_old_program_conflicts_and_stores_nothing,
    a_publication_that_breaks_a_rule_stores_nothing,
    history_of_a_definition_is_newest_first,
    older_versions_leave_out_the_current_and_the_future,
    sites_publish_independently,
    rules_hold_from_their_program_on,
    the_plan_of_a_phase_stays_as_it_was_first_kept,
];

/// A catalog with the site and three programs: `a` and a segment `a`; then `a` again and `b`; then `a` again.
fn published(stores: &dyn Stores) -> Box<dyn Catalog> {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    let programs = [
        vec![definition("segment", "a", 1, 1), definition("campaign", "a", 1, 1)],
        vec![definition("campaign", "b", 1, 2), definition("campaign", "a", 2, 2)],
        vec![definition("campaign", "a", 3, 3)],
    ];
    for (before, rows) in programs.iter().enumerate() {
        let before = before as u64;
        assert_eq!(catalog.publish(SITE, before, rows, &[]), Ok(before + 1));
    }
    catalog
}

fn names(rows: &[DefinitionRow]) -> Vec<String> {
    rows.iter().map(|row| format!("{} {} {}", row.kind, row.key, row.version)).collect()
}

fn a_publication_makes_the_next_program(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    assert_eq!(catalog.current_program(SITE), Ok(0));
    assert_eq!(catalog.definitions(SITE, 0), Ok(Vec::new()));
    let rows = vec![definition("campaign", "a", 1, 1)];
    assert_eq!(catalog.publish(SITE, 0, &rows, &[]), Ok(1));
    assert_eq!(catalog.current_program(SITE), Ok(1));
    assert_eq!(catalog.definitions(SITE, 1), Ok(rows));
    assert_eq!(catalog.current_program("s_none"), Ok(0));
}

fn a_program_is_the_latest_version_of_each_definition(stores: &dyn Stores) {
    let catalog = published(stores);
    let program = |number| names(&catalog.definitions(SITE, number).unwrap());
    assert_eq!(program(1), ["campaign a 1", "segment a 1"]);
    assert_eq!(program(2), ["campaign a 2", "campaign b 1", "segment a 1"]);
    assert_eq!(program(3), ["campaign a 3", "campaign b 1", "segment a 1"]);
    assert_eq!(program(9), program(3));
    assert_eq!(catalog.current_program(SITE), Ok(3));
}

fn a_publication_on_an_old_program_conflicts_and_stores_nothing(stores: &dyn Stores) {
    let mut catalog = published(stores);
    let late = catalog.publish(SITE, 2, &[definition("campaign", "c", 1, 3)], &[]);
    assert_eq!(late, Err(StoreError::Conflict { expected: 2, found: 3 }));
    let early = catalog.publish(SITE, 4, &[definition("campaign", "c", 1, 5)], &[]);
    assert_eq!(early, Err(StoreError::Conflict { expected: 4, found: 3 }));
    assert_eq!(catalog.history(SITE, "campaign", &key("c"), 10), Ok(Vec::new()));
    assert_eq!(catalog.publish(SITE, 3, &[definition("campaign", "c", 1, 4)], &[]), Ok(4));
}

fn a_publication_that_breaks_a_rule_stores_nothing(stores: &dyn Stores) {
    let mut catalog = published(stores);
    let good = definition("campaign", "c", 1, 4);
    let foreign = DefinitionRow { site: "s_other".into(), ..definition("campaign", "d", 1, 4) };
    let bad = [
        definition("campaign", "d", 1, 5), // another program
        definition("campaign", "d", 2, 4), // not the first version
        definition("campaign", "a", 3, 4), // a version that exists
        definition("campaign", "c", 1, 4), // twice
        foreign,
    ];
    for row in bad {
        let refused = catalog.publish(SITE, 3, &[good.clone(), row], &[]);
        assert!(matches!(refused, Err(StoreError::Refused { .. })), "{refused:?}");
    }
    assert!(matches!(catalog.publish(SITE, 3, &[], &[]), Err(StoreError::Refused { .. })));
    let nowhere = catalog.publish("s_none", 0, &[definition("campaign", "c", 1, 1)], &[]);
    assert_eq!(nowhere, Err(StoreError::UnknownSite { site: "s_none".into() }));
    assert_eq!(catalog.current_program(SITE), Ok(3));
    assert_eq!(catalog.history(SITE, "campaign", &key("c"), 10), Ok(Vec::new()));
}

fn history_of_a_definition_is_newest_first(stores: &dyn Stores) {
    let catalog = published(stores);
    let history = |kind, limit| names(&catalog.history(SITE, kind, &key("a"), limit).unwrap());
    assert_eq!(history("campaign", 10), ["campaign a 3", "campaign a 2", "campaign a 1"]);
    assert_eq!(history("campaign", 2), ["campaign a 3", "campaign a 2"]);
    assert_eq!(history("segment", 10), ["segment a 1"]);
}

fn older_versions_leave_out_the_current_and_the_future(stores: &dyn Stores) {
    let mut catalog = published(stores);
    let rows = [definition("campaign", "b", 2, 4), definition("campaign", "a", 4, 4)];
    catalog.publish(SITE, 3, &rows, &[]).unwrap();
    let older = |program, limit| names(&catalog.older_versions(SITE, "campaign", program, limit).unwrap());
    assert_eq!(older(4, 10), ["campaign a 3", "campaign a 2", "campaign a 1", "campaign b 1"]);
    assert_eq!(older(4, 1), ["campaign a 3", "campaign b 1"]);
    assert_eq!(older(2, 10), ["campaign a 1"]);
    assert_eq!(older(1, 10), [""; 0]);
    assert_eq!(names(&catalog.older_versions(SITE, "segment", 4, 10).unwrap()), [""; 0]);
}

fn sites_publish_independently(stores: &dyn Stores) {
    let mut catalog = published(stores);
    catalog.create_site(&site("s_other"), 1).unwrap();
    let row = DefinitionRow { site: "s_other".into(), ..definition("campaign", "a", 1, 1) };
    assert_eq!(catalog.publish("s_other", 0, std::slice::from_ref(&row), &[]), Ok(1));
    assert_eq!((catalog.current_program(SITE), catalog.current_program("s_other")), (Ok(3), Ok(1)));
    assert_eq!(catalog.definitions("s_other", 1), Ok(vec![row]));
}

fn rules_hold_from_their_program_on(stores: &dyn Stores) {
    let mut catalog = published(stores);
    assert_eq!(catalog.rules("s_none", 5), Ok(1));
    let before = catalog.definitions(SITE, 3).unwrap();
    assert_eq!(catalog.adopt_rules(SITE, 2, 7), Err(StoreError::Conflict { expected: 2, found: 3 }));
    assert_eq!(catalog.adopt_rules(SITE, 3, 7), Ok(4));
    assert_eq!(catalog.current_program(SITE), Ok(4));
    assert_eq!([0, 3, 4, 9].map(|program| catalog.rules(SITE, program).unwrap()), [1, 1, 7, 7]);
    assert_eq!(catalog.definitions(SITE, 4), Ok(before));
    assert!(matches!(catalog.adopt_rules(SITE, 4, 6), Err(StoreError::Refused { .. })));
    let next = vec![definition("campaign", "a", 4, 5)];
    assert_eq!(catalog.publish(SITE, 4, &next, &[]), Ok(5));
    assert_eq!(catalog.rules(SITE, 5), Ok(7));
    let unknown = StoreError::UnknownSite { site: "s_none".into() };
    assert_eq!(catalog.adopt_rules("s_none", 0, 7), Err(unknown));
}

fn the_plan_of_a_phase_stays_as_it_was_first_kept(stores: &dyn Stores) {
    let mut catalog = published(stores);
    let plan = |campaign: Option<&str>, phase, text: &str| PlanRow {
        site: SITE.into(),
        campaign: campaign.map(key),
        phase,
        since: at(40),
        plan: text.as_bytes().to_vec(),
    };
    let (of_a, of_site) = (plan(Some("a"), 2, "first"), plan(None, 1, "holdout"));
    catalog.publish(SITE, 3, &[definition("campaign", "a", 4, 4)], std::slice::from_ref(&of_a)).unwrap();
    catalog.put_plan(&of_site).unwrap();
    catalog.put_plan(&plan(Some("a"), 2, "second")).unwrap();
    let refused =
        catalog.publish(SITE, 9, &[definition("campaign", "a", 5, 10)], &[plan(Some("a"), 3, "none")]);
    assert!(refused.is_err());
    assert_eq!(catalog.plans(SITE), Ok(vec![of_site, of_a]));
    assert_eq!(catalog.plans("s_other"), Ok(Vec::new()));
}
