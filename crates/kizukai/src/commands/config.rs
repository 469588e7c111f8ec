//! `kizukai config`: what can be set, and what is.

use crate::arguments::Settings;
use crate::{config, terminal};

/// Prints the commented default file.
pub(crate) fn defaults() -> anyhow::Result<()> {
    terminal::say(config::DEFAULT_FILE.trim_end());
    Ok(())
}

/// Prints the configuration as it would hold, or says what is wrong with it.
pub(crate) fn check(asked: &Settings) -> anyhow::Result<()> {
    let config = config::load(asked.config.as_deref(), None)?;
    terminal::say(toml::to_string(&config)?.trim_end());
    Ok(())
}
