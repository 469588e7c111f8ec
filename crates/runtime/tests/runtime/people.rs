//! Members: the first one, signing in, sessions, second factor, invitations, recovery, roles, and the record.

use std::sync::Arc;

use kizukai_model::time::ManualClock;
use kizukai_model::{Clock, SiteId, Span};
use kizukai_runtime::{
    Actor, Change, MemberRefusal, NewMember, NewSite, OpenedSession, Options, RandomFresh, Role, Runtime,
    RuntimeError, init,
};
use serde_json::json;
use tempfile::TempDir;
use totp_rs::{Builder, Secret};

use crate::world::START;

const PASSWORD: &str = "correct horse";

struct Office {
    clock: Arc<ManualClock>,
    site: SiteId,
    runtime: Runtime,
    dir: TempDir,
}

fn person(email: &str) -> NewMember {
    NewMember { email: email.to_owned(), name: "花子".to_owned(), password: PASSWORD.to_owned() }
}

impl Office {
    /// A shop whose owner is `owner@shop.example`.
    async fn start() -> (Self, OpenedSession) {
        let office = Self::empty();
        let opened = office.runtime.set_up(person("Owner@shop.example "), None, "Firefox").await.unwrap();
        (office, opened)
    }

    fn empty() -> Self {
        let dir = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(START));
        let keys = init(dir.path(), "花と器", &*clock, &RandomFresh).unwrap();
        let runtime = Self::open(&dir, &clock);
        Self { clock, site: keys.site_id.as_str().into(), runtime, dir }
    }

    fn open(dir: &TempDir, clock: &Arc<ManualClock>) -> Runtime {
        let clock = Arc::clone(clock) as Arc<dyn Clock>;
        Runtime::open(Options { clock, ..Options::new(dir.path()) }).unwrap()
    }

    async fn restart(self) -> Self {
        let Self { clock, site, runtime, dir } = self;
        runtime.shutdown().await.unwrap();
        drop(runtime);
        Self { runtime: Self::open(&dir, &clock), clock, site, dir }
    }

    async fn sign_in(
        &self,
        email: &str,
        password: &str,
        code: Option<&str>,
    ) -> Result<OpenedSession, String> {
        let opened = self.runtime.sign_in(email, password, code, "Firefox").await;
        opened.map_err(|error| error.to_string())
    }

    async fn invited(&self, email: &str, role: Role) -> OpenedSession {
        let (_, secret) = self.runtime.invite(&self.site, role, None, &Actor::local()).await.unwrap();
        self.runtime.follow_invitation(&secret, person(email), "Safari").await.unwrap().1
    }

    fn is_open(&self, opened: &OpenedSession) -> bool {
        self.runtime.session(&opened.secret).is_some()
    }

    fn code_of(&self, secret: &str) -> String {
        let secret = Secret::try_from_base32(secret).unwrap();
        let seconds = u64::try_from(self.clock.now().as_ms() / 1_000).unwrap();
        Builder::new().with_secret(secret).build_noncompliant().generate(seconds).to_string()
    }
}

fn refusal<T: std::fmt::Debug>(result: Result<T, RuntimeError>) -> MemberRefusal {
    match result {
        Err(RuntimeError::Member(refusal)) => refusal,
        other => panic!("not refused: {}", other.map_or_else(|error| error.to_string(), |_| "done".into())),
    }
}

#[tokio::test]
async fn the_first_member_owns_every_site_and_is_made_once() {
    let (office, opened) = Office::start().await;
    let again = office.runtime.set_up(person("other@shop.example"), None, "").await.map(drop);
    assert_eq!(refusal(again), MemberRefusal::SetUpDone);
    let office = office.restart().await;
    let signed_in = office.runtime.session(&opened.secret).unwrap();
    assert_eq!(office.runtime.role(signed_in.member, &office.site), Some(Role::Owner));
    let owner = office.runtime.member(signed_in.member).unwrap();
    assert_eq!((owner.email.as_str(), owner.has_password), ("owner@shop.example", true));
    assert_eq!(office.runtime.sites_of(signed_in.member).len(), 1);
}

