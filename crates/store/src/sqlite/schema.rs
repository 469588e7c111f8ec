//! The tables, as migrations. A migration that has been released is never edited.
//!
//! Every ledger table holds bucket, site and profile. The log is appended in id order and has no second index:
//! rows name the previous one of their profile. Small rows under a composite key are stored in the key's tree
//! (`WITHOUT ROWID`); snapshots are not, because long rows would make that tree deep.

/// A database file and how it came to be.
pub(super) struct SchemaFile {
    /// Its name within the folder.
    pub(super) name: &'static str,
    /// Marks the file as this kind of file (`pragma application_id`).
    pub(super) application_id: i64,
    /// One script for each schema version, from version 1.
    pub(super) migrations: &'static [&'static str],
}

/// All files of a data folder.
pub(super) const FILES: [&SchemaFile; 2] = [&LEDGER, &CATALOG];

/// The ledger. The application id reads `KZLD`.
pub(super) const LEDGER: SchemaFile = SchemaFile {
    name: "ledger.db",
    application_id: 0x4b5a_4c44,
    migrations: &[LEDGER_1, LEDGER_2, LEDGER_3, LEDGER_4],
};

/// The catalog. The application id reads `KZCT`.
pub(super) const CATALOG: SchemaFile = SchemaFile {
    name: "catalog.db",
    application_id: 0x4b5a_4354,
    migrations: &[CATALOG_1, CATALOG_2, CATALOG_3, CATALOG_4, CATALOG_5, CATALOG_6],
};

const LEDGER_1: &str = "
CREATE TABLE input (
    id INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    site TEXT NOT NULL,
    profile BLOB NOT NULL,
    seq INTEGER NOT NULL,
    prev INTEGER,
    now INTEGER NOT NULL,
    program INTEGER NOT NULL,
    input BLOB NOT NULL,
    decisions BLOB
) STRICT;

