//! Visitors who come and go, drawn from a seed, and the books on what the server acknowledged of them.
//!
//! One [`Visitors`] belongs to one connection: it hands out one request at a time, and the same again until that was
//! answered, as a tag does. So after any crash the books say exactly what has to be there.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use serde_json::{Value, json};

use crate::{Seed, events, texts};

/// The campaign these visitors answer to.
pub const DIALOGUE: &str = "dialogue";

/// How long its wait lasts, as text.
const WAIT: &str = "1s";

/// The campaign [`DIALOGUE`]: a question; whoever answers `later` is left alone for a second and then spoken to again.
pub fn dialogue() -> Value {
    let steps = json!({
        "ask": texts::message("お手伝いしましょうか", &[("later", "pause"), ("no", "end")]),
        "pause": {"type": "wait", "for": WAIT, "next": "after"},
        "after": texts::message("その後いかがですか", &[("ok", "end")]),
    });
    texts::campaign(DIALOGUE, "ask", &steps)
}

/// A person with two devices.
#[derive(Debug)]
struct Visitor {
    devices: [String; 2],
    user: String,
    /// What was shown last, to be answered.
    shown: Option<Value>,
}

/// A request on its way, and whose it is.
#[derive(Debug, Clone)]
struct Pending {
    request: Value,
    by: By,
}

#[derive(Debug, Clone)]
enum By {
    Visitor(usize),
    /// Somebody new who will say `later`.
    Newcomer(String),
    /// Somebody who said `later`.
    Patient(String),
}

/// Some visitors, their next request, and the books.
#[derive(Debug)]
pub struct Visitors {
    prefix: String,
    seed: Seed,
    visitors: Vec<Visitor>,
    messages: u64,
    orders: BTreeMap<usize, BTreeSet<String>>,
    agenda: VecDeque<Pending>,
    pending: Option<Pending>,
    acknowledged: BTreeMap<String, String>,
    patients: Vec<String>,
}

impl Visitors {
    /// So many of them. Message ids begin with the prefix, which must be unique.
    pub fn new(prefix: &str, count: usize, seed: Seed) -> Self {
        let visitor = |n: usize| Visitor {
            devices: [format!("{prefix}-v{n}-phone"), format!("{prefix}-v{n}-desk")],
            user: format!("{prefix}-v{n}-user"),
            shown: None,
        };
        Self {
            prefix: prefix.to_owned(),
            seed,
            visitors: (0..count).map(visitor).collect(),
            messages: 0,
            orders: BTreeMap::new(),
            agenda: VecDeque::new(),
            pending: None,
            acknowledged: BTreeMap::new(),
            patients: Vec::new(),
        }
    }

    /// The request to send now: the one that was not answered yet, else the next.
    pub fn request(&mut self) -> Value {
        if self.pending.is_none() {
            let next = self.agenda.pop_front();
            self.pending = Some(next.unwrap_or_else(|| self.draw()));
        }
        self.pending.as_ref().map(|pending| pending.request.clone()).unwrap_or_default()
    }

    /// Whether a request waits for its answer.
    pub const fn is_waiting(&self) -> bool {
        self.pending.is_some()
    }

    /// The request was answered: takes the verdicts into the books. An event to be tried again keeps it pending.
    pub fn answered(&mut self, answer: &Value) {
        let Some(Pending { request, by }) = self.pending.take() else { return };
        let device = request["anonymousId"].as_str().unwrap_or_default();
        let verdicts = events::verdicts(answer);
        for (message, verdict) in &verdicts {
            if verdict == "ok" || (verdict == "duplicate" && is_never_dropped(&request, message)) {
                self.acknowledged.insert(message.clone(), device.to_owned());
            }
        }
        if verdicts.iter().any(|(_, verdict)| verdict == "retry") {
            self.pending = Some(Pending { request, by });
            return;
        }
        let shown = answer["show"].as_array().into_iter().flatten().next_back().cloned();
        match by {
            By::Visitor(n) => self.visitors[n].shown = shown,
            By::Newcomer(device) => {
                if let Some(shown) = shown {
                    let id = self.message();
                    let request = events::request(&device, &[events::answer(&id, &shown, "later")]);
                    self.agenda.push_back(Pending { request, by: By::Patient(device) });
                }
            }
            // Asked again after a crash the wait may be over, and the answer bring the next step.
            By::Patient(_) if shown.is_some() => {}
            By::Patient(device) => self.patients.push(device),
        }
    }

    /// What was acknowledged: message id, and the device that sent it.
    pub const fn acknowledged(&self) -> &BTreeMap<String, String> {
        &self.acknowledged
    }

    /// Those who said `later`, were told that it is known, and did nothing since.
    pub fn patients(&self) -> &[String] {
        &self.patients
    }

