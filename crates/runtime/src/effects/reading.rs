//! Where the sums, the texts and the plans of effects come from.

use std::collections::BTreeMap;
use std::sync::Arc;

use kizukai_engagement::profile::SERVED;
use kizukai_engagement::text::Status;
use kizukai_engagement::{CampaignText, Definition};
use kizukai_model::{Key, Money, SiteId, Timestamp};
use kizukai_stats::ErrorRate;
use kizukai_stats::many::believed;
use kizukai_stats::verdict::Verdict;
use kizukai_store::{ArmDay, DayNumber, DefinitionRow, PlanRow};

use super::judging::{ERROR_RATE, Judged, Phase};
use super::metric::{Fixed, Metric};
use super::series::{Series, whole};
use super::{Effect, EffectDay, EffectSummary, Effects, FixedPlan};
use crate::counting::Plan;
use crate::pulse::date;
use crate::{Runtime, RuntimeError, limits};

/// A phase with all that is known of it before its sums are read.
struct Asked {
    campaign: Option<Key>,
    name: String,
    status: String,
    phase: u32,
    since: Option<Timestamp>,
    until: Option<Timestamp>,
    is_running: bool,
    /// Whether the goal says an amount.
    has_amounts: bool,
    /// The arms that can be drawn, with their shares; the control last.
    shares: Vec<(Key, f64)>,
    plan: Plan,
}

/// An effect, and how strong the evidence of its arms is.
struct Found {
    effect: Effect,
    evidence_ln: Vec<f64>,
}

impl Runtime {
    /// What a phase of a campaign brought about, its present one where none is named; None when there is no such campaign
    /// or phase.
    ///
    /// # Errors
    /// When the store cannot be read, or snapshots could not be written.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn effect(
        &self,
        site: &SiteId,
        campaign: &str,
        phase: Option<u32>,
    ) -> Result<Option<Effect>, RuntimeError> {
        let Ok(key) = campaign.parse::<Key>() else { return Ok(None) };
        let (catalog, owner) = (self.inner.catalog.clone(), site.clone());
        let asked = self
            .blocking(move || {
                catalog.with(|catalog| {
                    let history = catalog.history(&owner, "campaign", &key, limits::PHASE_VERSIONS)?;
                    let plans = catalog.plans(&owner)?;
                    asked_of(&key, &history, &plans, phase)
                })
            })
            .await?;
        let Some(asked) = asked else { return Ok(None) };
        let mut found = self.found(site, vec![asked], None).await?;
        Ok(found.pop().map(|found| found.effect))
    }

    /// What all campaigns and the site as a whole brought about, in their present phases.
    ///
    /// # Errors
    /// As [`Runtime::effect`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn effects(&self, site: &SiteId) -> Result<Effects, RuntimeError> {
        self.effects_until(site, None).await
    }

    /// The same as it was at the end of a day.
    pub(super) async fn effects_until(
        &self,
        site: &SiteId,
        until: Option<DayNumber>,
    ) -> Result<Effects, RuntimeError> {
        let (catalog, owner) = (self.inner.catalog.clone(), site.clone());
        let asked = self.blocking(move || {
            catalog.with(|catalog| {
                let program = catalog.current_program(&owner)?;
                let plans = catalog.plans(&owner)?;
                let mut all = Vec::new();
                for row in catalog.definitions(&owner, program)? {
                    if row.kind == "campaign" {
                        let history =
                            catalog.history(&owner, "campaign", &row.key, limits::PHASE_VERSIONS)?;
                        all.extend(asked_of(&row.key, &history, &plans, None)?);
                    }
                }
                all.extend(asked_of_site(&plans)?);
                Ok::<_, RuntimeError>(all)
            })
        });
        let asked = asked.await?;
        let (of_site, of_campaigns): (Vec<_>, Vec<_>) = self
            .found(site, asked, until)
            .await?
            .into_iter()
            .partition(|found| found.effect.campaign.is_none());
        let total = of_site.into_iter().next().map(|found| found.effect);
        Ok(Effects { campaigns: summaries(&of_campaigns), total })
    }

    async fn found(
        &self,
        site: &SiteId,
        asked: Vec<Asked>,
        until: Option<DayNumber>,
    ) -> Result<Vec<Found>, RuntimeError> {
        self.flush().await?;
        let (owner, now) = (site.clone(), self.now());
        let cache = Arc::clone(&self.inner.effects);
        self.read(move |reader| {
            let mut found = Vec::with_capacity(asked.len());
            for asked in asked {
                let counted = reader.arm_days(&owner, asked.campaign.as_ref())?;
                let today = asked.plan.calendar().place(now).day;
                let today = until.map_or(today, |until| today.min(until + 1));
                found.push(cache.found(&owner, asked, counted, today));
            }
            Ok(found)
        })
        .await
    }
}

