//! The catalog's people, and the record of changes.

use kizukai_model::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::catalog::SqliteCatalog;
use super::{columns, keys};
use crate::StoreError;
use crate::people::{Link, Member, Membership, Opens, People, RecordQuery, RecordRow, Session};

const LINK_COLUMNS: &str = "id, hash, site, role, email, member, created_by, created_at, expires_at";

impl People for SqliteCatalog {
    fn add_member(
        &mut self,
        mut member: Member,
        site: &str,
        role: &str,
        link: Option<u64>,
    ) -> Result<Member, StoreError> {
        let transaction = self.write()?;
        let sql =
            "INSERT INTO member (email, name, locale, credentials, created_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let Member { email, name, locale, credentials, created_at, .. } = &member;
        transaction.prepare_cached(sql)?.execute(params![
            email,
            name,
            locale,
            credentials,
            created_at.as_ms()
        ])?;
        member.id = transaction.last_insert_rowid().cast_unsigned();
        let membership = Membership {
            site: site.into(),
            member: member.id,
            role: role.to_owned(),
            joined_at: member.created_at,
        };
        join(&transaction, &membership)?;
        use_up(&transaction, link)?;
        transaction.commit()?;
        Ok(member)
    }

    fn members(&self) -> Result<Vec<Member>, StoreError> {
        let sql = "SELECT id, email, name, locale, credentials, created_at FROM member ORDER BY id";
        all(self.connection(), sql, [], read_member)
    }

    fn save_member(&mut self, member: &Member, link: Option<u64>) -> Result<(), StoreError> {
        let transaction = self.write()?;
        let sql = "UPDATE member SET email = ?2, name = ?3, locale = ?4, credentials = ?5 WHERE id = ?1";
        let Member { id, email, name, locale, credentials, .. } = member;
        transaction.prepare_cached(sql)?.execute(params![
            id.cast_signed(),
            email,
            name,
            locale,
            credentials
        ])?;
        use_up(&transaction, link)?;
        Ok(transaction.commit()?)
    }

    fn memberships(&self) -> Result<Vec<Membership>, StoreError> {
        let sql = "SELECT site, member, role, joined_at FROM membership ORDER BY site, member";
        all(self.connection(), sql, [], read_membership)
    }

    fn put_membership(&mut self, membership: &Membership, link: Option<u64>) -> Result<(), StoreError> {
        let transaction = self.write()?;
        join(&transaction, membership)?;
        use_up(&transaction, link)?;
        Ok(transaction.commit()?)
    }

    fn remove_membership(&mut self, site: &str, member: u64) -> Result<bool, StoreError> {
        let sql = "DELETE FROM membership WHERE site = ?1 AND member = ?2";
        let mut delete = self.connection().prepare_cached(sql)?;
        Ok(delete.execute(params![site, member.cast_signed()])? > 0)
    }

    fn add_session(&mut self, mut session: Session) -> Result<Session, StoreError> {
        let sql = "INSERT INTO session (hash, member, device, created_at, last_seen_at) VALUES (?1, ?2, ?3, ?4, ?5)";
        let Session { hash, member, device, created_at, last_seen_at, .. } = &session;
        let member = member.cast_signed();
        self.connection().prepare_cached(sql)?.execute(params![
            hash,
            member,
            device,
            created_at.as_ms(),
            last_seen_at.as_ms()
        ])?;
        session.id = self.connection().last_insert_rowid().cast_unsigned();
        Ok(session)
    }

    fn sessions(&self) -> Result<Vec<Session>, StoreError> {
        let sql = "SELECT id, hash, member, device, created_at, last_seen_at FROM session ORDER BY id";
        all(self.connection(), sql, [], read_session)
    }

    fn touch_session(&mut self, id: u64, last_seen_at: Timestamp) -> Result<(), StoreError> {
        let sql = "UPDATE session SET last_seen_at = ?2 WHERE id = ?1";
        let mut update = self.connection().prepare_cached(sql)?;
        update.execute(params![id.cast_signed(), last_seen_at.as_ms()])?;
        Ok(())
    }

    fn remove_sessions(&mut self, ids: &[u64]) -> Result<(), StoreError> {
        let transaction = self.write()?;
        for id in ids {
            transaction.prepare_cached("DELETE FROM session WHERE id = ?1")?.execute([id.cast_signed()])?;
        }
        Ok(transaction.commit()?)
    }

    fn add_link(&mut self, mut link: Link) -> Result<Link, StoreError> {
        let transaction = self.write()?;
        transaction.execute("DELETE FROM link WHERE expires_at <= ?1", [link.created_at.as_ms()])?;
        let (site, role, email, member) = match &link.opens {
            Opens::Invitation { site, role, email } => {
                keys::must_exist(&transaction, site)?;
                (Some(site), Some(role), email.as_ref(), None)
            }
            Opens::Recovery { member } => (None, None, None, Some(member.cast_signed())),
        };
        let sql = "INSERT INTO link (hash, site, role, email, member, created_by, created_at, expires_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
        let (created_at, expires_at) = (link.created_at.as_ms(), link.expires_at.as_ms());
        transaction.prepare_cached(sql)?.execute(params![
            link.hash,
            site,
            role,
            email,
            member,
            link.created_by,
            created_at,
            expires_at
        ])?;
        link.id = transaction.last_insert_rowid().cast_unsigned();
        transaction.commit()?;
        Ok(link)
    }

