//! Members, their sessions, links and the record of changes.

use super::rows::{SITE, at, site};
use super::{Stores, cases};
use crate::{Catalog, Link, Member, Membership, Opens, RecordQuery, RecordRow, Session, StoreError};

cases![
    a_member_joins_a_site_and_reads_back,
    an_address_belongs_to_one_member,
    a_member_is_nothing_in_a_site_that_is_not_there,
    a_role_is_replaced_and_taken_away,
    sessions_are_noted_and_removed,
    a_link_is_used_up_by_what_it_allowed,
    expired_links_are_forgotten_when_one_is_made,
    an_invitation_is_taken_back_by_its_own_site_alone,
    the_record_is_read_backwards_by_site_and_target,
    the_record_keeps_the_newest,
];

fn person(email: &str) -> Member {
    Member {
        id: 0,
        email: email.to_owned(),
        name: "気遣い 花子".to_owned(),
        locale: None,
        credentials: "{}".to_owned(),
        created_at: at(5),
    }
}

fn shop(stores: &dyn Stores) -> Box<dyn Catalog> {
    let mut catalog = stores.catalog();
    catalog.create_site(&site(SITE), 1).unwrap();
    catalog.create_site(&site("s_other"), 1).unwrap();
    catalog
}

fn invitation(hash: u8, expires: i64) -> Link {
    let opens = Opens::Invitation { site: SITE.into(), role: "agent".into(), email: None };
    Link {
        id: 0,
        hash: [hash; 32],
        opens,
        created_by: "花子".into(),
        created_at: at(1),
        expires_at: at(expires),
    }
}

