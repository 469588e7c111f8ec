//! What the arms of campaigns achieved, as sums that are kept day by day.
//!
//! Beside its snapshot each profile has what was counted of it (`snapshot.counted`: a JSON list with an entry for each
//! campaign, and one for the site). When the profile is written again, the old entries are taken out of the sums and the
//! new ones put in, in the same transaction: `arm_day` is at any time the sum over all stored profiles. However many
//! arms a visitor draws on a first page, the rows to write are those of the campaigns, and a portion of profiles shares
//! them.

use std::collections::BTreeMap;

use kizukai_model::{Key, Money, ProfileId, SiteId};
use rusqlite::{Connection, OptionalExtension as _, Row, Transaction, params};

use super::columns;
use crate::StoreError;
use crate::ledger::{ArmDay, ArmResult, ArmSums, DayNumber, DecidedRow, ParticipationRow};

/// What is counted of one profile in one campaign: campaign (empty for the site), arm, control, crossed, phase and day of
/// the draw, and what was decided. Truths are 0 and 1, amounts thousandths of the currency.
type Entry<Text> = (Text, Text, u8, u8, u32, DayNumber, Option<Decided>);

/// Phase, day, day on which the window is over, day on which the time for coming back is; then what came of it.
type Decided = ((u32, DayNumber, DayNumber, DayNumber), Achieved, Watched);

/// Seen, converted, uncut worth, worth.
type Achieved = (u8, u8, i64, i64);

/// Orders, those of browsers, profit, bought before, closed at once, left at once, came back, load in milliseconds, shows of
/// others, their points.
type Watched = (u32, u32, Option<i64>, i64, u8, u8, u8, Option<u32>, u32, i64);

/// The stored form of what is counted of a profile; None when that is nothing.
pub(super) fn encode(rows: &[&ParticipationRow]) -> Result<Option<String>, StoreError> {
    if rows.is_empty() {
        return Ok(None);
    }
    let entries: Vec<Entry<&str>> = rows.iter().map(|row| entry(row)).collect();
    serde_json::to_string(&entries).map(Some).map_err(|error| StoreError::refused(error.to_string()))
}

fn entry(row: &ParticipationRow) -> Entry<&str> {
    let campaign = place_of(row.campaign.as_ref());
    let (control, crossed) = (row.control.into(), row.crossed.into());
    let decided = row.decided.as_ref().map(decided_entry);
    (campaign, row.arm.as_str(), control, crossed, row.assigned_phase, row.assigned_day, decided)
}

fn decided_entry(row: &DecidedRow) -> Decided {
    let days = (row.phase, row.day, row.over_day, row.back_day);
    let achieved = (row.seen.into(), row.converted.into(), row.worth.as_milli(), row.value.as_milli());
    let profit = row.profit.map(Money::as_milli);
    let (closed, left, back) = (row.closed_at_once.into(), row.left_at_once.into(), row.came_back.into());
    let others = (row.other_shows, row.other_points);
    let before = row.before.as_milli();
    let watched =
        (row.orders, row.browser_orders, profit, before, closed, left, back, row.load_ms, others.0, others.1);
    (days, achieved, watched)
}

/// What is counted of a profile, from its stored form, by campaign, the site first.
pub(super) fn decode(
    site: &str,
    profile: ProfileId,
    counted: &str,
) -> Result<Vec<ParticipationRow>, StoreError> {
    let entries: Vec<Entry<&str>> = serde_json::from_str(counted).map_err(|error| damaged(&error))?;
    let mut rows = Vec::with_capacity(entries.len());
    for (campaign, arm, control, crossed, assigned_phase, assigned_day, decided) in entries {
        rows.push(ParticipationRow {
            site: site.into(),
            campaign: if campaign.is_empty() { None } else { Some(key(campaign)?) },
            profile,
            arm: key(arm)?,
            control: control != 0,
            crossed: crossed != 0,
            assigned_phase,
            assigned_day,
            decided: decided.map(decided_row),
        });
    }
    rows.sort_by(|a, b| a.campaign.cmp(&b.campaign));
    Ok(rows)
}

