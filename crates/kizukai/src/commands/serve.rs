//! `kizukai serve`: the server, until SIGTERM or SIGINT.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use kizukai_model::time::SystemClock;
use kizukai_runtime::SteadyClock;

use crate::arguments::Serve;
use crate::serving::{Server, block_on};
use crate::{config, logging};

/// Serves a data folder that is one already, unless told to make it: a mistyped folder must not become an empty shop.
pub(crate) fn run(asked: &Serve) -> anyhow::Result<()> {
    let config = config::load(asked.settings.config.as_deref(), asked.listen)?;
    logging::start(&config.log)?;
    check(&asked.data, asked.new)?;
    let clock = Arc::new(SteadyClock::new(Arc::new(SystemClock::default())));
    let settings = config.settings()?;
    block_on(async {
        let server = Server::open(&config, settings, asked.data.clone(), clock).await?;
        server.run(&config, Router::new()).await
    })
}

/// Refuses what is no data folder, and may not become one.
fn check(data: &Path, may_be_made: bool) -> anyhow::Result<()> {
    if data.join("catalog.db").exists() {
        return Ok(());
    }
    let shown = data.display();
    anyhow::ensure!(
        may_be_made,
        "{shown} is no data folder; make one with `kizukai init`, or serve a new one with `--new`"
    );
    let is_empty = !data.exists() || std::fs::read_dir(data)?.next().is_none();
    anyhow::ensure!(is_empty, "{shown} holds other files; a new data folder needs a folder for itself");
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_made_where_nothing_is_and_only_when_told_so() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("none");
        assert!(check(&missing, false).is_err());
        assert!(check(&missing, true).is_ok() && check(folder.path(), true).is_ok());
        std::fs::write(folder.path().join("letter.txt"), "").unwrap();
        assert!(check(folder.path(), true).is_err());
        std::fs::write(folder.path().join("catalog.db"), "").unwrap();
        assert!(check(folder.path(), false).is_ok());
    }
}
