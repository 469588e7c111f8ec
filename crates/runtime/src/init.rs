//! Setting up a site in a data folder: its id, its public write key and its first secret API key.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;

use kizukai_engagement::Rules;
use kizukai_model::{Clock, Timestamp};
use kizukai_store::{Catalog, KeyKind, Site};

use crate::authentication::hash_of;
use crate::counting::{self, Counting};
use crate::keys::API_PREFIX;
use crate::pulse::SiteSettings;
use crate::{Fresh, Runtime, RuntimeError, Stores, programs};

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
    let now = clock.now();
    let site = new_site(name, now, fresh);
    let api_key = format!("{API_PREFIX}{}", fresh.secret());
    catalog.create_site(&site, Rules::PRESENT.number())?;
    catalog.add_key(&site.id, KeyKind::Api, hash_of(&api_key), "init", now)?;
    Ok(Keys { site_id: site.id.to_string(), write_key: site.write_key, api_key })
}

/// A site with an id and a write key that nobody else has.
fn new_site(name: &str, now: Timestamp, fresh: &dyn Fresh) -> Site {
    Site {
        id: format!("s_{}", first(&fresh.secret(), SITE_ID_DIGITS)).into(),
        name: name.to_owned(),
        write_key: format!("wk_{}", first(&fresh.secret(), WRITE_KEY_DIGITS)),
        created_at: now,
    }
}

impl Runtime {
    /// Makes a site while others are served; it takes requests from the answer on.
    pub(crate) async fn open_site(&self, name: String) -> Result<Site, RuntimeError> {
        let mut sources = self.inner.sources.lock().await;
        let (catalog, site) = (self.inner.catalog.clone(), new_site(&name, self.now(), &*self.inner.fresh));
        let made = site.clone();
        let loaded = self.blocking(move || {
            catalog.with(|catalog| catalog.create_site(&made, Rules::PRESENT.number()))?;
            counting::plan_what_has_no_plan(&catalog, &made)?;
            let (source, program) = programs::load_program(&catalog, &made.id, 0)?;
            Ok((source, program, Counting::of_site(&catalog, &made.id)?))
        });
        let (source, program, counting) = loaded.await?;
        self.inner.directory.set_up(&site.id, program.site());
        self.inner.pulse.set_up(SiteSettings::of(&program, site.created_at));
        self.run_program(program, Arc::new(counting)).await?;
        self.inner.directory.add_site(site.clone());
        sources.insert(site.id.clone(), source);
        Ok(site)
    }
}

fn first(text: &str, digits: usize) -> &str {
    text.get(..digits).unwrap_or(text)
}
