//! `kizukai openapi`: the description of the HTTP API. `make openapi` writes it to `api/openapi.json`.

use crate::terminal;

/// Prints it.
pub(crate) fn run() -> anyhow::Result<()> {
    terminal::say(&kizukai_server::description().to_pretty_json()?);
    Ok(())
}
