//! One row of the lake, as the caller fills it in.

use jiff::civil::Date;
use kizukai_model::{Key, Money, ProfileId, Properties, SiteId, Timestamp};

/// An event, a decision, a change of a segment, or a merge. What does not apply is `None`.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The shop.
    pub site: SiteId,
    /// The local day of `time` in the site's time zone.
    pub day: Date,
    /// The position of the input in the ledger.
    pub row: i64,
    /// The place within the input; with `row` it names the row of the lake.
    pub item: u16,
    /// Whose it is: the profile as it was then.
    pub profile: ProfileId,
    /// When it happened.
    pub time: Timestamp,
    /// When it was received.
    pub received: Timestamp,
    /// What it is.
    pub kind: Kind,
    /// The name of a track, page, screen or signal; the key of a segment.
    pub event: Option<String>,
    /// The sender's id of the event.
    pub message_id: Option<String>,
    /// The device's id.
    pub anonymous_id: Option<String>,
    /// The shop's own id of the person.
    pub user_id: Option<String>,
    /// Who said so.
    pub source: Option<Source>,
    /// `page`, where something could be shown, or `none`.
    pub surface: Option<String>,
    /// Where it happened.
    pub page: PageColumns,
    /// `desktop`, `mobile`, `tablet`, …
    pub device_type: Option<String>,
    /// The visitor's language, such as `ja-JP`.
    pub locale: Option<String>,
    /// The product it is about.
    pub product_id: Option<String>,
    /// The product's category.
    pub category: Option<String>,
    /// The shop's number of the order.
    pub order_id: Option<String>,
    /// What it was worth, in the site's currency.
    pub value: Option<Money>,
    /// How many pieces.
    pub quantity: Option<i64>,
    /// What a decision, an answer, a sign of having been seen or a close belongs to.
    pub dialogue: DialogueColumns,
    /// Of a merge: the profile that it is part of from now on.
    pub merged_into: Option<ProfileId>,
    /// The event's properties.
    pub properties: Properties,
    /// The traits that it set.
    pub traits: Properties,
    /// The rest of the event's context.
    pub context: Properties,
}

/// The page of an event, in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageColumns {
    /// Its host.
    pub host: Option<String>,
    /// Its path, beginning with `/`.
    pub path: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// The host the visitor came from.
    pub referrer_host: Option<String>,
    /// `utm_source` of its address.
    pub utm_source: Option<String>,
    /// `utm_medium` of its address.
    pub utm_medium: Option<String>,
    /// `utm_campaign` of its address.
    pub utm_campaign: Option<String>,
}

/// Which campaign, and what of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DialogueColumns {
    /// The campaign.
    pub campaign: Option<Key>,
    /// The arm; `control` is the hidden one.
    pub arm: Option<Key>,
    /// The number of the phase.
    pub phase: Option<i64>,
    /// The step of the scenario.
    pub step: Option<Key>,
    /// The passage through the scenario.
    pub enrolment: Option<String>,
    /// Of a decision `shown ghost lost stopped capped quiet budget`; of a segment `entered left`.
    pub outcome: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// What was answered.
    pub choice: Option<String>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Something was done.
    Track,
    /// A page was viewed.
    Page,
    /// A screen of an app was viewed.
    Screen,
    /// Who somebody is.
    Identify,
    /// Somebody belongs to a group.
    Group,
    /// Two ids are one person.
    Alias,
    /// A behaviour was noticed.
    Signal,
    /// A step was answered.
    Answer,
    /// A step was visible.
    Seen,
    /// A step was put away.
    Close,
    /// Purposes were allowed or refused.
    Consent,
    /// A campaign was decided.
    Decision,
    /// A segment was entered or left.
    Segment,
    /// A profile became part of another.
    Merge,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Track,
        Self::Page,
        Self::Screen,
        Self::Identify,
        Self::Group,
        Self::Alias,
        Self::Signal,
        Self::Answer,
        Self::Seen,
        Self::Close,
        Self::Consent,
        Self::Decision,
        Self::Segment,
        Self::Merge,
    ];

    /// The word in the column `kind`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Track => "track",
            Self::Page => "page",
            Self::Screen => "screen",
            Self::Identify => "identify",
            Self::Group => "group",
            Self::Alias => "alias",
            Self::Signal => "signal",
            Self::Answer => "answer",
            Self::Seen => "seen",
            Self::Close => "close",
            Self::Consent => "consent",
            Self::Decision => "decision",
            Self::Segment => "segment",
            Self::Merge => "merge",
        }
    }

    /// The kind of that name.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

/// Who told of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The visitor's own browser, which anybody can drive.
    Browser,
    /// The shop's server, with a secret key.
    Server,
}

impl Source {
    /// The word in the column `source`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Browser => "browser",
            Self::Server => "server",
        }
    }
}

impl Row {
    /// A row of which only that is known which every row has.
    pub fn new(
        site: SiteId,
        day: Date,
        (row, item): (i64, u16),
        profile: ProfileId,
        time: Timestamp,
        kind: Kind,
    ) -> Self {
        Self {
            site,
            day,
            row,
            item,
            profile,
            time,
            received: time,
            kind,
            event: None,
            message_id: None,
            anonymous_id: None,
            user_id: None,
            source: None,
            surface: None,
            page: PageColumns::default(),
            device_type: None,
            locale: None,
            product_id: None,
            category: None,
            order_id: None,
            value: None,
            quantity: None,
            dialogue: DialogueColumns::default(),
            merged_into: None,
            properties: Properties::new(),
            traits: Properties::new(),
            context: Properties::new(),
        }
    }
}
