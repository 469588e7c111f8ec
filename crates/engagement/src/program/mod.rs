//! A site's published texts, compiled once for every change.
//!
//! Campaigns are indexed by the event or signal that can fire them and by their goal's event, so that a thousand
//! campaigns cost little more than ten. Two programs share what did not change between them.

mod appointing;
mod attention;
mod campaign;
mod features;
mod listeners;
mod passages;
mod preview;
mod publish;
mod wait;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use jiff::tz::TimeZone;
use serde_json::Value;

use kizukai_conditions::{Compiled, ConditionSet, compile};
use kizukai_model::{Key, SiteId};

pub(crate) use appointing::Appointing;
pub(crate) use attention::{MilliPoints, PriceList, points};
pub(crate) use campaign::parse_moment;
pub use campaign::{Campaign, Scenario, SpokenStep, Step};
pub(crate) use features::Features;
pub(crate) use listeners::{Armable, Listeners};
pub(crate) use passages::Passages;
pub use preview::{Wish, preview};
pub(crate) use publish::lists_segments;
pub use publish::{Outlook, Publication, PublishedText, outlook, publish};
pub(crate) use wait::Until;
pub use wait::{Awaited, Wait};

use crate::assignment::holdout_seed;
use crate::check;
use crate::rules::Rules;
use crate::text::{CampaignText, Problem, SegmentText, SiteText, Status, TriggerOn};

/// The signal that a page event is: it needs no watching.
pub(crate) const PAGE_VIEW: &str = "page_view";

/// A text with the number of its version and of its phase, both from 1.
#[derive(Clone, Debug, PartialEq)]
pub struct Versioned<T> {
    /// Counts every change.
    pub version: u32,
    /// Counts the changes of what visitors get.
    pub phase: u32,
    /// The text.
    pub text: T,
}

/// Everything a program is compiled from.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgramSource {
    /// Whose.
    pub site_id: SiteId,
    /// Counts publications; 0 before the first.
    pub version: u64,
    /// The step's own rules that it stands under.
    pub rules: Rules,
    /// The site's settings.
    pub site: Versioned<SiteText>,
    /// All segments.
    pub segments: Vec<Versioned<SegmentText>>,
    /// All campaigns, in every status.
    pub campaigns: Vec<Versioned<CampaignText>>,
    /// Former versions that open enrolments may still run on, at most
    /// [`kizukai_model::limits::CAMPAIGN_VERSIONS`] a campaign.
    pub older: Vec<Versioned<CampaignText>>,
}

impl ProgramSource {
    /// A site that published nothing, under the present rules.
    pub fn empty(site_id: SiteId) -> Self {
        Self {
            site_id,
            version: 0,
            rules: Rules::PRESENT,
            site: Versioned { version: 0, phase: 0, text: SiteText::default() },
            segments: Vec::new(),
            campaigns: Vec::new(),
            older: Vec::new(),
        }
    }
}

/// Places of campaigns in the program, by what fires them.
type Positions = BTreeMap<String, Vec<usize>>;

/// A compiled segment.
#[derive(Clone, Debug)]
pub(crate) struct Segment {
    pub(crate) key: Key,
    pub(crate) condition: Compiled,
    /// Seconds of a visit with which its condition compares how long the visit has lasted.
    pub(crate) visit_lengths_s: Vec<i64>,
}

impl Segment {
    fn changes_by_time(&self) -> bool {
        self.condition.reads_time() || self.is_about_the_visit()
    }

    /// Whether it asks for something that is gone when the visit is over.
    pub(crate) fn is_about_the_visit(&self) -> bool {
        self.condition.reads("visit") || self.condition.reads("page")
    }
}

/// A site's campaigns, segments and settings, ready to be stepped.
#[derive(Debug)]
pub struct Program {
    version: u64,
    rules: Rules,
    site_id: SiteId,
    site: SiteText,
    prices: Option<PriceList>,
    zone: TimeZone,
    holdout_seed: String,
    /// Every campaign; those that compete first, by descending priority, then key.
    campaigns: Vec<Arc<Campaign>>,
    by_key: HashMap<Key, usize>,
    by_event: HashMap<String, Listeners>,
    by_signal: HashMap<String, Listeners>,
    by_goal: HashMap<String, Vec<usize>>,
    appointing: Appointing,
    passages: Passages,
    armable: Armable,
    older: HashMap<(Key, u32), Arc<Campaign>>,
    /// In an order in which a segment comes after those it asks for.
    segments: Vec<Segment>,
    /// The first of them, as many as ask for no other segment.
    segments_alone: ConditionSet,
    features: Features,
    segments_change_by_time: bool,
}

