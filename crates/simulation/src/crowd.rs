//! Everybody who comes in a period, in the order of time. No input or output: a wave of requests comes out, their
//! answers go in.
//!
//! A wave is everything that falls into one short span. Its requests belong to different visitors, so they may be sent
//! side by side; each visitor's next request comes in a later wave. What a visitor does depends on their own draws and
//! on their own answers alone, so the outcome does not depend on which of a wave is answered first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use kizukai_model::{Span, Timestamp};

use crate::calendar;
use crate::draw::Draw;
use crate::reply::Reply;
use crate::request::Request;
use crate::table::Table;
use crate::tally::Tally;
use crate::visit::{Act, Visit};
use crate::visitor::Visitor;

/// New visitors a day of the sample month: with those who come again, forty to eighty visits.
pub const NEWCOMERS: f64 = 29.0;

/// Which visitors come when.
#[derive(Clone, Copy, Debug)]
pub struct Season {
    /// Everything that is drawn.
    pub seed: u64,
    /// Nobody comes before.
    pub from: Timestamp,
    /// Nobody begins a visit after, and no request is made after.
    pub until: Timestamp,
    /// New visitors a day, on average.
    pub newcomers: f64,
    /// The length of a wave: 1 s at least.
    pub wave: Span,
}

/// Everybody.
#[derive(Debug)]
pub struct Crowd {
    season: Season,
    table: &'static Table,
    draw: Draw,
    due: BinaryHeap<Reverse<(Timestamp, u64)>>,
    away: BTreeMap<u64, Visitor>,
    here: BTreeMap<u64, Present>,
    /// The midnight up to which newcomers were drawn.
    drawn_until: Timestamp,
    next_number: u64,
    tally: Tally,
}

#[derive(Debug)]
struct Present {
    visitor: Visitor,
    visit: Visit,
    request: Request,
}

/// Requests of one span, each of another visitor.
#[derive(Debug)]
pub struct Wave {
    /// When they are made.
    pub at: Timestamp,
    /// The visitor's number, and the request.
    pub requests: Vec<(u64, Request)>,
}

impl Crowd {
    /// The crowd of a season: its regulars, and who comes new from day to day.
    pub fn new(table: &'static Table, season: Season) -> Self {
        let draw = Draw::new(season.seed);
        let first = calendar::midnight(season.from);
        let mut crowd = Self {
            season,
            table,
            draw,
            due: BinaryHeap::new(),
            away: BTreeMap::new(),
            here: BTreeMap::new(),
            drawn_until: first,
            next_number: 0,
            tally: Tally::default(),
        };
        for visitor in Visitor::regulars(table, draw, 0) {
            let day = calendar::days_after(first, visitor.draw().between("first day", [0, 5]));
            crowd.admit(visitor, day);
        }
        crowd
    }

    fn admit(&mut self, visitor: Visitor, midnight: Timestamp) {
        let number = visitor.number;
        self.next_number = self.next_number.max(number + 1);
        let at = calendar::moment_of(midnight, visitor.draw().branch("comes", u64::from(visitor.visits())));
        if at >= self.season.from && at < self.season.until {
            self.due.push(Reverse((at, number)));
        }
        // Also who comes only after the season is remembered: they may come again live.
        self.away.insert(number, visitor);
    }

    fn draw_newcomers(&mut self) {
        let next_due = self.due.peek().map(|Reverse((at, _))| *at);
        while self.drawn_until < self.season.until && next_due.is_none_or(|at| at >= self.drawn_until) {
            let midnight = self.drawn_until;
            let day = self.draw.branch("day", u64::try_from(midnight.as_ms()).unwrap_or(0));
            for _ in 0..calendar::newcomers(midnight, self.season.newcomers, day) {
                let visitor = Visitor::new(self.table, self.draw, self.next_number);
                self.admit(visitor, midnight);
            }
            self.drawn_until = calendar::days_after(midnight, 1);
            if self.due.peek().is_some_and(|Reverse((at, _))| *at < self.drawn_until) {
                return;
            }
        }
    }

    /// The next requests; None when the season is over. All of the last wave must be answered.
    pub fn next_wave(&mut self) -> Option<Wave> {
        loop {
            self.draw_newcomers();
            let Reverse((first, _)) = *self.due.peek()?;
            let wave = self.season.wave.as_ms().max(1_000);
            // Rounded up, so that when somebody acts does not depend on who else does.
            let at = Timestamp::from_ms((first.as_ms() + wave - 1).div_euclid(wave).saturating_mul(wave));
            if at > self.season.until {
                return None;
            }
            let mut requests = Vec::new();
            while let Some(Reverse((due, number))) = self.due.peek().copied()
                && due <= at
            {
                self.due.pop();
                if let Some(request) = self.request_of(number, at) {
                    requests.push((number, request));
                }
            }
            if !requests.is_empty() {
                self.tally.requests += requests.len();
                return Some(Wave { at, requests });
            }
        }
    }

    fn request_of(&mut self, number: u64, at: Timestamp) -> Option<Request> {
        if let Some(present) = self.here.get(&number) {
            return Some(present.request.clone());
        }
        let visitor = self.away.remove(&number)?;
        let mut visit = visitor.begin();
        match visit.next_act() {
            Some(Act { request, .. }) => {
                self.tally.visits += 1;
                self.here.insert(number, Present { visitor, visit, request: request.clone() });
                Some(request)
            }
            None => {
                self.send_home(visitor, &visit, at);
                None
            }
        }
    }

    /// Takes the answer to one request of the wave made at `at`.
    pub fn take(&mut self, at: Timestamp, number: u64, reply: &Reply) {
        let Some(mut present) = self.here.remove(&number) else { return };
        self.tally.answered(&present.request, reply);
        if !present.request.closing {
            present.visit.take(reply);
        }
        match present.visit.next_act() {
            Some(Act { after_s, request }) => {
                let after = Span::from_secs(i64::try_from(after_s).unwrap_or(i64::MAX));
                self.due.push(Reverse((at.plus(after), number)));
                present.request = request;
                self.here.insert(number, present);
            }
            None => self.send_home(present.visitor, &present.visit, at),
        }
    }

    fn send_home(&mut self, mut visitor: Visitor, visit: &Visit, at: Timestamp) {
        self.tally.visit_ended(visitor.temperament, visit);
        if let Some(days) = visitor.end(visit) {
            self.admit(visitor, calendar::days_after(calendar::midnight(at), days));
        }
    }

    /// Who is in the shop now.
    pub fn present(&self) -> usize {
        self.here.len()
    }

    /// What came of it so far.
    pub const fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Visitors who would come again, at most `most`: the newest.
    pub fn into_away(self, most: usize) -> Vec<Visitor> {
        let away = self.away.into_values().rev();
        away.filter(|visitor| visitor.visits() > 0).take(most).collect()
    }
}