CREATE TABLE alias (
    site TEXT NOT NULL,
    kind INTEGER NOT NULL,
    id TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    profile BLOB NOT NULL,
    PRIMARY KEY (site, kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE timer (
    due INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    site TEXT NOT NULL,
    profile BLOB NOT NULL,
    timer INTEGER NOT NULL,
    PRIMARY KEY (due, bucket, site, profile, timer)
) STRICT, WITHOUT ROWID;

CREATE TABLE order_claim (
    site TEXT NOT NULL,
    order_id TEXT NOT NULL,
    bucket INTEGER NOT NULL,
    profile BLOB NOT NULL,
    PRIMARY KEY (site, order_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    bucket INTEGER NOT NULL,
    site TEXT NOT NULL,
    profile BLOB NOT NULL,
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    due INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (due);

CREATE TABLE snapshot (
    bucket INTEGER NOT NULL,
    site TEXT NOT NULL,
    profile BLOB NOT NULL,
    upto_seq INTEGER NOT NULL,
    head INTEGER,
    merged_into BLOB,
    version INTEGER NOT NULL,
    state BLOB NOT NULL,
    UNIQUE (bucket, site, profile)
) STRICT;

CREATE TABLE participation (
    bucket INTEGER NOT NULL,
    site TEXT NOT NULL,
    profile BLOB NOT NULL,
    campaign TEXT NOT NULL,
    arm TEXT NOT NULL,
    control INTEGER NOT NULL,
    crossed INTEGER NOT NULL,
    assigned_at INTEGER NOT NULL,
    assigned_phase INTEGER NOT NULL,
    decided_at INTEGER,
    decided_phase INTEGER,
    seen_at INTEGER,
    converted_at INTEGER,
    value INTEGER NOT NULL,
    PRIMARY KEY (bucket, site, profile, campaign)
) STRICT, WITHOUT ROWID;
-- Holds all that a campaign's results are counted from, so that they are one range of one tree.
CREATE INDEX participation_results ON participation
    (site, campaign, arm, control, assigned_phase, decided_phase, seen_at, converted_at, value, crossed);

CREATE TABLE segment_member (
    bucket INTEGER NOT NULL,
    site TEXT NOT NULL,
    profile BLOB NOT NULL,
    segment TEXT NOT NULL,
    entered_at INTEGER NOT NULL,
    PRIMARY KEY (bucket, site, profile, segment)
) STRICT, WITHOUT ROWID;
CREATE INDEX segment_member_by_segment ON segment_member (site, segment);

CREATE TABLE watermark (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    row INTEGER NOT NULL
) STRICT;
INSERT INTO watermark (only, row) VALUES (1, 0);
";

/// The version of the ledger's schema from which on sums of results are kept by day.
pub(super) const LEDGER_WITH_DAYS: i64 = 3;

/// What results count of a profile lies beside its snapshot, and the sums are kept: a visitor's first page may draw many
/// arms, and one row in a tree and an index for each of them cost more than all else about that page. The form of
/// `counted` and of the sums is told in `tally`.
const LEDGER_2: &str = "
ALTER TABLE snapshot ADD COLUMN counted TEXT;
UPDATE snapshot SET counted = (
    SELECT json_group_array(json_array(campaign, arm, control, crossed, assigned_phase, decided_phase,
        seen_at IS NOT NULL, converted_at IS NOT NULL, value))
    FROM participation AS p
    WHERE p.bucket = snapshot.bucket AND p.site = snapshot.site AND p.profile = snapshot.profile
) WHERE EXISTS (
    SELECT 1 FROM participation AS p
    WHERE p.bucket = snapshot.bucket AND p.site = snapshot.site AND p.profile = snapshot.profile
);

CREATE TABLE arm_result (
    site TEXT NOT NULL,
    campaign TEXT NOT NULL,
    phase INTEGER NOT NULL,
    arm TEXT NOT NULL,
    control INTEGER NOT NULL,
    assigned INTEGER NOT NULL,
    decided INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    converted INTEGER NOT NULL,
    value TEXT NOT NULL,
    crossed INTEGER NOT NULL,
    PRIMARY KEY (site, campaign, phase, arm, control)
) STRICT, WITHOUT ROWID;
INSERT INTO arm_result
SELECT site, campaign, phase, arm, control, sum(assigned), sum(decided), sum(seen), sum(converted),
    CAST(CAST(total(value) AS INTEGER) AS TEXT), sum(crossed)
FROM (
    SELECT site, campaign, assigned_phase AS phase, arm, control, 1 AS assigned,
        0 AS decided, 0 AS seen, 0 AS converted, 0 AS value, 0 AS crossed
    FROM participation
    UNION ALL
    SELECT site, campaign, decided_phase, arm, control, 0,
        1, seen_at IS NOT NULL, converted_at IS NOT NULL, value, crossed
    FROM participation WHERE decided_phase IS NOT NULL
)
GROUP BY site, campaign, phase, arm, control;
DROP TABLE participation;
";

/// Sums are kept day by day, with all that results ask for (ADR 0020). What was counted before says too little, so every
/// profile is counted anew: `counting` is the way of counting that the rows were made in, and whoever opens the ledger
/// compares it with its own. The forms of `counted` and of `sums` are told in `tally`.
const LEDGER_3: &str = "
ALTER TABLE watermark ADD COLUMN counting INTEGER NOT NULL DEFAULT 0;
UPDATE snapshot SET counted = NULL WHERE counted IS NOT NULL;

CREATE TABLE arm_day (
    site TEXT NOT NULL,
    campaign TEXT NOT NULL,
    phase INTEGER NOT NULL,
    arm TEXT NOT NULL,
    control INTEGER NOT NULL,
    day INTEGER NOT NULL,
    sums TEXT NOT NULL,
    PRIMARY KEY (site, campaign, phase, arm, control, day)
) STRICT, WITHOUT ROWID;
DROP TABLE arm_result;
";

/// What is sent keeps an order for each person and kind, counts its attempts, and is kept aside when it is given up. Nothing was
/// ever sent before.
const LEDGER_4: &str = "
ALTER TABLE outbox ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE outbox ADD COLUMN dead TEXT;
ALTER TABLE outbox ADD COLUMN dead_at INTEGER;
DROP INDEX outbox_due;
CREATE INDEX outbox_due ON outbox (kind, due) WHERE dead IS NULL;
CREATE INDEX outbox_person ON outbox (bucket, site, profile, kind, seq) WHERE dead IS NULL;
CREATE INDEX outbox_dead ON outbox (site, dead_at) WHERE dead IS NOT NULL;
";

const CATALOG_1: &str = "
CREATE TABLE site (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    write_key TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    program INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE api_key (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    hash BLOB NOT NULL UNIQUE,
    label TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE definition (
    site TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    phase INTEGER NOT NULL,
    program INTEGER NOT NULL,
    published_at INTEGER NOT NULL,
    text BLOB NOT NULL,
    UNIQUE (site, kind, key, version)
) STRICT;
CREATE INDEX definition_by_program ON definition (site, kind, key, program);
";

/// The rules of the step that programs stand under, from a program on. Programs from before this table: rules 1.
const CATALOG_2: &str = "
CREATE TABLE program_rules (
    site TEXT NOT NULL,
    program INTEGER NOT NULL,
    rules INTEGER NOT NULL,
    PRIMARY KEY (site, program)
) STRICT, WITHOUT ROWID;
";

/// Keys that only send events (kind 1; kind 0 opens the admin API), and secrets that prove who a visitor is.
const CATALOG_3: &str = "
ALTER TABLE api_key ADD COLUMN kind INTEGER NOT NULL DEFAULT 0;

CREATE TABLE identity_secret (
    number INTEGER PRIMARY KEY,
    site TEXT NOT NULL,
    secret TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    valid_until INTEGER
) STRICT;
";

/// People: who works where as what, in which browsers they are signed in, links that open something once, and the record of
/// what was changed.
const CATALOG_4: &str = "
CREATE TABLE member (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    locale TEXT,
    credentials TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE membership (
    site TEXT NOT NULL,
    member INTEGER NOT NULL,
    role TEXT NOT NULL,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (site, member)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    member INTEGER NOT NULL,
    device TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT;

CREATE TABLE link (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    hash BLOB NOT NULL UNIQUE,
    site TEXT,
    role TEXT,
    email TEXT,
    member INTEGER,
    created_by TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;

CREATE TABLE record (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT,
    member INTEGER,
    at INTEGER NOT NULL,
    actor_kind TEXT NOT NULL,
    actor_name TEXT NOT NULL,
    action TEXT NOT NULL,
    target TEXT NOT NULL,
    before TEXT,
    after TEXT
) STRICT;
CREATE INDEX record_by_site ON record (site, id);
";

/// What is not published yet: drafts, and what is said about them. A draft's number is its revision: every save is a new row,
/// so that no revision comes twice.
const CATALOG_5: &str = "
CREATE TABLE draft (
    revision INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    key TEXT NOT NULL,
    text BLOB NOT NULL,
    base_version INTEGER NOT NULL,
    edited_at INTEGER NOT NULL,
    edited_by TEXT NOT NULL,
    proposed_by TEXT,
    proposed_at INTEGER,
    note TEXT,
    UNIQUE (site, key)
) STRICT;

CREATE TABLE comment (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    site TEXT NOT NULL,
    campaign TEXT NOT NULL,
    arm TEXT,
    step TEXT,
    text TEXT NOT NULL,
    by TEXT NOT NULL,
    member INTEGER,
    at INTEGER NOT NULL,
    resolved_at INTEGER
) STRICT;
CREATE INDEX comment_by_campaign ON comment (site, campaign);
";

/// What is fixed of a phase when it begins; of the site's holdout under the empty campaign.
const CATALOG_6: &str = "
CREATE TABLE phase_plan (
    site TEXT NOT NULL,
    campaign TEXT NOT NULL,
    phase INTEGER NOT NULL,
    since INTEGER NOT NULL,
    plan BLOB NOT NULL,
    PRIMARY KEY (site, campaign, phase)
) STRICT, WITHOUT ROWID;
";
