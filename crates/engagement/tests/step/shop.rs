//! A shop with its texts, one visitor and a clock that is moved by hand.

use kizukai_engagement::outcome::Participation;
use kizukai_engagement::profile::Plans;
use kizukai_engagement::program::{Publication, publish};
use kizukai_engagement::{
    Decision, DecisionOutcome, Definition, Input, Moment, Outcome, Problem, Profile, Program, ProgramSource,
    ShowRef, StepRef, Surface, Verdict, step,
};
use kizukai_model::event::PageInfo;
use kizukai_model::{Event, EventDefaults, IdKind, ProfileId, Span, Timestamp};
use proptest::prelude::ProptestConfig;
use serde_json::{Value, json};

pub(crate) const SITE: &str = "s_test";

/// One shop and one visitor.
pub(crate) struct Shop {
    pub(crate) source: ProgramSource,
    pub(crate) program: Program,
    pub(crate) profile: Profile,
    pub(crate) now: Timestamp,
    /// What every moment brings besides its events.
    pub(crate) moment: Moment,
    /// What the message ids of this visitor begin with.
    pub(crate) sender: String,
    messages: u32,
}

impl Shop {
    /// A shop without holdout on a Sunday noon in Tokyo, with these texts.
    pub(crate) fn new(texts: &[Value]) -> Self {
        let mut all = vec![json!({"kind": "site", "holdout": 0, "attention": {"capacity": 1_000}})];
        all.extend_from_slice(texts);
        let Publication { source, program, .. } =
            published(&ProgramSource::empty(SITE.into()), &all).unwrap();
        Self {
            source,
            program,
            profile: visitor("anna"),
            now: opening(),
            moment: Moment {
                surface: Surface::Page,
                device_id: Some("anna".into()),
                page: Some(PageInfo { path: Some("/".into()), ..PageInfo::default() }),
                ..Moment::default()
            },
            sender: "m".into(),
            messages: 0,
        }
    }

    /// What results count of the visitor.
    pub(crate) fn participations(&self) -> Vec<Participation> {
        self.profile.participations(&Plans::default())
    }

    /// Publishes changes; gives key, version and phase of every text that changed.
    pub(crate) fn publish(&mut self, texts: &[Value]) -> Vec<(String, u32, u32)> {
        let Publication { source, program, rows, .. } = published(&self.source, texts).unwrap();
        (self.source, self.program) = (source, program);
        rows.iter().map(|row| (row.definition.key().to_string(), row.version, row.phase)).collect()
    }

    pub(crate) fn wait(&mut self, span: &str) {
        self.now = self.now.plus(span.parse().unwrap());
    }

    pub(crate) fn input(&mut self, input: &Input) -> Outcome {
        step(&self.program, &mut self.profile, input, self.now)
    }

    /// Reads an event as a client would have sent it.
    pub(crate) fn event(&mut self, event: &Value) -> Event {
        self.messages += 1;
        let message_id = format!("{}{}", self.sender, self.messages);
        let page = event.get("at").and_then(Value::as_str);
        let page = page.map(|path| PageInfo { path: Some(path.into()), ..PageInfo::default() });
        let defaults = EventDefaults {
            received_at: self.now,
            sent_at: None,
            page: page.as_ref().or(self.moment.page.as_ref()),
            message_id: &message_id,
        };
        Event::parse(event, &defaults).unwrap()
    }

    /// One request with these events, on the page or wherever `self.moment` says.
    pub(crate) fn send(&mut self, events: &[Value]) -> Outcome {
        let events = events.iter().map(|event| self.event(event)).collect();
        let moment = Moment { events, ..self.moment.clone() };
        self.input(&Input::Moment(Box::new(moment)))
    }

    /// A page is viewed.
    pub(crate) fn page(&mut self, path: &str) -> Outcome {
        self.moment.page = Some(PageInfo { path: Some(path.into()), ..PageInfo::default() });
        self.send(&[json!({"type": "page"})])
    }

    pub(crate) fn signal(&mut self, name: &str, properties: Value) -> Outcome {
        self.send(&[json!({"type": "signal", "name": name, "properties": properties})])
    }

    /// The signal most campaigns of these tests wait for.
    pub(crate) fn hesitate(&mut self) -> Outcome {
        self.signal("hesitation", json!({"score": 80}))
    }

    pub(crate) fn track(&mut self, name: &str, properties: Value) -> Outcome {
        self.send(&[json!({"type": "track", "event": name, "properties": properties})])
    }

    /// The same, told by the shop's server: nobody waits on a page.
    pub(crate) fn report(&mut self, name: &str, properties: Value) -> Outcome {
        self.behind_the_scenes(&[json!({"type": "track", "event": name, "properties": properties})])
    }

    /// Events without a page that waits.
    pub(crate) fn behind_the_scenes(&mut self, events: &[Value]) -> Outcome {
        let on_page = std::mem::take(&mut self.moment);
        let outcome = self.send(events);
        self.moment = on_page;
        outcome
    }

    pub(crate) fn answer(&mut self, show: &ShowRef, answer: &Value) -> Outcome {
        let mut event = json!({"type": "answer", "enrolment": show.enrolment, "step": show.step});
        let field = if answer.is_string() { "choice" } else { "value" };
        event[field] = answer.clone();
        self.send(&[event])
    }

    pub(crate) fn close(&mut self, show: &ShowRef, reason: &str) -> Outcome {
        self.send(&[
            json!({"type": "close", "enrolment": show.enrolment, "step": show.step, "reason": reason}),
        ])
    }

