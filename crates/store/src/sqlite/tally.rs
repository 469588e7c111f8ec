//! What the arms of campaigns achieved, as sums that are kept.
//!
//! Beside its snapshot each profile has what was counted of it (`snapshot.counted`: a JSON list with an entry for each
//! campaign). When the profile is written again, the old entries are taken out of the sums and the new ones put in, in
//! the same transaction: `arm_result` is at any time the sum over all stored profiles. However many arms a visitor
//! draws on a first page, the rows to write are those of the campaigns, and a portion of profiles shares them.

use std::collections::BTreeMap;

use kizukai_model::{Key, Money, ProfileId, SiteId};
use rusqlite::{Connection, Row, Transaction, params};

use super::columns;
use crate::StoreError;
use crate::ledger::{ArmResult, ParticipationRow};

/// What is counted of one profile in one campaign: campaign, arm, control, crossed, the phase of the draw, the phase of
/// the first decision, seen, converted, value in thousandths of the currency. Truths are 0 and 1.
type Entry<Text> = (Text, Text, u8, u8, u32, Option<u32>, u8, u8, i64);

/// The stored form of what is counted of a profile; None when that is nothing.
pub(super) fn encode(rows: &[&ParticipationRow]) -> Result<Option<String>, StoreError> {
    if rows.is_empty() {
        return Ok(None);
    }
    let entries: Vec<Entry<&str>> = rows.iter().map(|row| entry(row)).collect();
    serde_json::to_string(&entries).map(Some).map_err(|error| StoreError::refused(error.to_string()))
}

fn entry(row: &ParticipationRow) -> Entry<&str> {
    let (control, crossed) = (row.control.into(), row.crossed.into());
    let (seen, converted) = (row.seen.into(), row.converted.into());
    let phases = (row.assigned_phase, row.decided_phase);
    let value = row.value.as_milli();
    (row.campaign.as_str(), row.arm.as_str(), control, crossed, phases.0, phases.1, seen, converted, value)
}

/// What is counted of a profile, from its stored form, by campaign.
pub(super) fn decode(
    site: &str,
    profile: ProfileId,
    counted: &str,
) -> Result<Vec<ParticipationRow>, StoreError> {
    let row = |entry: Entry<Key>| {
        let (campaign, arm, control, crossed, assigned_phase, decided_phase, seen, converted, value) = entry;
        ParticipationRow {
            site: site.into(),
            campaign,
            profile,
            arm,
            control: control != 0,
            crossed: crossed != 0,
            assigned_phase,
            decided_phase,
            seen: seen != 0,
            converted: converted != 0,
            value: Money::from_milli(value),
        }
    };
    let entries: Vec<Entry<Key>> = serde_json::from_str(counted).map_err(|error| damaged(&error))?;
    let mut rows: Vec<_> = entries.into_iter().map(row).collect();
    rows.sort_by(|a, b| a.campaign.cmp(&b.campaign));
    Ok(rows)
}

fn damaged(error: &serde_json::Error) -> StoreError {
    StoreError::corrupt(format!("what is counted of a profile: {error}"))
}

/// One row of sums.
type Place = (SiteId, String, u32, String, bool);

/// Changes of the sums, added up before they are written.
#[derive(Debug, Default)]
pub(super) struct Tally {
    changes: BTreeMap<Place, Sums>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Sums {
    assigned: i64,
    decided: i64,
    seen: i64,
    converted: i64,
    /// Thousandths of the currency. Wide: a sum of values that fit a row need not fit one itself.
    value: i128,
    crossed: i64,
}

impl Sums {
    fn is_nothing(&self) -> bool {
        *self == Self::default()
    }

    /// Of a row with phase, arm, control and then these.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let (assigned, decided, seen) = (row.get(3)?, row.get(4)?, row.get(5)?);
        let (converted, value, crossed) = (row.get(6)?, columns::wide(row, 7)?, row.get(8)?);
        Ok(Self { assigned, decided, seen, converted, value, crossed })
    }

    fn without(self, other: &Self) -> Self {
        Self {
            assigned: self.assigned - other.assigned,
            decided: self.decided - other.decided,
            seen: self.seen - other.seen,
            converted: self.converted - other.converted,
            value: self.value - other.value,
            crossed: self.crossed - other.crossed,
        }
    }
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

