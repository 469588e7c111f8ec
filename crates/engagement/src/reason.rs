//! Why a campaign does or does not speak, in one value: a sentence for people and the log, and a code with its figures
//! for programs that say it in other words or another language.
//!
//! The sentences are kept with decisions. Codes and the names of figures are part of the API.

use std::fmt;

use serde_json::{Value, json};

use kizukai_model::{Key, Properties, Purpose, Span, Timestamp};

use crate::program::{MilliPoints, points};
use crate::text::{Cap, CapPeriod, Status, StopOn, TriggerOn, TriggerText};

/// Why a campaign does or does not speak.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Reason {
    Speaks,
    Control,
    Status(Status),
    HeldOut,
    Schedule {
        from: Option<Timestamp>,
        until: Option<Timestamp>,
    },
    NoConsent(Purpose),
    NeedsVerified,
    Audience,
    Elsewhere,
    Trigger(Unfired, Box<TriggerText>),
    OtherPage,
    NoArm,
    Never,
    NotNow {
        until: Option<Timestamp>,
    },
    Stopped(StopOn),
    Capped {
        cap: Cap,
        of_site: bool,
        shows: u32,
        frees_at: Option<Timestamp>,
    },
    Quiet {
        time: Span,
        until: Timestamp,
    },
    QuietPages {
        page_views: u32,
        seen: u32,
    },
    Budget {
        price: MilliPoints,
        left: MilliPoints,
        refills_at: Option<Timestamp>,
    },
    Typing,
    Checkout,
    Rival(Key),
    OwnDialogue,
    OpenStep {
        step: Key,
        until: Timestamp,
    },
    Waiting {
        until: Timestamp,
    },
    Deferred {
        until: Timestamp,
    },
    /// Its trigger fired, and its moment is still to come.
    Appointed {
        until: Timestamp,
    },
}

/// Why no event fired a campaign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfired {
    /// Nothing of that name came.
    Missing,
    Late,
    /// It does not reach what is asked.
    Below,
    /// It was known already.
    Known,
    /// The trigger's condition does not hold.
    Condition,
}

impl Reason {
    /// What a program goes by.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::Speaks => "speaks",
            Self::Control => "control",
            Self::Status(_) => "status",
            Self::HeldOut => "held_out",
            Self::Schedule { .. } => "schedule",
            Self::NoConsent(_) => "consent",
            Self::NeedsVerified => "needs_verified",
            Self::Audience => "audience",
            Self::Elsewhere => "elsewhere",
            Self::Trigger(Unfired::Missing, _) => "no_trigger",
            Self::Trigger(Unfired::Late, _) => "trigger_late",
            Self::Trigger(Unfired::Below, _) => "trigger_below",
            Self::Trigger(Unfired::Known, _) => "trigger_known",
            Self::Trigger(Unfired::Condition, _) => "trigger_condition",
            Self::OtherPage => "other_page",
            Self::NoArm => "no_arm",
            Self::Never => "never",
            Self::NotNow { .. } => "not_now",
            Self::Stopped(_) => "stopped",
            Self::Capped { .. } => "cap",
            Self::Quiet { .. } => "quiet",
            Self::QuietPages { .. } => "quiet_pages",
            Self::Budget { .. } => "budget",
            Self::Typing => "typing",
            Self::Checkout => "checkout",
            Self::Rival(_) => "rival",
            Self::OwnDialogue => "own_dialogue",
            Self::OpenStep { .. } => "open_step",
            Self::Waiting { .. } => "waiting",
            Self::Deferred { .. } => "deferred",
            Self::Appointed { .. } => "appointed",
        }
    }

    /// Its figures, by name. Times are RFC 3339, points are points.
    pub(crate) fn details(&self) -> Properties {
        let details = match self {
            Self::Status(status) => json!({"status": status}),
            Self::Schedule { from, until } => json!({"from": time(*from), "until": time(*until)}),
            Self::NoConsent(purpose) => json!({"purpose": purpose}),
            Self::Trigger(_, asked) => {
                json!({"on": asked.on, "name": asked.name, "params": asked.params})
            }
            Self::NotNow { until } => json!({"until": time(*until)}),
            Self::Stopped(on) => json!({"on": on}),
            Self::Capped { cap, of_site, shows, frees_at } => json!({
                "max": cap.max,
                "per": cap.per,
                "scope": if *of_site { "site" } else { "campaign" },
                "shows": shows,
                "frees_at": time(*frees_at),
            }),
            Self::Quiet { time, until } => json!({"time": time, "until": until.to_rfc3339()}),
            Self::QuietPages { page_views, seen } => json!({"page_views": page_views, "seen": seen}),
            Self::Budget { price, left, refills_at } => json!({
                "price": in_points(*price),
                "points": in_points(*left),
                "refills_at": time(*refills_at),
            }),
            Self::Rival(holder) => json!({"holder": holder}),
            Self::OpenStep { step, until } => json!({"step": step, "until": until.to_rfc3339()}),
            Self::Waiting { until } | Self::Deferred { until } | Self::Appointed { until } => {
                json!({"until": until.to_rfc3339()})
            }
            Self::Speaks
            | Self::Control
            | Self::HeldOut
            | Self::NeedsVerified
            | Self::Audience
            | Self::Elsewhere
            | Self::OtherPage
            | Self::NoArm
            | Self::Never
            | Self::Typing
            | Self::Checkout
            | Self::OwnDialogue => return Properties::new(),
        };
        match details {
            Value::Object(details) => details,
            _ => Properties::new(),
        }
    }
}

