//! What can be asked on the command line.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use kizukai_runtime::Role;

/// Self-hosted WEB接客: notice how visitors are doing, and speak up at the right moment.
#[derive(Debug, Parser)]
#[command(name = "kizukai", version, about, arg_required_else_help = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Set up a shop in a data folder, and print its keys
    Init(Init),
    /// Serve a data folder
    Serve(Serve),
    /// Publish campaigns, segments and site settings from YAML or JSON files
    Apply(Apply),
    /// Serve a sample shop to try things in
    Demo(Demo),
    /// Build all profiles anew from what was recorded, and compare
    Rebuild(Rebuild),
    /// Copy a data folder, also while it is served
    Backup(Backup),
    /// Put a backup back into a new data folder
    Restore(Restore),
    /// Look whether a data folder, this machine and the configuration are well
    Doctor(Doctor),
    /// Members: who works with the sites, and how they come in
    #[command(subcommand)]
    Member(MemberCommand),
    /// Bring in what other programs recorded
    #[command(subcommand)]
    Import(ImportCommand),
    /// Print the description of the HTTP API (OpenAPI)
    Openapi,
    /// Settings of the program
    #[command(subcommand)]
    Config(ConfigCommand),
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// The data folder; made if it is missing
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// The shop's name, for people
    #[arg(long, value_name = "NAME")]
    pub(crate) site: String,
    /// Print one JSON object: `site_id`, `write_key`, `api_key`
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Serve {
    /// The data folder
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// Make the data folder where it is missing or empty; its site is made on the set-up page
    #[arg(long)]
    pub(crate) new: bool,
    /// Address and port; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) listen: Option<SocketAddr>,
    #[command(flatten)]
    pub(crate) settings: Settings,
}

#[derive(Debug, Args)]
pub(crate) struct Apply {
    /// The data folder; a server that runs on it is found and used
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// The site's id, where the folder holds several
    #[arg(long, value_name = "ID")]
    pub(crate) site: Option<String>,
    /// Files with one or more texts each; all are published, or none
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct Demo {
    /// A folder to keep the demo in; left out: a temporary one, removed at the end
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Address and port; of this machine only
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:8787")]
    pub(crate) listen: SocketAddr,
    /// Simulated visitors: thirty days of them at the first start, then a handful at a time
    #[arg(long, value_name = "on|off", default_value = "on")]
    pub(crate) visitors: Visitors,
    #[command(flatten)]
    pub(crate) settings: Settings,
}

/// Whether simulated visitors come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Visitors {
    On,
    Off,
}

#[derive(Debug, Args)]
pub(crate) struct Rebuild {
    /// The data folder; no server may run on it
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// Compare alone, and end with status 1 when something differs; so it is without `--write`
    #[arg(long, conflicts_with = "write")]
    pub(crate) check: bool,
    /// Replace the stored profiles by the rebuilt ones
    #[arg(long)]
    pub(crate) write: bool,
    /// Print the report as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Backup {
    /// The data folder; a server may run on it
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// A folder that is not there yet; or one that is, for a folder named after the time in it
    #[arg(long, value_name = "DIR")]
    pub(crate) to: PathBuf,
    /// Print what was written as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Restore {
    /// The backup
    #[arg(long, value_name = "DIR")]
    pub(crate) from: PathBuf,
    /// The data folder to make; it must not be there, or be empty
    #[arg(long, value_name = "DIR")]
    pub(crate) data: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Doctor {
    /// The data folder; a server may run on it
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// Print the findings as JSON
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) settings: Settings,
}

#[derive(Debug, Subcommand)]
pub(crate) enum MemberCommand {
    /// List who works in a site
    List(MemberList),
    /// Print a link that makes whoever opens it first a member; it holds for seven days
    AddLink(MemberAddLink),
    /// Print a link with which a member who is locked out takes a new password; it holds for a day
    Link(MemberLink),
}

#[derive(Debug, Args)]
pub(crate) struct MemberList {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Print them as JSON
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, Args)]
pub(crate) struct MemberAddLink {
    #[command(flatten)]
    pub(crate) place: Place,
    /// What the member shall be: owner, editor, analyst, agent or viewer
    #[arg(long, value_name = "ROLE")]
    pub(crate) role: Role,
    /// Whom alone the link is for
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) email: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct MemberLink {
    #[command(flatten)]
    pub(crate) place: Place,
    /// The member's address
    #[arg(value_name = "ADDRESS")]
    pub(crate) email: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportCommand {
    /// Events of the past from CSV, JSON lines or Parquet
    Events(Box<ImportEvents>),
}

/// Columns that are called as in an event (`event`, `userId`, `anonymousId`, `timestamp`, `properties.revenue`) need not be
/// mapped; every other column becomes a property. Interrupted, the same command goes on where it stopped.
#[derive(Debug, Args)]
pub(crate) struct ImportEvents {
    #[command(flatten)]
    pub(crate) place: Place,
    /// Files, also packed with gzip (`.gz`)
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// What the files are, where their names do not say it
    #[arg(long)]
    pub(crate) format: Option<Format>,
    /// The column of a field, such as `userId=customer`; may be given several times
    #[arg(long, value_name = "FIELD=COLUMN")]
    pub(crate) from: Vec<String>,
    /// A field that is the same in every row, such as `event="Order Completed"`; may be given several times
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) set: Vec<String>,
    /// What an event of theirs is called here, such as `purchase="Order Completed"`; may be given several times
    #[arg(long, value_name = "THEIRS=OURS")]
    pub(crate) event_name: Vec<String>,
    /// The same as a YAML file: `columns`, `values`, `events`
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
    /// Names of the columns, where a table has no heading
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub(crate) columns: Vec<String>,
    /// What sets the cells of a table apart: one sign, `tab` or `spaces` [default: a comma]
    #[arg(long, value_name = "SIGN")]
    pub(crate) delimiter: Option<String>,
    /// How a table is written, such as `shift_jis` [default: UTF-8]
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<String>,
    /// The time zone of times without an offset [default: the site's]
    #[arg(long, value_name = "NAME")]
    pub(crate) zone: Option<String>,
    /// Where rows that cannot be taken are put, with the reason [default: FILE.rejected.jsonl]
    #[arg(long, value_name = "FILE")]
    pub(crate) rejected: Option<PathBuf>,
    /// Read everything and take nothing in; prints the first events as they would be
    #[arg(long)]
    pub(crate) check: bool,
    /// Begin at the first row, even where some were taken already
    #[arg(long, conflicts_with = "check")]
    pub(crate) again: bool,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table with a heading.
    Csv,
    /// A JSON object on each line.
    Jsonl,
    /// Apache Parquet.
    Parquet,
}

/// A data folder, and a site in it.
#[derive(Debug, Args)]
pub(crate) struct Place {
    /// The data folder; a server that runs on it is found and used
    #[arg(long, value_name = "DIR", env = "KIZUKAI_DATA")]
    pub(crate) data: PathBuf,
    /// The site's id, where the folder holds several
    #[arg(long, value_name = "ID")]
    pub(crate) site: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Print the default configuration, with comments
    Defaults,
    /// Print every setting with its default and its environment variable (Markdown)
    Reference,
    /// Print the configuration as it would hold now, or what is wrong with it
    Check(Settings),
}

/// Where settings come from.
#[derive(Debug, Default, Args)]
pub(crate) struct Settings {
    /// A configuration file (TOML)
    #[arg(long, value_name = "FILE", env = "KIZUKAI_CONFIG")]
    pub(crate) config: Option<PathBuf>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        Arguments::command().debug_assert();
    }
}
