//! One input of one profile: counters of new features first, then the step, then the rows that record it.

use std::sync::Arc;

use kizukai_engagement::profile::VISIT_TIMEOUT;
use kizukai_engagement::{Input, Outcome, Program, backfill, outcome, step};
use kizukai_model::{IdKind, ProfileId, SiteId, Timestamp};
use kizukai_store::{AliasRow, OrderClaim, TimerChange, TimerRow};

use super::Engine;
use crate::codec::{Effects, Entry};
use crate::committer::Stepped;
use crate::trail::{Position, Trail};
use crate::{RuntimeError, limits, measures};

impl Engine {
    /// Steps an input under the site's present program.
    pub(super) fn advance(
        &mut self,
        site: &SiteId,
        id: ProfileId,
        input: Input,
        now: Timestamp,
    ) -> Result<Outcome, RuntimeError> {
        let program = self.program(site)?;
        self.back_fill(site, id, &program, now)?;
        self.record_step(site, id, &program, input, now)
    }

    /// A profile becomes part of another one: two inputs side by side, which is how a trail finds from one to the other.
    pub(super) fn merge(
        &mut self,
        site: &SiteId,
        source: ProfileId,
        target: ProfileId,
        now: Timestamp,
    ) -> Result<(), RuntimeError> {
        let program = self.program(site)?;
        self.back_fill(site, source, &program, now)?;
        self.back_fill(site, target, &program, now)?;
        let state = Box::new(self.load(site, source)?.clone());
        for id in state.anonymous_ids() {
            if self.resolve(site, IdKind::Anonymous, id)? == Some(source) {
                self.point(site, IdKind::Anonymous, id, target);
            }
        }
        for (timer, due) in state.timers() {
            let row = TimerRow { site: site.clone(), profile: source, timer, due };
            self.work.timers.push(TimerChange::Clear(row));
        }
        let source_seq = state.seq();
        let merge = Input::Merge { source, source_seq, state: Some(state) };
        self.record_step(site, target, &program, merge, now)?;
        self.record_step(site, source, &program, Input::MergedInto { target }, now)?;
        measures::merged();
        Ok(())
    }

    /// An id resolves to a profile from now on.
    pub(super) fn point(&mut self, site: &SiteId, kind: IdKind, id: &str, profile: ProfileId) {
        self.names.put(self.work.first, site, kind, id, profile);
        self.work.aliases.push(AliasRow { site: site.clone(), kind, id: id.to_owned(), profile });
    }

    fn record_step(
        &mut self,
        site: &SiteId,
        id: ProfileId,
        program: &Program,
        mut input: Input,
        now: Timestamp,
    ) -> Result<Outcome, RuntimeError> {
        self.touched.push(id);
        let profile = self.load(site, id)?;
        let now = now.max(profile.last_input_at());
        let mut outcome = step(program, profile, &input, now);
        let seq = profile.seq();
        let is_seen = profile.is_here(now, VISIT_TIMEOUT) || profile.merged_into().is_some();
        self.meters.stepped(&outcome);
        if let Input::Merge { state, .. } = &mut input {
            *state = None;
        }
        let prev = self.residents.peek(&id).and_then(|resident| resident.head);
        let entry =
            Entry { profile: id, seq, now, input: Arc::new(input), effects: Effects::taken(&mut outcome) };
        let row = self.next_row();
        let stepped =
            Arc::new(Stepped { id: row, site: site.clone(), prev, program: program.version(), entry });
        self.residents.record(site, id, row);
        if is_seen {
            self.note_sign(row, &stepped);
        }
        self.in_flight.push_back(Arc::clone(&stepped));
        self.work.inputs.push(stepped);
        self.record_timers(site, id, &outcome);
        self.record_orders(site, id, &outcome);
        Ok(outcome)
    }

    fn record_timers(&mut self, site: &SiteId, profile: ProfileId, outcome: &Outcome) {
        let row = |timer, due| TimerRow { site: site.clone(), profile, timer, due };
        for change in &outcome.timers {
            self.work.timers.push(match *change {
                outcome::TimerChange::Set { timer, due } => {
                    self.timers.set(self.work.first, due);
                    TimerChange::Set(row(timer, due))
                }
                outcome::TimerChange::Clear { timer, due } => TimerChange::Clear(row(timer, due)),
            });
        }
    }

    fn record_orders(&mut self, site: &SiteId, profile: ProfileId, outcome: &Outcome) {
        for order_id in &outcome.orders {
            let key = (site.clone(), order_id.clone());
            if self.orders.get(&key).is_none() {
                self.orders.put(self.work.first, key, profile);
            }
            self.work.orders.push(OrderClaim { site: site.clone(), order_id: order_id.clone(), profile });
        }
    }

    /// Who claimed an order, if anybody did.
    pub(super) fn order_owner(
        &mut self,
        site: &SiteId,
        order_id: &str,
    ) -> Result<Option<ProfileId>, RuntimeError> {
        let claimed = match self.orders.get(&(site.clone(), order_id.to_owned())) {
            Some(owner) => Some(*owner),
            None => self.reader.order_claim(site, order_id)?,
        };
        claimed.map(|owner| self.follow(site, owner)).transpose()
    }

    /// Fills the counters of features that are new to a profile from its own past, as an input of its own.
    pub(super) fn back_fill(
        &mut self,
        site: &SiteId,
        id: ProfileId,
        program: &Program,
        now: Timestamp,
    ) -> Result<(), RuntimeError> {
        if !backfill::missing(program, self.load(site, id)?) {
            return Ok(());
        }
        let past = self.past(site, id, now)?;
        let profile = self.load(site, id)?;
        let events = past.iter().flat_map(Entry::applied_events);
        let input = backfill::collect(program, profile, events);
        self.record_step(site, id, program, input, now)?;
        Ok(())
    }

    /// What happened to a profile in the last 90 days, newest first, durable or not.
    fn past(&self, site: &SiteId, id: ProfileId, now: Timestamp) -> Result<Vec<Entry>, RuntimeError> {
        let head = self.residents.peek(&id).and_then(|resident| resident.head);
        let Some(head) = head else { return Ok(Vec::new()) };
        let start = Position::at(id, head);
        let mut trail = Trail::from(&*self.reader, site, &start).with_in_flight(&self.in_flight);
        let oldest = now.minus(limits::BACKFILL);
        let mut past = Vec::new();
        while let Some(entry) = trail.next()? {
            if entry.now < oldest {
                break;
            }
            past.push(entry);
            if past.len() >= limits::BACKFILL_ROWS {
                measures::backfilled(true);
                return Ok(past);
            }
        }
        measures::backfilled(false);
        Ok(past)
    }
}