fn time(at: Option<Timestamp>) -> Option<String> {
    at.map(Timestamp::to_rfc3339)
}

fn in_points(milli: MilliPoints) -> f64 {
    milli as f64 / 1_000.0
}

/// One plain sentence. It is stored with decisions, so a sentence never changes.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Trigger(unfired, asked) => return write_unfired(f, *unfired, asked),
            Self::Capped { cap, of_site, .. } => {
                let whose = if *of_site { "site cap" } else { "cap" };
                return write!(f, "{whose} {} per {}", cap.max, Period(cap.per));
            }
            Self::Quiet { time, .. } => return write!(f, "quiet for {time} after the last show"),
            Self::QuietPages { page_views, .. } => {
                return write!(f, "quiet for {page_views} page views after the last show");
            }
            Self::Budget { price, left, .. } => {
                return write!(f, "it costs {} points, {} are left", points(*price), points(*left));
            }
            Self::Rival(holder) => return write!(f, "`{holder}` has the place"),
            Self::OpenStep { step, until } => {
                return write!(
                    f,
                    "its step `{step}` is on the page and neither answered nor closed: its place is free when it is, \
                     or when the visit ends, at the earliest {until}"
                );
            }
            Self::Waiting { until } => return write!(f, "its dialogue waits until {until}"),
            Self::Deferred { until } => return write!(f, "its dialogue waits for its page until {until}"),
            Self::Appointed { until } => {
                return write!(f, "its trigger fired: it speaks at {until} at the earliest");
            }
            Self::Speaks => "speaks",
            Self::Control => "would speak, but the visitor is control",
            Self::Status(Status::Running) => "it runs",
            Self::Status(Status::Draft) => "it is a draft",
            Self::Status(Status::Paused) => "it is paused",
            Self::Status(Status::Ended) => "it has ended",
            Self::HeldOut => "the visitor belongs to the site's holdout",
            Self::Schedule { .. } => "outside its schedule",
            Self::NoConsent(Purpose::Measurement) => "the visitor did not consent to measurement",
            Self::NoConsent(Purpose::Assistance) => "the visitor did not consent to assistance",
            Self::NoConsent(Purpose::Marketing) => "the visitor did not consent to marketing",
            Self::NeedsVerified => "only for visitors whose user id was proved",
            Self::Audience => "the audience does not hold",
            Self::Elsewhere => "its dialogue goes on only where the visitor is known",
            Self::OtherPage => "its next message waits for another page",
            Self::NoArm => "no arm has weight",
            Self::Never => "the visitor asked never to see it again",
            Self::NotNow { .. } => "the visitor said not now",
            Self::Stopped(StopOn::Closed) => "the visitor closed it before",
            Self::Stopped(StopOn::Answered) => "the visitor answered it before",
            Self::Stopped(StopOn::Goal) => "the visitor reached its goal",
            Self::Typing => "the visitor is typing: nothing interrupts",
            Self::Checkout => "the visitor is in the checkout: nothing covers the page",
            Self::OwnDialogue => "its own dialogue is under way",
        };
        f.write_str(sentence)
    }
}

fn write_unfired(f: &mut fmt::Formatter<'_>, unfired: Unfired, asked: &TriggerText) -> fmt::Result {
    let word = match asked.on {
        TriggerOn::Event => "event",
        TriggerOn::Signal => "signal",
        TriggerOn::SegmentEntered => {
            return write!(f, "the visitor has not just entered the segment `{}`", asked.name);
        }
        TriggerOn::SegmentLeft => {
            return write!(f, "the visitor has not just left the segment `{}`", asked.name);
        }
    };
    let name = &asked.name;
    match unfired {
        Unfired::Missing => write!(f, "no {word} `{name}` in this moment"),
        Unfired::Late => write!(f, "the {word} `{name}` came too late to speak"),
        Unfired::Below => {
            write!(f, "the {word} `{name}` does not reach {}", Value::Object(asked.params.clone()))
        }
        Unfired::Known => write!(f, "the {word} `{name}` was known already"),
        Unfired::Condition => f.write_str("the trigger's condition does not hold"),
    }
}

/// A cap's period in a sentence.
struct Period(CapPeriod);

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            CapPeriod::Rolling(span) => span.fmt(f),
            CapPeriod::Visit => f.write_str("visit"),
            CapPeriod::Ever => f.write_str("ever"),
        }
    }
}
