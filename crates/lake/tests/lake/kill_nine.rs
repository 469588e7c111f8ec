//! A process that seals and compacts is killed at any moment, again and again: every row is there, once.
//!
//! `KIZUKAI_SEED` repeats a run; `KIZUKAI_SOAK=1` makes it long.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use kizukai_lake::sample::Sample;
use kizukai_lake::{Lake, Location};

use crate::draws::Draws;
use crate::reading;

const PORTION: i64 = 400;
const DAYS: u32 = 4;

fn rounds() -> u64 {
    if std::env::var_os("KIZUKAI_SOAK").is_some() { 20 } else { 5 }
}

/// Rows for about as long as all rounds last, in a debug build; when they are written sooner, the last rounds find all there.
fn sample() -> Sample {
    let rows = rounds() * 20_000;
    Sample { rows, days: DAYS, profiles: rows / 20, ..Sample::million() }
}

fn start(folder: &Path, sample: &Sample) -> Child {
    Command::new(env!("CARGO_BIN_EXE_lake-sample"))
        .arg("write")
        .arg(folder)
        .args([sample.rows.to_string(), DAYS.to_string(), PORTION.to_string()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

/// Kills the process some time after it has opened the lake, or lets it end. Returns the last row it said was sealed.
fn kill_after(mut process: Child, time: Duration) -> i64 {
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let (opened, is_open) = channel();
    let reader = std::thread::spawn(move || {
        let mut sealed = 0;
        for line in lines.map_while(Result::ok) {
            let words: Vec<_> = line.split(' ').collect();
            if let ["opened" | "sealed", row] = words[..] {
                sealed = row.parse().unwrap();
                let _ = opened.send(());
            }
        }
        sealed
    });
    is_open.recv().unwrap();
    let (_nobody_sends, end) = channel::<()>();
    assert_eq!(end.recv_timeout(time), Err(RecvTimeoutError::Timeout));
    process.kill().unwrap();
    process.wait().unwrap();
    reader.join().unwrap()
}

#[tokio::test]
async fn a_lake_whose_writer_is_killed_has_every_row_once() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("lake");
    let sample = sample();
    let mut draws = Draws::from_env(7);
    let mut killed_at = 0;
    for _ in 0..rounds() {
        let time = Duration::from_millis(draws.below(1_500));
        let told = kill_after(start(&root, &sample), time);
        let store = reading::folder(&root);
        let sealed = reading::manifest(&store).await.sealed;
        assert!(sealed >= told && told >= killed_at, "told {told}, sealed {sealed}, before {killed_at}");
        assert_eq!(reading::places(&store).await, reading::places_of(&sample.between(0, sealed)));
        killed_at = sealed;
    }
    assert!(killed_at > 0, "some portion was sealed before a kill");
    let lake = Lake::open(&Location::Folder(root.clone())).await.unwrap();
    assert_eq!(lake.sealed(), killed_at);
    let store = reading::folder(&root);
    assert_eq!(reading::data_files(&store).await, reading::named_files(&store).await);
    assert_eq!(reading::places(&store).await, reading::places_of(&sample.between(0, killed_at)));
}
