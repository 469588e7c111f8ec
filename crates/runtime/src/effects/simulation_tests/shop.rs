//! A shop with its campaigns and their plans, and one visitor in it.

use kizukai_engagement::input::Activity;
use kizukai_engagement::program::{Publication, publish};
use kizukai_engagement::{
    CampaignText, Decision, Definition, Input, Moment, Profile, Program, ProgramSource, Surface, step,
};
use kizukai_model::{Event, EventBody, IdKind, Key, Money, ProfileId, Properties, SiteId, Span, Timestamp};
use kizukai_store::{ArmSums, DayNumber};
use serde_json::{Value, json};

use super::super::metric::Fixed;
use super::super::reading::shares;
use super::WINDOW_DAYS;
use super::draw::{LIMIT_YEN, ORDER_MEAN, ORDER_SQUARE};
use super::tally::PHASE;
use crate::counting::{Counting, Past, Plan, plans_of};

/// The lift that phases are planned for, in percent.
const SMALLEST_PERCENT: f64 = 20.0;
/// The key of the only arm beside the control.
const ARM: &str = "tip";

/// How its campaigns speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Speaking {
    /// So many side by side, each at its own place in the page: every visitor takes part in each of them, with an arm that
    /// is drawn for it alone.
    InThePage(usize),
    /// One that interrupts. Nothing interrupts a visitor who is typing: the arm is drawn then, and decided for later.
    Interrupting,
}

/// A shop whose past tells how often its goals are reached.
pub(super) struct Shop {
    site: SiteId,
    program: Program,
    counting: Counting,
    pub(super) base: f64,
    pub(super) control_share: f64,
    /// Its campaigns.
    pub(super) keys: Vec<Key>,
    /// The arms of each, with the shares they are drawn for.
    pub(super) shares: Vec<(Key, f64)>,
    /// What was fixed of each when its phase began.
    pub(super) fixed: Fixed,
    /// When its first day begins.
    pub(super) opening: Timestamp,
    /// The number of that day.
    pub(super) first_day: DayNumber,
}

impl Shop {
    pub(super) fn new(base: f64, control_percent: f64, speaking: Speaking) -> Self {
        let site: SiteId = "s_simulated".into();
        let opening = Timestamp::parse("2026-02-28T15:00:00Z").expect("midnight in Tokyo");
        let many = if let Speaking::InThePage(many) = speaking { many } else { 1 };
        let texts = (0..many).map(|place| campaign(&format!("c{place}"), control_percent, speaking));
        let Publication { source, program, rows, .. } = published(&site, texts, opening);
        let past = Past {
            value_limit: Some(Money::from_milli(LIMIT_YEN * 1_000)),
            base_rate: Some(base),
            value_spread: Some(ORDER_SQUARE / (base * ORDER_MEAN.powi(2)) - 1.0),
        };
        let plans = plans_of(&source, &rows, &[], opening, |_| past);
        let of_campaign = plans.iter().find(|plan| plan.campaign.is_some()).expect("each has a plan");
        let plan = Plan::decode(of_campaign).expect("it was just encoded");
        assert_eq!(plan.window_ms, Span::from_days(WINDOW_DAYS).as_ms());
        let text: &CampaignText = &source.campaigns[0].text;
        let control_share = control_percent / 100.0;
        Self {
            fixed: Fixed::new(plan.base_rate, plan.value_spread, plan.smallest_effect, control_share),
            first_day: plan.calendar().place(opening).day,
            counting: Counting::by_plans(&site, plans, Vec::new()).expect("they were just encoded"),
            keys: source.campaigns.iter().map(|campaign| campaign.text.key.clone()).collect(),
            shares: shares(text),
            site,
            program,
            base,
            control_share,
            opening,
        }
    }

    /// When a day begins, counted from the opening.
    pub(super) fn start_of(&self, day: i64) -> Timestamp {
        self.opening.plus(Span::from_days(day))
    }

    /// The arm beside the control.
    pub(super) fn arm(&self) -> &Key {
        &self.shares[0].0
    }

