//! A week of campaigns: what changed, what worked, what did harm, what to look at. Verdicts are those of the week's end.

use jiff::civil::{Date, Weekday};
use kizukai_model::{Key, SiteId, Timestamp};
use kizukai_stats::verdict::{Decision, Verdict, Worth};
use serde::Serialize;

use super::rules::RuleAct;
use super::{Effect, EffectSummary, Effects, Metric, MetricEffect};
use crate::{Runtime, RuntimeError, limits};

/// A week of campaigns.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WeeklyReport {
    /// The week.
    pub week: ReportWeek,
    /// What was changed, oldest first.
    pub changes: Vec<ReportChange>,
    /// What rules did, oldest first.
    pub acts: Vec<ReportAct>,
    /// Campaigns that made things better.
    pub worked: Vec<ReportRow>,
    /// Campaigns that did harm.
    pub harmed: Vec<ReportRow>,
    /// Campaigns to look at.
    pub watch: Vec<ReportRow>,
    /// The shop as a whole.
    pub total: ReportTotal,
}

/// Days of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportWeek {
    /// Monday (`2026-11-23`).
    pub from: String,
    /// Sunday.
    pub until: String,
}

/// Something that was changed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportChange {
    /// When (RFC 3339).
    pub at: String,
    /// Which campaign.
    pub campaign: Key,
    /// The version it made.
    pub version: u32,
    /// `phase`: what visitors get has changed; `status`: it was switched on or off; `edit`: something else of it.
    pub kind: &'static str,
    /// The fields that changed.
    pub fields: Vec<String>,
    /// Who did it.
    pub by: Option<String>,
}

/// Something a rule did.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportAct {
    /// When (RFC 3339).
    pub at: String,
    /// Which campaign.
    pub campaign: String,
    /// `stopped` or `promoted`.
    pub act: &'static str,
    /// The arm.
    pub arm: Option<String>,
    /// The evidence, as an e-value.
    pub evidence: Option<f64>,
}

/// One campaign in a report.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReportRow {
    /// Which.
    pub campaign: Key,
    /// What people call it.
    pub name: String,
    /// The arm it is about.
    pub arm: Option<Key>,
    /// Why it stands here: `better`, `worse`, `guardrail`, `sizes`, `changing`, `no_difference`, `too_long`.
    pub why: &'static str,
    /// What it is about: the goal, or the guardrail that is harmed.
    pub metric: Metric,
    /// What can be said of its goal.
    #[serde(serialize_with = "super::verdict_word")]
    pub verdict: Verdict,
    /// Its effect on the goal: lower end.
    pub lift_low: Option<f64>,
    /// Upper end.
    pub lift_high: Option<f64>,
    /// What the effect comes to in a month.
    pub worth_a_month: Option<Worth>,
    /// Visitors whose time is over.
    pub visitors: u64,
}

/// The shop as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ReportTotal {
    /// Visitors whose first visit was in this week.
    pub visitors: u64,
    /// What all campaigns together brought about in what visitors are worth; None without a holdout.
    pub served: Option<MetricEffect>,
    /// Visitors held out whose time is over.
    pub held_out: u64,
}

impl Runtime {
    /// The report of the week in which a day lies, of the last whole week where none is named; None for what is no day
    /// (`2026-11-29`) or a week that is not over.
    ///
    /// # Errors
    /// As [`Runtime::effect`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn weekly_report(
        &self,
        site: &SiteId,
        day: Option<&str>,
    ) -> Result<Option<WeeklyReport>, RuntimeError> {
        let zone = self.zone_of(site).await?;
        let now = jiff::Timestamp::from_millisecond(self.now().as_ms()).unwrap_or_default();
        let today = now.to_zoned(zone.clone()).date();
        let Some(monday) = monday(day, today) else { return Ok(None) };
        let Ok(sunday) = monday.checked_add(jiff::Span::new().days(6)) else { return Ok(None) };
        let week = Week { monday, sunday, zone };
        let Effects { campaigns, total } = self.effects_until(site, Some(week.day_of(sunday))).await?;
        let mut report = WeeklyReport {
            week: ReportWeek { from: monday.to_string(), until: sunday.to_string() },
            changes: self.changes_of(site, &week, &campaigns).await?,
            acts: self.acts_of(site, &week).await?,
            worked: Vec::new(),
            harmed: Vec::new(),
            watch: Vec::new(),
            total: total.map(|effect| total_of(&effect, &week)).unwrap_or_default(),
        };
        for summary in &campaigns {
            match why(summary) {
                Some(why @ "better") => report.worked.push(row(summary, why)),
                Some(why @ ("worse" | "guardrail")) => report.harmed.push(row(summary, why)),
                Some(why) => report.watch.push(row(summary, why)),
                None => {}
            }
        }
        Ok(Some(report))
    }

    async fn zone_of(&self, site: &SiteId) -> Result<jiff::tz::TimeZone, RuntimeError> {
        let source = self.source(site).await?;
        Ok(jiff::tz::TimeZone::get(&source.site.text.timezone).unwrap_or(jiff::tz::TimeZone::UTC))
    }

    async fn changes_of(
        &self,
        site: &SiteId,
        week: &Week,
        campaigns: &[EffectSummary],
    ) -> Result<Vec<ReportChange>, RuntimeError> {
        let mut changes = Vec::new();
        for summary in campaigns {
            let history = self.history(site, "campaign", summary.campaign.as_str()).await?;
            for version in history.unwrap_or_default() {
                let at = Timestamp::parse(&version.published_at).unwrap_or_default();
                if week.holds(at) {
                    changes.push(ReportChange {
                        at: version.published_at,
                        campaign: summary.campaign.clone(),
                        version: version.version,
                        kind: match &*version.marks {
                            _ if version.cuts_phase => "phase",
                            [only] if only == "status" => "status",
                            _ => "edit",
                        },
                        fields: version.marks,
                        by: version.by,
                    });
                }
            }
        }
        changes.sort_by(|a, b| (&a.at, &a.campaign).cmp(&(&b.at, &b.campaign)));
        Ok(changes)
    }

    async fn acts_of(&self, site: &SiteId, week: &Week) -> Result<Vec<ReportAct>, RuntimeError> {
        let records = self.records(site, None, None, limits::MARKS_TOLD).await?;
        let of_week = records.into_iter().filter(|record| week.holds(record.at));
        let mut acts: Vec<_> = of_week.filter_map(RuleAct::read).map(told).collect();
        acts.reverse();
        Ok(acts)
    }
}