    /// A visible page asks whether a wait is over.
    pub(crate) fn check(&mut self) -> Outcome {
        self.send(&[])
    }

    /// Fires every timer that is due, in order; gives how many.
    pub(crate) fn fire_timers(&mut self) -> usize {
        let mut fired = 0;
        while let Some(timer) = self.next_timer().filter(|(due, _)| *due <= self.now) {
            self.input(&Input::Timer { timer: timer.1 });
            fired += 1;
            assert!(fired < 1_000, "timers go on for ever");
        }
        fired
    }

    pub(crate) fn next_timer(&self) -> Option<(Timestamp, u64)> {
        self.profile.timers().map(|(timer, due)| (due, timer)).min()
    }

    /// The profile as the API shows it.
    pub(crate) fn wire(&self) -> Value {
        self.profile.to_wire(&self.program, self.now)
    }

    /// The state of one campaign as the API shows it.
    pub(crate) fn campaign(&self, key: &str) -> Value {
        self.wire()["campaigns"][key].clone()
    }

    /// What is shown on the page when a browser says it shows this.
    pub(crate) fn showing(&mut self, show: &ShowRef) {
        self.moment.showing =
            vec![StepRef { enrolment: show.enrolment.clone(), step: show.step.to_string() }];
    }
}

/// When the shop's clock begins.
pub(crate) fn opening() -> Timestamp {
    Timestamp::parse("2026-11-22T03:00:00Z").unwrap()
}

pub(crate) fn visitor(anonymous_id: &str) -> Profile {
    Profile::new(ProfileId::derive(SITE, IdKind::Anonymous, anonymous_id))
}

pub(crate) fn published(current: &ProgramSource, texts: &[Value]) -> Result<Publication, Vec<Problem>> {
    let read = |text: &Value| {
        let (definition, unknown) = Definition::read(None, text).map_err(|problem| vec![problem])?;
        assert_eq!(unknown, Vec::<String>::new(), "fields that mean nothing");
        Ok(definition)
    };
    publish(current, texts.iter().map(read).collect::<Result<_, Vec<Problem>>>()?, opening())
}

/// A running campaign on hesitation, without control, that says one thing in the corner; with other fields where given.
pub(crate) fn campaign(key: &str, fields: Value) -> Value {
    let mut text = json!({
        "kind": "campaign", "key": key, "status": "running", "control": 0,
        "trigger": {"on": "signal", "name": "hesitation"},
        "arms": [{"key": "a", "scenario": {"start": "hello", "steps": {"hello": message(json!({}))}}}],
    });
    put(&mut text, fields);
    text
}

/// The arms of a campaign with one scenario.
pub(crate) fn scenario(start: &str, steps: Value) -> Value {
    json!([{"key": "a", "scenario": {"start": start, "steps": steps}}])
}

/// A message in the corner with the choice `ok`; with other fields where given.
pub(crate) fn message(fields: Value) -> Value {
    let mut text = json!({
        "type": "message", "format": "corner", "title": "お困りですか",
        "choices": [{"key": "ok", "label": "わかりました"}],
    });
    put(&mut text, fields);
    text
}

/// A segment.
pub(crate) fn segment(key: &str, condition: Value) -> Value {
    json!({"kind": "segment", "key": key, "condition": condition})
}

pub(crate) fn put(text: &mut Value, fields: Value) {
    let Value::Object(fields) = fields else { panic!("fields are an object") };
    for (name, value) in fields {
        text[name] = value;
    }
}

/// Campaign and step of everything that is shown.
pub(crate) fn shown(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.show.iter().map(|show| (show.campaign.as_str(), show.step.as_str())).collect()
}

/// Campaign and outcome of every decision.
pub(crate) fn decided(outcome: &Outcome) -> Vec<(&str, DecisionOutcome)> {
    outcome.decisions.iter().map(|decision| (decision.campaign.as_str(), decision.outcome)).collect()
}

/// The one decision of a moment.
#[track_caller]
pub(crate) fn only_decision(outcome: &Outcome) -> &Decision {
    assert_eq!(outcome.decisions.len(), 1, "{:?}", outcome.decisions);
    &outcome.decisions[0]
}

/// The one show of a moment.
#[track_caller]
pub(crate) fn only_show(outcome: &Outcome) -> ShowRef {
    assert_eq!(outcome.show.len(), 1, "{:?} {:?}", outcome.show, outcome.decisions);
    outcome.show[0].clone()
}

/// The verdict on the only event, with its reason.
#[track_caller]
pub(crate) fn verdict(outcome: &Outcome) -> (Verdict, Option<&str>) {
    assert_eq!(outcome.verdicts.len(), 1);
    (outcome.verdicts[0].verdict, outcome.verdicts[0].reason.as_deref())
}

pub(crate) fn span(text: &str) -> Span {
    text.parse().unwrap()
}

/// How many cases a property is tried on: `PROPTEST_CASES` says, else so many, and twenty times as many in a soak.
pub(crate) fn many(cases: u32) -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    let is_told = std::env::var_os("PROPTEST_CASES").is_some();
    let is_soak = std::env::var("KIZUKAI_SOAK").is_ok_and(|soak| soak == "1");
    let cases = if is_told {
        default.cases
    } else if is_soak {
        cases * 20
    } else {
        cases
    };
    ProptestConfig { cases, ..default }
}
