//! Settings of the program: defaults < file < environment (`KIZUKAI_SECTION__KEY`) < flags.
//!
//! To add one: a field here, a commented line in `config.default.toml`; a test holds the two equal.

use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

/// The commented default file.
pub(crate) const DEFAULT_FILE: &str = include_str!("../../../config.default.toml");

/// Everything that can be set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Config {
    pub(crate) server: ServerConfig,
    pub(crate) cache: CacheConfig,
    pub(crate) limits: LimitsConfig,
    pub(crate) log: LogConfig,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServerConfig {
    /// Where to serve.
    pub(crate) listen: SocketAddr,
    /// How long a stopping server waits for requests under way.
    pub(crate) shutdown_seconds: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct CacheConfig {
    /// Profiles kept in memory.
    pub(crate) profiles: usize,
    /// Megabytes they may take.
    pub(crate) megabytes: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LimitsConfig {
    /// Requests that may wait at once.
    pub(crate) waiting_requests: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogConfig {
    /// A level, or levels by part.
    pub(crate) level: String,
    pub(crate) format: LogFormat,
}

/// How log lines look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

impl Default for ServerConfig {
    fn default() -> Self {
        Self { listen: SocketAddr::from(([127, 0, 0, 1], 8080)), shutdown_seconds: 10 }
    }
}

impl Default for CacheConfig {
    fn default() -> Self {
        use kizukai_runtime::limits::{CACHE_MEGABYTES, CACHE_PROFILES};
        Self { profiles: CACHE_PROFILES, megabytes: CACHE_MEGABYTES }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        Self { waiting_requests: kizukai_runtime::limits::QUEUE }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { level: "info".into(), format: LogFormat::Text }
    }
}

/// The configuration as it holds, flags given by the caller.
pub(crate) fn load(file: Option<&Path>, listen: Option<SocketAddr>) -> anyhow::Result<Config> {
    let mut layers = Figment::from(Serialized::defaults(Config::default()));
    if let Some(file) = file {
        let text =
            std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
        layers = layers.merge(Toml::string(&text));
    }
    // One underscore is no section: KIZUKAI_DATA and the like are not settings.
    let environment = Env::prefixed("KIZUKAI_").filter(|name| name.as_str().contains("__")).split("__");
    layers = layers.merge(environment);
    if let Some(listen) = listen {
        layers = layers.merge(Serialized::default("server.listen", listen));
    }
    let config: Config = layers.extract().context("the configuration cannot be used")?;
    crate::logging::filter(&config.log)?;
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_committed_file_holds_the_defaults() {
        let written: Config = toml::from_str(DEFAULT_FILE).unwrap();
        assert_eq!(written, Config::default());
    }

    #[test]
    fn a_file_and_a_flag_go_before_the_defaults() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kizukai.toml");
        std::fs::write(&file, "[server]\nlisten = \"127.0.0.1:1\"\n[cache]\nprofiles = 7\n").unwrap();
        let config = load(Some(&file), None).unwrap();
        assert_eq!((config.server.listen.port(), config.cache.profiles), (1, 7));
        let config = load(Some(&file), Some(SocketAddr::from(([127, 0, 0, 1], 2)))).unwrap();
        assert_eq!(config.server.listen.port(), 2);
    }

    #[test]
    fn what_is_no_setting_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("kizukai.toml");
        for (text, named) in [
            ("[server]\nlisten = \"here\"\n", "server.listen"),
            ("[serve]\nlisten = \"127.0.0.1:1\"\n", "serve"),
            ("[log]\nlevel = \"kizukai=loud\"\n", "log.level"),
        ] {
            std::fs::write(&file, text).unwrap();
            let error = format!("{:#}", load(Some(&file), None).unwrap_err());
            assert!(error.contains(named), "{error}");
        }
        assert!(load(Some(Path::new("/nowhere/kizukai.toml")), None).is_err());
    }
}
