//! Settings of the whole site.

use serde::{Deserialize, Serialize};

use kizukai_model::Span;

use super::{AttentionText, Cap, ProfitText, ThemeText};

/// The site's settings as text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SiteText {
    /// Percent of visitors who get no campaign at all, for the site-wide total.
    pub holdout: f64,
    /// How many shows of all campaigns together a visitor may get.
    pub caps: Vec<Cap>,
    /// How long a visitor is left alone between two shows.
    pub quiet: Quiet,
    /// The IANA time zone of schedules, `now.*` and days.
    pub timezone: String,
    /// The language when the visitor's is unknown.
    pub locale: String,
    /// The currency amounts are counted in (ISO 4217); others count 0.
    pub currency: String,
    /// How user ids are proved.
    pub identity: IdentityText,
    /// The origins whose pages may send events (`https://shop.example`); empty: any, without credentials.
    pub origins: Vec<String>,
    /// Count only orders that a server reported with a secret key.
    pub server_orders_only: bool,
    /// Whether a visitor is asked before anything is remembered.
    pub consent: ConsentText,
    /// How much may be asked of a visitor's attention.
    pub attention: AttentionText,
    /// Who publishes campaigns.
    pub approval: Approval,
    /// What the shop earns with what it sells; left out, results speak of revenue alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profit: Option<ProfitText>,
    /// Colours and shape of messages; left out the tag takes them from the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<ThemeText>,
}

impl Default for SiteText {
    fn default() -> Self {
        Self {
            holdout: 5.0,
            caps: Vec::new(),
            quiet: Quiet::default(),
            timezone: "Asia/Tokyo".into(),
            locale: "ja".into(),
            currency: "JPY".into(),
            identity: IdentityText::default(),
            origins: Vec::new(),
            server_orders_only: false,
            consent: ConsentText::default(),
            attention: AttentionText::default(),
            approval: Approval::default(),
            profit: None,
            theme: None,
        }
    }
}

/// How long a visitor is left alone between two shows that interrupt. Default: not at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Quiet {
    /// At least so long.
    pub time: Span,
    /// At least so many page views.
    pub page_views: u32,
}

/// Whether a visitor is asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentText {
    /// What holds where a visitor has said nothing.
    pub mode: ConsentMode,
}

/// What holds where a visitor has said nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentMode {
    /// What was not refused is allowed.
    #[default]
    Off,
    /// What a browser's visitor did not allow is refused.
    Required,
}

/// How user ids are proved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct IdentityText {
    /// Whether a proof is asked for.
    pub verification: Verification,
}

/// Whether a user id must be proved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// Claims are believed for what they are; trusted traits are never rendered.
    #[default]
    Off,
    /// `userHash` must prove a user id; unproved claims stay on the device's profile.
    Required,
}

/// Who publishes campaigns and switches them on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Approval {
    /// Whoever may publish.
    #[default]
    Off,
    /// Of the members an owner alone; others propose.
    Owner,
}