fn told(act: RuleAct) -> ReportAct {
    ReportAct {
        at: act.at.to_rfc3339(),
        campaign: act.campaign,
        act: act.act.word(),
        arm: act.because["arm"].as_str().map(str::to_owned),
        evidence: act.because["evidence"].as_f64(),
    }
}

/// The days of a report.
struct Week {
    monday: Date,
    sunday: Date,
    zone: jiff::tz::TimeZone,
}

impl Week {
    fn holds(&self, at: Timestamp) -> bool {
        let at = jiff::Timestamp::from_millisecond(at.as_ms()).unwrap_or_default();
        (self.monday..=self.sunday).contains(&at.to_zoned(self.zone.clone()).date())
    }

    fn day_of(&self, date: Date) -> i64 {
        let epoch = Date::constant(1970, 1, 1);
        epoch.until(date).map_or(0, |span| i64::from(span.get_days()))
    }
}

/// The Monday of a week that is over.
fn monday(day: Option<&str>, today: Date) -> Option<Date> {
    let begin = |date: Date| {
        let back = i64::from(date.weekday().since(Weekday::Monday));
        date.checked_sub(jiff::Span::new().days(back)).ok()
    };
    let this_week = begin(today)?;
    let asked = match day {
        Some(day) => begin(day.parse().ok()?)?,
        None => this_week.checked_sub(jiff::Span::new().days(7)).ok()?,
    };
    (asked < this_week).then_some(asked)
}

fn why(summary: &EffectSummary) -> Option<&'static str> {
    match (summary.decision, summary.verdict) {
        (Some(Decision::StopWorse), _) => Some("worse"),
        (Some(Decision::StopHarm(_)), _) => Some("guardrail"),
        (Some(Decision::Repair), _) => Some("sizes"),
        (Some(Decision::Promote), _) => Some("better"),
        (_, Verdict::Changing) => Some("changing"),
        (Some(Decision::Settle), _) => Some("no_difference"),
        _ if summary.waits_too_long => Some("too_long"),
        _ => None,
    }
}

fn row(summary: &EffectSummary, why: &'static str) -> ReportRow {
    ReportRow {
        campaign: summary.campaign.clone(),
        name: summary.name.clone(),
        arm: summary.arm.clone(),
        why,
        metric: summary.harmed.unwrap_or(Metric::Goal),
        verdict: summary.verdict,
        lift_low: summary.lift_low,
        lift_high: summary.lift_high,
        worth_a_month: summary.worth_a_month,
        visitors: summary.visitors,
    }
}

fn total_of(effect: &Effect, week: &Week) -> ReportTotal {
    let (from, until) = (week.monday.to_string(), week.sunday.to_string());
    let in_week = |day: &&super::EffectDay| from <= day.day && day.day <= until;
    let served = effect.arms.iter().find(|arm| !arm.control);
    let value = served.and_then(|arm| arm.metrics.iter().find(|told| told.metric == Metric::Value));
    ReportTotal {
        visitors: effect.days.iter().filter(in_week).map(|day| day.decided).sum(),
        served: value.cloned(),
        held_out: effect.arms.iter().filter(|arm| arm.control).map(|arm| arm.visitors).sum(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday_and_must_be_over() {
        let today: Date = "2026-11-30".parse().unwrap();
        let told = |day: Option<&str>| monday(day, today).map(|date| date.to_string());
        assert_eq!(told(None).as_deref(), Some("2026-11-23"));
        assert_eq!(told(Some("2026-11-29")).as_deref(), Some("2026-11-23"));
        assert_eq!(told(Some("2026-11-22")).as_deref(), Some("2026-11-16"));
        assert_eq!([told(Some("2026-11-30")), told(Some("soon"))], [None, None]);
    }
}
