//! What tests and the benchmark of the started program are made of.
//!
//! The tests in `tests/` start the real binary, talk to it over HTTP, kill it, and look at what is left. They prove
//! promises that no test inside the process can: that an acknowledged event survives a crash, that it was synced
//! before it was acknowledged, that one visitor in a thousand tabs is spoken to once.
//!
//! To start: [`Shop`] is a data folder with its keys, [`TestServer`] the program serving it, [`Client`] one
//! keep-alive connection to it. [`texts`] and [`events`] build what is sent, [`Seed`] draws.
//!
//! Architecture invariants: every program listens on loopback; a program is ended by the handle that started it and by
//! nothing else; nothing waits for an amount of time, but for a line, an answer or an end, up to a [`Deadline`].

mod client;
mod deadline;
pub mod events;
pub mod fuzzing;
pub mod in_process;
pub mod ledger;
pub mod load;
mod open_files;
mod process;
mod program;
mod seed;
mod shim;
mod shop;
pub mod texts;
pub mod visitors;

pub use client::{Answer, Client};
pub use deadline::{Deadline, Stopwatch};
pub use open_files::allow_open_files;
pub use process::Process;
pub use program::{program, scratch_folder};
pub use seed::Seed;
pub use shim::compile_shim;
pub use shop::{Shop, TestServer};

/// Whether the long versions of the tests were asked for (`make soak`).
pub fn is_soak() -> bool {
    std::env::var_os("KIZUKAI_SOAK").is_some_and(|value| value == "1")
}