impl Program {
    /// Compiles the texts.
    ///
    /// # Errors
    /// Everything that is wrong in them, each with its text and path.
    pub fn compile(source: &ProgramSource) -> Result<Self, Vec<Problem>> {
        let problems = check::source(source).problems;
        if problems.is_empty() { Ok(Self::assemble(source)) } else { Err(problems) }
    }

    /// Compiles texts that were published once, without asking today's checks: what was allowed then still means
    /// what it meant, so that old inputs can be stepped again.
    pub fn restore(source: &ProgramSource) -> Self {
        Self::assemble(source)
    }

    fn assemble(source: &ProgramSource) -> Self {
        let zone = TimeZone::get(&source.site.text.timezone).unwrap_or(TimeZone::UTC);
        let compiled =
            |text: &Versioned<CampaignText>| Arc::new(Campaign::compile(&source.site_id, text, &zone));
        let mut campaigns: Vec<_> = source.campaigns.iter().map(compiled).collect();
        campaigns.sort_by(|a, b| (-a.text.priority, &a.key).cmp(&(-b.text.priority, &b.key)));
        let older: HashMap<_, _> =
            source.older.iter().map(|text| ((text.text.key.clone(), text.version), compiled(text))).collect();
        let segments = segments_in_order(&source.segments);
        let conditions = campaigns
            .iter()
            .chain(older.values())
            .flat_map(|campaign| campaign.conditions())
            .chain(segments.iter().map(|segment| &segment.condition));
        let features = Features::of(conditions);
        let mut program = Self {
            version: source.version,
            rules: source.rules,
            site_id: source.site_id.clone(),
            holdout_seed: holdout_seed(&source.site_id),
            prices: source.rules.are_courteous().then(|| PriceList::compile(&source.site.text.attention)),
            site: source.site.text.clone(),
            zone,
            by_key: campaigns.iter().enumerate().map(|(n, campaign)| (campaign.key.clone(), n)).collect(),
            by_event: HashMap::new(),
            by_signal: HashMap::new(),
            by_goal: HashMap::new(),
            appointing: Appointing::default(),
            passages: Passages::of(campaigns.iter().chain(older.values()).map(|campaign| &**campaign)),
            armable: Armable::default(),
            older,
            segments_alone: ConditionSet::new(
                segments
                    .iter()
                    .map(|segment| &segment.condition)
                    .take_while(|condition| !condition.reads("segments")),
            ),
            segments_change_by_time: segments.iter().any(Segment::changes_by_time),
            segments,
            features,
            campaigns,
        };
        program.index();
        program
    }

    fn index(&mut self) {
        let (mut by_event, mut by_signal): (Positions, Positions) = (BTreeMap::new(), BTreeMap::new());
        let mut armable = Vec::new();
        for (n, campaign) in self.campaigns.iter().enumerate() {
            let trigger = &campaign.text.trigger;
            if campaign.text.status == Status::Running {
                match (trigger.on, trigger.after) {
                    (TriggerOn::Event, None) => by_event.entry(trigger.name.clone()).or_default().push(n),
                    (TriggerOn::Signal, None) => by_signal.entry(trigger.name.clone()).or_default().push(n),
                    _ => self.appointing.add(trigger, n),
                }
                if trigger.on == TriggerOn::Signal && trigger.name != PAGE_VIEW {
                    armable.push(n);
                }
            }
            if let Some(goal) = &campaign.text.goal {
                self.by_goal.entry(goal.event.clone()).or_default().push(n);
            }
        }
        let listening = |index: Positions| {
            index.into_iter().map(|(name, n)| (name, Listeners::new(&self.campaigns, n))).collect()
        };
        self.by_event = listening(by_event);
        self.by_signal = listening(by_signal);
        self.armable = Armable::new(&self.campaigns, &armable);
    }

    /// The number of the publication it was compiled from.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The step's own rules that it stands under.
    pub const fn rules(&self) -> Rules {
        self.rules
    }

    /// Whose program it is.
    pub const fn site_id(&self) -> &SiteId {
        &self.site_id
    }

    /// The site's settings.
    pub const fn site(&self) -> &SiteText {
        &self.site
    }

