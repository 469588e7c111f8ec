//! `kizukai demo`: the sample shop, the server and the tag from one address of this machine.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use kizukai_model::Clock;
use kizukai_server::Settings;
use kizukai_simulation::http::Address;

use crate::arguments::{Demo, Visitors};
use crate::demo::clock::DemoClock;
use crate::demo::visitors::{Progress, Stage};
use crate::demo::{routes, shop, visitors};
use crate::serving::{Server, block_on};
use crate::{config, logging, terminal};

/// Sets the sample shop up where it is not there yet, and serves it.
pub(crate) fn run(asked: &Demo) -> anyhow::Result<()> {
    anyhow::ensure!(
        asked.listen.ip().is_loopback(),
        "everybody may read the password of the demo, so it listens on this machine alone: try 127.0.0.1:{}",
        asked.listen.port()
    );
    let config = config::load(asked.settings.config.as_deref(), Some(asked.listen))?;
    logging::start(&config.log)?;
    // Removed when it goes out of scope, at the end of this function.
    let temporary = if asked.data.is_none() { Some(tempfile::tempdir()?) } else { None };
    let data = asked.data.as_deref().or(temporary.as_ref().map(tempfile::TempDir::path));
    let data = data.expect("there is a folder of the caller's or a temporary one");
    let simulates = asked.visitors == Visitors::On;
    let is_new = simulates && !shop::is_kept(data);
    let clock = Arc::new(if is_new {
        DemoClock::beginning_at(visitors::beginning(DemoClock::default().now()))
    } else {
        DemoClock::default()
    });
    let keys = shop::keys(data, &*clock)?;
    block_on(async {
        let settings = Settings { demo_member: Some(shop::MEMBER), ..config.settings()? };
        let server = Server::open(&config, settings, data.to_owned(), clock.clone()).await?;
        shop::stock(server.runtime(), data).await?;
        shop::staff(server.runtime()).await?;
        let address = server.address()?;
        tell(address, data, temporary.is_some());
        let progress = Arc::new(Progress::new(!is_new));
        if simulates {
            let stage = Stage {
                address: Address { socket: address, write_key: keys.write_key.clone() },
                runtime: server.runtime().clone(),
                clock,
                progress: progress.clone(),
                stopping: server.stopping(),
            };
            tokio::spawn(stage.play(is_new));
        }
        server.run(&config, routes::routes(&keys, progress)?).await
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
    terminal::say(&format!("  sign in  {} / {}", shop::MEMBER.email, shop::MEMBER.password));
    terminal::say(&format!("  data     {} ({kept})", data.display()));
    terminal::say("Stop it with Ctrl+C.");
}
