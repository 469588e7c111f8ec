//! A stand-in for Kizukai: the sample shop's campaigns in a few lines, so that the ground truth of a whole population
//! can be worked out without a server.
//!
//! It knows when each campaign's moment comes, one place for what interrupts, priorities, and once a visit. It leaves
//! out what is equal for everybody spoken to or not: holdout, site-wide caps, quiet time.

use std::collections::BTreeMap;

use serde_json::json;

use crate::draw::Draw;
use crate::reply::{Armed, Choice, Content, Reply, Show, Verdict};
use crate::request::{Happening, Request};

/// A campaign as the stand-in knows it; see `web/demo-shop/campaigns`.
#[derive(Debug)]
struct Campaign {
    key: &'static str,
    arms: &'static [&'static str],
    control: f64,
    priority: u8,
    format: &'static str,
    link: Option<&'static str>,
}

const fn corner(key: &'static str, control: f64, priority: u8) -> Campaign {
    Campaign { key, arms: &["ask"], control, priority, format: "corner", link: None }
}

const fn inline(key: &'static str, arms: &'static [&'static str], control: f64) -> Campaign {
    Campaign { key, arms, control, priority: 0, format: "inline", link: None }
}

impl Campaign {
    fn is_inline(&self) -> bool {
        self.format == "inline"
    }
}

/// Yen in the cart from which shipping is nearly free, and from which it is.
const NEARLY_FREE: std::ops::Range<u64> = 3_500..5_500;

const CAMPAIGNS: [Campaign; 14] = [
    inline("shipping-days", &["notice"], 0.0),
    corner("cart-shipping", 0.2, 30),
    corner("size-help", 0.1, 25),
    Campaign { link: Some("/products?category=kitchen"), ..corner("search-help", 0.1, 20) },
    corner("gift-question", 0.1, 15),
    Campaign { arms: &["offer"], link: Some("/search?q=冬"), ..corner("list-end", 0.3, 10) },
    corner("product-exit", 0.1, 12),
    inline("tableware-care", &["note"], 0.1),
    Campaign {
        arms: &["remainder"],
        format: "toast",
        link: Some("/products?category=cloth"),
        ..corner("almost-free-shipping", 0.2, 8)
    },
    inline("cart-assurance", &["delivery", "returns"], 0.2),
    corner("order-question", 0.0, 40),
    inline("member-greeting", &["by-rank"], 0.0),
    Campaign { arms: &["welcome"], link: Some("/products"), ..corner("welcome-back", 0.2, 5) },
    inline("returning-lead", &["again"], 0.2),
];

/// What is remembered of one person.
#[derive(Debug, Default)]
struct Memory {
    visits: u32,
    tableware: u32,
    sizes: u32,
    orders: u32,
    /// Yen in the cart.
    subtotal: u64,
    answered_gift: bool,
    /// Campaigns that spoke (or would have) in this visit.
    spoken: Vec<&'static str>,
    /// The message that has the one place.
    open: Option<(String, &'static str)>,
    /// Campaigns that ever spoke, with when.
    first: BTreeMap<&'static str, u64>,
}

/// The stand-in. Whether `compared` speaks is the only thing in which two runs differ.
#[derive(Debug)]
pub struct StandIn {
    draw: Draw,
    compared: &'static str,
    speaks: bool,
    memories: BTreeMap<u64, Memory>,
}

impl StandIn {
    /// All campaigns speak as they would, controls included; `compared` speaks to all, or to nobody.
    pub fn new(seed: u64, compared: &str, speaks: bool) -> Option<Self> {
        let compared = CAMPAIGNS.iter().find(|campaign| campaign.key == compared)?.key;
        Some(Self { draw: Draw::new(seed), compared, speaks, memories: BTreeMap::new() })
    }

    /// When `compared` first spoke, or would have, to a visitor; in ms since 1970.
    pub fn first_decided(&self, visitor: u64) -> Option<u64> {
        self.memories.get(&visitor)?.first.get(self.compared).copied()
    }

    /// The arm of a campaign that a visitor is given.
    pub fn arm(&self, campaign: &str, visitor: u64) -> Option<&'static str> {
        let campaign = CAMPAIGNS.iter().find(|known| known.key == campaign)?;
        let draw = self.draw.branch(campaign.key, visitor);
        let is_compared = campaign.key == self.compared;
        let is_control = if is_compared { !self.speaks } else { draw.chance("control", campaign.control) };
        (!is_control).then(|| campaign.arms[draw.place("arm", campaign.arms.len())])
    }

    /// Answers a request. `now_ms` only dates first decisions.
    pub fn decide(&mut self, visitor: u64, now_ms: u64, request: &Request) -> Reply {
        let mut memory = self.memories.remove(&visitor).unwrap_or_default();
        let mut reply = Reply::default();
        let is_new_visit = request.page.referrer.is_empty() || request.page.referrer.starts_with("http");
        let mut fired: Vec<&Campaign> = Vec::new();
        for event in &request.events {
            reply.verdicts.push(Verdict { verdict: "ok".into(), reason: None });
            memory.learn(&event.what, is_new_visit);
            fired.extend(fired_by(&memory, request, &event.what));
        }
        if !request.closing {
            fired.sort_by_key(|campaign| std::cmp::Reverse(campaign.priority));
            for campaign in fired {
                if memory.may_speak(campaign) {
                    memory.spoken.push(campaign.key);
                    memory.first.entry(campaign.key).or_insert(now_ms);
                    if let Some(arm) = self.arm(campaign.key, visitor) {
                        reply.show.push(memory.speak(campaign, arm));
                    }
                }
            }
            reply.armed = armed(&memory, request);
        }
        self.memories.insert(visitor, memory);
        reply
    }
}

impl Memory {
    fn learn(&mut self, what: &Happening, is_new_visit: bool) {
        match what {
            Happening::Page if is_new_visit => {
                self.visits += 1;
                self.sizes = 0;
                self.spoken.clear();
                self.open = None;
            }
            Happening::Track { name: "Product Viewed", properties } => {
                self.tableware += u32::from(properties["category"] == "tableware");
            }
            Happening::Track { name: "Size Selected", .. } => self.sizes += 1,
            Happening::Track { name: "Product Added", properties } => {
                self.subtotal += properties["price"].as_u64().unwrap_or(0);
            }
            Happening::Track { name: "Order Completed", .. } => {
                self.orders += 1;
                self.subtotal = 0;
            }
            Happening::Answer { step, .. } | Happening::Close { step, .. } => {
                let open = self.open.take_if(|(enrolment, _)| *enrolment == step.enrolment);
                let is_answer = matches!(what, Happening::Answer { .. });
                self.answered_gift |= is_answer && open.is_some_and(|(_, key)| key == "gift-question");
            }
            _ => {}
        }
    }

    fn may_speak(&self, campaign: &Campaign) -> bool {
        let has_place = campaign.is_inline() || self.open.is_none();
        has_place && !self.spoken.contains(&campaign.key)
    }

    fn speak(&mut self, campaign: &Campaign, arm: &str) -> Show {
        let enrolment = format!("{}-{}-{}", campaign.key, self.visits, self.spoken.len());
        if !campaign.is_inline() {
            self.open = Some((enrolment.clone(), campaign.key));
        }
        let choice =
            |key: &str, href: Option<&str>| Choice { key: key.into(), href: href.map(str::to_owned) };
        let choices = match campaign.format {
            "inline" => Vec::new(),
            "toast" => vec![choice("yes", campaign.link)],
            _ => vec![choice("yes", campaign.link), choice("more", None), choice("none", None)],
        };
        Show {
            campaign: campaign.key.into(),
            arm: arm.into(),
            enrolment,
            step: "start".into(),
            format: campaign.format.into(),
            content: Content { choices, ..Content::default() },
            resumed: false,
        }
    }
}

/// The campaigns whose moment an event is.
fn fired_by(memory: &Memory, request: &Request, what: &Happening) -> Vec<&'static Campaign> {
    let path = request.page.path.as_str();
    let is_fired = |campaign: &&Campaign| match (campaign.key, what) {
        ("shipping-days", Happening::Page) => path == "/",
        ("welcome-back" | "returning-lead", Happening::Page) => {
            path == "/" && (memory.visits >= 2 || memory.orders > 0)
        }
        ("cart-assurance", Happening::Page) => path == "/cart",
        ("tableware-care", Happening::Track { name: "Product Viewed", properties }) => {
            memory.tableware >= 3 && properties["category"] == "tableware"
        }
        ("almost-free-shipping", Happening::Track { name: "Product Added", .. }) => {
            NEARLY_FREE.contains(&memory.subtotal)
        }
        ("size-help", Happening::Track { name: "Size Selected", .. }) => memory.sizes >= 3,
        ("search-help", Happening::Track { name: "Products Searched", .. })
        | ("order-question", Happening::Track { name: "Order Completed", .. })
        | ("cart-shipping", Happening::Signal { name: "hesitation", .. })
        | ("list-end", Happening::Signal { name: "scroll", .. })
        | ("product-exit", Happening::Signal { name: "exit_intent", .. }) => true,
        ("gift-question", Happening::Signal { name: "dwell", .. }) => !memory.answered_gift,
        _ => false,
    };
    CAMPAIGNS.iter().filter(is_fired).collect()
}

fn armed(memory: &Memory, request: &Request) -> Vec<Armed> {
    let path = request.page.path.as_str();
    let product = path.strip_prefix("/products/");
    let is_gift = crate::catalogue::shelf().iter().any(|known| known.is_gift() && product == Some(known.id));
    let waiting = [
        (path == "/cart", "hesitation", json!({"score": 60})),
        (path == "/products", "scroll", json!({"percent": 80})),
        (product.is_some(), "exit_intent", json!({})),
        (is_gift && !memory.answered_gift, "dwell", json!({"seconds": 15})),
    ];
    let armed = waiting.into_iter().filter(|(holds, ..)| *holds).map(|(_, signal, params)| Armed {
        signal: signal.into(),
        params: params.as_object().cloned().unwrap_or_default().into_iter().collect(),
    });
    armed.collect()
}
