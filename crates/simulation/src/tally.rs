//! What came of simulated visits, counted on the visitors' side.

use std::collections::BTreeMap;

use crate::reply::Reply;
use crate::request::Request;
use crate::table::Temperament;
use crate::visit::Visit;

/// Counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Visits begun.
    pub visits: usize,
    /// Requests made.
    pub requests: usize,
    /// Orders placed.
    pub orders: u64,
    /// Yen of their goods.
    pub revenue: u64,
    /// Messages answered, step by step.
    pub answers: u64,
    /// Messages closed.
    pub closed: u64,
    /// Verdicts other than `ok`, with their reasons.
    pub refused: BTreeMap<String, u64>,
    /// Messages met, by campaign and arm, each once a visit.
    pub met: BTreeMap<(String, String), u64>,
    /// Visits ended, by temperament.
    pub temperaments: BTreeMap<Temperament, u64>,
}

impl Tally {
    pub(crate) fn answered(&mut self, request: &Request, reply: &Reply) {
        for (event, verdict) in request.events.iter().zip(&reply.verdicts) {
            if verdict.verdict != "ok" {
                let reason = verdict.reason.as_deref().unwrap_or("");
                let kind = event.track_name().unwrap_or("");
                *self.refused.entry(format!("{} {reason} {kind}", verdict.verdict)).or_insert(0) += 1;
            }
        }
        if reply.verdicts.len() != request.events.len() {
            *self.refused.entry("without a verdict".to_owned()).or_insert(0) += 1;
        }
    }

    pub(crate) fn visit_ended(&mut self, temperament: Temperament, visit: &Visit) {
        let (closed, answered) = visit.closed_and_answered();
        self.closed += u64::from(closed);
        self.answers += u64::from(answered);
        self.orders += u64::from(visit.ordered().is_some());
        self.revenue += visit.ordered().unwrap_or(0);
        *self.temperaments.entry(temperament).or_insert(0) += 1;
        for spoken in visit.mood().spoken() {
            let place = (spoken.campaign.clone(), spoken.arm.clone());
            *self.met.entry(place).or_insert(0) += 1;
        }
    }
}
