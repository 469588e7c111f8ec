//! Some visitors to try things at, as copies: nothing that is tried on them happens.

use std::sync::Arc;

use kizukai_engagement::{Profile, Program};
use kizukai_model::SiteId;

use super::Engine;
use crate::{RuntimeError, limits};

/// Some visitors, and what their site runs.
#[derive(Debug)]
pub(crate) struct Sample {
    pub(crate) program: Arc<Program>,
    /// Those used last first.
    pub(crate) profiles: Vec<Profile>,
}

impl Engine {
    /// Visitors of a site that are in memory, a bounded number of those used last.
    pub(super) fn sample(&self, site: &SiteId) -> Result<Sample, RuntimeError> {
        let program = self.program(site)?;
        let recent = self.residents.newest_first().take(limits::SAMPLE_TRIES);
        let of_site = recent.filter(|resident| resident.site == *site);
        let known = of_site.filter_map(|resident| resident.state.as_deref());
        let people = known.filter(|profile| profile.merged_into().is_none() && profile.last_seen().is_some());
        Ok(Sample { program, profiles: people.take(limits::SAMPLED_VISITORS).cloned().collect() })
    }
}
