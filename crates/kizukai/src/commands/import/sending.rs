//! Rows on their way to the site, a batch at a time.

use std::time::Duration;

use anyhow::Context;
use kizukai_model::{Properties, limits};
use serde_json::Value;

use crate::exchange::{Answer, Exchange};

/// Bytes of the events from which a batch is full: room is left in a request for one more, and for what is around them.
const BATCH_BYTES: usize = limits::REQUEST_BYTES - limits::EVENT_BYTES - 1024;
/// How long to wait before the first further attempt; twice as long before each next one.
const FIRST_WAIT: Duration = Duration::from_millis(250);
/// Attempts without any progress: about a minute.
const ATTEMPTS: u32 = 8;

/// A row that is not done with: the event it is sent as, or why there is none.
pub(super) struct Pending {
    pub(super) number: u64,
    pub(super) event: Result<Vec<u8>, String>,
    pub(super) source: Option<Properties>,
}

/// Neighbouring rows.
#[derive(Default)]
pub(super) struct Batch {
    rows: Vec<Pending>,
    bytes: usize,
}

/// What became of a batch.
#[derive(Default)]
pub(super) struct Sent {
    pub(super) taken: u64,
    pub(super) known: u64,
    /// Rows that cannot be taken, in order, each with the reason in place of its event.
    pub(super) refused: Vec<Pending>,
    pub(super) last_row: Option<u64>,
}

impl Batch {
    pub(super) fn add(&mut self, row: Pending) {
        // A comma follows.
        self.bytes += row.event.as_ref().map_or(0, |event| event.len() + 1);
        self.rows.push(row);
    }

    pub(super) fn is_full(&self) -> bool {
        self.rows.len() >= limits::EVENTS_PER_REQUEST || self.bytes >= BATCH_BYTES
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The first reason, where no row has an event.
    pub(super) fn why_all_are_bad(&self) -> Option<&str> {
        let first = self.rows.first()?.event.as_ref().err()?;
        self.rows.iter().all(|row| row.event.is_err()).then_some(first.as_str())
    }

    /// Has all rows stored; leaves the batch empty.
    ///
    /// # Errors
    /// When the site does not take them for about a minute, or refuses the request as a whole. What was stored is stored.
    pub(super) async fn send(&mut self, with: &Exchange, site: &str) -> anyhow::Result<Sent> {
        self.bytes = 0;
        let mut rows = std::mem::take(&mut self.rows);
        let mut sent = Sent { last_row: rows.last().map(|row| row.number), ..Sent::default() };
        let mut attempts = 0;
        loop {
            let (good, bad): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.event.is_ok());
            sent.refused.extend(bad);
            if good.is_empty() {
                break;
            }
            let before = good.len();
            let answer = with.post("/api/events", "application/json", Some(site), body(&good)).await;
            let trouble = trouble(&answer);
            rows = match answer {
                Ok(answer) if trouble.is_none() => sort(good, &answer.body, &mut sent)?,
                Ok(answer) if !is_passing(&answer) => anyhow::bail!(trouble.unwrap_or_default()),
                _ => good,
            };
            if rows.iter().filter(|row| row.event.is_ok()).count() < before {
                attempts = 0;
            } else {
                attempts += 1;
                anyhow::ensure!(
                    attempts < ATTEMPTS,
                    "{}",
                    trouble.unwrap_or_else(|| "the server has too much to do".into())
                );
                tokio::time::sleep(FIRST_WAIT * 2_u32.pow(attempts - 1)).await;
            }
        }
        sent.refused.sort_by_key(|row| row.number);
        Ok(sent)
    }
}

fn body(rows: &[Pending]) -> Vec<u8> {
    let events: Vec<&[u8]> = rows.iter().filter_map(|row| row.event.as_deref().ok()).collect();
    [b"{\"batch\":[".as_slice(), &events.join(&b','), b"]}"].concat()
}

/// Why there are no verdicts.
fn trouble(answer: &anyhow::Result<Answer>) -> Option<String> {
    match answer {
        Ok(answer) if answer.body["verdicts"].is_array() => None,
        Ok(answer) => Some(answer.body["detail"].as_str().unwrap_or("no reason given").to_owned()),
        Err(error) => Some(format!("{error:#}")),
    }
}

/// Whether the same request may be taken later.
const fn is_passing(answer: &Answer) -> bool {
    matches!(answer.status, 429 | 500..)
}

/// Counts what is done with; gives back what is not, and what was refused with its reason.
fn sort(rows: Vec<Pending>, answer: &Value, sent: &mut Sent) -> anyhow::Result<Vec<Pending>> {
    let verdicts = answer["verdicts"].as_array().map_or(&[][..], Vec::as_slice);
    anyhow::ensure!(
        verdicts.len() == rows.len(),
        "the server answered {} of {} events",
        verdicts.len(),
        rows.len()
    );
    let mut left = Vec::new();
    for (row, verdict) in rows.into_iter().zip(verdicts) {
        match verdict["verdict"].as_str().context("an event has no verdict")? {
            "ok" => sent.taken += 1,
            "duplicate" => sent.known += 1,
            "retry" => left.push(row),
            other => {
                let reason = verdict["reason"].as_str().unwrap_or(other).to_owned();
                left.push(Pending { event: Err(reason), ..row });
            }
        }
    }
    Ok(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn pending(number: u64) -> Pending {
        Pending { number, event: Ok(b"{}".to_vec()), source: None }
    }

    #[test]
    fn a_batch_is_full_by_count_or_by_size() {
        let mut batch = Batch::default();
        (1..500).for_each(|number| batch.add(pending(number)));
        assert!(!batch.is_full());
        batch.add(pending(500));
        assert!(batch.is_full());
        let mut batch = Batch::default();
        let large = || Ok(vec![b' '; limits::EVENT_BYTES]);
        while !batch.is_full() {
            batch.add(Pending { event: large(), ..pending(1) });
        }
        assert!(body(&batch.rows).len() <= limits::REQUEST_BYTES, "{}", batch.len());
    }

    #[test]
    fn verdicts_say_what_is_done_with_and_what_is_not() {
        let rows = (1..=5).map(pending).collect();
        let mut sent = Sent::default();
        let verdicts = ["ok", "retry", "invalid", "duplicate", "dropped"];
        let verdicts: Vec<_> =
            verdicts.iter().map(|verdict| json!({"verdict": verdict, "reason": "why"})).collect();
        let left = sort(rows, &json!({"verdicts": verdicts}), &mut sent).unwrap();
        assert_eq!((sent.taken, sent.known), (1, 1));
        let left: Vec<_> = left.iter().map(|row| (row.number, row.event.is_ok())).collect();
        assert_eq!(left, [(2, true), (3, false), (5, false)]);
        assert!(sort(vec![pending(1)], &json!({"verdicts": []}), &mut sent).is_err());
    }
}
