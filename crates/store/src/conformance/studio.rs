//! Drafts of campaigns, and what is said about them.

use super::rows::{SITE, at, key, site};
use super::{Stores, cases};
use crate::{Catalog, CommentRow, DraftRow, ProposalRow, StoreError};

cases![
    a_draft_is_saved_over_the_revision_that_was_read,
    a_revision_is_never_given_again,
    a_draft_of_a_site_that_is_not_there_is_refused,
    drafts_belong_to_their_site,
    a_proposal_stands_until_it_is_taken_back_or_the_text_is_saved_anew,
    comments_are_numbered_settled_and_removed,
];

fn shop(stores: &dyn Stores) -> Box<dyn Catalog> {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    catalog.create_site(&site("s_other"), 1).unwrap();
    catalog
}

fn draft(name: &str) -> DraftRow {
    DraftRow {
        site: SITE.into(),
        key: key(name),
        text: br#"{"name":"unfinished"}"#.to_vec(),
        base_version: 3,
        revision: 0,
        edited_at: at(7),
        edited_by: "花子".into(),
        proposal: None,
    }
}

fn proposal() -> ProposalRow {
    ProposalRow { by: "花子".into(), at: at(8), note: "見てください".into() }
}

fn comment(campaign: &str, text: &str) -> CommentRow {
    CommentRow {
        id: 0,
        site: SITE.into(),
        campaign: key(campaign),
        step: Some(("ask".into(), "hello".into())),
        text: text.into(),
        by: "花子".into(),
        member: Some(4),
        at: at(9),
        resolved_at: None,
    }
}

fn a_draft_is_saved_over_the_revision_that_was_read(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    assert_eq!(catalog.draft(SITE, &key("cart")), Ok(None));
    let first = catalog.save_draft(&draft("cart"), 0).unwrap();
    let read = catalog.draft(SITE, &key("cart")).unwrap();
    assert_eq!(read, Some(DraftRow { revision: first, ..draft("cart") }));
    let late = catalog.save_draft(&draft("cart"), 0);
    assert_eq!(late, Err(StoreError::Conflict { expected: 0, found: first.into() }));
    let changed = DraftRow { text: b"{}".to_vec(), edited_at: at(8), ..draft("cart") };
    let second = catalog.save_draft(&changed, first).unwrap();
    assert!(second > first);
    assert_eq!(catalog.drafts(SITE), Ok(vec![DraftRow { revision: second, ..changed }]));
}

fn a_revision_is_never_given_again(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let first = catalog.save_draft(&draft("cart"), 0).unwrap();
    assert_eq!(catalog.remove_draft(SITE, &key("cart"), first + 1), Ok(false));
    assert_eq!(catalog.remove_draft(SITE, &key("cart"), first), Ok(true));
    assert_eq!(catalog.remove_draft(SITE, &key("cart"), first), Ok(false));
    let anew = catalog.save_draft(&draft("cart"), 0).unwrap();
    assert!(anew > first, "{anew}");
    let late = catalog.save_draft(&draft("cart"), first);
    assert_eq!(late, Err(StoreError::Conflict { expected: first.into(), found: anew.into() }));
}

fn a_draft_of_a_site_that_is_not_there_is_refused(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let unknown = Err(StoreError::UnknownSite { site: "s_none".into() });
    assert_eq!(catalog.save_draft(&DraftRow { site: "s_none".into(), ..draft("cart") }, 0), unknown);
}

fn drafts_belong_to_their_site(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let revision = catalog.save_draft(&draft("cart"), 0).unwrap();
    assert_eq!(catalog.drafts("s_other"), Ok(vec![]));
    assert_eq!(catalog.draft("s_other", &key("cart")), Ok(None));
    assert_eq!(catalog.remove_draft("s_other", &key("cart"), revision), Ok(false));
    catalog.save_draft(&DraftRow { site: "s_other".into(), ..draft("cart") }, 0).unwrap();
    catalog.save_draft(&draft("able"), 0).unwrap();
    let keys: Vec<_> = catalog.drafts(SITE).unwrap().into_iter().map(|row| row.key.to_string()).collect();
    assert_eq!(keys, ["able", "cart"]);
}

fn a_proposal_stands_until_it_is_taken_back_or_the_text_is_saved_anew(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let cart = key("cart");
    let revision = catalog.save_draft(&draft("cart"), 0).unwrap();
    let proposed = |catalog: &dyn Catalog| catalog.draft(SITE, &cart).unwrap().unwrap();
    catalog.put_proposal(SITE, &cart, revision, Some(&proposal())).unwrap();
    let read = proposed(&*catalog);
    assert_eq!((read.proposal, read.revision), (Some(proposal()), revision), "the text is the same");
    let late = catalog.put_proposal(SITE, &cart, revision + 1, None);
    assert_eq!(late, Err(StoreError::Conflict { expected: u64::from(revision) + 1, found: revision.into() }));
    catalog.put_proposal(SITE, &cart, revision, None).unwrap();
    assert_eq!(proposed(&*catalog).proposal, None);
    catalog.put_proposal(SITE, &cart, revision, Some(&proposal())).unwrap();
    catalog.save_draft(&draft("cart"), revision).unwrap();
    assert_eq!(proposed(&*catalog).proposal, None);
}

fn comments_are_numbered_settled_and_removed(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let cart = key("cart");
    let first = catalog.add_comment(comment("cart", "長い")).unwrap();
    let whole = CommentRow { step: None, member: None, ..comment("cart", "よい") };
    let second = catalog.add_comment(whole).unwrap();
    catalog.add_comment(comment("other", "別")).unwrap();
    assert_eq!(catalog.comments(SITE, &cart), Ok(vec![first.clone(), second.clone()]));
    assert_eq!(catalog.comments("s_other", &cart), Ok(vec![]));
    assert_eq!(catalog.resolve_comment(SITE, &key("other"), first.id, Some(at(10))), Ok(false));
    assert_eq!(catalog.resolve_comment(SITE, &cart, first.id, Some(at(10))), Ok(true));
    assert_eq!(catalog.comments(SITE, &cart).unwrap()[0].resolved_at, Some(at(10)));
    assert_eq!(catalog.resolve_comment(SITE, &cart, first.id, None), Ok(true));
    assert_eq!(catalog.comments(SITE, &cart).unwrap()[0], first);
    assert_eq!(catalog.remove_comments(SITE, &cart, Some(first.id)), Ok(1));
    let third = catalog.add_comment(comment("cart", "もう一つ")).unwrap();
    assert!(third.id > second.id);
    assert_eq!(catalog.remove_comments(SITE, &cart, None), Ok(2));
    assert_eq!(catalog.comments(SITE, &key("other")).unwrap().len(), 1);
    let unknown = catalog.add_comment(CommentRow { site: "s_none".into(), ..comment("cart", "x") });
    assert_eq!(unknown, Err(StoreError::UnknownSite { site: "s_none".into() }));
}