    fn change(&mut self, site: &SiteId, counted: &str, sign: i64) -> Result<(), StoreError> {
        let entries: Vec<Entry<&str>> = serde_json::from_str(counted).map_err(|error| damaged(&error))?;
        for (campaign, arm, control, crossed, assigned_phase, decided_phase, seen, converted, value) in
            entries
        {
            let place = |phase| (site.clone(), campaign.to_owned(), phase, arm.to_owned(), control != 0);
            self.changes.entry(place(assigned_phase)).or_default().assigned += sign;
            let Some(phase) = decided_phase else { continue };
            let sums = self.changes.entry(place(phase)).or_default();
            sums.decided += sign;
            sums.seen += sign * i64::from(seen);
            sums.converted += sign * i64::from(converted);
            sums.value += i128::from(sign) * i128::from(value);
            sums.crossed += sign * i64::from(crossed);
        }
        Ok(())
    }

    /// Writes the changes.
    pub(super) fn write(self, transaction: &Transaction<'_>) -> Result<(), StoreError> {
        let mut upsert = transaction.prepare_cached(
            "INSERT INTO arm_result (site, campaign, phase, arm, control, assigned, decided, seen, converted, value,
                 crossed)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT (site, campaign, phase, arm, control) DO UPDATE SET
                 assigned = assigned + excluded.assigned, decided = decided + excluded.decided,
                 seen = seen + excluded.seen, converted = converted + excluded.converted,
                 value = excluded.value, crossed = crossed + excluded.crossed",
        )?;
        let mut read_value = transaction.prepare_cached(
            "SELECT value FROM arm_result
             WHERE site = ?1 AND campaign = ?2 AND phase = ?3 AND arm = ?4 AND control = ?5",
        )?;
        for ((site, campaign, phase, arm, control), sums) in self.changes {
            if sums.is_nothing() {
                continue;
            }
            let before = read_value
                .query_map(params![site, campaign, phase, arm, control], |row| columns::wide(row, 0))?
                .next()
                .transpose()?
                .unwrap_or_default();
            let value = (before + sums.value).to_string();
            let Sums { assigned, decided, seen, converted, crossed, .. } = sums;
            upsert.execute(params![
                site, campaign, phase, arm, control, assigned, decided, seen, converted, value, crossed
            ])?;
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
    transaction.execute("DELETE FROM arm_result", [])?;
    of_all(transaction)?.write(transaction)
}

/// How many sums are not what is counted of the stored profiles. Reads all of them.
pub(super) fn wrong_sums(connection: &Connection) -> Result<u64, StoreError> {
    let mut tally = of_all(connection)?;
    let mut sums = connection.prepare(
        "SELECT phase, arm, control, assigned, decided, seen, converted, value, crossed, site, campaign FROM arm_result",
    )?;
    let mut rows = sums.query([])?;
    while let Some(row) = rows.next()? {
        let place = (site(row, 9)?, row.get(10)?, row.get(0)?, row.get(1)?, row.get(2)?);
        let counted = tally.changes.remove(&place).unwrap_or_default();
        tally.changes.insert(place, counted.without(&Sums::read(row)?));
    }
    Ok(tally.changes.values().filter(|left| !left.is_nothing()).count() as u64)
}

/// Results of a campaign, by phase and arm.
pub(super) fn of_campaign(
    connection: &Connection,
    site: &str,
    campaign: &Key,
) -> Result<Vec<ArmResult>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT phase, arm, control, assigned, decided, seen, converted, value, crossed FROM arm_result
         WHERE site = ?1 AND campaign = ?2 AND (assigned > 0 OR decided > 0) ORDER BY phase, arm, control",
    )?;
    let rows = select.query_map(params![site, campaign.as_str()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn site(row: &Row<'_>, column: usize) -> rusqlite::Result<SiteId> {
    row.get::<_, String>(column).map(Into::into)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ArmResult> {
    let Sums { assigned, decided, seen, converted, value, crossed } = Sums::read(row)?;
    Ok(ArmResult {
        phase: row.get(0)?,
        arm: columns::key(row, 1)?,
        control: row.get(2)?,
        assigned: assigned.cast_unsigned(),
        decided: decided.cast_unsigned(),
        seen: seen.cast_unsigned(),
        converted: converted.cast_unsigned(),
        value: Money::from_milli(value.clamp(i64::MIN.into(), i64::MAX.into()) as i64),
        crossed: crossed.cast_unsigned(),
    })
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
        damaged.execute("UPDATE arm_result SET value = '7' WHERE campaign = 'cart'", []).unwrap();
        damaged.execute("DELETE FROM arm_result WHERE campaign = 'gift'", []).unwrap();
        assert_eq!(wrong(dir.path()), 2);

        ledger.recount().unwrap();
        assert_eq!(wrong(dir.path()), 0);
        let gift = folder.reader().unwrap().arm_results(SITE, &key("gift")).unwrap();
        assert_eq!((gift.len(), gift[0].assigned), (1, 1));
    }
}
