//! Starts a server on a data folder and stops it in order.
//!
//! Stopping: no new connections, live streams end, requests under way are finished (within `shutdown_seconds`),
//! profiles are written, the folder is let go. A second signal is not needed; a kill loses nothing acknowledged.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio::sync::watch;

use kizukai_model::Clock;
use kizukai_runtime::{Fresh, Options, RandomFresh, Runtime};
use kizukai_server::{
    App, BATCH_BUCKETS, COMMIT_BUCKETS_S, DURATION_BUCKETS_S, DURATION_METRIC, Parts, SetUpCode, Settings,
};

use crate::config::Config;
use crate::neighbour::{self, Note};
use crate::terminal;

/// How often figures are gathered, so that they do not pile up between two readings.
const FIGURES_EVERY: Duration = Duration::from_secs(5);

/// How often campaigns are looked at that ask for something to be done by rule.
const RULES_EVERY: Duration = Duration::from_mins(10);

/// A server about to take requests.
pub(crate) struct Server {
    listener: TcpListener,
    runtime: Runtime,
    app: App,
    stop: watch::Sender<bool>,
    data: PathBuf,
    token: String,
    set_up_code: String,
    public_origin: Option<String>,
}

impl Server {
    /// Takes the port and opens the folder. `clock`: what the shop takes for the time.
    pub(crate) async fn open(
        config: &Config,
        mut settings: Settings,
        data: PathBuf,
        clock: Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let listen = config.server.listen;
        let listener =
            TcpListener::bind(listen).await.with_context(|| format!("cannot listen on {listen}"))?;
        let mut options = Options::new(&data);
        options.clock = clock.clone();
        options.cache_profiles = config.cache.profiles;
        options.cache_bytes = config.cache.megabytes << 20;
        options.queue = config.limits.waiting_requests;
        options.lake = config.lake.options();
        let metrics = record_figures()?;
        let runtime = tokio::task::spawn_blocking(move || neighbour::open(options)).await??;
        let (stop, stopping) = watch::channel(false);
        let token = RandomFresh.secret();
        let local_token = Some(token.clone());
        let set_up_code = RandomFresh.secret();
        settings.set_up_code = Some(SetUpCode::of(&set_up_code));
        let public_origin = settings.public_origin.clone();
        let app =
            App::new(Parts { runtime: runtime.clone(), clock, metrics, local_token, stopping, settings });
        Ok(Self { listener, runtime, app, stop, data, token, set_up_code, public_origin })
    }

    /// The use cases.
    pub(crate) const fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    /// Becomes true when it is told to stop.
    pub(crate) fn stopping(&self) -> watch::Receiver<bool> {
        self.stop.subscribe()
    }

    /// Where it listens.
    pub(crate) fn address(&self) -> anyhow::Result<std::net::SocketAddr> {
        Ok(self.listener.local_addr()?)
    }

    /// Serves until told to stop by SIGTERM or SIGINT. Paths of `inside` are served besides.
    pub(crate) async fn run(self, config: &Config, inside: Router<App>) -> anyhow::Result<()> {
        let mut told = Told::listen()?;
        let address = self.address()?;
        let note = Note::new(address, self.token, self.public_origin);
        note.leave(&self.runtime, &self.data)?;
        terminal::complain(&format!("listening on http://{address}"));
        if !self.runtime.has_members() {
            let (origin, code) = (note.origin(), self.set_up_code);
            terminal::complain(&format!("nobody can sign in yet: {origin}/console/setup?code={code}"));
        }
        let router = kizukai_server::router(self.app, inside);
        let addresses = config.settings()?.addresses;
        let stopping = self.stop.subscribe();
        let serving = kizukai_server::serve(self.listener, router, config.connections(), addresses, stopping);
        tokio::pin!(serving);
        let rules = tokio::spawn(act_by_rules(self.runtime.clone(), self.stop.subscribe()));
        tokio::select! {
            () = &mut serving => anyhow::bail!("the server ended by itself"),
            () = told.stop() => {
                tracing::info!("stopping");
                self.stop.send_replace(true);
                let patience = Duration::from_secs(config.server.shutdown_seconds);
                if tokio::time::timeout(patience, &mut serving).await.is_err() {
                    tracing::warn!(seconds = patience.as_secs(), "requests under way were cut off");
                }
            }
        }
        rules.await.context("what acts by rule had died")?;
        self.runtime
            .shutdown()
            .await
            .context("profiles could not be written; they are rebuilt at the next start")?;
        tracing::info!("stopped");
        Ok(())
    }
}

/// Does what campaigns ask to be done by rule, until told to stop. Verdicts change once a day; looking more often only shortens how
/// long a harmful arm goes on after one.
async fn act_by_rules(runtime: Runtime, mut stopping: watch::Receiver<bool>) {
    let mut ticks = tokio::time::interval(RULES_EVERY);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            _ = stopping.changed() => return,
        }
        if let Err(error) = runtime.act_by_rules().await {
            tracing::error!(%error, "rules could not be looked at");
        }
    }
}

/// The signals that end a server.
struct Told {
    terminate: tokio::signal::unix::Signal,
    interrupt: tokio::signal::unix::Signal,
}

impl Told {
    fn listen() -> anyhow::Result<Self> {
        let terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
        let interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
        Ok(Self { terminate, interrupt })
    }

    async fn stop(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Collects figures from now on.
fn record_figures() -> anyhow::Result<PrometheusHandle> {
    let durations = Matcher::Full(DURATION_METRIC.to_owned());
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(durations, &DURATION_BUCKETS_S)?
        .set_buckets_for_metric(Matcher::Full("kizukai_commit_seconds".into()), &COMMIT_BUCKETS_S)?
        .set_buckets_for_metric(Matcher::Full("kizukai_commit_inputs".into()), &BATCH_BUCKETS)?
        .install_recorder()
        .context("figures cannot be collected")?;
    let gathered = handle.clone();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(FIGURES_EVERY);
        loop {
            ticks.tick().await;
            gathered.run_upkeep();
        }
    });
    Ok(handle)
}

/// The runtime all servers run on.
pub(crate) fn block_on<T>(work: impl Future<Output = anyhow::Result<T>>) -> anyhow::Result<T> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.context("cannot start threads")?.block_on(work)
}
