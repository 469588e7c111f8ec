//! A season in fast motion: time is told where it stands, and the requests of each wave are made side by side.

use kizukai_model::{Span, Timestamp};

use crate::crowd::{Crowd, Season};
use crate::http::{Address, DoorError, Doors};
use crate::table::Table;

/// How far time moves at most in one step, so that timers in between fire when they are due.
const STEP: Span = Span::from_mins(30);

/// Moves the shop's time. It never goes back.
pub trait Timekeeper {
    /// It is this time now, and everything due has happened.
    fn reach(&self, now: Timestamp) -> impl Future<Output = ()> + Send;
}

/// Lets a season happen over HTTP, and answers the crowd as it is at the end. `each_day` is told how many days are over.
///
/// # Errors
/// When a request gets no answer.
pub async fn replay(
    address: &Address,
    season: Season,
    time: &impl Timekeeper,
    mut each_day: impl FnMut(u32),
) -> Result<Crowd, DoorError> {
    let mut crowd = Crowd::new(Table::shipped(), season);
    let mut doors = Doors::new(address);
    let mut now = season.from;
    let mut days = 0;
    while let Some(wave) = crowd.next_wave() {
        pass(time, &mut now, wave.at).await;
        let days_over =
            u32::try_from(now.since(season.from).as_ms() / Span::from_days(1).as_ms()).unwrap_or(0);
        if days_over > days {
            days = days_over;
            each_day(days);
        }
        for (number, reply) in doors.decide_all(wave.requests).await? {
            crowd.take(wave.at, number, &reply);
        }
    }
    pass(time, &mut now, season.until).await;
    Ok(crowd)
}

async fn pass(time: &impl Timekeeper, now: &mut Timestamp, until: Timestamp) {
    while *now < until {
        *now = now.plus(STEP).min(until);
        time.reach(*now).await;
    }
}