#[tokio::test]
async fn a_folder_without_a_site_gets_one_that_is_served_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::at(START));
    let runtime = Office::open(&dir, &clock);
    let nameless = runtime.set_up(person("owner@shop.example"), None, "").await.map(drop);
    assert!(matches!(refusal(nameless), MemberRefusal::BadField(_)));
    let odd = NewSite { name: "花".into(), timezone: Some("Asia/Nowhere".into()), ..NewSite::default() };
    let odd = runtime.set_up(person("owner@shop.example"), Some(odd), "").await.map(drop);
    assert!(matches!(odd, Err(RuntimeError::Refused(_))));
    assert_eq!((runtime.sites().len(), runtime.has_members()), (0, false), "nothing is left of what failed");
    let site = NewSite { name: "花".into(), currency: Some("USD".into()), ..NewSite::default() };
    let opened = runtime.set_up(person("owner@shop.example"), Some(site), "").await.unwrap();
    let (site, role) = runtime.sites_of(opened.member).remove(0);
    assert_eq!((role, &*runtime.settings(&site.id).currency), (Role::Owner, "USD"));
    assert_eq!(runtime.admit(&site.write_key).unwrap().site, site.id);
    let second = runtime.found_site(opened.member, NewSite { name: "二号店".into(), ..NewSite::default() });
    let second = second.await.unwrap();
    let text = json!({"kind": "segment", "key": "gold", "condition": {"traits.rank": "gold"}});
    let text = kizukai_engagement::Definition::read(None, &text).unwrap().0;
    assert_eq!(runtime.publish(&second.id, vec![text]).await.unwrap().program, 2);
}

#[tokio::test]
async fn a_wrong_password_and_an_unknown_address_are_the_same_refusal() {
    let (office, _) = Office::start().await;
    assert!(office.sign_in(" OWNER@shop.example", PASSWORD, None).await.is_ok());
    let wrong = office.sign_in("owner@shop.example", "wrong horse", None).await.err();
    let unknown = office.sign_in("nobody@shop.example", PASSWORD, None).await.err();
    assert!(wrong.is_some());
    assert_eq!(wrong, unknown);
}

