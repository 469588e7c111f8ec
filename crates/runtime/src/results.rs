//! What a campaign achieved, per phase and arm.
//!
//! Figures are counted from the snapshots, which are brought up to date first: they are exact at the time of reading.

use serde::Serialize;

use kizukai_engagement::Definition;
use kizukai_model::{Key, Money, SiteId, Timestamp};
use kizukai_store::{ArmResult, DefinitionRow, StoreError};

use crate::decisions::OutcomeCounts;
use crate::programs::SharedCatalog;
use crate::{Runtime, RuntimeError, limits};

/// Results of one campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignResults {
    /// Which.
    pub campaign: Key,
    /// Its phases, oldest first.
    pub phases: Vec<PhaseFigures>,
}

/// Results of one phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PhaseFigures {
    /// Its number, from 1.
    pub phase: u32,
    /// When it began (RFC 3339).
    pub since: Option<String>,
    /// Its arms, in the order of the text, the control last.
    pub arms: Vec<ArmFigures>,
}

/// Visitors of one arm in one phase.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ArmFigures {
    /// Which.
    pub arm: Key,
    /// Whether it is the hidden control.
    pub control: bool,
    /// Visitors who were given the arm in this phase.
    pub assigned: u64,
    /// Visitors first shown it, or ghost-shown, in this phase. The following are counted among these.
    pub decided: u64,
    /// Visitors on whose page it was really visible.
    pub seen: u64,
    /// Visitors who reached the goal in time.
    pub converted: u64,
    /// What their goals were worth, in units of the site's currency.
    pub value: Money,
    /// Visitors whom a merge found in two arms.
    pub crossed: u64,
}

impl Runtime {
    /// Results of a campaign; None when there is none of that key.
    ///
    /// # Errors
    /// When the store cannot be read, or snapshots could not be written.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn results(
        &self,
        site: &SiteId,
        campaign: &str,
    ) -> Result<Option<CampaignResults>, RuntimeError> {
        let Ok(campaign) = campaign.parse::<Key>() else { return Ok(None) };
        let kept = limits::PHASE_VERSIONS;
        let history =
            self.inner.catalog.with(|catalog| catalog.history(site, "campaign", &campaign, kept))?;
        if history.is_empty() {
            return Ok(None);
        }
        self.flush().await?;
        let (site, key) = (site.clone(), campaign.clone());
        let counted = self.read(move |reader| Ok(reader.arm_results(&site, &key)?)).await?;
        Ok(Some(CampaignResults { campaign, phases: phases(&history, &counted) }))
    }
}

/// One campaign at a glance: its present phase, and what came of it lately.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CampaignFigures {
    /// Which.
    pub campaign: Key,
    /// The number of its present phase, from 1.
    pub phase: u32,
    /// When the phase began (RFC 3339).
    pub since: Option<String>,
    /// Its arms, in the order of the text, the control last.
    pub arms: Vec<ArmFigures>,
    /// Decisions of the last seven days, today included.
    pub outcomes: OutcomeCounts,
    /// When the last decision was made (RFC 3339).
    pub last_decision_at: Option<String>,
}

impl Runtime {
    /// All campaigns at a glance, by key.
    ///
    /// # Errors
    /// As [`Runtime::results`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn results_of_all(&self, site: &SiteId) -> Result<Vec<CampaignFigures>, RuntimeError> {
        let (catalog, owner) = (self.inner.catalog.clone(), site.clone());
        let histories = self.blocking(move || Ok(histories(&catalog, &owner)?)).await?;
        self.flush().await?;
        let owner = site.clone();
        let mut figures = self
            .read(move |reader| {
                let of = |(key, history): (Key, Vec<DefinitionRow>)| {
                    Ok(present_phase(key.clone(), &history, &reader.arm_results(&owner, &key)?))
                };
                histories.into_iter().map(of).collect::<Result<Vec<_>, RuntimeError>>()
            })
            .await?;
        let (owner, now) = (site.clone(), self.now());
        self.ask_pulse(move |pulse| {
            let pulse = pulse.site(&owner)?;
            for figures in &mut figures {
                let decided = pulse.decided(&figures.campaign, now);
                figures.outcomes = decided.outcomes();
                figures.last_decision_at = decided.last_at.map(Timestamp::to_rfc3339);
            }
            Ok(figures)
        })
        .await
    }
}

