//! `kizukai init`: a data folder with a shop in it, and the keys that open it.

use kizukai_model::time::SystemClock;
use kizukai_runtime::{Keys, RandomFresh, init};

use crate::arguments::Init;
use crate::{neighbour, terminal};

/// Sets the shop up and prints its keys: the only time the API key is seen.
pub(crate) fn run(asked: &Init) -> anyhow::Result<()> {
    anyhow::ensure!(!asked.site.trim().is_empty(), "give the shop a name: --site NAME");
    let keys = init(&asked.data, &asked.site, &SystemClock::default(), &RandomFresh)
        .map_err(|error| neighbour::opening(&asked.data, error))?;
    if asked.json {
        terminal::say(&serde_json::to_string(&keys)?);
    } else {
        greet(asked, &keys);
    }
    Ok(())
}

fn greet(asked: &Init, keys: &Keys) {
    let data = asked.data.display();
    terminal::say(&format!("site       {}  ({})", keys.site_id, asked.site));
    terminal::say(&format!("write key  {}  public: goes into the shop's pages", keys.write_key));
    terminal::say(&format!("API key    {}  secret: it is shown this once", keys.api_key));
    terminal::say("");
    terminal::say(&format!("Next:      kizukai serve --data {data}"));
}