    fn link(&self, hash: [u8; 32]) -> Result<Option<Link>, StoreError> {
        let sql = format!("SELECT {LINK_COLUMNS} FROM link WHERE hash = ?1");
        Ok(self.connection().prepare_cached(&sql)?.query_row([hash], read_link).optional()?)
    }

    fn invitations(&self, site: &str) -> Result<Vec<Link>, StoreError> {
        let sql = format!("SELECT {LINK_COLUMNS} FROM link WHERE site = ?1 ORDER BY id");
        all(self.connection(), &sql, [site], read_link)
    }

    fn remove_invitation(&mut self, site: &str, id: u64) -> Result<bool, StoreError> {
        let mut delete = self.connection().prepare_cached("DELETE FROM link WHERE site = ?1 AND id = ?2")?;
        Ok(delete.execute(params![site, id.cast_signed()])? > 0)
    }

    fn add_records(&mut self, rows: &[RecordRow], keep: u64) -> Result<(), StoreError> {
        let transaction = self.write()?;
        for row in rows {
            insert_record(&transaction, row)?;
        }
        let sql = "DELETE FROM record WHERE id <= (SELECT max(id) FROM record) - ?1";
        transaction.prepare_cached(sql)?.execute([keep.cast_signed()])?;
        Ok(transaction.commit()?)
    }

    fn records(&self, query: RecordQuery<'_>) -> Result<Vec<RecordRow>, StoreError> {
        let sql = "SELECT id, site, member, at, actor_kind, actor_name, action, target, before, after
            FROM record
            WHERE (site = ?1 OR (site IS NULL AND member IN (SELECT member FROM membership WHERE site = ?1)))
                AND id < ?2 AND (?3 IS NULL OR target = ?3)
            ORDER BY id DESC LIMIT ?4";
        let before = query.before.map_or(i64::MAX, u64::cast_signed);
        let limit = columns::limit(query.limit);
        all(self.connection(), sql, params![query.site, before, query.target, limit], read_record)
    }
}

fn all<T>(
    connection: &Connection,
    sql: &str,
    parameters: impl rusqlite::Params,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut select = connection.prepare_cached(sql)?;
    let rows = select.query_map(parameters, read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

fn join(transaction: &Transaction<'_>, membership: &Membership) -> Result<(), StoreError> {
    let Membership { site, member, role, joined_at } = membership;
    keys::must_exist(transaction, site)?;
    let sql = "INSERT INTO membership (site, member, role, joined_at) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (site, member) DO UPDATE SET role = excluded.role";
    let mut insert = transaction.prepare_cached(sql)?;
    insert.execute(params![site, member.cast_signed(), role, joined_at.as_ms()])?;
    Ok(())
}

fn use_up(transaction: &Transaction<'_>, link: Option<u64>) -> Result<(), StoreError> {
    if let Some(id) = link {
        transaction.prepare_cached("DELETE FROM link WHERE id = ?1")?.execute([id.cast_signed()])?;
    }
    Ok(())
}

fn insert_record(transaction: &Transaction<'_>, row: &RecordRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO record (site, member, at, actor_kind, actor_name, action, target, before, after)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    transaction.prepare_cached(sql)?.execute(params![
        row.site,
        row.member.map(u64::cast_signed),
        row.at.as_ms(),
        row.actor_kind,
        row.actor_name,
        row.action,
        row.target,
        row.before,
        row.after
    ])?;
    Ok(())
}

fn read_member(row: &Row<'_>) -> rusqlite::Result<Member> {
    Ok(Member {
        id: columns::unsigned(row, 0)?,
        email: row.get(1)?,
        name: row.get(2)?,
        locale: row.get(3)?,
        credentials: row.get(4)?,
        created_at: columns::time(row, 5)?,
    })
}

fn read_membership(row: &Row<'_>) -> rusqlite::Result<Membership> {
    Ok(Membership {
        site: row.get(0)?,
        member: columns::unsigned(row, 1)?,
        role: row.get(2)?,
        joined_at: columns::time(row, 3)?,
    })
}

fn read_session(row: &Row<'_>) -> rusqlite::Result<Session> {
    Ok(Session {
        id: columns::unsigned(row, 0)?,
        hash: row.get(1)?,
        member: columns::unsigned(row, 2)?,
        device: row.get(3)?,
        created_at: columns::time(row, 4)?,
        last_seen_at: columns::time(row, 5)?,
    })
}

fn read_link(row: &Row<'_>) -> rusqlite::Result<Link> {
    let opens = match row.get::<_, Option<i64>>(5)? {
        Some(member) => Opens::Recovery { member: member.cast_unsigned() },
        None => Opens::Invitation { site: row.get(2)?, role: row.get(3)?, email: row.get(4)? },
    };
    Ok(Link {
        id: columns::unsigned(row, 0)?,
        hash: row.get(1)?,
        opens,
        created_by: row.get(6)?,
        created_at: columns::time(row, 7)?,
        expires_at: columns::time(row, 8)?,
    })
}

fn read_record(row: &Row<'_>) -> rusqlite::Result<RecordRow> {
    Ok(RecordRow {
        id: columns::unsigned(row, 0)?,
        site: row.get(1)?,
        member: row.get::<_, Option<i64>>(2)?.map(i64::cast_unsigned),
        at: columns::time(row, 3)?,
        actor_kind: row.get(4)?,
        actor_name: row.get(5)?,
        action: row.get(6)?,
        target: row.get(7)?,
        before: row.get(8)?,
        after: row.get(9)?,
    })
}
