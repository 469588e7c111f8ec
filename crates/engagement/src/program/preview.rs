//! A program of one campaign alone, for whoever wrote it to see it on the page of the shop.
//!
//! What keeps a campaign silent for reasons other than its own is left out: holdout, control, caps, quiet time, budget,
//! schedule. What it says, where it leads and, unless the wish is otherwise, whom it means and when it speaks, stay.

use kizukai_model::{Key, Properties};
use serde_json::Value;

use super::{PAGE_VIEW, Program, ProgramSource, Versioned};
use crate::text::{
    AttentionText, CampaignText, ConsentText, IdentityText, PricesText, Problem, Quiet, Status, TriggerOn,
    TriggerText,
};

/// What whoever looks wants to see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// This alternative alone; which of them is drawn as ever when left out.
    pub arm: Option<Key>,
    /// With the first page, whatever the trigger is.
    pub at_once: bool,
    /// Whether or not the audience holds.
    pub as_anyone: bool,
}

/// Compiles a campaign's text alone, beside the site's segments.
///
/// # Errors
/// Everything that is wrong in it. Whether it is honest is not asked: nobody but its author sees it.
pub fn preview(current: &ProgramSource, text: CampaignText, wish: &Wish) -> Result<Program, Vec<Problem>> {
    let mut source = current.clone();
    source.older.clear();
    source.site.text.holdout = 0.0;
    source.site.text.caps.clear();
    source.site.text.quiet = Quiet::default();
    source.site.text.consent = ConsentText::default();
    source.site.text.identity = IdentityText::default();
    source.site.text.attention = AttentionText { prices: PricesText::FREE, ..AttentionText::default() };
    source.campaigns = vec![Versioned { version: 1, phase: 1, text: wished(text, wish) }];
    Program::compile(&source)
}

fn wished(mut text: CampaignText, wish: &Wish) -> CampaignText {
    text.status = Status::Running;
    text.control = 0.0;
    text.caps.clear();
    text.schedule = None;
    text.stop.clear();
    text.needs_verified = false;
    if let Some(arm) = &wish.arm {
        text.arms.retain(|known| known.key == *arm);
        text.arms.iter_mut().for_each(|arm| arm.weight = 1.0);
    }
    if wish.as_anyone {
        text.audience = Value::Object(Properties::new());
    }
    if wish.at_once {
        let (on, name) = (TriggerOn::Signal, PAGE_VIEW.to_owned());
        text.trigger = TriggerText { on, name, condition: None, params: Properties::new(), after: None };
    }
    text
}
