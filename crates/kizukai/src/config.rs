//! Settings of the program: defaults < file < environment (`KIZUKAI_SECTION__KEY`) < flags.
//!
//! To add one: a field here, a commented line in `config.default.toml`; a test holds the two equal.

use std::fmt;
use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use anyhow::Context;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use kizukai_model::Span;
use kizukai_runtime::{LakeOptions, S3Access};
use kizukai_server::{
    Addresses, Connections, Network, OidcSettings, Rate, RateLimits, Settings, first_party_path,
    public_origin,
};

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
    pub(crate) lake: LakeConfig,
    pub(crate) oidc: OidcConfig,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ServerConfig {
    /// Where to serve.
    pub(crate) listen: SocketAddr,
    /// How long a stopping server waits for requests under way.
    pub(crate) shutdown_seconds: u64,
    /// A second path to what a page asks.
    pub(crate) first_party_path: String,
    /// Proxies whose `X-Forwarded-For` is believed: addresses and networks.
    pub(crate) trusted_proxies: Vec<String>,
    /// The origin under which members reach the console.
    pub(crate) public_origin: String,
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
    /// Connections open at once.
    pub(crate) connections: usize,
    /// Connections open at once from one address.
    pub(crate) connections_per_address: usize,
    /// How long a request's header may take, and how long an idle connection is kept.
    pub(crate) header_seconds: u64,
    /// How long a request's body may take.
    pub(crate) body_seconds: u64,
    /// Requests of visitors a second from one address; 0: no limit.
    pub(crate) address_per_second: u32,
    /// The same at once.
    pub(crate) address_burst: u32,
    /// Requests a second with one site's key; 0: no limit.
    pub(crate) key_per_second: u32,
    /// The same at once.
    pub(crate) key_burst: u32,
    /// Wrong API keys a minute from one address; 0: no limit.
    pub(crate) wrong_keys_per_minute: u32,
    /// Tries to sign in a minute, from one address and with one member's; 0: no limit.
    pub(crate) sign_ins_per_minute: u32,
    /// Whether requests of this machine itself are counted too.
    pub(crate) count_loopback: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogConfig {
    /// A level, or levels by part.
    pub(crate) level: String,
    pub(crate) format: LogFormat,
}

/// Where all events lie as open files.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LakeConfig {
    /// A folder, or `s3://bucket/prefix`.
    pub(crate) location: String,
    /// Days that are kept; 0: all of them.
    pub(crate) keep_days: u32,
    /// The age in seconds from which on events are in the files.
    pub(crate) seal_after_seconds: u32,
    /// Of a bucket: a store other than Amazon's.
    pub(crate) endpoint: String,
    /// Of a bucket.
    pub(crate) region: String,
    /// Of a bucket: the name of the key.
    pub(crate) access_key_id: String,
    /// Of a bucket: the key.
    pub(crate) secret_access_key: String,
}

impl Default for LakeConfig {
    fn default() -> Self {
        let nothing = String::new;
        Self {
            location: nothing(),
            keep_days: 0,
            seal_after_seconds: 600,
            endpoint: nothing(),
            region: nothing(),
            access_key_id: nothing(),
            secret_access_key: nothing(),
        }
    }
}

impl LakeConfig {
    /// For showing: what opens the bucket stays out of sight.
    pub(crate) fn hide_secret(&mut self) {
        if !self.secret_access_key.is_empty() {
            self.secret_access_key = "(hidden)".to_owned();
        }
    }

    /// As the runtime takes it.
    pub(crate) fn options(&self) -> LakeOptions {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        LakeOptions {
            location: given(&self.location),
            access: S3Access {
                endpoint: given(&self.endpoint),
                region: given(&self.region),
                access_key_id: given(&self.access_key_id),
                secret_access_key: given(&self.secret_access_key),
            },
            keep_days: (self.keep_days > 0).then_some(self.keep_days),
            seal_after: Some(Span::from_secs(i64::from(self.seal_after_seconds))),
        }
    }
}

impl fmt::Debug for LakeConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LakeConfig")
            .field("location", &self.location)
            .field("keep_days", &self.keep_days)
            .field("seal_after_seconds", &self.seal_after_seconds)
            .finish_non_exhaustive()
    }
}

/// The company's own sign-in; without an issuer there is none.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct OidcConfig {
    /// Where the provider is.
    pub(crate) issuer: String,
    /// What it calls this server.
    pub(crate) client_id: String,
    /// What proves this server to it.
    pub(crate) client_secret: String,
    /// What members call it.
    pub(crate) name: String,
    /// Domains whose addresses it may vouch for.
    pub(crate) allowed_domains: Vec<String>,
}

