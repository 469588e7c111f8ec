//! Sites and their keys.

use super::rows::{SITE, at, site};
use super::{Stores, cases};
use crate::{Site, StoreError};

cases![
    a_site_is_found_by_id_and_by_write_key,
    a_site_id_or_write_key_is_used_once,
    an_api_key_is_found_by_its_hash,
    an_api_key_needs_a_new_hash_and_a_site,
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

fn an_api_key_is_found_by_its_hash(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    let first = catalog.add_api_key(SITE, [1; 32], "CRM 連携", at(9)).unwrap();
    let second = catalog.add_api_key(SITE, [2; 32], "", at(10)).unwrap();
    assert_ne!(first.id, second.id);
    assert_eq!(
        (&*first.site, first.hash, &*first.label, first.created_at),
        (SITE, [1; 32], "CRM 連携", at(9))
    );
    assert_eq!(catalog.api_key_by_hash(&[1; 32]), Ok(Some(first)));
    assert_eq!(catalog.api_key_by_hash(&[2; 32]), Ok(Some(second)));
    assert_eq!(catalog.api_key_by_hash(&[3; 32]), Ok(None));
}

fn an_api_key_needs_a_new_hash_and_a_site(stores: &dyn Stores) {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    catalog.add_api_key(SITE, [1; 32], "", at(9)).unwrap();
    let twice = catalog.add_api_key(SITE, [1; 32], "", at(9));
    assert!(matches!(twice, Err(StoreError::Duplicate { .. })));
    let nowhere = catalog.add_api_key("s_none", [2; 32], "", at(9));
    assert_eq!(nowhere, Err(StoreError::UnknownSite { site: "s_none".into() }));
    catalog.add_api_key(SITE, [2; 32], "", at(9)).unwrap();
}