fn decided_row((days, achieved, watched): Decided) -> DecidedRow {
    let (phase, day, over_day, back_day) = days;
    let (seen, converted, worth, value) = achieved;
    let (orders, browser_orders, profit, before, closed, left, back, load_ms, other_shows, other_points) =
        watched;
    DecidedRow {
        phase,
        day,
        over_day,
        back_day,
        seen: seen != 0,
        converted: converted != 0,
        worth: Money::from_milli(worth),
        value: Money::from_milli(value),
        orders,
        browser_orders,
        profit: profit.map(Money::from_milli),
        before: Money::from_milli(before),
        closed_at_once: closed != 0,
        left_at_once: left != 0,
        came_back: back != 0,
        load_ms,
        other_shows,
        other_points,
    }
}

fn key(text: &str) -> Result<Key, StoreError> {
    text.parse().map_err(|_| StoreError::corrupt(format!("what is counted of a profile: `{text}` is no key")))
}

/// A campaign as it stands in tables; the site as a whole has no key.
fn place_of(campaign: Option<&Key>) -> &str {
    campaign.map_or("", Key::as_str)
}

fn damaged(error: &serde_json::Error) -> StoreError {
    StoreError::corrupt(format!("what is counted of a profile: {error}"))
}

/// One row of sums: site, campaign, phase, arm, control, day.
type Place = (SiteId, String, u32, String, bool, DayNumber);

/// Changes of the sums, added up before they are written.
#[derive(Debug, Default)]
pub(super) struct Tally {
    changes: BTreeMap<Place, ArmSums>,
}

impl Tally {
    /// Puts what is counted of a profile (its stored form) in.
    pub(super) fn put_in(&mut self, site: &SiteId, counted: &str) -> Result<(), StoreError> {
        self.change(site, counted, 1)
    }

    /// Takes what was counted of a profile (its stored form) out.
    pub(super) fn take_out(&mut self, site: &SiteId, counted: &str) -> Result<(), StoreError> {
        self.change(site, counted, -1)
    }

    fn change(&mut self, site: &SiteId, counted: &str, sign: i128) -> Result<(), StoreError> {
        for row in decode(site, ProfileId::from_bytes([0; 16]), counted)? {
            let campaign = place_of(row.campaign.as_ref());
            for (phase, day, sums) in ArmSums::of(&row) {
                let place = (site.clone(), campaign.to_owned(), phase, row.arm.to_string(), row.control, day);
                self.changes.entry(place).or_default().add(sums, sign);
            }
        }
        Ok(())
    }

    /// Writes the changes.
    pub(super) fn write(self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        let mut select = transaction.prepare_cached(
            "SELECT sums FROM arm_day
             WHERE site = ?1 AND campaign = ?2 AND phase = ?3 AND arm = ?4 AND control = ?5 AND day = ?6",
        )?;
        let mut upsert = transaction.prepare_cached(
            "INSERT OR REPLACE INTO arm_day (site, campaign, phase, arm, control, day, sums)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let mut delete = transaction.prepare_cached(
            "DELETE FROM arm_day
             WHERE site = ?1 AND campaign = ?2 AND phase = ?3 AND arm = ?4 AND control = ?5 AND day = ?6",
        )?;
        for ((site, campaign, phase, arm, control, day), change) in self.changes {
            if change.is_nothing() {
                continue;
            }
            let stored = select
                .query_row(params![site, campaign, phase, arm, control, day], |row| columns::sums(row, 0))
                .optional()?;
            let mut sums = stored.unwrap_or_default();
            sums.add(change, 1);
            if sums.is_nothing() {
                delete.execute(params![site, campaign, phase, arm, control, day])?;
            } else {
                upsert.execute(params![site, campaign, phase, arm, control, day, sums.encode()])?;
            }
        }
        Ok(())
    }
}

/// The sums over all stored profiles. Reads all of them.
fn of_all(connection: &Connection) -> Result<Tally, StoreError> {
    let mut tally = Tally::default();
    let mut profiles = connection.prepare("SELECT site, counted FROM snapshot WHERE counted IS NOT NULL")?;
    let mut rows = profiles.query([])?;
    while let Some(row) = rows.next()? {
        let counted: String = row.get(1)?;
        tally.put_in(&site(row, 0)?, &counted)?;
    }
    Ok(tally)
}

/// Counts all sums anew.
pub(super) fn recount(transaction: &Transaction<'_>) -> Result<(), StoreError> {
    transaction.execute("DELETE FROM arm_day", [])?;
    of_all(transaction)?.write(transaction)
}