/// The versions of every campaign there is, newest first.
fn histories(catalog: &SharedCatalog, site: &SiteId) -> Result<Vec<(Key, Vec<DefinitionRow>)>, StoreError> {
    let rows = catalog.with(|catalog| {
        let program = catalog.current_program(site)?;
        catalog.definitions(site, program)
    })?;
    let campaigns = rows.into_iter().filter(|row| row.kind == "campaign");
    campaigns
        .map(|row| {
            // Only one version there is: no need to look for others.
            let history = if row.version == 1 {
                vec![row.clone()]
            } else {
                let kept = limits::PHASE_VERSIONS;
                catalog.with(|catalog| catalog.history(site, "campaign", &row.key, kept))?
            };
            Ok((row.key, history))
        })
        .collect()
}

fn present_phase(campaign: Key, history: &[DefinitionRow], counted: &[ArmResult]) -> CampaignFigures {
    let phase = history.first().map_or(1, |version| version.phase);
    let began = history.iter().take_while(|version| version.phase == phase).last();
    let counted: Vec<_> = counted.iter().filter(|result| result.phase == phase).cloned().collect();
    let of_phase: Vec<_> = history.iter().filter(|version| version.phase == phase).cloned().collect();
    let arms = phases(&of_phase, &counted).pop().map_or_else(Vec::new, |phase| phase.arms);
    CampaignFigures {
        campaign,
        phase,
        since: began.map(|version| version.published_at.to_rfc3339()),
        arms,
        outcomes: OutcomeCounts::default(),
        last_decision_at: None,
    }
}

/// Every phase that was published (`history` is newest first), with its arms and what was counted for them.
fn phases(history: &[DefinitionRow], counted: &[ArmResult]) -> Vec<PhaseFigures> {
    let mut phases: Vec<PhaseFigures> = Vec::new();
    for version in history.iter().rev() {
        if phases.last().is_none_or(|last| last.phase != version.phase) {
            let since = Some(version.published_at.to_rfc3339());
            phases.push(PhaseFigures { phase: version.phase, since, arms: arms_of(version) });
        }
    }
    for result in counted {
        let place = phases.iter().position(|phase| phase.phase == result.phase).unwrap_or_else(|| {
            phases.push(PhaseFigures { phase: result.phase, since: None, arms: Vec::new() });
            phases.len() - 1
        });
        let arms = &mut phases[place].arms;
        arms.retain(|arm| arm.arm != result.arm || arm.assigned + arm.decided > 0);
        arms.push(figures(result));
    }
    for phase in &mut phases {
        let order = order_in_text(history, phase.phase);
        phase.arms.sort_by_key(|arm| {
            (arm.control, order.iter().position(|key| *key == arm.arm).unwrap_or(usize::MAX), arm.arm.clone())
        });
    }
    phases.sort_by_key(|phase| phase.phase);
    phases
}

fn order_in_text(history: &[DefinitionRow], phase: u32) -> Vec<Key> {
    let version = history.iter().find(|version| version.phase == phase);
    version.map(arms_of).unwrap_or_default().into_iter().map(|arm| arm.arm).collect()
}

/// The arms a version of the text has, with nothing counted yet.
fn arms_of(version: &DefinitionRow) -> Vec<ArmFigures> {
    let text = serde_json::from_slice(&version.text).unwrap_or_default();
    let Ok((Definition::Campaign(text), _)) = Definition::read(Some("campaign"), &text) else {
        return Vec::new();
    };
    let mut arms: Vec<_> = text.arms.iter().map(|arm| nobody(arm.key.clone(), false)).collect();
    if text.control > 0.0 {
        arms.extend(Key::CONTROL.parse().ok().map(|key| nobody(key, true)));
    }
    arms
}

const fn nobody(arm: Key, control: bool) -> ArmFigures {
    ArmFigures {
        arm,
        control,
        assigned: 0,
        decided: 0,
        seen: 0,
        converted: 0,
        value: Money::ZERO,
        crossed: 0,
    }
}

fn figures(result: &ArmResult) -> ArmFigures {
    ArmFigures {
        arm: result.arm.clone(),
        control: result.control,
        assigned: result.assigned,
        decided: result.decided,
        seen: result.seen,
        converted: result.converted,
        value: result.value,
        crossed: result.crossed,
    }
}
