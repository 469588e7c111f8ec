//! What was fixed of phases when they began. Rows are only ever added: figures that were counted by a plan must not change.

use rusqlite::{Connection, Row, Transaction, params};

use kizukai_model::Key;

use super::columns;
use crate::StoreError;
use crate::catalog::PlanRow;

pub(super) fn put(transaction: &Transaction<'_>, plan: &PlanRow) -> Result<(), StoreError> {
    let sql =
        "INSERT OR IGNORE INTO phase_plan (site, campaign, phase, since, plan) VALUES (?1, ?2, ?3, ?4, ?5)";
    let campaign = plan.campaign.as_ref().map_or("", Key::as_str);
    let row = params![plan.site, campaign, plan.phase, plan.since.as_ms(), plan.plan];
    transaction.prepare_cached(sql)?.execute(row)?;
    Ok(())
}

pub(super) fn of_site(connection: &Connection, site: &str) -> Result<Vec<PlanRow>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT site, campaign, phase, since, plan FROM phase_plan WHERE site = ?1 ORDER BY campaign, phase",
    )?;
    let rows = select.query_map([site], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<PlanRow> {
    let is_of_site = row.get_ref(1)?.as_str()?.is_empty();
    Ok(PlanRow {
        site: row.get::<_, String>(0)?.into(),
        campaign: if is_of_site { None } else { Some(columns::key(row, 1)?) },
        phase: row.get(2)?,
        since: columns::time(row, 3)?,
        plan: row.get(4)?,
    })
}
