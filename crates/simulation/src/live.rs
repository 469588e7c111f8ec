//! Visitors at a human pace, a handful at once, for as long as the shop is open.

use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::draw::Draw;
use crate::http::{Address, Door, DoorError};
use crate::table::Table;
use crate::visitor::Visitor;

/// Visitors in the shop at once.
pub const PRESENT_MOST: usize = 6;
/// People remembered who may come again.
pub const REMEMBERED_MOST: usize = 200;
/// Part of those who come that were here before, where somebody is remembered.
const AGAIN: f64 = 0.35;
/// Seconds between two who come, from and to.
const APART_S: [u64; 2] = [8, 40];
/// The first ones come soon, so that the shop is not empty.
const SOON_S: [u64; 2] = [1, 4];
/// How long nobody comes after the shop could not be reached.
const AFTER_FAILURE: Duration = Duration::from_secs(5);

/// Lets visitors come and go. Ends only by being dropped; a shop that cannot be reached for a while is tried again.
pub async fn live(address: &Address, seed: u64, remembered: Vec<Visitor>) {
    let table = Table::shipped();
    let draw = Draw::new(seed);
    let mut street = Street { remembered, draw, table, next_number: 0 };
    let mut present: JoinSet<(Visitor, Result<bool, DoorError>)> = JoinSet::new();
    for arrival in 0_u64.. {
        let apart = if arrival < 3 { SOON_S } else { APART_S };
        let pause = Duration::from_secs(draw.branch("arrival", arrival).between("apart", apart));
        let mut next = std::pin::pin!(sleep(pause));
        loop {
            tokio::select! {
                () = &mut next, if present.len() < PRESENT_MOST => break,
                Some(Ok((visitor, left))) = present.join_next() => match left {
                    Ok(comes_again) => street.remember(visitor, comes_again),
                    Err(_) => sleep(AFTER_FAILURE).await,
                },
            }
        }
        let visitor = street.next(arrival);
        let door = Door::new(address.clone());
        present.spawn(stroll(door, visitor));
    }
}

/// Who may come.
struct Street {
    remembered: Vec<Visitor>,
    draw: Draw,
    table: &'static Table,
    next_number: u64,
}

impl Street {
    fn next(&mut self, arrival: u64) -> Visitor {
        let draw = self.draw.branch("who", arrival);
        if !self.remembered.is_empty() && draw.chance("again", AGAIN) {
            let place = draw.place("which", self.remembered.len());
            return self.remembered.swap_remove(place);
        }
        let visitor = Visitor::new(self.table, self.draw, self.next_number);
        self.next_number += 1;
        visitor
    }

    fn remember(&mut self, visitor: Visitor, comes_again: bool) {
        if comes_again && self.remembered.len() < REMEMBERED_MOST {
            self.remembered.push(visitor);
        }
    }
}

/// One visit, at the visitor's own pace. Answers whether they come again.
async fn stroll(mut door: Door, mut visitor: Visitor) -> (Visitor, Result<bool, DoorError>) {
    let mut visit = visitor.begin();
    while let Some(act) = visit.next_act() {
        sleep(Duration::from_secs(act.after_s)).await;
        match door.decide(&act.request).await {
            Ok(reply) => visit.take(&reply),
            Err(error) => return (visitor, Err(error)),
        }
    }
    let comes_again = visitor.end(&visit).is_some();
    (visitor, Ok(comes_again))
}
