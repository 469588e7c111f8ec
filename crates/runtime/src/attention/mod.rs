//! What of a shop needs somebody's attention.
//!
//! Each rule is a short function over what is at hand: the pulse, the published texts, the sums of results. To add one, a
//! variant of [`AttentionKind`], a function, a line in [`Runtime::attention`].

mod by_rule;
mod never_speaks;
mod sample_ratio;

use std::collections::HashMap;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Map, Value, json};

use kizukai_engagement::text::Status;
use kizukai_engagement::{CampaignText, ProgramSource, Versioned};
use kizukai_model::{Key, SiteId, Span, Timestamp};

use crate::decisions::Decided;
use crate::pulse::{Pulse, ReportedOrders, Silence};
use crate::{Runtime, RuntimeError};
pub(crate) use never_speaks::Samples;

/// Requests with events that must have come before silence of anything else is worth a word.
const ENOUGH_MOMENTS: u32 = 50;
/// The same for a shop that never reports an order.
const ENOUGH_FOR_ORDERS: u32 = 200;
/// How long a draft may wait.
const DRAFT_AGE: Span = Span::from_days(7);

/// What it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AttentionKind {
    /// No event has ever come.
    NoEvents,
    /// Events came, and come no longer.
    EventsStopped,
    /// A running campaign was never shown in seven days.
    NeverSpeaks,
    /// Too many events cannot be read.
    InvalidEvents,
    /// No order comes, or orders come without an amount in the site's currency.
    NoOrders,
    /// Nothing runs.
    NoCampaign,
    /// A draft has waited for long.
    DraftWaiting,
    /// Visitors are not divided among the arms as the text says.
    SampleRatio,
    /// A rule has stopped a campaign or an arm of it, because it did harm.
    StoppedByRule,
    /// A rule shows the winner to everybody.
    PromotedByRule,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something does not work.
    Harm,
    /// Something is worth a look.
    Care,
    /// Good to know.
    Info,
}

/// Something that needs attention.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AttentionItem {
    /// What it is about.
    pub kind: AttentionKind,
    /// How bad it is.
    pub severity: Severity,
    /// Since when, where that is known (RFC 3339).
    pub since: Option<String>,
    /// The campaign it is about.
    pub campaign: Option<Key>,
    /// The campaign's name.
    pub campaign_name: Option<String>,
    /// Figures and words, by kind.
    pub figures: Map<String, Value>,
}

impl AttentionItem {
    fn new(kind: AttentionKind, severity: Severity, figures: &Value) -> Self {
        let figures = figures.as_object().cloned().unwrap_or_default();
        Self { kind, severity, since: None, campaign: None, campaign_name: None, figures }
    }

    fn since(self, at: Timestamp) -> Self {
        Self { since: Some(at.to_rfc3339()), ..self }
    }

    fn about(self, text: &CampaignText) -> Self {
        Self { campaign: Some(text.key.clone()), campaign_name: Some(text.name.clone()), ..self }
    }

    /// So many of the last day's events could not be read.
    pub fn invalid_events(invalid: u64, total: u64) -> Self {
        let share = invalid as f64 / total.max(1) as f64;
        let figures = json!({"invalid": invalid, "total": total, "share": share});
        Self::new(AttentionKind::InvalidEvents, Severity::Care, &figures)
    }
}

/// A campaign with the time its present version was published.
struct Published<'a> {
    text: &'a CampaignText,
    at: Timestamp,
}

/// What the pulse knows of a campaign that runs.
struct Running {
    decided: Decided,
    /// Requests with events since its present version was published.
    moments: u32,
}

/// What the pulse tells for all rules at once.
struct Beat {
    /// The past is still being read: what has not come may only not have been read.
    is_counting: bool,
    silence: Silence,
    orders: ReportedOrders,
    has_whole_day: bool,
    moments: u32,
    running: HashMap<Key, Running>,
}

impl Runtime {
    /// What needs attention, the worst first.
    pub(crate) async fn attention(&self, site: &SiteId) -> Result<Vec<AttentionItem>, RuntimeError> {
        let unknown = || RuntimeError::UnknownSite(site.to_string());
        let source = self.inner.sources.lock().await.get(site).cloned().ok_or_else(unknown)?;
        let published_at = self.published_at(site).await?;
        let at = |text: &Versioned<CampaignText>| published_at.get(&text.text.key).copied();
        let campaigns: Vec<Published<'_>> = source
            .campaigns
            .iter()
            .filter_map(|text| Some(Published { text: &text.text, at: at(text)? }))
            .collect();
        let now = self.now();
        let beat = self.beat(site, &campaigns, now).await?;
        let mut items = of_campaigns(&campaigns, now);
        if !beat.is_counting {
            items.extend(of_events(&beat, now));
            items.extend(of_orders(&beat));
            items.extend(self.never_speaking(site, &campaigns, &beat).await?);
        }
        items.extend(self.wrongly_divided(site, &source).await?);
        items.extend(self.changed_by_rule(site, &source, now).await?);
        items.sort_by_key(|item| item.severity);
        Ok(items)
    }