/// How many sums are not what is counted of the stored profiles. Reads all of them.
pub(super) fn wrong_sums(connection: &Connection) -> Result<u64, StoreError> {
    let mut tally = of_all(connection)?;
    let mut stored =
        connection.prepare("SELECT site, campaign, phase, arm, control, day, sums FROM arm_day")?;
    let mut rows = stored.query([])?;
    while let Some(row) = rows.next()? {
        let place = (site(row, 0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?, row.get(5)?);
        tally.changes.entry(place).or_default().add(columns::sums(row, 6)?, -1);
    }
    Ok(tally.changes.values().filter(|left| !left.is_nothing()).count() as u64)
}

/// What a campaign's arms, or those of the site as a whole, achieved day by day.
pub(super) fn by_day(
    connection: &Connection,
    site: &str,
    campaign: Option<&Key>,
) -> Result<Vec<ArmDay>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT phase, arm, control, day, sums FROM arm_day
         WHERE site = ?1 AND campaign = ?2 ORDER BY phase, arm, control, day",
    )?;
    let read = |row: &Row<'_>| {
        Ok(ArmDay {
            phase: row.get(0)?,
            arm: columns::key(row, 1)?,
            control: row.get(2)?,
            day: row.get(3)?,
            sums: columns::sums(row, 4)?,
        })
    };
    let rows = select.query_map(params![site, place_of(campaign)], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Results of a campaign, by phase and arm.
pub(super) fn of_campaign(
    connection: &Connection,
    site: &str,
    campaign: &Key,
) -> Result<Vec<ArmResult>, StoreError> {
    let mut arms: BTreeMap<(u32, Key, bool), ArmSums> = BTreeMap::new();
    for day in by_day(connection, site, Some(campaign))? {
        arms.entry((day.phase, day.arm, day.control)).or_default().add(day.sums, 1);
    }
    let results = arms.into_iter().map(|((phase, arm, control), sums)| result(phase, arm, control, &sums));
    Ok(results.filter(|result| result.assigned > 0 || result.decided > 0).collect())
}

fn result(phase: u32, arm: Key, control: bool, sums: &ArmSums) -> ArmResult {
    let count = |count: i128| u64::try_from(count).unwrap_or_default();
    let worth = sums.worth.clamp(i64::MIN.into(), i64::MAX.into());
    ArmResult {
        phase,
        arm,
        control,
        assigned: count(sums.assigned),
        decided: count(sums.decided),
        seen: count(sums.seen),
        converted: count(sums.converted),
        value: Money::from_milli(i64::try_from(worth).unwrap_or_default()),
        crossed: count(sums.crossed),
    }
}

fn site(row: &Row<'_>, column: usize) -> rusqlite::Result<SiteId> {
    row.get::<_, String>(column).map(Into::into)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::conformance::rows::{SITE, key, participation, profile, snapshot};
    use crate::ledger::{Ledger as _, LedgerReader as _, Snapshots};
    use crate::sqlite::DataFolder;
    use crate::sqlite::open::{reader, writer};
    use crate::sqlite::schema::LEDGER;

    fn wrong(dir: &Path) -> u64 {
        wrong_sums(&reader(dir, &LEDGER).unwrap()).unwrap()
    }

    #[test]
    fn sums_that_are_wrong_are_noticed_and_counted_anew() {
        let dir = tempfile::tempdir().unwrap();
        let folder = DataFolder::open(dir.path()).unwrap();
        let mut ledger = folder.ledger().unwrap();
        let who = profile(1, 1);
        let profiles = vec![snapshot(who, 1)];
        let participations = vec![participation("cart", who, "ask"), participation("gift", who, "ask")];
        ledger.write_snapshots(&Snapshots { profiles, participations, ..Snapshots::default() }).unwrap();
        assert_eq!(wrong(dir.path()), 0);

        let damaged = writer(dir.path(), &LEDGER).unwrap();
        damaged.execute("UPDATE arm_day SET sums = '[7]' WHERE campaign = 'cart'", []).unwrap();
        damaged.execute("DELETE FROM arm_day WHERE campaign = 'gift'", []).unwrap();
        assert_eq!(wrong(dir.path()), 2);

        ledger.recount().unwrap();
        assert_eq!(wrong(dir.path()), 0);
        let gift = folder.reader().unwrap().arm_results(SITE, &key("gift")).unwrap();
        assert_eq!((gift.len(), gift[0].assigned), (1, 1));
    }
}
