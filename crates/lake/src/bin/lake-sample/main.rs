//! The sample shop's lake, for tests, which kill its writer at any moment, and for benchmarks, which want many rows soon.
//!
//!     lake-sample write FOLDER ROWS DAYS PORTION
//!     lake-sample ask FOLDER DAYS day|hour|property|sum|visitors|decided

mod ask;
mod write;

use std::process::ExitCode;

use kizukai_lake::{LakeError, Location};

const USAGE: &str = "usage: lake-sample write FOLDER ROWS DAYS PORTION
       lake-sample ask FOLDER DAYS day|hour|property|sum|visitors|decided";

#[tokio::main]
#[expect(clippy::print_stderr, reason = "what went wrong is told to who runs it")]
async fn main() -> ExitCode {
    let given: Vec<String> = std::env::args().skip(1).collect();
    let given: Vec<&str> = given.iter().map(String::as_str).collect();
    match run(&given).await {
        Some(Ok(())) => ExitCode::SUCCESS,
        Some(Err(error)) => {
            eprintln!("lake-sample: {error}");
            ExitCode::FAILURE
        }
        None => {
            eprintln!("{USAGE}");
            ExitCode::FAILURE
        }
    }
}

/// What was done, or nothing when the words ask for nothing it knows.
async fn run(given: &[&str]) -> Option<Result<(), LakeError>> {
    match given {
        ["write", folder, rest @ ..] => {
            let (sample, portion) = write::read(rest)?;
            Some(write::write(&Location::Folder(folder.into()), &sample, portion).await)
        }
        ["ask", folder, days, question] => {
            let question = ask::Question::read(days, question)?;
            Some(ask::answer(&Location::Folder(folder.into()), question).await)
        }
        _ => None,
    }
}
