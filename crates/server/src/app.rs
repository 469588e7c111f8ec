//! What every handler gets: the runtime, the clock, the figures, and word that the server is stopping.

use std::sync::Arc;

use axum::http::HeaderMap;
use metrics_exporter_prometheus::PrometheusHandle;
use tokio::sync::watch;

use kizukai_model::Clock;
use kizukai_runtime::{Admission, Runtime};

use crate::arrivals::Arrivals;
use crate::assets::AssetCache;
use crate::auth::KeyHash;
use crate::client::Client;
use crate::cors;
use crate::oidc::{Pending, Provider};
use crate::problem::ApiError;
use crate::rates::Rates;
use crate::retry::Pressure;
use crate::settings::Settings;

/// What a server is made of.
pub struct Parts {
    /// The use cases.
    pub runtime: Runtime,
    /// For measuring how long requests take.
    pub clock: Arc<dyn Clock>,
    /// Renders `/metrics`.
    pub metrics: PrometheusHandle,
    /// A secret that opens every site, for the command line on the same machine.
    pub local_token: Option<String>,
    /// Becomes true when the server is stopping: live streams end then.
    pub stopping: watch::Receiver<bool>,
    /// What whoever runs the server may set.
    pub settings: Settings,
}

/// What every handler gets. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    runtime: Runtime,
    clock: Arc<dyn Clock>,
    metrics: PrometheusHandle,
    local_token: Option<KeyHash>,
    stopping: watch::Receiver<bool>,
    assets: AssetCache,
    arrivals: Arrivals,
    pressure: Pressure,
    rates: Rates,
    settings: Settings,
    provider: Option<Arc<Provider>>,
    pending: Pending,
}

impl App {
    /// Puts the parts together.
    pub fn new(parts: Parts) -> Self {
        let rates = Rates::new(&parts.settings.rates, &parts.clock);
        Self(Arc::new(Inner {
            rates,
            provider: parts.settings.oidc.clone().map(|settings| Arc::new(Provider::new(settings))),
            pending: Pending::default(),
            settings: parts.settings,
            runtime: parts.runtime,
            clock: parts.clock,
            metrics: parts.metrics,
            local_token: parts.local_token.as_deref().map(KeyHash::of),
            stopping: parts.stopping,
            assets: AssetCache::default(),
            arrivals: Arrivals::default(),
            pressure: Pressure::default(),
        }))
    }

    /// The use cases.
    pub fn runtime(&self) -> &Runtime {
        &self.0.runtime
    }

    /// Ready answers for embedded files.
    pub fn assets(&self) -> &AssetCache {
        &self.0.assets
    }

    pub(crate) fn monotonic_ms(&self) -> u64 {
        self.0.clock.monotonic_ms()
    }

    /// How often senders ask.
    pub(crate) fn rates(&self) -> &Rates {
        &self.0.rates
    }

    /// What whoever runs the server has set.
    pub(crate) fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// What arrives from pages and servers.
    pub(crate) fn arrivals(&self) -> &Arrivals {
        &self.0.arrivals
    }

    /// The company's own sign-in, where there is one.
    pub(crate) fn provider(&self) -> Option<Arc<Provider>> {
        self.0.provider.clone()
    }

    /// Sign-ins with it that are under way.
    pub(crate) fn pending(&self) -> &Pending {
        &self.0.pending
    }

    /// How long refusals have been going on.
    pub(crate) fn pressure(&self) -> &Pressure {
        &self.0.pressure
    }

    pub(crate) fn metrics(&self) -> &PrometheusHandle {
        &self.0.metrics
    }

    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.clone()
    }

    /// Whether this is the secret of the command line on the same machine.
    pub(crate) fn is_local_token(&self, secret: &str) -> bool {
        self.0.local_token.as_ref().is_some_and(|token| *token == KeyHash::of(secret))
    }

    /// Lets a sender of events in, by a write key or an ingest key. A page has to be one of the site's, where the site
    /// says which are.
    pub(crate) fn admit(
        &self,
        key: Option<&str>,
        headers: &HeaderMap,
        client: Client,
    ) -> Result<Admission, ApiError> {
        let key = key.ok_or(ApiError::MissingWriteKey)?;
        let admission = self.runtime().admit(key).ok_or(ApiError::UnknownWriteKey)?;
        self.rates().key(&admission, client)?;
        cors::check(&self.runtime().origins(&admission.site), headers)?;
        Ok(admission)
    }
}
