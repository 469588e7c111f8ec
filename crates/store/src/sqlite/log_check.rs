//! Tells a write-ahead log whose end was cut off from one that was damaged.
//!
//! SQLite takes the first frame whose checksum is wrong for the end of the log. That is right after a power cut: the
//! last transaction was not synced, hence not acknowledged. But bytes that went bad in the middle would silently take
//! every later commit with them. One transaction is synced before the next one begins, so at most one can be torn:
//! two commits in a row behind the damage prove that something acknowledged lies there.
//!
//! Frames left over from failed attempts may stand behind the end too, each attempt in a chain of checksums of its
//! own, with at most one commit. The format: <https://sqlite.org/fileformat2.html#the_write_ahead_log>.

use std::fs::File;
use std::io::{BufReader, ErrorKind, Read};
use std::path::Path;

use super::failure::io;
use crate::StoreError;

const HEADER: usize = 32;
const FRAME_HEADER: usize = 24;
/// Checksums count words with the lower byte first.
const MAGIC_LITTLE: u32 = 0x377f_0682;
/// Checksums count words with the higher byte first.
const MAGIC_BIG: u32 = 0x377f_0683;

type Sum = (u32, u32);

/// Refuses a log with acknowledged commits behind damage. Nobody may have the file open.
pub(super) fn check(path: &Path) -> Result<(), StoreError> {
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(io(path, &error)),
    };
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match read(&mut BufReader::with_capacity(1 << 20, file)) {
        Ok(None) => Ok(()),
        Ok(Some(frame)) => Err(StoreError::corrupt(format!(
            "{name}: frame {frame} is damaged, and acknowledged commits behind it would be lost"
        ))),
        Err(error) => Err(io(path, &error)),
    }
}

/// The damaged frame, from 1, that has acknowledged commits behind it; 0 is the header.
fn read(log: &mut impl Read) -> std::io::Result<Option<u64>> {
    let mut header = [0; HEADER];
    if !fill(log, &mut header)? {
        return Ok(None);
    }
    let is_big = word(&header, 0) == MAGIC_BIG;
    let header_sum = sum((0, 0), &header[..24], is_big);
    let is_header_good = (is_big || word(&header, 0) == MAGIC_LITTLE) && header_sum == pair(&header, 24);
    let page = match word(&header, 8) as usize {
        size if size.is_power_of_two() && (512..=65_536).contains(&size) => size,
        _ => 4_096,
    };
    let mut scan = Scan {
        salts: is_header_good.then(|| pair(&header, 16)),
        is_big,
        before: header_sum,
        damaged: (!is_header_good).then_some(0),
        commits: 0,
    };
    let mut frame = vec![0; FRAME_HEADER + page];
    let mut number = 0;
    while fill(log, &mut frame)? {
        number += 1;
        if scan.proves_loss(number, &frame) {
            return Ok(scan.damaged);
        }
    }
    Ok(None)
}

/// Where reading stands.
struct Scan {
    /// Marks of this log's frames; not known while the header is damaged: then those of the first frame.
    salts: Option<(u32, u32)>,
    is_big: bool,
    /// The checksum that the next frame goes on from.
    before: Sum,
    /// The first frame that does not hold.
    damaged: Option<u64>,
    /// Commits in the chain of frames under way, behind the damage.
    commits: u32,
}

impl Scan {
    /// Takes the next frame; true when acknowledged commits lie behind damage.
    fn proves_loss(&mut self, number: u64, frame: &[u8]) -> bool {
        let salts = *self.salts.get_or_insert_with(|| pair(frame, 8));
        let goes_on = {
            let of_header = sum(self.before, &frame[..8], self.is_big);
            pair(frame, 8) == salts && sum(of_header, &frame[FRAME_HEADER..], self.is_big) == pair(frame, 16)
        };
        self.before = pair(frame, 16);
        if goes_on && self.damaged.is_none() {
            return false;
        }
        self.damaged.get_or_insert(number);
        if !goes_on {
            self.commits = 0;
        }
        let is_commit = word(frame, 4) != 0 && pair(frame, 8) == salts;
        self.commits += u32::from(is_commit);
        self.commits >= 2
    }
}

/// Fills the buffer; false at the end of the file.
fn fill(from: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<bool> {
    match from.read_exact(buffer) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn word(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes([bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]])
}

fn pair(bytes: &[u8], at: usize) -> (u32, u32) {
    (word(bytes, at), word(bytes, at + 4))
}

fn sum((mut first, mut second): Sum, bytes: &[u8], is_big: bool) -> Sum {
    for pair in bytes.as_chunks::<8>().0 {
        let [a, b, c, d, e, f, g, h] = *pair;
        let read = if is_big { u32::from_be_bytes } else { u32::from_le_bytes };
        first = first.wrapping_add(read([a, b, c, d])).wrapping_add(second);
        second = second.wrapping_add(read([e, f, g, h])).wrapping_add(first);
    }
    (first, second)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    /// A log with ten commits, as a crash leaves it.
    fn log() -> Vec<u8> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("x.db");
        let connection = Connection::open(&path).unwrap();
        connection.pragma_update(None, "journal_mode", "wal").unwrap();
        connection.execute_batch("CREATE TABLE a (n INTEGER, t TEXT)").unwrap();
        for n in 0..10 {
            connection.execute("INSERT INTO a VALUES (?1, ?2)", (n, "x".repeat(3_000))).unwrap();
        }
        std::fs::read(dir.path().join("x.db-wal")).unwrap()
    }

    fn damaged(log: &[u8]) -> Option<u64> {
        read(&mut &*log).unwrap()
    }

    fn frames(log: &[u8]) -> usize {
        (log.len() - HEADER) / (FRAME_HEADER + 4_096)
    }

    #[test]
    fn a_whole_log_and_one_that_was_cut_off_anywhere_are_taken() {
        let log = log();
        assert!(frames(&log) > 10);
        for end in (0..log.len()).step_by(997).chain([log.len()]) {
            assert_eq!(damaged(&log[..end]), None, "cut off at {end}");
        }
    }

    #[test]
    fn bytes_that_went_bad_anywhere_before_the_last_commits_are_noticed() {
        let log = log();
        let frame = FRAME_HEADER + 4_096;
        let safe = log.len() - 5 * frame;
        for at in (0..safe).step_by(1_009).chain([0, 9, 20, 30, HEADER + 1, HEADER + 9, HEADER + 17]) {
            let mut bad = log.clone();
            bad[at] ^= 0x40;
            assert!(damaged(&bad).is_some(), "byte {at}");
        }
    }

    #[test]
    fn a_last_transaction_that_was_torn_is_no_damage() {
        let mut log = log();
        let end = log.len();
        log[end - 100] ^= 1;
        assert_eq!(damaged(&log), None);
    }

    #[test]
    fn frames_of_failed_attempts_behind_the_end_are_no_damage() {
        let log = log();
        let frame = FRAME_HEADER + 4_096;
        let mut end = log[..log.len() - 4 * frame].to_vec();
        // Two attempts, each with its commit, that follow nothing that is there.
        for attempt in 1..=2_u8 {
            let mut stale = log[log.len() - frame..].to_vec();
            stale[FRAME_HEADER] ^= attempt;
            end.extend(stale);
        }
        assert_eq!(damaged(&end), None);
    }
}
