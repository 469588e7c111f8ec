//! What a visitor allows, by purpose.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Properties;

/// What something is done for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Remembering what a visitor does.
    Measurement,
    /// Speaking to the visitor on the page.
    Assistance,
    /// Mail, push, ads.
    Marketing,
}

impl Purpose {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Measurement, Self::Assistance, Self::Marketing];

    /// Its name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Measurement => "measurement",
            Self::Assistance => "assistance",
            Self::Marketing => "marketing",
        }
    }
}

/// What is said about purposes; about one that is missing, nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Purposes {
    /// Remembering what a visitor does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measurement: Option<bool>,
    /// Speaking to the visitor on the page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assistance: Option<bool>,
    /// Mail, push, ads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marketing: Option<bool>,
}

impl Purposes {
    /// Reads `{measurement: bool, …}`. What is no yes or no says nothing.
    pub fn read(source: &Properties) -> Self {
        let said = |purpose: Purpose| source.get(purpose.name()).and_then(Value::as_bool);
        Self {
            measurement: said(Purpose::Measurement),
            assistance: said(Purpose::Assistance),
            marketing: said(Purpose::Marketing),
        }
    }

    /// Reads the `consent` of a context: `{measurement: bool, …}`, or Segment's `{categoryPreferences: {…}}` with
    /// categories of those names.
    pub fn of_context(consent: &Value) -> Self {
        let Some(fields) = consent.as_object() else { return Self::default() };
        let by_category = fields.get("categoryPreferences").and_then(Value::as_object);
        Self::read(by_category.unwrap_or(fields))
    }

    /// Whether nothing is said.
    pub const fn is_empty(&self) -> bool {
        self.measurement.is_none() && self.assistance.is_none() && self.marketing.is_none()
    }

    /// What is said, purpose by purpose.
    pub fn said(&self) -> impl Iterator<Item = (Purpose, bool)> {
        let all = [self.measurement, self.assistance, self.marketing];
        Purpose::ALL.into_iter().zip(all).filter_map(|(purpose, granted)| Some((purpose, granted?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_context_speaks_our_words_or_those_of_consent_managers() {
        let all = Purposes { measurement: Some(true), assistance: Some(false), marketing: None };
        for consent in [
            json!({"measurement": true, "assistance": false, "marketing": "yes"}),
            json!({"categoryPreferences": {"measurement": true, "assistance": false, "Advertising": true}}),
        ] {
            assert_eq!(Purposes::of_context(&consent), all, "{consent}");
        }
        for nothing in [json!(null), json!([true]), json!({"measurement": 1})] {
            assert!(Purposes::of_context(&nothing).is_empty(), "{nothing}");
        }
        let said: Vec<_> = all.said().collect();
        assert_eq!(said, [(Purpose::Measurement, true), (Purpose::Assistance, false)]);
    }
}
