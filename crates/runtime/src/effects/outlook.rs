//! Before a phase: how long until a verdict, and which effects can be seen at all.

use kizukai_engagement::CampaignText;
use kizukai_engagement::audience::Audience;
use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_stats::ErrorRate;
use kizukai_stats::plan::{Goal, Measure, Traffic, Wait, forecast, visible_within};
use serde::Serialize;

use super::metric::{BASE_RATE, POWER};
use super::reading::shares;
use crate::{Runtime, RuntimeError};

/// Days for which it is told what can be seen.
const PERIODS: [u32; 3] = [14, 28, 84];
/// The window of a campaign without a goal, in days.
const WINDOW_DAYS: f64 = 7.0;
const DAY_MS: f64 = 86_400_000.0;

/// What a campaign can be expected to show, from the shop's own data.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PlanOutlook {
    /// Visitors a day it would be decided for; None where nothing tells.
    pub visitors_a_day: Option<f64>,
    /// Share of them who reach the goal anyway; None where nothing tells, and a usual one is taken.
    pub base_rate: Option<f64>,
    /// Where these come from: `own` phases of the campaign, the shop's visitors (`shop`), or `none`.
    pub base: &'static str,
    /// The smallest relative effect worth knowing of (0.2 = a fifth).
    pub smallest_effect: f64,
    /// Days until it has been found, four times in five.
    pub days: Option<u32>,
    /// That takes more than a year.
    pub too_long: bool,
    /// Visitors until then.
    pub visitors: Option<f64>,
    /// The smallest effects that can be seen in some time.
    pub visible: Vec<Visible>,
}

/// The smallest effect that can be seen in some time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Visible {
    /// In so many days.
    pub days: u32,
    /// Relative; None where not even the largest can.
    pub lift: Option<f64>,
}

/// What the shop's past says of a campaign to come.
struct Known {
    visitors_a_day: Option<f64>,
    base_rate: Option<f64>,
    base: &'static str,
}

impl Runtime {
    /// What a campaign would need, before it is published.
    ///
    /// # Errors
    /// When the store cannot be read.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn plan_outlook(
        &self,
        site: &SiteId,
        text: &CampaignText,
    ) -> Result<PlanOutlook, RuntimeError> {
        let known = match self.own_past(site, &text.key).await? {
            Some(known) => known,
            None => self.past_of_shop(site, text).await?,
        };
        let text = text.clone();
        self.blocking(move || Ok(outlook(&text, &known))).await
    }

    /// From the campaign's own present phase.
    async fn own_past(&self, site: &SiteId, key: &Key) -> Result<Option<Known>, RuntimeError> {
        let Some(effect) = self.effect(site, key.as_str(), None).await? else { return Ok(None) };
        let decided: u64 = effect.arms.iter().map(|arm| arm.decided).sum();
        let since = effect.since.as_deref().and_then(Timestamp::parse).unwrap_or_default();
        let days = self.now().since(since).as_ms() as f64 / DAY_MS;
        let control = effect.arms.iter().find(|arm| arm.control);
        Ok((decided >= OWN_LEAST && days >= 1.0).then(|| Known {
            visitors_a_day: Some(decided as f64 / days),
            base_rate: control.filter(|arm| arm.visitors >= OWN_LEAST).and_then(|arm| arm.rate),
            base: "own",
        }))
    }

    /// From the shop's visitors: as many as the audience means of those who come, and how many of all buy.
    async fn past_of_shop(&self, site: &SiteId, text: &CampaignText) -> Result<Known, RuntimeError> {
        let nothing = Known { visitors_a_day: None, base_rate: None, base: "none" };
        let source = self.source(site).await?;
        if Audience::new(&source, &text.audience).is_err() {
            return Ok(nothing);
        }
        let (owner, now) = (site.clone(), self.now());
        let usual = self.ask_pulse(move |pulse| Ok(pulse.site(&owner)?.usual_day(now))).await?;
        let Some((visitors_a_day, orders_a_day)) = usual else { return Ok(nothing) };
        let size = self.audience(site, &text.audience, 0).await?;
        let part = if size.of > 0 { size.matching as f64 / size.of as f64 } else { 0.0 };
        if visitors_a_day <= 0.0 || part <= 0.0 {
            return Ok(nothing);
        }
        Ok(Known {
            visitors_a_day: Some(visitors_a_day * part),
            base_rate: Some(orders_a_day / visitors_a_day).filter(|rate| *rate > 0.0),
            base: "shop",
        })
    }
}

/// Visitors from which on a campaign's own past is better than the shop's.
const OWN_LEAST: u64 = 100;

fn outlook(text: &CampaignText, known: &Known) -> PlanOutlook {
    let smallest = text.smallest_effect.map_or(crate::counting::SMALLEST_EFFECT, |percent| percent / 100.0);
    let base = known.base_rate.unwrap_or(BASE_RATE).clamp(1e-4, 0.9);
    let shares = shares(text);
    let of_control =
        shares.iter().find(|(key, _)| key.as_str() == Key::CONTROL).map_or(0.0, |(_, share)| *share);
    let of_arm = shares.iter().filter(|(key, _)| key.as_str() != Key::CONTROL).map(|(_, share)| *share);
    let of_arm = of_arm.fold(f64::INFINITY, f64::min);
    let mut outlook = PlanOutlook {
        visitors_a_day: known.visitors_a_day,
        base_rate: known.base_rate,
        base: known.base,
        smallest_effect: smallest,
        days: None,
        too_long: false,
        visitors: None,
        visible: Vec::new(),
    };
    let Some(visitors_a_day) = known.visitors_a_day.filter(|_| of_control > 0.0 && of_arm.is_finite()) else {
        return outlook;
    };
    let window = text.goal.as_ref().map_or(WINDOW_DAYS, |goal| goal.within.as_ms() as f64 / DAY_MS);
    let both = of_control + of_arm;
    let traffic = Traffic {
        visitors_a_day: visitors_a_day * both,
        control_share: of_control / both,
        goal_days: window.ceil().clamp(0.0, 364.0) as u32,
    };
    let (measure, error_rate) = (Measure::Rate { base }, ErrorRate::TWENTIETH);
    let lift = smallest.min(1.0 / base - 1.0);
    let goal = Goal { smallest, error_rate, power: POWER };
    if let Ok(forecast) = forecast(measure, traffic, lift, goal) {
        outlook.visitors = forecast.visitors.map(|visitors| visitors / both);
        match forecast.wait {
            Wait::Days(days) => outlook.days = Some(days),
            Wait::TooLong => outlook.too_long = true,
        }
    }
    let visible = |days: u32| Visible {
        days,
        lift: visible_within(measure, traffic, days, error_rate, POWER).ok().flatten(),
    };
    outlook.visible = PERIODS.map(visible).to_vec();
    outlook
}