/// Effects that were computed for sums that are still the same: a list of campaigns is asked for far more often than a day ends.
#[derive(Default)]
pub(crate) struct KnownEffects(std::sync::Mutex<BTreeMap<Place, (u64, Arc<Found>)>>);

/// A phase of a campaign, or of the site as a whole.
type Place = (SiteId, Option<Key>, u32);

impl KnownEffects {
    fn found(&self, site: &SiteId, asked: Asked, counted: Vec<ArmDay>, today: DayNumber) -> Found {
        let place = (site.clone(), asked.campaign.clone(), asked.phase);
        let print = fingerprint(&asked, &counted, today);
        let lock = || self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some((known, found)) = lock().get(&place)
            && *known == print
        {
            return Found { effect: found.effect.clone(), evidence_ln: found.evidence_ln.clone() };
        }
        let found = find(asked, counted, today);
        let kept = Found { effect: found.effect.clone(), evidence_ln: found.evidence_ln.clone() };
        let mut known = lock();
        if known.len() >= limits::EFFECTS_KEPT {
            known.pop_first();
        }
        known.insert(place, (print, Arc::new(kept)));
        found
    }
}

fn fingerprint(asked: &Asked, counted: &[ArmDay], today: DayNumber) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    (today, &asked.name, &asked.status, asked.until).hash(&mut hasher);
    for day in counted.iter().filter(|day| day.phase == asked.phase) {
        (day.arm.as_str(), day.day, day.sums.encode()).hash(&mut hasher);
    }
    hasher.finish()
}

/// A phase of a campaign by its versions, newest first.
fn asked_of(
    key: &Key,
    history: &[DefinitionRow],
    plans: &[PlanRow],
    phase: Option<u32>,
) -> Result<Option<Asked>, RuntimeError> {
    let Some(newest) = history.first() else { return Ok(None) };
    let phase = phase.unwrap_or(newest.phase);
    let Some(version) = history.iter().find(|version| version.phase == phase) else { return Ok(None) };
    let text = campaign_text(version)?;
    let began = history.iter().rfind(|version| version.phase == phase);
    let next = history.iter().rfind(|version| version.phase > phase);
    let plan = plans.iter().find(|plan| plan.campaign.as_ref() == Some(key) && plan.phase == phase);
    let Some(plan) = plan.map(Plan::decode).transpose()? else { return Ok(None) };
    Ok(Some(Asked {
        campaign: Some(key.clone()),
        name: campaign_text(newest)?.name,
        status: word(campaign_text(newest)?.status).to_owned(),
        phase,
        since: began.map(|version| version.published_at),
        until: next.map(|version| version.published_at),
        is_running: next.is_none() && text.status == Status::Running,
        has_amounts: text.goal.as_ref().is_some_and(|goal| goal.value.is_some()),
        shares: shares(&text),
        plan,
    }))
}

fn asked_of_site(plans: &[PlanRow]) -> Result<Option<Asked>, RuntimeError> {
    let Some(row) = plans.iter().filter(|plan| plan.campaign.is_none()).max_by_key(|plan| plan.phase) else {
        return Ok(None);
    };
    let plan = Plan::decode(row)?;
    let held_out = plan.holdout.unwrap_or_default() / 100.0;
    if held_out <= 0.0 {
        return Ok(None);
    }
    let key = |name: &str| name.parse::<Key>().expect("it is written as keys are");
    Ok(Some(Asked {
        campaign: None,
        name: String::new(),
        status: word(Status::Running).to_owned(),
        phase: row.phase,
        since: Some(row.since),
        until: None,
        is_running: true,
        has_amounts: true,
        shares: vec![(key(SERVED), 1.0 - held_out), (key(Key::CONTROL), held_out)],
        plan,
    }))
}

