//! When a site said its margin, from the versions of its settings.

use kizukai_engagement::Definition;
use kizukai_engagement::profile::MarginPeriod;
use kizukai_model::{SiteId, Timestamp};
use kizukai_store::DefinitionRow;

use crate::RuntimeError;
use crate::programs::{self, SharedCatalog};

/// The periods, oldest first.
pub(super) fn of_site(catalog: &SharedCatalog, site: &SiteId) -> Result<Vec<MarginPeriod>, RuntimeError> {
    let (kind, key) = ("site", "site".parse().expect("a plain word is a key"));
    let versions = catalog.with(|catalog| catalog.history(site, kind, &key, usize::MAX))?;
    let oldest_first = versions.iter().rev().map(|row| Ok((row.published_at, says_margin(row)?)));
    Ok(periods(oldest_first.collect::<Result<Vec<_>, RuntimeError>>()?))
}

fn says_margin(row: &DefinitionRow) -> Result<bool, RuntimeError> {
    Ok(matches!(programs::read_text(row)?, Definition::Site(text) if text.profit.is_some()))
}

fn periods(versions: Vec<(Timestamp, bool)>) -> Vec<MarginPeriod> {
    let mut periods: Vec<MarginPeriod> = Vec::new();
    for (at, says) in versions {
        let open = periods.last_mut().filter(|period| period.until.is_none());
        match (open, says) {
            (None, true) => periods.push(MarginPeriod { from: at, until: None }),
            (Some(period), false) => period.until = Some(at),
            _ => {}
        }
    }
    periods
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_goes_on_through_versions_that_say_another_margin_and_ends_with_one_that_says_none() {
        let at = Timestamp::from_ms;
        let told = [(1, false), (2, true), (3, true), (4, false), (5, false), (6, true)];
        let period = |from, until: Option<i64>| MarginPeriod { from: at(from), until: until.map(at) };
        assert_eq!(
            periods(told.map(|(ms, says)| (at(ms), says)).to_vec()),
            [period(2, Some(4)), period(6, None)]
        );
        assert_eq!(periods(Vec::new()), []);
    }
}
