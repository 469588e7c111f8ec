//! Rows to test with: the shortest that are valid; a case changes what it is about.

use kizukai_model::{IdKind, Key, Money, ProfileId, Timestamp};

use crate::{
    AliasRow, Commit, DayNumber, DecidedRow, DefinitionRow, InputRow, OrderClaim, OutboxRow,
    ParticipationRow, RowId, SegmentRow, Site, SnapshotRow, TimerRow,
};

pub(crate) const SITE: &str = "s_shop";

/// A profile in bucket `bucket`, told from others there by `rest`.
pub(crate) fn profile(bucket: u8, rest: u8) -> ProfileId {
    let mut bytes = [rest; 16];
    bytes[0] = bucket;
    ProfileId::from_bytes(bytes)
}

pub(crate) fn key(text: &str) -> Key {
    text.parse().unwrap()
}

pub(crate) fn at(ms: i64) -> Timestamp {
    Timestamp::from_ms(ms)
}

pub(crate) fn input(id: RowId, profile: ProfileId, prev: Option<RowId>) -> InputRow {
    InputRow {
        id,
        site: SITE.into(),
        profile,
        seq: prev.map_or(1, |prev| prev.cast_unsigned() + 1),
        prev,
        now: at(1_000 + id),
        program: 3,
        input: vec![b'i', 0, 255],
        decisions: None,
    }
}

/// A commit of inputs, one after the other, of one profile that had none.
pub(crate) fn chain(profile: ProfileId, ids: &[RowId]) -> Commit {
    let before = std::iter::once(None).chain(ids.iter().copied().map(Some));
    inputs(ids.iter().zip(before).map(|(id, prev)| input(*id, profile, prev)))
}

pub(crate) fn inputs(rows: impl IntoIterator<Item = InputRow>) -> Commit {
    Commit { inputs: rows.into_iter().collect(), ..Commit::default() }
}

pub(crate) fn alias(kind: IdKind, id: &str, profile: ProfileId) -> AliasRow {
    AliasRow { site: SITE.into(), kind, id: id.into(), profile }
}

pub(crate) fn timer(profile: ProfileId, timer: u64, due_ms: i64) -> TimerRow {
    TimerRow { site: SITE.into(), profile, timer, due: at(due_ms) }
}

pub(crate) fn order(order_id: &str, profile: ProfileId) -> OrderClaim {
    OrderClaim { site: SITE.into(), order_id: order_id.into(), profile }
}

pub(crate) fn outbox(id: u64, due_ms: i64) -> OutboxRow {
    OutboxRow {
        id,
        site: SITE.into(),
        profile: profile(9, 9),
        kind: "webhook".into(),
        seq: id,
        payload: vec![1, 2, 3],
        due: at(due_ms),
        attempts: 0,
    }
}

pub(crate) fn snapshot(profile: ProfileId, upto_seq: u64) -> SnapshotRow {
    SnapshotRow {
        site: SITE.into(),
        profile,
        upto_seq,
        head: Some(upto_seq.cast_signed()),
        merged_into: None,
        version: 1,
        state: vec![b's', 0, 255],
    }
}

/// Assigned in phase 1, nothing since.
pub(crate) fn participation(campaign: &str, profile: ProfileId, arm: &str) -> ParticipationRow {
    ParticipationRow {
        site: SITE.into(),
        campaign: Some(key(campaign)),
        profile,
        arm: key(arm),
        control: arm == Key::CONTROL,
        crossed: false,
        assigned_phase: 1,
        assigned_day: 9,
        decided: None,
    }
}

/// Decided, and nothing came of it within a week.
pub(crate) fn decided(phase: u32, day: DayNumber) -> DecidedRow {
    DecidedRow {
        phase,
        day,
        over_day: day + 7,
        back_day: day + 7,
        seen: false,
        converted: false,
        worth: Money::ZERO,
        value: Money::ZERO,
        orders: 0,
        browser_orders: 0,
        profit: None,
        before: Money::ZERO,
        closed_at_once: false,
        left_at_once: false,
        came_back: false,
        load_ms: None,
        other_shows: 0,
        other_points: 0,
    }
}

pub(crate) fn member(segment: &str, profile: ProfileId) -> SegmentRow {
    SegmentRow { site: SITE.into(), segment: key(segment), profile, entered_at: at(20) }
}

pub(crate) fn site(id: &str) -> Site {
    Site { id: id.into(), name: "靴の店".into(), write_key: format!("wk_{id}"), created_at: at(5) }
}

pub(crate) fn definition(kind: &str, name: &str, version: u32, program: u64) -> DefinitionRow {
    DefinitionRow {
        site: SITE.into(),
        kind: kind.into(),
        key: key(name),
        version,
        phase: 1,
        program,
        published_at: at(30),
        text: format!(r#"{{"name":"{name}","version":{version}}}"#).into_bytes(),
    }
}
