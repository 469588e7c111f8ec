//! A campaign under edit on the shop's own page, for whoever wrote it: nothing of it is kept, counted or shown to others.
//!
//! A link carries a secret. The device that comes with it is answered by the pure step, on a profile made for the occasion,
//! with a program of that campaign alone; so it is, on every page, until the link's life is over or the device leaves. All of it
//! is in memory, bounded, and gone with a restart. The tag knows nothing of it.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use kizukai_engagement::content::{self, Viewer};
use kizukai_engagement::input::Names;
use kizukai_engagement::program::{self, Wish};
use kizukai_engagement::text::ConsentMode;
use kizukai_engagement::{Definition, Input, Moment, Profile, Program, ProgramSource, ShowRef, step};
use kizukai_model::{EventBody, IdKind, PageInfo, ProfileId, SiteId, Timestamp};
use serde_json::Value;

use crate::page_look::Reading;
use crate::{DecideReply, DecideRequest, Runtime, RuntimeError, ShownItem, limits, measures};

/// The name of the secret in a page's address.
pub const PREVIEW_PARAMETER: &str = "kizukai_preview";
/// In place of the secret: ends the preview on this device.
const END: &str = "end";

/// A link to see a campaign with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreviewLink {
    /// The secret.
    pub token: String,
    /// Until when it works.
    pub expires_at: Timestamp,
}

/// All previews under way.
#[derive(Default)]
pub(crate) struct Previews {
    by_token: Mutex<HashMap<String, Preview>>,
    /// How many there are, so that who does not look at one pays nothing.
    count: AtomicUsize,
}

/// One campaign, looked at.
struct Preview {
    program: Arc<Program>,
    site: SiteId,
    began_at: Timestamp,
    /// The site asks its visitors before it remembers them.
    asks_consent: bool,
    /// Who looks, by the device's id.
    devices: HashMap<String, Profile>,
    /// It is there to read the page's look, not for what it says.
    reading: Option<Reading>,
}

impl Preview {
    fn is_over(&self, now: Timestamp) -> bool {
        now.since(self.began_at) >= limits::PREVIEW_LIFE
    }
}

impl Runtime {
    /// Makes a link to see a campaign's draft with, or what is published where there is none. None when there is neither.
    ///
    /// # Errors
    /// [`RuntimeError::Refused`] where the text cannot be run.
    #[tracing::instrument(level = "debug", skip_all, fields(site = &**site))]
    pub async fn make_preview(
        &self,
        site: &SiteId,
        key: &str,
        wish: Wish,
    ) -> Result<Option<PreviewLink>, RuntimeError> {
        let draft = self.draft(site, key).await?.map(|draft| draft.text);
        let text = match draft {
            Some(text) => Some(text),
            None => self.definition(site, "campaign", key)?.map(|view| view.text),
        };
        let Some(text) = text else { return Ok(None) };
        let source = self.source(site).await?;
        Ok(Some(self.begin_preview(site, &source, (key, text), &wish, None)?))
    }

    /// Makes a link to a campaign's text.
    ///
    /// # Errors
    /// [`RuntimeError::Refused`] where the text cannot be run.
    pub(crate) fn begin_preview(
        &self,
        site: &SiteId,
        source: &ProgramSource,
        (key, text): (&str, Value),
        wish: &Wish,
        reading: Option<Reading>,
    ) -> Result<PreviewLink, RuntimeError> {
        let read = Definition::read_named("campaign", Some(key), text);
        let (text, _) = read.map_err(|problem| RuntimeError::Refused(vec![problem]))?;
        let Definition::Campaign(text) = text else { unreachable!("a campaign was asked for") };
        let program = program::preview(source, *text, wish).map_err(RuntimeError::Refused)?;
        let asks_consent = source.site.text.consent.mode == ConsentMode::Required;
        let (token, began_at) = (self.fresh_secret(), self.now());
        let (program, site) = (Arc::new(program), site.clone());
        let preview = Preview { program, site, began_at, asks_consent, devices: HashMap::new(), reading };
        self.inner.previews.begin(token.clone(), preview);
        Ok(PreviewLink { token, expires_at: began_at.plus(limits::PREVIEW_LIFE) })
    }

    /// The answer to a device that looks at a preview; None for all others. Nothing of it is kept.
    pub fn preview(&self, site: &SiteId, request: &DecideRequest) -> Option<DecideReply> {
        if self.inner.previews.count.load(Ordering::Acquire) == 0 || request.trusted {
            return None;
        }
        let now = self.now();
        let mut previews = self.inner.previews.open(now);
        let given = page(request).and_then(|page| page.query(PREVIEW_PARAMETER));
        let device = request.anonymous_id.as_deref();
        if given.as_deref() == Some(END) {
            device.into_iter().for_each(|device| leave(&mut previews, site, device));
            return None;
        }
        let named = given.filter(|token| previews.get(token).is_some_and(|preview| preview.site == *site));
        let (token, device) = match named {
            Some(token) => {
                let device = device.map_or_else(|| self.fresh_id(), str::to_owned);
                enter(&mut previews, &token, &device, request)?;
                (token, device)
            }
            None => (looked_at_by(&previews, site, device?)?, device?.to_owned()),
        };
        let preview = previews.get_mut(&token)?;
        let profile = preview.devices.get_mut(&device)?;
        let mut reply = answer(&preview.program, profile, request, &device, now);
        if let Some(reading) = &mut preview.reading {
            reading.hear(request);
            reading.dress(&mut reply.show);
        }
        let said = request.consent.measurement;
        let is_forgotten = request.gpc || said == Some(false) || (preview.asks_consent && said.is_none());
        Some(DecideReply { is_forgotten, ..reply })
    }
}