    /// Where a campaign stands among them.
    pub(super) fn place(&self, campaign: &Key) -> usize {
        self.keys.iter().position(|key| key == campaign).expect("there is no other")
    }
}

fn campaign(key: &str, control_percent: f64, speaking: Speaking) -> Value {
    let mut hello = json!({"type": "message", "title": "送料無料まであと少しです", "choices": [{"key": "ok", "label": "はい"}]});
    match speaking {
        Speaking::InThePage(_) => {
            hello["format"] = json!("inline");
            hello["selector"] = json!(format!("#{key}"));
        }
        Speaking::Interrupting => hello["format"] = json!("corner"),
    }
    json!({
        "kind": "campaign", "key": key, "status": "running", "control": control_percent,
        "smallest_effect": SMALLEST_PERCENT,
        "trigger": {"on": "signal", "name": "page_view"},
        "arms": [{"key": ARM, "scenario": {"start": "hello", "steps": {"hello": hello}}}],
        "goal": {
            "event": "Order Completed", "where": {"properties.list": key}, "value": "properties.revenue",
            "within": format!("{WINDOW_DAYS}d"),
        },
    })
}

fn published(site: &SiteId, campaigns: impl Iterator<Item = Value>, now: Timestamp) -> Publication {
    let settings = json!({"kind": "site", "holdout": 0, "attention": {"capacity": 1_000}});
    let read = |text: Value| Definition::read(None, &text).expect("a text of the right shape").0;
    let changes = std::iter::once(settings).chain(campaigns).map(read).collect();
    publish(&ProgramSource::empty(site.clone()), changes, now).expect("texts without problems")
}

/// One visitor of a shop.
pub(super) struct Visitor<'a> {
    shop: &'a Shop,
    profile: Profile,
    inputs: u32,
}

impl<'a> Visitor<'a> {
    pub(super) fn new(shop: &'a Shop, name: &str) -> Self {
        let id = ProfileId::derive(&shop.site, IdKind::Anonymous, name);
        Self { shop, profile: Profile::new(id), inputs: 0 }
    }

    /// A page is viewed; what is decided then.
    pub(super) fn view(&mut self, at: Timestamp, activity: Option<Activity>) -> Vec<Decision> {
        let page = EventBody::Page { name: None, properties: Properties::new() };
        let events = vec![self.event(at, page)];
        let moment = Moment { surface: Surface::Page, events, activity, ..Moment::default() };
        step(&self.shop.program, &mut self.profile, &Input::Moment(Box::new(moment)), at).decisions
    }

    /// An order, told by the shop's server: the goal of the campaign at this place, or of none.
    pub(super) fn order(&mut self, at: Timestamp, revenue: i64, place: Option<usize>) {
        let list = place.map_or("none", |place| self.shop.keys[place].as_str());
        let told = json!({"order_id": format!("{}", self.inputs), "revenue": revenue, "list": list});
        let properties = told.as_object().cloned().unwrap_or_default();
        let events =
            vec![self.event(at, EventBody::Track { event: "Order Completed".to_owned(), properties })];
        let moment = Moment { events, trusted: true, ..Moment::default() };
        step(&self.shop.program, &mut self.profile, &Input::Moment(Box::new(moment)), at);
    }

    fn event(&mut self, timestamp: Timestamp, body: EventBody) -> Event {
        self.inputs += 1;
        Event { message_id: format!("m{}", self.inputs), timestamp, page: None, body }
    }

    /// What results count of the visitor: place of the campaign, whether control, day and sums.
    pub(super) fn counted(&self) -> Vec<(usize, bool, DayNumber, ArmSums)> {
        let mut all = Vec::new();
        for row in self.shop.counting.rows(&self.shop.site, &self.profile) {
            let place = self.shop.place(row.campaign.as_ref().expect("nobody is held out"));
            all.extend(ArmSums::of(&row).map(|(phase, day, sums)| {
                assert_eq!(phase, PHASE);
                (place, row.control, day, sums)
            }));
        }
        all
    }
}
