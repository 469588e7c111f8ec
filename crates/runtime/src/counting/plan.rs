//! What is fixed of a phase when it begins, and how it is stored: as JSON beside the campaign's texts.

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use kizukai_engagement::profile::PhasePlan;
use kizukai_model::{Money, Span};
use kizukai_store::PlanRow;

use crate::RuntimeError;
use crate::pulse::Calendar;

/// The plan of a phase. Whatever stands here holds for as long as the phase's figures are read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Plan {
    /// How long after the first decision a visitor is watched, in milliseconds.
    pub(crate) window_ms: i64,
    /// The IANA time zone of its days.
    pub(crate) zone: String,
    /// Amounts of one visitor beyond this count as this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value_limit: Option<Money>,
    /// What showing the message once costs.
    #[serde(default)]
    pub(crate) message_cost: Money,
    /// The smallest relative effect worth knowing of (0.2 = a fifth).
    pub(crate) smallest_effect: f64,
    /// The share of visitors who reach the goal without the campaign, as far as the shop's past tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) base_rate: Option<f64>,
    /// Variance of what a visitor is worth over the square of its mean, as far as the shop's past tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) value_spread: Option<f64>,
    /// Of the site's holdout: its percent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) holdout: Option<f64>,
}

impl Plan {
    /// The stored form.
    pub(crate) fn encode(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a plan holds nothing that JSON cannot")
    }

    /// Reads a stored plan.
    pub(crate) fn decode(row: &PlanRow) -> Result<Self, RuntimeError> {
        let of = row.campaign.as_ref().map_or("the site", |campaign| campaign.as_str());
        serde_json::from_slice(&row.plan).map_err(|error| {
            RuntimeError::Damaged(format!("the plan of phase {} of {of}: {error}", row.phase))
        })
    }

    /// As far as counting a visitor depends on it.
    pub(crate) const fn counted(&self) -> PhasePlan {
        PhasePlan {
            window: Span::from_ms(self.window_ms),
            value_limit: self.value_limit,
            message_cost: self.message_cost,
        }
    }

    /// The calendar of its days.
    pub(crate) fn calendar(&self) -> Calendar {
        Calendar::new(TimeZone::get(&self.zone).unwrap_or(TimeZone::UTC))
    }
}