const fn word(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Running => "running",
        Status::Paused => "paused",
        Status::Ended => "ended",
    }
}

fn campaign_text(row: &DefinitionRow) -> Result<CampaignText, RuntimeError> {
    let damaged = |error: String| RuntimeError::Damaged(format!("campaign `{}`: {error}", row.key));
    let text = serde_json::from_slice(&row.text).map_err(|error| damaged(error.to_string()))?;
    match Definition::read(Some("campaign"), &text) {
        Ok((Definition::Campaign(text), _)) => Ok(*text),
        Ok(_) => Err(damaged("is none".to_owned())),
        Err(problem) => Err(damaged(problem.to_string())),
    }
}

/// The arms that can be drawn with their shares of all visitors, the control last.
pub(super) fn shares(text: &CampaignText) -> Vec<(Key, f64)> {
    let control = text.control / 100.0;
    let weights: f64 = text.arms.iter().map(|arm| arm.weight.max(0.0)).sum();
    let arm_share =
        |weight: f64| if weights > 0.0 { weight.max(0.0) / weights * (1.0 - control) } else { 0.0 };
    let arms = text.arms.iter().map(|arm| (arm.key.clone(), arm_share(arm.weight)));
    let of_control = Key::CONTROL.parse().ok().map(|key| (key, control));
    arms.chain(of_control).filter(|(_, share)| *share > 0.0).collect()
}

fn find(asked: Asked, counted: Vec<ArmDay>, today: DayNumber) -> Found {
    let keys: Vec<Key> = asked.shares.iter().map(|(key, _)| key.clone()).collect();
    let series = Series::new(counted, asked.phase, &keys, today);
    let control_share =
        asked.shares.iter().find(|(key, _)| key.as_str() == Key::CONTROL).map_or(0.5, |(_, share)| *share);
    let plan = &asked.plan;
    let fixed = Fixed::new(plan.base_rate, plan.value_spread, plan.smallest_effect, control_share);
    let window_days = plan.window_ms as f64 / DAY_MS;
    let phase = Phase {
        series: &series,
        shares: &asked.shares,
        fixed,
        window_days,
        through: today - 1,
        is_running: asked.is_running,
        has_amounts: asked.has_amounts,
    };
    let sizes = phase.sizes();
    let judged: Vec<Judged> = phase.arms(&sizes);
    let others_differ = phase.others_differ();
    let evidence_ln = judged.iter().filter_map(|judged| judged.evidence_ln).collect();
    let effect = Effect {
        campaign: asked.campaign,
        name: asked.name,
        status: asked.status,
        phase: asked.phase,
        since: asked.since.map(Timestamp::to_rfc3339),
        until: asked.until.map(Timestamp::to_rfc3339),
        window_days,
        through: date(today - 1),
        plan: FixedPlan {
            smallest_effect: plan.smallest_effect,
            value_limit: plan.value_limit,
            base_rate: plan.base_rate,
            planned_visitors: Some(Metric::Goal.planned(&fixed, ErrorRate::TWENTIETH)),
            message_cost: plan.message_cost,
            error_rate: ERROR_RATE,
        },
        sizes,
        others_differ,
        arms: judged.into_iter().map(|judged| judged.effect).collect(),
        days: days(&series),
    };
    Found { effect, evidence_ln }
}

const DAY_MS: f64 = 86_400_000.0;

/// Days on which it was decided for anybody, or the time of anybody was over.
fn days(series: &Series) -> Vec<EffectDay> {
    let of = |day: DayNumber, arm: &super::series::Arm| {
        let sums = arm.on(day);
        (sums.visitors > 0 || sums.decided > 0).then(|| EffectDay {
            day: date(day),
            arm: arm.key.clone(),
            decided: whole(sums.decided),
            visitors: whole(sums.visitors),
            reached: whole(sums.reached),
            value: Money::from_milli(i64::try_from(sums.value.sum).unwrap_or(i64::MAX)).as_units(),
        })
    };
    series.days.iter().flat_map(|day| series.arms.iter().filter_map(move |arm| of(*day, arm))).collect()
}