#[tokio::test]
async fn a_session_ends_when_it_is_not_used_is_old_or_is_taken_back() {
    let (office, first) = Office::start().await;
    let unused = office.sign_in("owner@shop.example", PASSWORD, None).await.unwrap();
    for _ in 0..6 {
        office.clock.advance(Span::from_days(13));
        assert!(office.is_open(&first));
    }
    assert!(!office.is_open(&unused));
    office.clock.advance(Span::from_days(12));
    assert!(!office.is_open(&first), "ninety days are the most");
    let [one, two] = [PASSWORD; 2].map(|password| office.sign_in("owner@shop.example", password, None));
    let (one, two) = (one.await.unwrap(), two.await.unwrap());
    let id = office.runtime.session(&one.secret).unwrap().session;
    assert!(!office.runtime.end_session(one.member + 1, id).await.unwrap());
    assert!(office.runtime.end_session(one.member, id).await.unwrap());
    assert_eq!((office.is_open(&one), office.is_open(&two)), (false, true));
    let office = office.restart().await;
    assert_eq!((office.is_open(&one), office.is_open(&two), office.is_open(&first)), (false, true, false));
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions() {
    let (office, opened) = Office::start().await;
    let other = office.sign_in("owner@shop.example", PASSWORD, None).await.unwrap();
    let session = office.runtime.session(&opened.secret).unwrap();
    let change = |current, new| office.runtime.change_password(session.member, session.session, current, new);
    assert_eq!(refusal(change("wrong horse", "battery staple").await), MemberRefusal::BadCredentials);
    let weak = refusal(change(PASSWORD, "owner@shop.example").await);
    assert!(matches!(weak, MemberRefusal::WeakPassword(_)));
    change(PASSWORD, "battery staple").await.unwrap();
    assert_eq!((office.is_open(&opened), office.is_open(&other)), (true, false));
    assert!(office.sign_in("owner@shop.example", PASSWORD, None).await.is_err());
    assert!(office.sign_in("owner@shop.example", "battery staple", None).await.is_ok());
}

#[tokio::test]
async fn a_second_factor_is_asked_for_and_no_code_is_taken_twice() {
    let (office, opened) = Office::start().await;
    let owner = "owner@shop.example";
    let draft = office.runtime.draft_totp(opened.member).await.unwrap();
    assert!(office.sign_in(owner, PASSWORD, None).await.is_ok(), "a draft is not asked for");
    let code = office.code_of(&draft.secret);
    let recovery = office.runtime.confirm_totp(opened.member, &code).await.unwrap();
    let needed = office.runtime.sign_in(owner, PASSWORD, None, "").await.map(drop);
    assert_eq!(refusal(needed), MemberRefusal::CodeNeeded);
    assert!(office.sign_in(owner, PASSWORD, Some(&code)).await.is_err(), "it has turned the factor on");
    office.clock.advance(Span::from_secs(30));
    let code = office.code_of(&draft.secret);
    assert!(office.sign_in(owner, "wrong horse", Some(&code)).await.is_err());
    assert!(office.sign_in(owner, PASSWORD, Some(&code)).await.is_ok(), "a wrong password costs no code");
    let office = office.restart().await;
    assert!(office.sign_in(owner, PASSWORD, Some(&code)).await.is_err());
    assert!(office.sign_in(owner, PASSWORD, Some(&recovery[3])).await.is_ok());
    assert!(office.sign_in(owner, PASSWORD, Some(&recovery[3])).await.is_err());
    let wrong = office.runtime.remove_totp(opened.member, "wrong horse").await;
    assert_eq!(refusal(wrong), MemberRefusal::BadCredentials);
    office.runtime.remove_totp(opened.member, PASSWORD).await.unwrap();
    assert!(office.sign_in(owner, PASSWORD, None).await.is_ok());
}

#[tokio::test]
async fn an_invitation_is_followed_once_in_time_and_by_whom_it_is_for() {
    let (office, _) = Office::start().await;
    let (runtime, site, by) = (&office.runtime, &office.site, Actor::local());
    let (made, secret) = runtime.invite(site, Role::Agent, Some("Agent@shop.example"), &by).await.unwrap();
    assert_eq!((made.role, made.email.as_deref()), (Role::Agent, Some("agent@shop.example")));
    assert_eq!(runtime.open_invitation(&secret).await.unwrap().site_name, "花と器");
    let other = runtime.follow_invitation(&secret, person("other@shop.example"), "").await.map(drop);
    assert!(matches!(refusal(other), MemberRefusal::BadField(_)));
    let (_, opened) = runtime.follow_invitation(&secret, person("agent@shop.example"), "").await.unwrap();
    assert_eq!(runtime.role(opened.member, site), Some(Role::Agent));
    let again = runtime.follow_invitation(&secret, person("agent@shop.example"), "").await.map(drop);
    assert_eq!(refusal(again), MemberRefusal::Unknown("invitation"));

    let (_, secret) = runtime.invite(site, Role::Viewer, None, &by).await.unwrap();
    let known = runtime.follow_invitation(&secret, person("agent@shop.example"), "").await.map(drop);
    assert_eq!(refusal(known), MemberRefusal::AccountExists);
    let stays = runtime.follow_invitation_as(&secret, opened.member).await.unwrap();
    assert_eq!(stays.role, Role::Agent, "who is something already stays what they are");

    let (taken_back, secret) = runtime.invite(site, Role::Viewer, None, &by).await.unwrap();
    assert!(runtime.remove_invitation(site, taken_back.id).await.unwrap());
    assert!(runtime.open_invitation(&secret).await.is_err());
    let (_, secret) = runtime.invite(site, Role::Viewer, None, &by).await.unwrap();
    office.clock.advance(Span::from_days(7));
    assert!(runtime.open_invitation(&secret).await.is_err());
    assert_eq!(runtime.invitations(site).await.unwrap(), []);
}

#[tokio::test]
async fn a_site_keeps_an_owner_and_a_role_changes_at_once() {
    let (office, owner) = Office::start().await;
    let (runtime, site) = (&office.runtime, &office.site);
    let editor = office.invited("editor@shop.example", Role::Editor).await;
    assert_eq!(refusal(runtime.set_role(site, owner.member, Role::Viewer).await), MemberRefusal::LastOwner);
    assert_eq!(refusal(runtime.remove_member(site, owner.member).await), MemberRefusal::LastOwner);
    assert_eq!(runtime.set_role(site, editor.member, Role::Owner).await.unwrap(), Role::Editor);
    assert_eq!(runtime.remove_member(site, owner.member).await.unwrap(), Role::Owner);
    assert_eq!(runtime.role(owner.member, site), None);
    assert_eq!(refusal(runtime.remove_member(site, owner.member).await), MemberRefusal::Unknown("member"));
    let office = office.restart().await;
    let members = office.runtime.members_of(&office.site);
    assert_eq!((members.len(), members[0].role), (1, Role::Owner));
    assert!(members[0].last_seen_at.is_some());
}

#[tokio::test]
async fn a_recovery_link_gives_a_new_password_and_takes_the_second_factor_away() {
    let (office, opened) = Office::start().await;
    let owner = "owner@shop.example";
    let draft = office.runtime.draft_totp(opened.member).await.unwrap();
    office.runtime.confirm_totp(opened.member, &office.code_of(&draft.secret)).await.unwrap();
    let unknown = office.runtime.make_recovery("nobody@shop.example", &Actor::local()).await;
    assert_eq!(refusal(unknown), MemberRefusal::Unknown("member"));
    let secret = office.runtime.make_recovery(owner, &Actor::local()).await.unwrap();
    assert_eq!(office.runtime.open_recovery(&secret).await.unwrap(), opened.member);
    let weak = office.runtime.recover(&secret, "short", "").await.map(drop);
    assert!(matches!(refusal(weak), MemberRefusal::WeakPassword(_)));
    let recovered = office.runtime.recover(&secret, "battery staple", "").await.unwrap();
    assert_eq!((office.is_open(&opened), office.is_open(&recovered)), (false, true));
    assert!(office.sign_in(owner, "battery staple", None).await.is_ok());
    let again = office.runtime.recover(&secret, "battery staple", "").await.map(drop);
    assert_eq!(refusal(again), MemberRefusal::Unknown("recovery link"));
    let late = office.runtime.make_recovery(owner, &Actor::local()).await.unwrap();
    office.clock.advance(Span::from_hours(24));
    assert!(office.runtime.open_recovery(&late).await.is_err());
}

#[tokio::test]
async fn the_record_tells_who_changed_what() {
    let office = Office::empty();
    let change = |target: &str| Change {
        site: Some(office.site.clone()),
        actor: Actor::key(1, "CRM"),
        action: "campaign.publish",
        target: target.to_owned(),
        before: None,
        after: Some(json!({"version": 1})),
    };
    office.runtime.record(vec![change("campaign/a"), change("campaign/b")]).await.unwrap();
    let told = office.runtime.records(&office.site, None, None, 10).await.unwrap();
    assert_eq!((told[0].target.as_str(), told[0].actor_name.as_str()), ("campaign/b", "#1 CRM"));
    assert_eq!((&told[1].after, told[1].at), (&Some(json!({"version": 1})), START));
    let older = office.runtime.records(&office.site, Some(told[0].id), None, 10).await.unwrap();
    assert_eq!(older, told[1..]);
}