    /// For each person the two devices and how many different orders they sent.
    pub fn orders(&self) -> impl Iterator<Item = (&[String; 2], usize)> {
        let of = |n: usize| self.orders.get(&n).map_or(0, BTreeSet::len);
        self.visitors.iter().enumerate().map(move |(n, visitor)| (&visitor.devices, of(n)))
    }

    fn draw(&mut self) -> Pending {
        if self.seed.one_in(12) {
            let device = format!("{}-patient", self.message());
            let id = self.message();
            let request = events::request(&device, &[events::page(&id, "/")]);
            return Pending { request, by: By::Newcomer(device) };
        }
        let n = self.seed.below(self.visitors.len());
        let device = self.visitors[n].devices[self.seed.below(2)].clone();
        let happened = match self.seed.below(8) {
            0 | 1 => vec![self.track(), self.track(), self.track()],
            2 => vec![events::identify(&self.message(), &self.visitors[n].user), self.page()],
            3 => self.order(n),
            4 | 5 => vec![self.answer(n)],
            _ => vec![self.page()],
        };
        Pending { request: events::request(&device, &happened), by: By::Visitor(n) }
    }

    fn page(&mut self) -> Value {
        let path = format!("/products/{}", self.seed.below(20));
        events::page(&self.message(), &path)
    }

    fn track(&mut self) -> Value {
        let name = ["Product Viewed", "Product Added", "Cart Viewed"][self.seed.below(3)];
        let product = json!({"product_id": self.seed.below(20), "price": 500, "quantity": 1});
        events::track(&self.message(), name, &product)
    }

    /// A new order; one in four is reported twice, as when a thank-you page is loaded again.
    fn order(&mut self, n: usize) -> Vec<Value> {
        let order = format!("order-{}", self.message());
        self.orders.entry(n).or_default().insert(order.clone());
        let reports = if self.seed.one_in(4) { 2 } else { 1 };
        (0..reports).map(|_| events::order(&self.message(), &order)).collect()
    }

    fn answer(&mut self, n: usize) -> Value {
        match self.visitors[n].shown.take() {
            Some(shown) if shown["step"] == "ask" => {
                let choice = ["later", "no"][self.seed.below(2)];
                events::answer(&self.message(), &shown, choice)
            }
            Some(shown) => events::answer(&self.message(), &shown, "ok"),
            None => self.page(),
        }
    }

    fn message(&mut self) -> String {
        self.messages += 1;
        format!("{}-{}", self.prefix, self.messages)
    }
}

/// An answer to a step that was left meanwhile is dropped; sent again it is a duplicate, of something not applied.
fn is_never_dropped(request: &Value, message: &str) -> bool {
    let mut events = request["events"].as_array().into_iter().flatten();
    events.any(|event| event["messageId"] == message && event["type"] != "answer")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes everything, and shows the question on every page.
    fn ok(request: &Value) -> Value {
        let sent = request["events"].as_array().unwrap();
        let verdict = |event: &Value| json!({"messageId": event["messageId"], "verdict": "ok"});
        let is_page = sent.iter().any(|event| event["type"] == "page");
        let show = if is_page { json!([{"enrolment": "e", "step": "ask"}]) } else { json!([]) };
        json!({"verdicts": sent.iter().map(verdict).collect::<Vec<_>>(), "show": show})
    }

    #[test]
    fn a_request_is_repeated_until_it_is_answered() {
        let mut visitors = Visitors::new("m", 3, Seed::new(1));
        let request = visitors.request();
        assert_eq!(visitors.request(), request);
        let retry = json!({"verdicts": [{"messageId": "m-1", "verdict": "retry"}]});
        visitors.answered(&retry);
        assert_eq!(visitors.request(), request);
        assert!(visitors.acknowledged().is_empty());
        visitors.answered(&ok(&request));
        assert!(!visitors.acknowledged().is_empty() && visitors.request() != request);
    }

    #[test]
    fn one_seed_draws_one_stream_with_all_there_is_to_do() {
        let run = || {
            let mut visitors = Visitors::new("m", 3, Seed::new(7));
            let mut kinds = BTreeMap::new();
            for _ in 0..500 {
                let request = visitors.request();
                for event in request["events"].as_array().unwrap() {
                    *kinds.entry(event["type"].to_string()).or_insert(0) += 1;
                }
                visitors.answered(&ok(&request));
            }
            let orders: usize = visitors.orders().map(|(_, count)| count).sum();
            (kinds, orders, visitors.patients().len(), visitors.acknowledged().len())
        };
        let (kinds, orders, patients, acknowledged) = run();
        assert!(kinds.len() == 4 && orders > 20 && patients > 10 && acknowledged > 500);
        assert_eq!(run(), (kinds, orders, patients, acknowledged));
    }
}