impl OidcConfig {
    /// For showing: what proves this server stays out of sight.
    pub(crate) fn hide_secret(&mut self) {
        if !self.client_secret.is_empty() {
            self.client_secret = "(hidden)".to_owned();
        }
    }
}

impl fmt::Debug for OidcConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OidcConfig").field("issuer", &self.issuer).finish_non_exhaustive()
    }
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
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            shutdown_seconds: 10,
            first_party_path: String::new(),
            trusted_proxies: Vec::new(),
            public_origin: String::new(),
        }
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
        let connections = Connections::default();
        let (rates, settings) = (RateLimits::default(), Settings::default());
        Self {
            waiting_requests: kizukai_runtime::limits::QUEUE,
            connections: connections.at_once,
            connections_per_address: connections.per_address,
            header_seconds: connections.header_arrival.as_secs(),
            body_seconds: settings.body_arrival.as_secs(),
            address_per_second: rates.per_address.per_second,
            address_burst: rates.per_address.burst,
            key_per_second: rates.per_key.per_second,
            key_burst: rates.per_key.burst,
            wrong_keys_per_minute: rates.wrong_keys_per_minute,
            sign_ins_per_minute: rates.sign_ins_per_minute,
            count_loopback: !settings.addresses.exempt_loopback,
        }
    }
}

impl Default for LogConfig {
    fn default() -> Self {
        Self { level: "info".into(), format: LogFormat::Text }
    }
}

impl Config {
    /// Bounds of connections.
    pub(crate) const fn connections(&self) -> Connections {
        Connections {
            header_arrival: Duration::from_secs(self.limits.header_seconds),
            at_once: self.limits.connections,
            per_address: self.limits.connections_per_address,
        }
    }

    /// What the server is told.
    pub(crate) fn settings(&self) -> anyhow::Result<Settings> {
        let limits = &self.limits;
        let proxies = self.server.trusted_proxies.iter().map(|text| text.parse::<Network>());
        let trusted_proxies = proxies.collect::<Result<_, _>>().context("server.trusted_proxies")?;
        let path = first_party_path(&self.server.first_party_path);
        let origin = public_origin(&self.server.public_origin);
        Ok(Settings {
            rates: RateLimits {
                per_address: Rate { per_second: limits.address_per_second, burst: limits.address_burst },
                per_key: Rate { per_second: limits.key_per_second, burst: limits.key_burst },
                wrong_keys_per_minute: limits.wrong_keys_per_minute,
                sign_ins_per_minute: limits.sign_ins_per_minute,
            },
            addresses: Addresses { trusted_proxies, exempt_loopback: !limits.count_loopback },
            body_arrival: Duration::from_secs(limits.body_seconds),
            first_party_path: path.map_err(anyhow::Error::msg).context("server.first_party_path")?,
            public_origin: origin.map_err(anyhow::Error::msg).context("server.public_origin")?,
            oidc: self.oidc()?,
            ..Settings::default()
        })
    }

    /// The company's own sign-in.
    fn oidc(&self) -> anyhow::Result<Option<OidcSettings>> {
        let OidcConfig { issuer, client_id, client_secret, name, allowed_domains } = self.oidc.clone();
        if issuer.is_empty() {
            return Ok(None);
        }
        let settings = OidcSettings { issuer, client_id, client_secret, name, allowed_domains };
        kizukai_server::oidc::check(&settings).map_err(anyhow::Error::msg).context("oidc")?;
        let is_reachable = !self.server.public_origin.is_empty() || self.server.listen.ip().is_loopback();
        anyhow::ensure!(is_reachable, "server.public_origin: the sign-in provider sends members back to it");
        Ok(Some(settings))
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
    config.settings()?;
    anyhow::ensure!(config.limits.connections > 0, "limits.connections: at least 1");
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
            ("[server]\ntrusted_proxies = [\"here\"]\n", "server.trusted_proxies"),
            ("[server]\npublic_origin = \"shop.example\"\n", "server.public_origin"),
            ("[server]\nfirst_party_path = \"/api\"\n", "server.first_party_path"),
            ("[oidc]\nissuer = \"http://login.shop.example\"\n", "issuer"),
            ("[limits]\nconnections = 0\n", "limits.connections"),
            ("[log]\nlevel = \"kizukai=loud\"\n", "log.level"),
        ] {
            std::fs::write(&file, text).unwrap();
            let error = format!("{:#}", load(Some(&file), None).unwrap_err());
            assert!(error.contains(named), "{error}");
        }
        assert!(load(Some(Path::new("/nowhere/kizukai.toml")), None).is_err());
    }
}
