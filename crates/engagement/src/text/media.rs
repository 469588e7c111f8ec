//! What a message holds besides words: a picture, a film, a code to copy, the time left.

use serde::{Deserialize, Serialize};

use kizukai_model::Text;

/// A picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImageText {
    /// Its address: http(s) or relative.
    pub src: String,
    /// What it shows, for those who do not see it; empty for mere decoration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Text>,
    /// Its width in CSS pixels, so that its place is kept while it loads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Its height in CSS pixels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

/// A film.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VideoText {
    /// Its address: http(s) or relative.
    pub src: String,
    /// The picture before it is started.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub poster: Option<String>,
    /// What it shows, for those who do not see it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alt: Option<Text>,
    /// What is said in it, to be read along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub captions: Option<CaptionsText>,
}

/// Captions of a film (WebVTT).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaptionsText {
    /// Their address: http(s) or relative.
    pub src: String,
    /// Their language (BCP 47).
    pub lang: String,
    /// What the menu of the player calls them.
    pub label: Text,
}

/// A code that the visitor can copy.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CouponText {
    /// The code; may be personal, e.g. `{{ traits.coupon }}`.
    pub code: Text,
    /// The label of the button that copies it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// What the button says once it is copied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copied: Option<Text>,
    /// Its conditions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
}

/// The time left until a deadline that is real: the server's clock decides, and it does not begin anew.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CountdownText {
    /// A point in time, or `schedule`: the end of the campaign's schedule. Left out it is refused at publish.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// What it counts down to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Text>,
    /// What stands there once it is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Text>,
}

impl CountdownText {
    /// The word for the end of the campaign's own schedule.
    pub const SCHEDULE: &str = "schedule";
}
