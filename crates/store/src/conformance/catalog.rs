//! Sites and their keys.

use super::rows::{SITE, at, site};
use super::{Stores, cases};
use crate::{KeyKind, Site, StoreError};

cases![
    a_site_is_found_by_id_and_by_write_key,
    a_site_id_or_write_key_is_used_once,
    a_renamed_site_is_otherwise_what_it_was,
    keys_of_all_sites_are_listed_as_they_were_added,
    a_key_needs_a_new_hash_and_a_site,
    a_removed_key_is_gone_and_its_number_is_not_given_again,
    a_new_identity_secret_lets_the_one_before_hold_for_a_while,
];

fn a_site_is_found_by_id_and_by_write_key(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    assert_eq!(catalog.sites(), Ok(Vec::new()));
    let (first, second) = (site("s_z"), site("s_a"));
    catalog.create_site(&first, 1).unwrap();
    catalog.create_site(&second, 1).unwrap();
    assert_eq!(catalog.sites(), Ok(vec![first.clone(), second.clone()]));
    assert_eq!(catalog.site("s_a"), Ok(Some(second)));
    assert_eq!(catalog.site_by_write_key("wk_s_z"), Ok(Some(first)));
    assert_eq!((catalog.site("s_b"), catalog.site_by_write_key("s_z")), (Ok(None), Ok(None)));
}

fn a_site_id_or_write_key_is_used_once(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site("s_1"), 1).unwrap();
    let same_id = Site { write_key: "wk_2".into(), ..site("s_1") };
    let same_key = Site { id: "s_2".into(), ..site("s_1") };
    for twice in [same_id, same_key] {
        assert!(matches!(catalog.create_site(&twice, 1), Err(StoreError::Duplicate { .. })));
    }
    assert_eq!(catalog.sites().unwrap().len(), 1);
}

fn a_renamed_site_is_otherwise_what_it_was(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    let nowhere = catalog.rename_site(SITE, "新しい店名");
    assert_eq!(nowhere, Err(StoreError::UnknownSite { site: SITE.into() }));
    catalog.create_site(&site(SITE), 1).unwrap();
    catalog.create_site(&site("s_other"), 1).unwrap();
    catalog.rename_site(SITE, "新しい店名").unwrap();
    let renamed = Site { name: "新しい店名".into(), ..site(SITE) };
    assert_eq!(catalog.sites(), Ok(vec![renamed, site("s_other")]));
}

fn keys_of_all_sites_are_listed_as_they_were_added(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    assert_eq!(catalog.keys(), Ok(Vec::new()));
    catalog.create_site(&site(SITE), 1).unwrap();
    let first = catalog.add_key(SITE, KeyKind::Api, [1; 32], "CRM 連携", at(9)).unwrap();
    let second = catalog.add_key(SITE, KeyKind::Ingest, [2; 32], "", at(10)).unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!((&*first.site, first.kind, first.hash), (SITE, KeyKind::Api, [1; 32]));
    assert_eq!((&*first.label, first.created_at), ("CRM 連携", at(9)));
    assert_eq!(catalog.keys(), Ok(vec![first, second]));
}

fn a_key_needs_a_new_hash_and_a_site(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    catalog.add_key(SITE, KeyKind::Api, [1; 32], "", at(9)).unwrap();
    let twice = catalog.add_key(SITE, KeyKind::Ingest, [1; 32], "", at(9));
    assert!(matches!(twice, Err(StoreError::Duplicate { .. })));
    let nowhere = catalog.add_key("s_none", KeyKind::Api, [2; 32], "", at(9));
    assert_eq!(nowhere, Err(StoreError::UnknownSite { site: "s_none".into() }));
    catalog.add_key(SITE, KeyKind::Api, [2; 32], "", at(9)).unwrap();
}

fn a_removed_key_is_gone_and_its_number_is_not_given_again(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    catalog.create_site(&site("s_other"), 1).unwrap();
    let key = catalog.add_key(SITE, KeyKind::Api, [1; 32], "", at(9)).unwrap();
    assert_eq!(catalog.remove_key("s_other", key.id), Ok(false));
    assert_eq!(catalog.remove_key(SITE, key.id), Ok(true));
    assert_eq!(catalog.remove_key(SITE, key.id), Ok(false));
    assert_eq!(catalog.keys(), Ok(Vec::new()));
    assert_ne!(catalog.add_key(SITE, KeyKind::Api, [1; 32], "", at(9)).unwrap().id, key.id);
}

fn a_new_identity_secret_lets_the_one_before_hold_for_a_while(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    let nowhere = catalog.replace_identity_secret("s_none", "x", at(1), at(2));
    assert_eq!(nowhere, Err(StoreError::UnknownSite { site: "s_none".into() }));
    for (secret, now) in [("one", 1), ("two", 2), ("three", 3)] {
        catalog.replace_identity_secret(SITE, secret, at(now), at(now + 10)).unwrap();
    }
    let found = catalog.identity_secrets().unwrap();
    let found: Vec<_> =
        found.iter().map(|held| (held.secret.as_str(), held.created_at, held.valid_until)).collect();
    assert_eq!(found, [("two", at(2), Some(at(13))), ("three", at(3), None)]);
}
