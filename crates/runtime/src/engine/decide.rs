//! A moment: whom it is about, their inputs, and what goes back to the page.

use kizukai_engagement::consent::{self, Measurement};
use kizukai_engagement::content::{self, Viewer};
use kizukai_engagement::explain::{self, Explanation};
use kizukai_engagement::text::Verification;
use kizukai_engagement::{Input, Moment, Outcome, Program, ShowRef, Surface};
use kizukai_model::{Commerce, Event, EventBody, IdKind, ProfileId, SiteId, Timestamp};

use super::Engine;
use super::identity::{self, Before, Believed, Claims, Part, People};
use crate::{DecideReply, DecideRequest, RuntimeError, ShownItem};

/// A request on its way through the engine.
struct Served<'a> {
    site: &'a SiteId,
    program: &'a Program,
    /// The device that speaks, where there is one.
    device: Option<&'a str>,
    now: Timestamp,
}

impl Engine {
    /// Steps a request's events and says what follows.
    pub(super) fn decide(
        &mut self,
        site: &SiteId,
        mut request: DecideRequest,
        received_at: Timestamp,
    ) -> Result<DecideReply, RuntimeError> {
        let program = self.program(site)?;
        self.withhold_unconsented(site, &program, &mut request)?;
        let events = std::mem::take(&mut request.events);
        if request.trusted {
            request.proved.extend(request.user_id.iter().cloned());
            request.proved.extend(events.iter().filter_map(claimed_user).map(str::to_owned));
        }
        let asks_no_proof = program.site().identity.verification == Verification::Off;
        let believed = if asks_no_proof { Believed::All } else { Believed::Only(&request.proved) };
        let named = request.user_id.as_deref().or_else(|| events.first().and_then(claimed_user));
        let is_about_user_alone =
            request.surface == Surface::None && named.is_some_and(|user| believed.includes(user));
        let given = request.anonymous_id.take();
        let has_device = given.is_some() || !is_about_user_alone;
        let anonymous_id = given.unwrap_or_else(|| self.fresh.id());
        let device = has_device.then_some(anonymous_id.as_str());

        let claims = Claims { site, device, user_id: request.user_id.as_deref(), believed };
        let plan = identity::plan(&mut Known { engine: self, site }, &claims, events)?;
        for (kind, id, profile) in &plan.aliases {
            self.point(site, *kind, id, *profile);
        }
        let served = Served { site, program: &program, device, now: received_at };
        let mut reply = DecideReply::empty();
        let last = plan.parts.len().saturating_sub(1);
        for (place, part) in plan.parts.into_iter().enumerate() {
            self.step_part(&served, &mut request, part, place == last, &mut reply)?;
        }
        reply.anonymous_id = anonymous_id;
        Ok(reply)
    }

    /// Takes out of a device's request what its visitor did not consent to, before anybody is named or merged by it.
    fn withhold_unconsented(
        &mut self,
        site: &SiteId,
        program: &Program,
        request: &mut DecideRequest,
    ) -> Result<(), RuntimeError> {
        let Some(device) = request.anonymous_id.as_deref().filter(|_| !request.trusted) else {
            return Ok(());
        };
        let profile = self.resolve(site, IdKind::Anonymous, device)?;
        let profile = profile.unwrap_or_else(|| ProfileId::derive(site, IdKind::Anonymous, device));
        let mut moment = Moment {
            surface: request.surface,
            events: std::mem::take(&mut request.events),
            consent: request.consent,
            gpc: request.gpc,
            ..Moment::default()
        };
        let may_be_kept = consent::look(program, self.load(site, profile)?, &moment) == Measurement::Allowed;
        if !may_be_kept {
            consent::withhold(&mut moment);
            request.user_id = None;
            (request.page, request.locale) = (None, None);
            request.device.clear();
        }
        request.events = moment.events;
        Ok(())
    }

    fn step_part(
        &mut self,
        served: &Served<'_>,
        request: &mut DecideRequest,
        part: Part,
        is_last: bool,
        reply: &mut DecideReply,
    ) -> Result<(), RuntimeError> {
        for before in &part.before {
            self.act(served, before)?;
        }
        let id = part.profile;
        let mut moment = self.moment(served, request, part, is_last)?;
        if is_last && request.explain {
            reply.explain = Some(self.explain(served, id, &moment)?);
        }
        match consent::look(served.program, self.load(served.site, id)?, &moment) {
            Measurement::Allowed => {}
            Measurement::Refused => {
                reply.is_forgotten = is_last;
                consent::withhold(&mut moment);
            }
            Measurement::Nothing => {
                reply.is_forgotten = is_last;
                reply.verdicts.extend(consent::verdicts(&moment));
                return Ok(());
            }
        }
        let outcome = self.advance(served.site, id, Input::Moment(Box::new(moment)), served.now)?;
        self.answer(served, request, id, outcome, reply)
    }

    fn act(&mut self, served: &Served<'_>, before: &Before) -> Result<(), RuntimeError> {
        match before {
            Before::Merge { source, target } => self.merge(served.site, *source, *target, served.now),
            Before::Name { profile, user_id, message_id } => {
                let input = Input::Traits {
                    traits: kizukai_model::Properties::new(),
                    message_id: message_id.clone(),
                    names: kizukai_engagement::input::Names {
                        anonymous_id: None,
                        user_id: Some(user_id.clone()),
                    },
                };
                self.advance(served.site, *profile, input, served.now).map(drop)
            }
        }
    }

