//! Setting up a site in a data folder: its id, its public write key and its first secret API key.

use std::path::Path;

use serde::Serialize;

use kizukai_engagement::Rules;
use kizukai_model::Clock;
use kizukai_store::{Catalog, KeyKind, Site};

use crate::authentication::hash_of;
use crate::keys::API_PREFIX;
use crate::{Fresh, RuntimeError, Stores};

/// Digits of a site's id.
const SITE_ID_DIGITS: usize = 12;
/// Digits of a write key.
const WRITE_KEY_DIGITS: usize = 24;

/// What a new site is opened with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Keys {
    /// The site.
    pub site_id: String,
    /// Public: goes into the snippet.
    pub write_key: String,
    /// Secret: opens the admin API. Shown this once; only its hash is kept.
    pub api_key: String,
}

/// Creates the data folder where it is missing, and a site of that name in it.
///
/// # Errors
/// When another process holds the folder, or it cannot be written.
pub fn init(dir: &Path, name: &str, clock: &dyn Clock, fresh: &dyn Fresh) -> Result<Keys, RuntimeError> {
    let mut catalog = Stores::open(dir)?.catalog;
    create_site(&mut *catalog, name, clock, fresh)
}

fn create_site(
    catalog: &mut dyn Catalog,
    name: &str,
    clock: &dyn Clock,
    fresh: &dyn Fresh,
) -> Result<Keys, RuntimeError> {
    let keys = Keys {
        site_id: format!("s_{}", first(&fresh.secret(), SITE_ID_DIGITS)),
        write_key: format!("wk_{}", first(&fresh.secret(), WRITE_KEY_DIGITS)),
        api_key: format!("{API_PREFIX}{}", fresh.secret()),
    };
    let now = clock.now();
    let site = Site {
        id: keys.site_id.as_str().into(),
        name: name.to_owned(),
        write_key: keys.write_key.clone(),
        created_at: now,
    };
    catalog.create_site(&site, Rules::PRESENT.number())?;
    catalog.add_key(&keys.site_id, KeyKind::Api, hash_of(&keys.api_key), "init", now)?;
    Ok(keys)
}

fn first(text: &str, digits: usize) -> &str {
    text.get(..digits).unwrap_or(text)
}
