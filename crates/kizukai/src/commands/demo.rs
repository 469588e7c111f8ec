//! `kizukai demo`: the sample shop, the server and the tag from one address of this machine.

use std::net::SocketAddr;
use std::path::Path;

use crate::arguments::Demo;
use crate::demo::{routes, shop};
use crate::serving::{Server, block_on};
use crate::{config, logging, terminal};

/// Sets the sample shop up where it is not there yet, and serves it.
pub(crate) fn run(asked: &Demo) -> anyhow::Result<()> {
    anyhow::ensure!(
        asked.listen.ip().is_loopback(),
        "the demo hands its secret key to the page, so it listens on this machine alone: try 127.0.0.1:{}",
        asked.listen.port()
    );
    let config = config::load(asked.settings.config.as_deref(), Some(asked.listen))?;
    logging::start(&config.log)?;
    // Removed when it goes out of scope, at the end of this function.
    let temporary = if asked.data.is_none() { Some(tempfile::tempdir()?) } else { None };
    let data = asked.data.as_deref().or(temporary.as_ref().map(tempfile::TempDir::path));
    let data = data.expect("there is a folder of the caller's or a temporary one");
    let keys = shop::keys(data)?;
    block_on(async {
        let server = Server::open(&config, data.to_owned()).await?;
        shop::stock(server.runtime(), data).await?;
        tell(server.address()?, data, temporary.is_some());
        server.run(&config, routes::routes(&keys)?).await
    })
}

fn tell(address: SocketAddr, data: &Path, is_temporary: bool) {
    let kept = if is_temporary { "removed at the end; keep it with --data DIR" } else { "kept" };
    terminal::say("Kizukai demo");
    for (name, path) in
        [("shop", "/"), ("guide", "/guide"), ("console", "/console/"), ("API", "/api/openapi.json")]
    {
        terminal::say(&format!("  {name:<8} http://{address}{path}"));
    }
    terminal::say(&format!("  data     {} ({kept})", data.display()));
    terminal::say("Stop it with Ctrl+C.");
}