fn a_member_joins_a_site_and_reads_back(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let added = catalog.add_member(person("a@shop.example"), SITE, "owner", None).unwrap();
    assert_eq!(catalog.members(), Ok(vec![added.clone()]));
    let owner = Membership { site: SITE.into(), member: added.id, role: "owner".into(), joined_at: at(5) };
    assert_eq!(catalog.memberships(), Ok(vec![owner]));
    let renamed =
        Member { name: "花".into(), locale: Some("ja".into()), credentials: r#"{"a":1}"#.into(), ..added };
    catalog.save_member(&renamed, None).unwrap();
    assert_eq!(catalog.members(), Ok(vec![renamed]));
}

fn an_address_belongs_to_one_member(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    catalog.add_member(person("a@shop.example"), SITE, "owner", None).unwrap();
    let twice = catalog.add_member(person("a@shop.example"), "s_other", "owner", None);
    assert!(matches!(twice, Err(StoreError::Duplicate { .. })));
    assert_eq!((catalog.members().unwrap().len(), catalog.memberships().unwrap().len()), (1, 1));
}

fn a_member_is_nothing_in_a_site_that_is_not_there(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let nowhere = catalog.add_member(person("a@shop.example"), "s_none", "owner", None);
    assert_eq!(nowhere, Err(StoreError::UnknownSite { site: "s_none".into() }));
    assert_eq!(catalog.members(), Ok(Vec::new()), "nothing of a failed write is kept");
}

fn a_role_is_replaced_and_taken_away(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let member = catalog.add_member(person("a@shop.example"), SITE, "owner", None).unwrap().id;
    let viewer = Membership { site: SITE.into(), member, role: "viewer".into(), joined_at: at(9) };
    catalog.put_membership(&viewer, None).unwrap();
    let stored = catalog.memberships().unwrap();
    assert_eq!((stored.len(), &*stored[0].role, stored[0].joined_at), (1, "viewer", at(5)));
    assert_eq!(catalog.remove_membership("s_other", member), Ok(false));
    assert_eq!(catalog.remove_membership(SITE, member), Ok(true));
    assert_eq!((catalog.memberships(), catalog.members().unwrap().len()), (Ok(Vec::new()), 1));
}

fn sessions_are_noted_and_removed(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let session = |hash| Session {
        id: 0,
        hash: [hash; 32],
        member: 1,
        device: "Firefox".into(),
        created_at: at(1),
        last_seen_at: at(1),
    };
    let first = catalog.add_session(session(1)).unwrap();
    let second = catalog.add_session(session(2)).unwrap();
    assert!(matches!(catalog.add_session(session(2)), Err(StoreError::Duplicate { .. })));
    catalog.touch_session(second.id, at(7)).unwrap();
    let seen = Session { last_seen_at: at(7), ..second.clone() };
    assert_eq!(catalog.sessions(), Ok(vec![first.clone(), seen]));
    catalog.remove_sessions(&[first.id, second.id]).unwrap();
    assert_eq!(catalog.sessions(), Ok(Vec::new()));
    assert!(catalog.add_session(session(3)).unwrap().id > second.id, "a number is not given again");
}

fn a_link_is_used_up_by_what_it_allowed(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let links: Vec<Link> = (1..=3).map(|hash| catalog.add_link(invitation(hash, 10)).unwrap()).collect();
    assert_eq!(catalog.link([1; 32]), Ok(Some(links[0].clone())));
    let member = catalog.add_member(person("a@shop.example"), SITE, "agent", Some(links[0].id)).unwrap();
    let other =
        Membership { site: "s_other".into(), member: member.id, role: "agent".into(), joined_at: at(6) };
    catalog.put_membership(&other, Some(links[1].id)).unwrap();
    assert_eq!(catalog.invitations(SITE), Ok(vec![links[2].clone()]));
    let opens = Opens::Recovery { member: member.id };
    let recovery = catalog.add_link(Link { opens, ..invitation(4, 10) }).unwrap();
    assert_eq!(catalog.link([4; 32]), Ok(Some(recovery.clone())));
    catalog.save_member(&member, Some(recovery.id)).unwrap();
    assert_eq!(catalog.link([4; 32]), Ok(None));
}

fn expired_links_are_forgotten_when_one_is_made(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    catalog.add_link(invitation(1, 10)).unwrap();
    catalog.add_link(Link { created_at: at(10), ..invitation(2, 20) }).unwrap();
    assert_eq!(catalog.link([1; 32]), Ok(None));
    assert_eq!(catalog.invitations(SITE).unwrap().len(), 1);
    let twice = catalog.add_link(invitation(2, 20));
    assert!(matches!(twice, Err(StoreError::Duplicate { .. })));
}

fn an_invitation_is_taken_back_by_its_own_site_alone(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let link = catalog.add_link(invitation(1, 10)).unwrap();
    assert_eq!(catalog.remove_invitation("s_other", link.id), Ok(false));
    assert_eq!(catalog.remove_invitation(SITE, link.id), Ok(true));
    assert_eq!(catalog.remove_invitation(SITE, link.id), Ok(false));
    assert_eq!(catalog.link([1; 32]), Ok(None));
}

fn record(site: Option<&str>, member: Option<u64>, target: &str) -> RecordRow {
    RecordRow {
        id: 0,
        site: site.map(Into::into),
        member,
        at: at(3),
        actor_kind: "member".into(),
        actor_name: "花子".into(),
        action: "campaign.publish".into(),
        target: target.into(),
        before: None,
        after: Some(r#"{"version":1}"#.into()),
    }
}

fn whole(site: &str) -> RecordQuery<'_> {
    RecordQuery { site, before: None, target: None, limit: 10 }
}

fn the_record_is_read_backwards_by_site_and_target(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    let member = catalog.add_member(person("a@shop.example"), SITE, "owner", None).unwrap().id;
    let rows = [
        record(Some(SITE), Some(member), "campaign/a"),
        record(Some("s_other"), None, "campaign/a"),
        record(None, Some(member), "member/1"),
        record(Some(SITE), None, "campaign/b"),
        record(None, Some(member + 1), "member/2"),
    ];
    catalog.add_records(&rows, 100).unwrap();
    let told = |query| {
        let rows = catalog.records(query).unwrap();
        rows.into_iter().map(|row| (row.id, row.target)).collect::<Vec<_>>()
    };
    let own = told(whole(SITE));
    let targets: Vec<_> = own.iter().map(|(_, target)| target.as_str()).collect();
    assert_eq!(targets, ["campaign/b", "member/1", "campaign/a"], "with what its members did to themselves");
    let older = RecordQuery { before: Some(own[0].0), limit: 1, ..whole(SITE) };
    assert_eq!(told(older), [own[1].clone()]);
    assert_eq!(told(RecordQuery { target: Some("campaign/a"), ..whole(SITE) }), [own[2].clone()]);
    let first = catalog.records(RecordQuery { target: Some("campaign/a"), ..whole(SITE) }).unwrap();
    assert_eq!(first, [RecordRow { id: own[2].0, ..rows[0].clone() }]);
}

fn the_record_keeps_the_newest(stores: &dyn Stores) {
    let mut catalog = shop(stores);
    for target in ["a", "b", "c", "d"] {
        catalog.add_records(&[record(Some(SITE), None, target)], 2).unwrap();
    }
    let left = catalog.records(whole(SITE)).unwrap();
    let targets: Vec<_> = left.iter().map(|row| row.target.as_str()).collect();
    assert_eq!(targets, ["d", "c"]);
}