    async fn published_at(&self, site: &SiteId) -> Result<HashMap<Key, Timestamp>, RuntimeError> {
        let (catalog, site) = (self.inner.catalog.clone(), site.clone());
        self.blocking(move || {
            let rows = catalog.with(|catalog| {
                let program = catalog.current_program(&site)?;
                catalog.definitions(&site, program)
            })?;
            let campaigns = rows.into_iter().filter(|row| row.kind == "campaign");
            Ok(campaigns.map(|row| (row.key, row.published_at)).collect())
        })
        .await
    }

    async fn beat(
        &self,
        site: &SiteId,
        campaigns: &[Published<'_>],
        now: Timestamp,
    ) -> Result<Beat, RuntimeError> {
        let site = site.clone();
        let running: Vec<(Key, Timestamp)> = campaigns
            .iter()
            .filter(|campaign| campaign.text.status == Status::Running)
            .map(|campaign| (campaign.text.key.clone(), campaign.at))
            .collect();
        self.ask_pulse(move |pulse: &Pulse| {
            let is_counting = pulse.is_counting(&site);
            let pulse = pulse.site(&site)?;
            let of = |(key, at): (Key, Timestamp)| {
                let moments = pulse.moments_since(at);
                (key.clone(), Running { decided: pulse.decided(&key, now), moments })
            };
            Ok(Beat {
                is_counting,
                silence: pulse.silence(now),
                orders: pulse.reported_orders(),
                has_whole_day: pulse.first_whole_day(now) < pulse.calendar().place(now).day,
                moments: pulse.moments_since(now.minus(Span::from_days(7))),
                running: running.into_iter().map(of).collect(),
            })
        })
        .await
    }
}

fn of_events(beat: &Beat, now: Timestamp) -> Option<AttentionItem> {
    let Some(last_at) = beat.silence.last_at else {
        return Some(AttentionItem::new(AttentionKind::NoEvents, Severity::Harm, &json!({})));
    };
    let mut figures = json!({"silence_s": now.since(last_at).as_secs()});
    if let Some(gap) = beat.silence.usual_gap {
        figures["usual_gap_s"] = json!(gap.as_secs());
    }
    let stopped = AttentionItem::new(AttentionKind::EventsStopped, Severity::Harm, &figures);
    beat.silence.is_stopped.then(|| stopped.since(last_at))
}

fn of_orders(beat: &Beat) -> Option<AttentionItem> {
    let orders = beat.orders;
    let never = orders.reported == 0 && beat.has_whole_day && beat.moments >= ENOUGH_FOR_ORDERS;
    let figures = json!({
        "orders": orders.reported,
        "without_revenue": orders.without_revenue,
        "foreign_currency": orders.foreign_currency,
    });
    (never || orders.is_last_wrong)
        .then(|| AttentionItem::new(AttentionKind::NoOrders, Severity::Care, &figures))
}

fn of_campaigns(campaigns: &[Published<'_>], now: Timestamp) -> Vec<AttentionItem> {
    let mut items = Vec::new();
    if !campaigns.iter().any(|campaign| campaign.text.status == Status::Running) {
        let figures = json!({"campaigns": campaigns.len()});
        items.push(AttentionItem::new(AttentionKind::NoCampaign, Severity::Info, &figures));
    }
    let drafts = campaigns.iter().filter(|campaign| campaign.text.status == Status::Draft);
    for draft in drafts.filter(|draft| now.since(draft.at) > DRAFT_AGE) {
        let days = now.since(draft.at).as_secs() / 86_400;
        let item = AttentionItem::new(AttentionKind::DraftWaiting, Severity::Info, &json!({"days": days}));
        items.push(item.about(draft.text).since(draft.at));
    }
    items
}

/// The campaigns of a site that run.
fn running(source: &Arc<ProgramSource>) -> impl Iterator<Item = &Versioned<CampaignText>> {
    source.campaigns.iter().filter(|campaign| campaign.text.status == Status::Running)
}
