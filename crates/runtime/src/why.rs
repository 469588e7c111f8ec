//! Why (not) this visitor: how every campaign stands for a person on the page they are on.
//!
//! Asked of a copy, beside the engine: nothing is decided, drawn or kept.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde::Serialize;

use kizukai_engagement::explain::{Inquiry, inquire};
use kizukai_engagement::text::Verification;
use kizukai_engagement::{Input, Profile, backfill, step};
use kizukai_model::{Key, SiteId};
use kizukai_store::LedgerReader;

use crate::codec;
use crate::decisions::{self, DecisionRow};
use crate::person::{Person, Who};
use crate::trail::{Position, Trail};
use crate::{Runtime, RuntimeError, limits};

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Why {
    /// When it was asked (RFC 3339).
    pub at: String,
    /// The path of the page the visitor is on, or was on last.
    pub page: Option<String>,
    /// One for each campaign, by key.
    pub explanations: Vec<WhyItem>,
}

/// The answer for one campaign.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyItem {
    /// Its name.
    pub name: String,
    /// Whether the visitor is in its hidden control.
    pub control: bool,
    /// Gates and audience.
    #[serde(flatten)]
    pub inquiry: Inquiry,
    /// What was last decided, as far back as it is looked for.
    pub last_decision: Option<DecisionRow>,
}

impl Runtime {
    /// Why each campaign of the site, or one of them, would or would not speak to a person now. None when nobody is known
    /// by that id.
    ///
    /// # Errors
    /// As [`Runtime::profile`].
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn why(
        &self,
        site: &SiteId,
        who: Who,
        campaign: Option<Key>,
    ) -> Result<Option<Why>, RuntimeError> {
        let Some(person) = self.person(site, who).await? else { return Ok(None) };
        let site = site.clone();
        self.read(move |reader| answer(reader, &site, &person, campaign.as_ref())).await.map(Some)
    }
}

fn answer(
    reader: &dyn LedgerReader,
    site: &SiteId,
    person: &Person,
    campaign: Option<&Key>,
) -> Result<Why, RuntimeError> {
    let Person { program, now, .. } = person;
    let profile = counted(reader, site, person)?;
    let asks_proof = program.site().identity.verification == Verification::Required;
    let verified = asks_proof && profile.user_id().is_some();
    let inquiries = inquire(program, &profile, campaign, verified, *now);
    let mut decided = last_decisions(reader, site, person, inquiries.len())?;
    let item = |inquiry: Inquiry| {
        let key = &inquiry.explanation.campaign;
        let name = program.campaigns().iter().find(|campaign| campaign.key == *key);
        WhyItem {
            name: name.map(|campaign| campaign.text.name.clone()).unwrap_or_default(),
            control: inquiry.explanation.arm.as_ref().is_some_and(|arm| arm.as_str() == Key::CONTROL),
            last_decision: decided.remove(key),
            inquiry,
        }
    };
    Ok(Why {
        at: now.to_rfc3339(),
        page: profile.page().and_then(|page| page.path.clone()),
        explanations: inquiries.into_iter().map(item).collect(),
    })
}

/// The profile with everything counted that the program asks, as a decision would find it.
fn counted(reader: &dyn LedgerReader, site: &SiteId, person: &Person) -> Result<Profile, RuntimeError> {
    let mut profile = (*person.profile).clone();
    let Some(head) = person.head.filter(|_| backfill::missing(&person.program, &profile)) else {
        return Ok(profile);
    };
    let oldest = person.now.minus(limits::BACKFILL);
    let mut trail = Trail::from(reader, site, &Position::at(profile.id(), head));
    let mut past = Vec::new();
    while let Some(entry) = trail.next()?.filter(|entry| entry.now >= oldest) {
        past.push(entry);
        if past.len() >= limits::BACKFILL_ROWS {
            break;
        }
    }
    let events = past.iter().flat_map(codec::Entry::applied_events);
    let input: Input = backfill::collect(&person.program, &profile, events);
    step(&person.program, &mut profile, &input, person.now);
    Ok(profile)
}

/// The newest decision of each campaign, among the person's last inputs. Looks until so many are found.
fn last_decisions(
    reader: &dyn LedgerReader,
    site: &SiteId,
    person: &Person,
    wanted: usize,
) -> Result<BTreeMap<Key, DecisionRow>, RuntimeError> {
    let mut found = BTreeMap::new();
    let Some(head) = person.head else { return Ok(found) };
    let mut trail = Trail::from(reader, site, &Position::at(person.profile.id(), head));
    for _ in 0..limits::WHY_ROWS {
        let Some(entry) = trail.next()?.filter(|_| found.len() < wanted) else { break };
        for place in (0..entry.effects.decisions.len()).rev() {
            let campaign = &entry.effects.decisions[place].campaign;
            if let Entry::Vacant(free) = found.entry(campaign.clone())
                && let Some(row) = decisions::shown(&entry, place)
            {
                free.insert(row);
            }
        }
    }
    Ok(found)
}