    /// The moment of a part. Only the last one has the page: what came before a change of persons is somebody else's.
    fn moment(
        &mut self,
        served: &Served<'_>,
        request: &mut DecideRequest,
        part: Part,
        is_last: bool,
    ) -> Result<Moment, RuntimeError> {
        let mut names = part.names;
        let profile = self.load(served.site, part.profile)?;
        let verified = request.has_proved(names.user_id.as_deref().or(profile.user_id()));
        if let Some(device) = served.device
            && !profile.has_anonymous_id(device)
        {
            names.anonymous_id = Some(device.to_owned());
        }
        Ok(Moment {
            surface: if is_last { request.surface } else { Surface::None },
            orders_elsewhere: self.orders_elsewhere(served.site, part.profile, &part.events)?,
            events: part.events,
            names,
            device_id: served.device.map(str::to_owned),
            page: if is_last { request.page.take() } else { request.page.clone() },
            device: if is_last { std::mem::take(&mut request.device) } else { request.device.clone() },
            locale: request.locale.clone(),
            activity: request.activity.filter(|_| is_last),
            consent: request.consent,
            gpc: request.gpc,
            showing: if is_last { std::mem::take(&mut request.showing) } else { Vec::new() },
            trusted: request.trusted,
            verified,
            refused: part.refused,
        })
    }

    /// Numbers of completed orders that somebody else counts already.
    fn orders_elsewhere(
        &mut self,
        site: &SiteId,
        profile: ProfileId,
        events: &[Event],
    ) -> Result<Vec<String>, RuntimeError> {
        let mut elsewhere = Vec::new();
        for order_id in events.iter().filter_map(completed_order) {
            if self.order_owner(site, &order_id)?.is_some_and(|owner| owner != profile) {
                elsewhere.push(order_id);
            }
        }
        Ok(elsewhere)
    }

    fn explain(
        &mut self,
        served: &Served<'_>,
        id: ProfileId,
        moment: &Moment,
    ) -> Result<Vec<Explanation>, RuntimeError> {
        self.back_fill(served.site, id, served.program, served.now)?;
        let profile = self.load(served.site, id)?;
        Ok(explain::explain(served.program, profile, moment, served.now))
    }

    /// Adds a part's outcome to the reply.
    fn answer(
        &mut self,
        served: &Served<'_>,
        request: &DecideRequest,
        id: ProfileId,
        outcome: Outcome,
        reply: &mut DecideReply,
    ) -> Result<(), RuntimeError> {
        let profile = self.load(served.site, id)?;
        let viewer = Viewer {
            device_id: served.device,
            verified: request.has_proved(profile.user_id()),
            locale: request.locale.as_deref(),
            now: served.now,
        };
        let shown = |show: ShowRef| ShownItem {
            content: content::render(served.program, profile, &show, &viewer),
            campaign: show.campaign,
            arm: show.arm,
            enrolment: show.enrolment,
            step: show.step,
            format: show.format,
            resumed: show.resumed,
        };
        let asks_proof = served.program.site().identity.verification != Verification::Off;
        let may_know_others = request.trusted || !asks_proof;
        let told = |verdict| {
            if may_know_others { verdict } else { identity::without_what_it_tells_of_others(verdict) }
        };
        reply.verdicts.extend(outcome.verdicts.into_iter().map(told));
        reply.show = outcome.show.into_iter().map(shown).collect();
        reply.armed = outcome.armed;
        reply.close = outcome.close;
        let until = |due: Timestamp| u64::try_from(due.since(served.now).as_ms()).unwrap_or(0);
        reply.next_check_ms = outcome.next_check_at.map(until);
        Ok(())
    }
}

impl DecideRequest {
    /// Whether this user id, if it is one, was proved.
    fn has_proved(&self, user_id: Option<&str>) -> bool {
        user_id.is_some_and(|user| self.proved.iter().any(|proved| proved == user))
    }
}

impl DecideReply {
    const fn empty() -> Self {
        Self {
            anonymous_id: String::new(),
            verdicts: Vec::new(),
            show: Vec::new(),
            armed: Vec::new(),
            close: Vec::new(),
            next_check_ms: None,
            is_forgotten: false,
            explain: None,
        }
    }
}

/// The user somebody says to be, or an id to belong to.
fn claimed_user(event: &Event) -> Option<&str> {
    match &event.body {
        EventBody::Identify { user_id, .. } => user_id.as_deref(),
        EventBody::Alias { user_id, .. } => Some(user_id),
        _ => None,
    }
}

fn completed_order(event: &Event) -> Option<String> {
    match &event.body {
        EventBody::Track { event: name, properties } => match Commerce::from_track(name, properties)? {
            Commerce::OrderCompleted(order) => order.id,
            _ => None,
        },
        _ => None,
    }
}

/// The people the engine knows, for planning.
struct Known<'a> {
    engine: &'a mut Engine,
    site: &'a SiteId,
}

impl People for Known<'_> {
    fn resolve(&mut self, kind: IdKind, id: &str) -> Result<Option<ProfileId>, RuntimeError> {
        self.engine.resolve(self.site, kind, id)
    }

    fn user_id(&mut self, profile: ProfileId) -> Result<Option<String>, RuntimeError> {
        Ok(self.engine.load(self.site, profile)?.user_id().map(str::to_owned))
    }

    fn exists(&mut self, profile: ProfileId) -> Result<bool, RuntimeError> {
        Ok(self.engine.load(self.site, profile)?.seq() > 0)
    }
}
