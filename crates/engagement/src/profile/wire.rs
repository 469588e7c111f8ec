//! A profile as the API shows it.

use serde_json::{Map, Value, json};

use kizukai_model::{Key, Purpose, Timestamp};

use super::consent::Word;
use super::{CampaignState, EnrolmentState, Profile};
use crate::Program;
use crate::assignment;
use crate::program::MilliPoints;

impl Profile {
    /// The profile as JSON for people and tools: traits, segments, visits, cart, orders, answers, campaign states.
    pub fn to_wire(&self, program: &Program, now: Timestamp) -> Value {
        let held_out = assignment::held_out(program.holdout_seed(), self.id, program.site().holdout);
        json!({
            "id": self.id,
            "userId": self.user_id,
            "anonymousIds": self.anonymous_ids,
            "mergedInto": self.merged_into,
            "mergedFrom": self.merged_from,
            "firstSeen": self.first_seen.map(Timestamp::to_rfc3339),
            "lastSeen": self.visits.current.as_ref().map(|visit| visit.last_at.to_rfc3339()),
            "locale": self.locale,
            "consent": self.consent_wire(),
            "traits": self.traits.all(),
            "trustedTraits": self.traits.trusted_names().collect::<Vec<_>>(),
            "segments": self.segments.keys().collect::<Vec<_>>(),
            "visits": self.visits_wire(now),
            "cart": self.cart_wire(),
            "orders": {
                "count": self.orders.count(),
                "revenue": self.orders.revenue(),
                "last_at": self.orders.last_at().map(Timestamp::to_rfc3339),
                "foreign_currency": self.orders.foreign_currency(),
            },
            "answers": self.answers_wire(),
            "holdout": held_out,
            "attention": self.attention_wire(program, now),
            "campaigns": self.campaigns.iter().map(|(key, state)| campaign_wire(key, state)).collect::<Map<_, _>>(),
            "appointments": self.appointments.all().map(|(key, at)| (key.to_string(), json!(at.to_rfc3339()))).collect::<Map<_, _>>(),
            "sequence": self.seq,
        })
    }

    /// The last word about each purpose.
    fn consent_wire(&self) -> Value {
        let word = |(purpose, word): (Purpose, Word)| {
            (purpose.name().to_owned(), json!({"granted": word.granted, "at": word.at.to_rfc3339()}))
        };
        Value::Object(self.consent.said().map(word).collect())
    }

    /// What is left of the visitor's attention at `now`; null under rules that are older than that.
    fn attention_wire(&self, program: &Program, now: Timestamp) -> Value {
        let Some(prices) = program.prices() else { return Value::Null };
        let mut attention = self.attention;
        attention.pay_out(prices, now);
        let points = |milli: MilliPoints| milli as f64 / 1_000.0;
        let mut shown =
            json!({"points": points(attention.left(prices)), "capacity": points(prices.capacity)});
        if let Some(at) = attention.whole_at(prices) {
            shown["refills_at"] = json!(at.to_rfc3339());
        }
        shown
    }

    fn visits_wire(&self, now: Timestamp) -> Value {
        let current = self.visits.current.as_ref().map(|visit| {
            json!({
                "ongoing": !visit.is_over(now),
                "started_at": visit.started_at.to_rfc3339(),
                "last_at": visit.last_at.to_rfc3339(),
                "page_count": visit.page_count,
                "landing": visit.landing,
                "referrer": visit.referrer,
                "utm": visit.utm,
                "device": visit.device,
                "page": visit.page,
                "path": visit.path.iter().map(|(at, path)| json!({"at": at.to_rfc3339(), "path": path})).collect::<Vec<_>>(),
            })
        });
        json!({"count": self.visits.count, "current": current})
    }

    fn cart_wire(&self) -> Value {
        let items: Vec<_> = self
            .cart
            .items()
            .map(|(id, item)| json!({"product_id": id, "name": item.name, "price": item.price, "quantity": item.quantity}))
            .collect();
        json!({"subtotal": self.cart.subtotal(), "quantity": self.cart.quantity(), "items": items})
    }

    fn answers_wire(&self) -> Value {
        let of_campaign = |state: &CampaignState| {
            let answers = state.answers.iter().map(|(step, answer)| {
                let mut shown = serde_json::to_value(answer).unwrap_or_default();
                shown["at"] = json!(answer.at.to_rfc3339());
                (step.to_string(), shown)
            });
            Value::Object(answers.collect())
        };
        let answered = self.campaigns.iter().filter(|(_, state)| !state.answers.is_empty());
        answered.map(|(key, state)| (key.to_string(), of_campaign(state))).collect::<Map<_, _>>().into()
    }
}

fn campaign_wire(key: &Key, state: &CampaignState) -> (String, Value) {
    let time = |at: Option<Timestamp>| at.map(Timestamp::to_rfc3339);
    let enrolment = state.enrolment.as_ref().map(|enrolment| {
        let is = match enrolment.state {
            EnrolmentState::Open { .. } => "open",
            EnrolmentState::Waiting { .. } => "waiting",
            EnrolmentState::Deferred { .. } => "deferred",
        };
        json!({"id": enrolment.id, "step": enrolment.step, "state": is, "version": enrolment.version})
    });
    let ended = state
        .ended
        .as_ref()
        .map(|ended| json!({"id": ended.enrolment, "how": ended.how, "at": ended.at.to_rfc3339()}));
    let wire = json!({
        "arm": state.counted_arm(),
        "control": state.counted_arm().as_str() == Key::CONTROL,
        "crossed": state.crossed,
        "assigned_at": state.assigned_at.to_rfc3339(),
        "assigned_phase": state.assigned_phase,
        "decided_at": time(state.decided.as_ref().map(|decided| decided.at)),
        "phase": state.decided.as_ref().map(|decided| decided.phase),
        "exposures": state.exposures,
        "ghosts": state.ghosts,
        "seen_at": time(state.seen_at),
        "closed_at": time(state.closed_at),
        "answered_at": time(state.answered_at),
        "never": state.never,
        "converted_at": time(state.converted_at),
        "value": state.value(),
        "enrolment": enrolment,
        "ended": ended,
    });
    (key.to_string(), wire)
}
