//! The catalog's definitions: every version stays, a program picks one version of each key.

use kizukai_model::Key;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::columns;
use crate::StoreError;
use crate::catalog::DefinitionRow;

/// The number of a site's current program; None when there is no such site.
pub(super) fn current_program(connection: &Connection, site: &str) -> Result<Option<u64>, StoreError> {
    let mut select = connection.prepare_cached("SELECT program FROM site WHERE id = ?1")?;
    Ok(select.query_row([site], |row| columns::unsigned(row, 0)).optional()?)
}

pub(super) fn publish(
    transaction: &Transaction<'_>,
    site: &str,
    expected: u64,
    rows: &[DefinitionRow],
) -> Result<u64, StoreError> {
    let program = next_program(transaction, site, expected)?;
    if rows.is_empty() {
        return Err(StoreError::refused("a publication without definitions"));
    }
    for row in rows {
        check(transaction, site, program, row)?;
        insert(transaction, row)?;
    }
    Ok(program)
}

/// Makes the program after the expected one current.
fn next_program(transaction: &Transaction<'_>, site: &str, expected: u64) -> Result<u64, StoreError> {
    let found = current_program(transaction, site)?
        .ok_or_else(|| StoreError::UnknownSite { site: site.to_owned() })?;
    if found != expected {
        return Err(StoreError::Conflict { expected, found });
    }
    let sql = "UPDATE site SET program = ?2 WHERE id = ?1";
    transaction.prepare_cached(sql)?.execute(params![site, (expected + 1).cast_signed()])?;
    Ok(expected + 1)
}

/// The rules of the step that a program stands under.
pub(super) fn rules(connection: &Connection, site: &str, program: u64) -> Result<u32, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT rules FROM program_rules WHERE site = ?1 AND program <= ?2 ORDER BY program DESC LIMIT 1",
    )?;
    let found = select.query_row(params![site, program.cast_signed()], |row| row.get(0)).optional()?;
    Ok(found.unwrap_or(1))
}

pub(super) fn adopt_rules(
    transaction: &Transaction<'_>,
    site: &str,
    expected: u64,
    adopted: u32,
) -> Result<u64, StoreError> {
    let present = rules(transaction, site, expected)?;
    if present > adopted {
        return Err(StoreError::refused(format!("rules {present} hold already, not {adopted}")));
    }
    let program = next_program(transaction, site, expected)?;
    put_rules(transaction, site, program, adopted)?;
    Ok(program)
}

pub(super) fn put_rules(
    transaction: &Transaction<'_>,
    site: &str,
    program: u64,
    rules: u32,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO program_rules (site, program, rules) VALUES (?1, ?2, ?3)";
    transaction.prepare_cached(sql)?.execute(params![site, program.cast_signed(), rules])?;
    Ok(())
}

fn check(
    transaction: &Transaction<'_>,
    site: &str,
    program: u64,
    row: &DefinitionRow,
) -> Result<(), StoreError> {
    let name = format!("{} `{}`", row.kind, row.key);
    if *row.site != *site || row.program != program {
        return Err(StoreError::refused(format!(
            "{name} is of site `{}` and program {}, not of `{site}` and {program}",
            row.site, row.program
        )));
    }
    let next = latest_version(transaction, row)? + 1;
    if row.version != next {
        return Err(StoreError::refused(format!("{name} has version {}, next is {next}", row.version)));
    }
    Ok(())
}

fn latest_version(transaction: &Transaction<'_>, row: &DefinitionRow) -> Result<u32, StoreError> {
    let sql = "SELECT coalesce(max(version), 0) FROM definition WHERE site = ?1 AND kind = ?2 AND key = ?3";
    let mut select = transaction.prepare_cached(sql)?;
    Ok(select.query_row(params![row.site, row.kind, row.key.as_str()], |found| found.get(0))?)
}

fn insert(transaction: &Transaction<'_>, row: &DefinitionRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO definition (site, kind, key, version, phase, program, published_at, text)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    transaction.prepare_cached(sql)?.execute(params![
        row.site,
        row.kind,
        row.key.as_str(),
        row.version,
        row.phase,
        row.program.cast_signed(),
        row.published_at.as_ms(),
        row.text,
    ])?;
    Ok(())
}

pub(super) fn of_program(
    connection: &Connection,
    site: &str,
    program: u64,
) -> Result<Vec<DefinitionRow>, StoreError> {
    // A later version of a key never belongs to an earlier program, so the highest version is the latest.
    let mut select = connection.prepare_cached(
        "SELECT site, kind, key, version, phase, program, published_at, text FROM definition AS d
         WHERE site = ?1 AND version =
             (SELECT max(version) FROM definition
              WHERE site = d.site AND kind = d.kind AND key = d.key AND program <= ?2)
         ORDER BY kind, key",
    )?;
    let rows = select.query_map(params![site, program.cast_signed()], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn history(
    connection: &Connection,
    site: &str,
    kind: &str,
    key: &Key,
    limit: usize,
) -> Result<Vec<DefinitionRow>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT site, kind, key, version, phase, program, published_at, text FROM definition
         WHERE site = ?1 AND kind = ?2 AND key = ?3 ORDER BY version DESC LIMIT ?4",
    )?;
    let rows = select.query_map(params![site, kind, key.as_str(), columns::limit(limit)], read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

pub(super) fn older(
    connection: &Connection,
    site: &str,
    kind: &str,
    program: u64,
    limit_per_key: usize,
) -> Result<Vec<DefinitionRow>, StoreError> {
    let mut select = connection.prepare_cached(
        "SELECT site, kind, key, version, phase, program, published_at, text FROM
             (SELECT *, row_number() OVER (PARTITION BY key ORDER BY version DESC) - 1 AS age
              FROM definition WHERE site = ?1 AND kind = ?2 AND program <= ?3)
         WHERE age BETWEEN 1 AND ?4 ORDER BY key, version DESC",
    )?;
    let bounds = params![site, kind, program.cast_signed(), columns::limit(limit_per_key)];
    let rows = select.query_map(bounds, read)?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn read(row: &Row<'_>) -> rusqlite::Result<DefinitionRow> {
    Ok(DefinitionRow {
        site: row.get(0)?,
        kind: row.get(1)?,
        key: columns::key(row, 2)?,
        version: row.get(3)?,
        phase: row.get(4)?,
        program: columns::unsigned(row, 5)?,
        published_at: columns::time(row, 6)?,
        text: row.get(7)?,
    })
}