impl Previews {
    fn begin(&self, token: String, preview: Preview) {
        let mut previews = self.open(preview.began_at);
        if previews.len() >= limits::PREVIEWS {
            measures::limit_hit("previews");
            let oldest = previews.iter().min_by_key(|(_, known)| known.began_at);
            if let Some(token) = oldest.map(|(token, _)| token.clone()) {
                previews.remove(&token);
            }
        }
        previews.insert(token, preview);
        self.count.store(previews.len(), Ordering::Release);
    }

    /// Those that are not over.
    fn open(&self, now: Timestamp) -> MutexGuard<'_, HashMap<String, Preview>> {
        let mut previews = self.by_token.lock().unwrap_or_else(PoisonError::into_inner);
        previews.retain(|_, preview| !preview.is_over(now));
        self.count.store(previews.len(), Ordering::Release);
        previews
    }

    /// What the preview of that link has read of the site's page; None where there is no such preview.
    pub(crate) fn reading(&self, site: &SiteId, token: &str, now: Timestamp) -> Option<Reading> {
        let previews = self.open(now);
        previews.get(token).filter(|preview| preview.site == *site)?.reading.clone()
    }

    /// Forgets what devices did while they looked: somebody was erased.
    pub(crate) fn forget(&self, site: &SiteId, ids: &[String]) {
        let mut previews = self.by_token.lock().unwrap_or_else(PoisonError::into_inner);
        ids.iter().for_each(|id| leave(&mut previews, site, id));
    }
}

/// The page a request speaks of.
fn page(request: &DecideRequest) -> Option<&PageInfo> {
    request.page.as_ref().or_else(|| request.events.iter().find_map(|event| event.page.as_ref()))
}

/// A device looks at the preview of that token, and at no other. Where it opens the page anew it begins anew.
fn enter(
    previews: &mut HashMap<String, Preview>,
    token: &str,
    device: &str,
    request: &DecideRequest,
) -> Option<()> {
    let site = previews.get(token)?.site.clone();
    let opens = request.events.iter().any(|event| matches!(event.body, EventBody::Page { .. }));
    let looks = previews.get(token)?.devices.contains_key(device);
    if looks && !opens {
        return Some(());
    }
    leave(previews, &site, device);
    let preview = previews.get_mut(token)?;
    if preview.devices.len() >= limits::PREVIEW_DEVICES {
        measures::limit_hit("preview_devices");
        return None;
    }
    let who = ProfileId::derive(&site, IdKind::Anonymous, &format!("{token}:{device}"));
    preview.devices.insert(device.to_owned(), Profile::new(who));
    Some(())
}

fn leave(previews: &mut HashMap<String, Preview>, site: &SiteId, device: &str) {
    for preview in previews.values_mut().filter(|preview| preview.site == *site) {
        preview.devices.remove(device);
    }
}

fn looked_at_by(previews: &HashMap<String, Preview>, site: &SiteId, device: &str) -> Option<String> {
    let mut of_site = previews.iter().filter(|(_, preview)| preview.site == *site);
    let found = of_site.find(|(_, preview)| preview.devices.contains_key(device));
    found.map(|(token, _)| token.clone())
}

fn answer(
    program: &Program,
    profile: &mut Profile,
    request: &DecideRequest,
    device: &str,
    now: Timestamp,
) -> DecideReply {
    let moment = Moment {
        surface: request.surface,
        events: request.events.clone(),
        names: Names { anonymous_id: Some(device.to_owned()), user_id: request.user_id.clone() },
        device_id: Some(device.to_owned()),
        page: request.page.clone(),
        device: request.device.clone(),
        locale: request.locale.clone(),
        activity: request.activity,
        showing: request.showing.clone(),
        ..Moment::default()
    };
    let outcome = step(program, profile, &Input::Moment(Box::new(moment)), now);
    let viewer = Viewer { device_id: Some(device), verified: false, locale: request.locale.as_deref(), now };
    let shown = |show: ShowRef| ShownItem {
        content: content::render(program, profile, &show, &viewer),
        campaign: show.campaign,
        arm: show.arm,
        enrolment: show.enrolment,
        step: show.step,
        format: show.format,
        resumed: show.resumed,
    };
    let until = |due: Timestamp| u64::try_from(due.since(now).as_ms()).unwrap_or(0);
    DecideReply {
        anonymous_id: device.to_owned(),
        verdicts: outcome.verdicts,
        show: outcome.show.into_iter().map(shown).collect(),
        armed: outcome.armed,
        close: outcome.close,
        next_check_ms: outcome.next_check_at.map(until),
        is_forgotten: false,
        explain: None,
    }
}
