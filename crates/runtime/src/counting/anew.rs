//! Counting everybody anew when the way of counting has changed since the folder was written: what is counted follows from
//! the profiles that are stored.

use std::collections::HashMap;

use kizukai_model::SiteId;
use kizukai_store::{Ledger, LedgerReader, Site, Snapshots};

use super::planning::{Past, holdout, of_campaign};
use super::{Counting, WAY};
use crate::programs::{self, SharedCatalog};
use crate::{RuntimeError, codec, limits};

/// Plans for phases that began before plans were kept, and everybody counted anew where that is needed. Quick where nothing
/// is to be done.
pub(crate) fn bring_up_to_date(
    catalog: &SharedCatalog,
    ledger: &mut dyn Ledger,
    reader: &dyn LedgerReader,
) -> Result<(), RuntimeError> {
    let sites = catalog.with(|catalog| catalog.sites())?;
    for site in &sites {
        plan_what_has_no_plan(catalog, site)?;
    }
    if reader.counted_as()? == WAY {
        return Ok(());
    }
    let mut countings = HashMap::new();
    for site in &sites {
        countings.insert(site.id.clone(), Counting::of_site(catalog, &site.id)?);
    }
    let mut counted = 0_u64;
    for (site, counting) in &countings {
        counted += count(site, counting, ledger, reader)?;
    }
    ledger.count_as(WAY)?;
    if counted > 0 {
        tracing::info!(profiles = counted, "counted anew for results");
    }
    Ok(())
}

/// Plans for the current phases of a site that have none.
pub(crate) fn plan_what_has_no_plan(catalog: &SharedCatalog, site: &Site) -> Result<(), RuntimeError> {
    let program = catalog.with(|catalog| catalog.current_program(&site.id))?;
    let source = programs::load_source(catalog, &site.id, program)?;
    let known = catalog.with(|catalog| catalog.plans(&site.id))?;
    let mut missing = Vec::new();
    for row in catalog.with(|catalog| catalog.definitions(&site.id, program))? {
        let is_known =
            known.iter().any(|plan| plan.campaign.as_ref() == Some(&row.key) && plan.phase == row.phase);
        let text = source.campaigns.iter().find(|campaign| campaign.text.key == row.key);
        if let Some(text) = text.filter(|_| row.kind == "campaign" && !is_known) {
            missing.push(kizukai_store::PlanRow {
                site: site.id.clone(),
                campaign: Some(row.key),
                phase: row.phase,
                since: row.published_at,
                plan: of_campaign(&text.text, &source.site.text, Past::default()).encode(),
            });
        }
    }
    if !known.iter().any(|plan| plan.campaign.is_none()) {
        missing.extend(holdout(&site.id, &source.site.text, &known, site.created_at, Past::default()));
    }
    missing.iter().try_for_each(|plan| catalog.with(|catalog| catalog.put_plan(plan)))?;
    Ok(())
}

fn count(
    site: &SiteId,
    counting: &Counting,
    ledger: &mut dyn Ledger,
    reader: &dyn LedgerReader,
) -> Result<u64, RuntimeError> {
    let watermark = reader.watermark()?;
    let (mut after, mut counted) = (None, 0);
    loop {
        let profiles = reader.profiles_after(site, after, limits::SNAPSHOT_PROFILES)?;
        let Some(last) = profiles.last() else { return Ok(counted) };
        after = Some(last.profile);
        counted += profiles.len() as u64;
        let mut snapshots = Snapshots { watermark, ..Snapshots::default() };
        for row in &profiles {
            let profile = codec::decode_profile(row)?;
            snapshots.participations.extend(counting.rows(site, &profile));
            snapshots.segments.extend(crate::engine::memberships(site, &profile));
        }
        snapshots.profiles = profiles;
        ledger.write_snapshots(&snapshots)?;
    }
}