/// Campaigns at a glance, what needs a decision first.
fn summaries(found: &[Found]) -> Vec<EffectSummary> {
    let evidence: Vec<f64> = found.iter().map(|found| joined(&found.evidence_ln)).collect();
    let believed = believed(&evidence, ErrorRate::TWENTIETH).unwrap_or_else(|_| vec![false; evidence.len()]);
    let shown = |found: &Found| {
        let effect = &found.effect;
        effect.status == "running" || effect.arms.iter().any(|arm| arm.decided > 0)
    };
    let all = found.iter().zip(believed).filter(|(found, _)| shown(found));
    let mut summaries: Vec<_> = all.map(|(found, believed)| summary(&found.effect, believed)).collect();
    summaries.sort_by_key(|summary| (urgency(summary), summary.campaign.clone()));
    summaries
}

/// Evidence of several arms against "none of them has an effect": the mean of their e-values is one (Vovk & Wang 2021).
fn joined(evidence_ln: &[f64]) -> f64 {
    if evidence_ln.is_empty() {
        return f64::NEG_INFINITY;
    }
    let most = evidence_ln.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let sum: f64 = evidence_ln.iter().map(|evidence| (evidence - most).exp()).sum();
    most + (sum / evidence_ln.len() as f64).ln()
}

fn urgency(summary: &EffectSummary) -> u8 {
    use kizukai_stats::verdict::Decision;
    match summary.decision {
        Some(Decision::StopHarm(_) | Decision::StopWorse) => 0,
        Some(Decision::Repair) => 1,
        Some(Decision::Promote) => 2,
        Some(Decision::Settle) => 3,
        _ if summary.verdict == Verdict::Open => 4,
        _ => 5,
    }
}

fn summary(effect: &Effect, believed: bool) -> EffectSummary {
    let goal = |arm: &super::ArmEffect| arm.metrics.iter().find(|told| told.metric == Metric::Goal).cloned();
    // Of several arms the one that asks for something, else the one most is known of.
    let rank = |arm: &&super::ArmEffect| {
        use kizukai_stats::verdict::Decision;
        let asks = match arm.decision {
            Some(Decision::StopHarm(_) | Decision::StopWorse) => 3,
            Some(Decision::Promote) => 2,
            Some(Decision::Repair | Decision::Settle) => 1,
            _ => 0,
        };
        let lift = goal(arm).and_then(|told| told.lift).unwrap_or(f64::NEG_INFINITY);
        (asks, lift)
    };
    let arm = effect
        .arms
        .iter()
        .filter(|arm| !arm.control && !arm.metrics.is_empty())
        .max_by(|a, b| rank(a).partial_cmp(&rank(b)).unwrap_or(std::cmp::Ordering::Equal));
    let told = arm.and_then(goal);
    let worth = arm.and_then(|arm| {
        let of = |metric| arm.metrics.iter().find(|told| told.metric == metric)?.worth_a_month;
        of(Metric::Value).or_else(|| of(Metric::Goal))
    });
    EffectSummary {
        campaign: effect.campaign.clone().unwrap_or_else(|| Key::CONTROL.parse().expect("it is a key")),
        name: effect.name.clone(),
        status: effect.status.clone(),
        phase: effect.phase,
        since: effect.since.clone(),
        visitors: effect.arms.iter().map(|arm| arm.visitors).sum(),
        young: effect.arms.iter().map(|arm| arm.young).sum(),
        arm: arm.map(|arm| arm.arm.clone()),
        verdict: told.as_ref().map_or(Verdict::Preliminary, |told| told.verdict),
        decision: arm.and_then(|arm| arm.decision),
        harmed: arm.and_then(|arm| arm.harmed),
        lift: told.as_ref().and_then(|told| told.lift),
        lift_low: told.as_ref().and_then(|told| told.lift_low),
        lift_high: told.as_ref().and_then(|told| told.lift_high),
        worth_a_month: worth,
        days_left: arm.and_then(|arm| arm.days_left),
        waits_too_long: arm.is_some_and(|arm| arm.waits_too_long),
        believed,
    }
}
