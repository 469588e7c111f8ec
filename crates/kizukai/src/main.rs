//! The binary: command line, configuration, wiring.
//!
//! One file for each command in `commands`; what a command prints for people goes through `terminal`. `serving` starts
//! and stops a server, for `serve` and for `demo`; `neighbour` finds the server that already runs on a data folder.
//!
//! Standard output holds results alone, so that it can be piped; everything else goes to standard error. A command
//! ends with status 1 when it could not do what it was asked.

mod arguments;
mod backup;
mod commands;
mod config;
mod demo;
mod exchange;
mod logging;
mod neighbour;
mod serving;
mod terminal;

use std::process::ExitCode;

use clap::Parser;

use crate::arguments::{Arguments, Command, ConfigCommand, ImportCommand};

/// Requests are read on one thread, stepped on another and dropped on a third: an allocator that hands memory back
/// between threads cheaply saves a quarter of the time of a decide (`bench/README.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments.command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            terminal::complain(&format!("kizukai: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Init(asked) => commands::init::run(&asked),
        Command::Serve(asked) => commands::serve::run(&asked),
        Command::Apply(asked) => commands::apply::run(&asked),
        Command::Demo(asked) => commands::demo::run(&asked),
        Command::Rebuild(asked) => commands::rebuild::run(&asked),
        Command::Backup(asked) => commands::backup::run(&asked),
        Command::Restore(asked) => commands::backup::restore(&asked),
        Command::Doctor(asked) => commands::doctor::run(&asked),
        Command::Member(asked) => commands::member::run(&asked),
        Command::Import(ImportCommand::Events(asked)) => commands::import::run(&asked),
        Command::Openapi => commands::openapi::run(),
        Command::Config(ConfigCommand::Reference) => commands::config::reference(),
        Command::Config(ConfigCommand::Defaults) => commands::config::defaults(),
        Command::Config(ConfigCommand::Check(asked)) => commands::config::check(&asked),
    }
}