    /// What attention costs; None under rules that are older than that.
    pub(crate) const fn prices(&self) -> Option<&PriceList> {
        self.prices.as_ref()
    }

    /// The site's time zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The seed of the site-wide holdout.
    pub fn holdout_seed(&self) -> &str {
        &self.holdout_seed
    }

    /// The campaign of that key, in any status.
    pub fn campaign(&self, key: &str) -> Option<&Arc<Campaign>> {
        self.by_key.get(key).map(|n| &self.campaigns[*n])
    }

    /// The place of a campaign among all: the smaller one speaks first.
    pub(crate) fn position(&self, key: &str) -> Option<usize> {
        self.by_key.get(key).copied()
    }

    /// Every campaign, higher priority first, then by key.
    pub fn campaigns(&self) -> &[Arc<Campaign>] {
        &self.campaigns
    }

    /// The campaign in the version an enrolment runs on; None when it is forgotten.
    pub(crate) fn campaign_version(&self, key: &Key, version: u32) -> Option<&Arc<Campaign>> {
        let current = self.campaign(key).filter(|campaign| campaign.version == version);
        current.or_else(|| self.older.get(&(key.clone(), version)))
    }

    pub(crate) fn fired_by_event(&self, name: &str) -> Option<&Listeners> {
        self.by_event.get(name)
    }

    pub(crate) fn fired_by_signal(&self, name: &str) -> Option<&Listeners> {
        self.by_signal.get(name)
    }

    /// What running passages can wait for and leave by.
    pub(crate) const fn passages(&self) -> &Passages {
        &self.passages
    }

    /// The running campaigns whose trigger makes an appointment.
    pub(crate) const fn appointing(&self) -> &Appointing {
        &self.appointing
    }

    /// The running campaigns that wait for a signal the tag has to watch for.
    pub(crate) const fn armable(&self) -> &Armable {
        &self.armable
    }

    pub(crate) fn with_goal(&self, event: &str) -> impl Iterator<Item = &Arc<Campaign>> {
        self.by_goal.get(event).into_iter().flatten().map(|n| &self.campaigns[*n])
    }

    pub(crate) fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// The conditions of the first segments, as many as ask for no other segment.
    pub(crate) const fn segments_alone(&self) -> &ConditionSet {
        &self.segments_alone
    }

    pub(crate) const fn features(&self) -> &Features {
        &self.features
    }

    /// Whether some segment can change without an event.
    pub(crate) const fn segments_change_by_time(&self) -> bool {
        self.segments_change_by_time
    }
}

/// The whole seconds in what a condition asks of `visit.duration_s`.
fn visit_lengths(condition: &Value) -> Vec<i64> {
    fn numbers(asked: &Value) -> Vec<i64> {
        match asked {
            Value::Number(number) => {
                number.as_f64().map(|seconds| seconds.floor() as i64).into_iter().collect()
            }
            Value::Array(all) => all.iter().flat_map(numbers).collect(),
            Value::Object(fields) => fields.values().flat_map(numbers).collect(),
            _ => Vec::new(),
        }
    }
    match condition {
        Value::Object(fields) => fields
            .iter()
            .flat_map(
                |(name, asked)| {
                    if name == "visit.duration_s" { numbers(asked) } else { visit_lengths(asked) }
                },
            )
            .collect(),
        Value::Array(all) => all.iter().flat_map(visit_lengths).collect(),
        _ => Vec::new(),
    }
}

/// Compiles segments so that each comes after those it asks for. Circles were refused by the checker.
fn segments_in_order(texts: &[Versioned<SegmentText>]) -> Vec<Segment> {
    let mut waiting: BTreeMap<Key, Compiled> =
        texts.iter().map(|text| (text.text.key.clone(), compile(&text.text.condition))).collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let ready: Vec<Key> = waiting
            .iter()
            .filter(|(_, condition)| {
                !condition.segments().iter().any(|asked| waiting.contains_key(asked.as_str()))
            })
            .map(|(key, _)| key.clone())
            .collect();
        if ready.is_empty() {
            break;
        }
        for key in ready {
            if let Some(condition) = waiting.remove(&key) {
                let written = texts.iter().find(|text| text.text.key == key);
                let visit_lengths_s =
                    written.map_or_else(Vec::new, |text| visit_lengths(&text.text.condition));
                ordered.push(Segment { key, condition, visit_lengths_s });
            }
        }
    }
    ordered
}
