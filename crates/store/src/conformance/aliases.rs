//! Ids and the profiles they resolve to.

use kizukai_model::IdKind::{Anonymous, User};

use super::rows::{SITE, alias, profile};
use super::{Stores, cases};
use crate::{AliasRow, Commit};

cases![
    an_id_resolves_within_its_site_and_kind_only,
    the_latest_pointer_of_an_id_counts,
    an_id_may_be_any_text
];

fn aliases(aliases: Vec<AliasRow>) -> Commit {
    Commit { aliases, ..Commit::default() }
}

fn an_id_resolves_within_its_site_and_kind_only(stores: &dyn Stores) {
    let mut elsewhere = alias(Anonymous, "x", profile(3, 3));
    elsewhere.site = "s_other".into();
    let rows = vec![alias(Anonymous, "x", profile(1, 1)), alias(User, "x", profile(2, 2)), elsewhere];
    stores.ledger().commit(&aliases(rows)).unwrap();

    let reader = stores.reader();
    assert_eq!(reader.alias(SITE, Anonymous, "x"), Ok(Some(profile(1, 1))));
    assert_eq!(reader.alias(SITE, User, "x"), Ok(Some(profile(2, 2))));
    assert_eq!(reader.alias("s_other", Anonymous, "x"), Ok(Some(profile(3, 3))));
    assert_eq!(reader.alias("s_other", User, "x"), Ok(None));
    assert_eq!(reader.alias(SITE, User, "X"), Ok(None));
}

fn the_latest_pointer_of_an_id_counts(stores: &dyn Stores) {
    let (mut ledger, reader) = (stores.ledger(), stores.reader());
    ledger.commit(&aliases(vec![alias(User, "u", profile(1, 1))])).unwrap();
    ledger
        .commit(&aliases(vec![alias(User, "u", profile(2, 2)), alias(User, "u", profile(200, 3))]))
        .unwrap();
    assert_eq!(reader.alias(SITE, User, "u"), Ok(Some(profile(200, 3))));
    assert_eq!(reader.counts().unwrap().aliases, 1);
}

fn an_id_may_be_any_text(stores: &dyn Stores) {
    let texts = ["", " ", "'; DROP TABLE alias; --", "会員-1", "a\u{301}", "á"];
    let rows = texts.iter().zip(1..).map(|(id, n)| alias(User, id, profile(n, n))).collect();
    stores.ledger().commit(&aliases(rows)).unwrap();
    let reader = stores.reader();
    for (id, n) in texts.iter().zip(1..) {
        assert_eq!(reader.alias(SITE, User, id), Ok(Some(profile(n, n))), "{id:?}");
    }
}
