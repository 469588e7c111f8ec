//! Texts that are still being written, shown as visitors would get them.

use serde_json::Value;

use kizukai_engagement::content::{Viewer, render_draft};
use kizukai_engagement::text::{Format, StepText};
use kizukai_engagement::{Program, ProgramSource};
use kizukai_model::{Properties, SiteId};

use crate::{Runtime, RuntimeError};

/// For whom a step is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Beholder {
    /// Their language; None: the site's.
    pub locale: Option<String>,
    /// What their own device said of them.
    pub traits: Properties,
    /// The end of the campaign's schedule, as it is written.
    pub until: Option<String>,
}

impl Runtime {
    /// What a step that is still being written becomes under the site's published settings; None for a step that says
    /// nothing itself. Nothing is decided or kept, and nothing is checked but its shape.
    ///
    /// # Errors
    /// When there is no such site.
    pub async fn render_draft(
        &self,
        site: &SiteId,
        step: &StepText,
        beholder: Beholder,
    ) -> Result<Option<(Format, Value)>, RuntimeError> {
        let sources = self.inner.sources.lock().await;
        let source = sources.get(site).ok_or_else(|| RuntimeError::UnknownSite(site.to_string()))?;
        let settings = ProgramSource { site: source.site.clone(), ..ProgramSource::empty(site.clone()) };
        drop(sources);
        let program = Program::restore(&settings);
        let Beholder { locale, traits, until } = beholder;
        let viewer = Viewer { locale: locale.as_deref(), now: self.now(), ..Viewer::default() };
        Ok(render_draft(&program, step, traits, &viewer, until.as_deref()))
    }
}
