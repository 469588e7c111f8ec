//! The catalog's drafts and comments.

use kizukai_model::{Key, Timestamp};
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::catalog::SqliteCatalog;
use super::{columns, keys};
use crate::StoreError;
use crate::studio::{CommentRow, DraftRow, ProposalRow, Studio};

const DRAFT_COLUMNS: &str =
    "site, key, text, base_version, revision, edited_at, edited_by, proposed_by, proposed_at, note";
const COMMENT_COLUMNS: &str = "id, site, campaign, arm, step, text, by, member, at, resolved_at";

impl Studio for SqliteCatalog {
    fn drafts(&self, site: &str) -> Result<Vec<DraftRow>, StoreError> {
        let sql = format!("SELECT {DRAFT_COLUMNS} FROM draft WHERE site = ?1 ORDER BY key");
        let mut select = self.connection().prepare_cached(&sql)?;
        let rows = select.query_map([site], read_draft)?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    fn draft(&self, site: &str, key: &Key) -> Result<Option<DraftRow>, StoreError> {
        let sql = format!("SELECT {DRAFT_COLUMNS} FROM draft WHERE site = ?1 AND key = ?2");
        let mut select = self.connection().prepare_cached(&sql)?;
        Ok(select.query_row(params![site, key.as_str()], read_draft).optional()?)
    }

    fn save_draft(&mut self, draft: &DraftRow, read: u32) -> Result<u32, StoreError> {
        let transaction = self.write()?;
        keys::must_exist(&transaction, &draft.site)?;
        must_stand(&transaction, &draft.site, &draft.key, read)?;
        delete(&transaction, &draft.site, &draft.key)?;
        let sql = "INSERT INTO draft (site, key, text, base_version, edited_at, edited_by, proposed_by, proposed_at, note)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let proposal = draft.proposal.as_ref();
        transaction.prepare_cached(sql)?.execute(params![
            draft.site,
            draft.key.as_str(),
            draft.text,
            draft.base_version,
            draft.edited_at.as_ms(),
            draft.edited_by,
            proposal.map(|proposal| &proposal.by),
            proposal.map(|proposal| proposal.at.as_ms()),
            proposal.map(|proposal| &proposal.note),
        ])?;
        let revision = u32::try_from(transaction.last_insert_rowid())
            .map_err(|_| StoreError::refused("drafts were saved more often than can be counted"))?;
        transaction.commit()?;
        Ok(revision)
    }

    fn put_proposal(
        &mut self,
        site: &str,
        key: &Key,
        revision: u32,
        proposal: Option<&ProposalRow>,
    ) -> Result<(), StoreError> {
        let transaction = self.write()?;
        must_stand(&transaction, site, key, revision)?;
        let sql = "UPDATE draft SET proposed_by = ?2, proposed_at = ?3, note = ?4 WHERE revision = ?1";
        transaction.prepare_cached(sql)?.execute(params![
            revision,
            proposal.map(|proposal| &proposal.by),
            proposal.map(|proposal| proposal.at.as_ms()),
            proposal.map(|proposal| &proposal.note),
        ])?;
        Ok(transaction.commit()?)
    }

    fn remove_draft(&mut self, site: &str, key: &Key, revision: u32) -> Result<bool, StoreError> {
        let sql = "DELETE FROM draft WHERE site = ?1 AND key = ?2 AND revision = ?3";
        let removed =
            self.connection().prepare_cached(sql)?.execute(params![site, key.as_str(), revision])?;
        Ok(removed > 0)
    }

    fn comments(&self, site: &str, campaign: &Key) -> Result<Vec<CommentRow>, StoreError> {
        let sql =
            format!("SELECT {COMMENT_COLUMNS} FROM comment WHERE site = ?1 AND campaign = ?2 ORDER BY id");
        let mut select = self.connection().prepare_cached(&sql)?;
        let rows = select.query_map(params![site, campaign.as_str()], read_comment)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn add_comment(&mut self, mut comment: CommentRow) -> Result<CommentRow, StoreError> {
        let transaction = self.write()?;
        keys::must_exist(&transaction, &comment.site)?;
        let sql = "INSERT INTO comment (site, campaign, arm, step, text, by, member, at, resolved_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let (arm, step) = comment.step.as_ref().map(|(arm, step)| (arm, step)).unzip();
        transaction.prepare_cached(sql)?.execute(params![
            comment.site,
            comment.campaign.as_str(),
            arm,
            step,
            comment.text,
            comment.by,
            comment.member.map(u64::cast_signed),
            comment.at.as_ms(),
            comment.resolved_at.map(Timestamp::as_ms),
        ])?;
        comment.id = transaction.last_insert_rowid().cast_unsigned();
        transaction.commit()?;
        Ok(comment)
    }

    fn resolve_comment(
        &mut self,
        site: &str,
        campaign: &Key,
        id: u64,
        resolved_at: Option<Timestamp>,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE comment SET resolved_at = ?4 WHERE site = ?1 AND campaign = ?2 AND id = ?3";
        let changed = self.connection().prepare_cached(sql)?.execute(params![
            site,
            campaign.as_str(),
            id.cast_signed(),
            resolved_at.map(Timestamp::as_ms)
        ])?;
        Ok(changed > 0)
    }

    fn remove_comments(&mut self, site: &str, campaign: &Key, id: Option<u64>) -> Result<usize, StoreError> {
        let sql = "DELETE FROM comment WHERE site = ?1 AND campaign = ?2 AND (?3 IS NULL OR id = ?3)";
        let mut delete = self.connection().prepare_cached(sql)?;
        Ok(delete.execute(params![site, campaign.as_str(), id.map(u64::cast_signed)])?)
    }
}

/// Refuses when another revision stands than the one that was read, 0 for none.
fn must_stand(connection: &Connection, site: &str, key: &Key, read: u32) -> Result<(), StoreError> {
    let mut select = connection.prepare_cached("SELECT revision FROM draft WHERE site = ?1 AND key = ?2")?;
    let found: Option<u32> = select.query_row(params![site, key.as_str()], |row| row.get(0)).optional()?;
    let found = found.unwrap_or(0);
    if found == read {
        return Ok(());
    }
    Err(StoreError::Conflict { expected: read.into(), found: found.into() })
}

fn delete(connection: &Connection, site: &str, key: &Key) -> Result<(), StoreError> {
    let mut delete = connection.prepare_cached("DELETE FROM draft WHERE site = ?1 AND key = ?2")?;
    delete.execute(params![site, key.as_str()])?;
    Ok(())
}

fn read_draft(row: &Row<'_>) -> rusqlite::Result<DraftRow> {
    let by: Option<String> = row.get(7)?;
    let proposal = match by {
        Some(by) => Some(ProposalRow { by, at: columns::time(row, 8)?, note: row.get(9)? }),
        None => None,
    };
    Ok(DraftRow {
        site: row.get(0)?,
        key: columns::key(row, 1)?,
        text: row.get(2)?,
        base_version: row.get(3)?,
        revision: row.get(4)?,
        edited_at: columns::time(row, 5)?,
        edited_by: row.get(6)?,
        proposal,
    })
}

fn read_comment(row: &Row<'_>) -> rusqlite::Result<CommentRow> {
    let (arm, step): (Option<String>, Option<String>) = (row.get(3)?, row.get(4)?);
    Ok(CommentRow {
        id: columns::unsigned(row, 0)?,
        site: row.get(1)?,
        campaign: columns::key(row, 2)?,
        step: arm.zip(step),
        text: row.get(5)?,
        by: row.get(6)?,
        member: row.get::<_, Option<i64>>(7)?.map(i64::cast_unsigned),
        at: columns::time(row, 8)?,
        resolved_at: row.get::<_, Option<i64>>(9)?.map(Timestamp::from_ms),
    })
}
