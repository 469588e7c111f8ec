//! Log lines, to standard error. They hold no personal data and no secrets.

use anyhow::Context;
use tracing_subscriber::EnvFilter;

use crate::config::{LogConfig, LogFormat};

/// Reads which lines are wanted.
pub(crate) fn filter(config: &LogConfig) -> anyhow::Result<EnvFilter> {
    EnvFilter::builder().parse(&config.level).with_context(|| format!("log.level `{}`", config.level))
}

/// Starts logging. Once per process.
pub(crate) fn start(config: &LogConfig) -> anyhow::Result<()> {
    let lines = tracing_subscriber::fmt().with_env_filter(filter(config)?).with_writer(std::io::stderr);
    let started = match config.format {
        LogFormat::Text => lines.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    started.map_err(|error| anyhow::anyhow!("logging cannot start: {error}"))
}
