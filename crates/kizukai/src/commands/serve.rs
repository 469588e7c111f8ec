//! `kizukai serve`: the server, until SIGTERM or SIGINT.

use std::sync::Arc;

use axum::Router;
use kizukai_model::time::SystemClock;
use kizukai_runtime::SteadyClock;

use crate::arguments::Serve;
use crate::serving::{Server, block_on};
use crate::{config, logging};

/// Serves a data folder that holds a site already: a mistyped folder must not become an empty shop.
pub(crate) fn run(asked: &Serve) -> anyhow::Result<()> {
    let config = config::load(asked.settings.config.as_deref(), asked.listen)?;
    logging::start(&config.log)?;
    anyhow::ensure!(
        asked.data.join("catalog.db").exists(),
        "{} is no data folder; make one with `kizukai init`",
        asked.data.display()
    );
    let clock = Arc::new(SteadyClock::new(Arc::new(SystemClock::default())));
    block_on(async {
        let server = Server::open(&config, asked.data.clone(), clock).await?;
        server.run(&config, Router::new()).await
    })
}
