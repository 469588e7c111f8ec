//! Counting what the arms of a campaign achieved, from one range of one index.

use kizukai_model::Key;
use rusqlite::{Connection, Row, params};

use super::columns;
use crate::StoreError;
use crate::ledger::ArmResult;

/// Draws count in the phase of the draw, all else in the phase of the first decision: two counts of the same rows,
/// added up per phase and arm. `total` cannot overflow, and is exact up to 2^53 thousandths of the currency.
const OF_ARMS: &str = "
SELECT phase, arm, control, sum(assigned), sum(decided), sum(seen), sum(converted), sum(value), sum(crossed)
FROM (
    SELECT assigned_phase AS phase, arm, control, count(*) AS assigned,
           0 AS decided, 0 AS seen, 0 AS converted, 0 AS value, 0 AS crossed
    FROM participation WHERE site = ?1 AND campaign = ?2
    GROUP BY assigned_phase, arm, control
    UNION ALL
    SELECT decided_phase, arm, control, 0,
           count(*), count(seen_at), count(converted_at), CAST(total(value) AS INTEGER), sum(crossed)
    FROM participation WHERE site = ?1 AND campaign = ?2 AND decided_phase IS NOT NULL
    GROUP BY decided_phase, arm, control
)
GROUP BY phase, arm, control ORDER BY phase, arm, control";

pub(super) fn of_arms(
    connection: &Connection,
    site: &str,
    campaign: &Key,
) -> Result<Vec<ArmResult>, StoreError> {
    let mut select = connection.prepare_cached(OF_ARMS)?;
    let rows = select.query_map(params![site, campaign.as_str()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<ArmResult> {
    Ok(ArmResult {
        phase: row.get(0)?,
        arm: columns::key(row, 1)?,
        control: row.get(2)?,
        assigned: columns::unsigned(row, 3)?,
        decided: columns::unsigned(row, 4)?,
        seen: columns::unsigned(row, 5)?,
        converted: columns::unsigned(row, 6)?,
        value: columns::money(row, 7)?,
        crossed: columns::unsigned(row, 8)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::DataFolder;
    use crate::sqlite::open::reader;
    use crate::sqlite::schema::LEDGER;

    #[test]
    fn results_are_counted_from_the_index_alone() {
        let dir = tempfile::tempdir().unwrap();
        let _folder = DataFolder::open(dir.path()).unwrap();
        let connection = reader(dir.path(), &LEDGER).unwrap();
        let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {OF_ARMS}")).unwrap();
        let plan = explain.query_map(["s_1", "cart"], |row| row.get::<_, String>(3)).unwrap();
        let lookups: Vec<String> =
            plan.map(Result::unwrap).filter(|line| line.contains("participation")).collect();
        assert_eq!(lookups.len(), 2);
        assert!(lookups.iter().all(|line| line.contains("USING COVERING INDEX participation_results")));
    }
}
