//! Erasing a person: everything that was kept of them, everywhere.

use kizukai_model::{ProfileId, SiteId};
use serde::Serialize;

use crate::person::Who;
use crate::{Runtime, RuntimeError};

/// What an erasure removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErasedPerson {
    /// The profile that was erased.
    pub profile: ProfileId,
    /// Inputs that were removed.
    pub inputs: u64,
    /// Profiles that were removed: this one, and those that had become part of it.
    pub profiles: u64,
    /// The ids the person had, for whoever keeps something under them; not to be told further.
    #[serde(skip)]
    pub ids: Vec<String>,
}

impl Runtime {
    /// Removes a person for good: inputs, rows of the lake, profiles, ids, timers, orders, deliveries to come, and what segments and results
    /// count of them. Answers when it is durable; None when nobody is known by that id. It cannot be undone, and a
    /// rebuild does not bring anything back.
    ///
    /// # Errors
    /// As [`Runtime::decide`]; nothing is erased then.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn erase(&self, site: &SiteId, who: Who) -> Result<Option<ErasedPerson>, RuntimeError> {
        let erased = self.erase_everywhere(site, who).await;
        self.inner.vocabularies.forget(site);
        if let Ok(Some(person)) = &erased {
            self.inner.previews.forget(site, &person.ids);
        }
        erased
    }
}
