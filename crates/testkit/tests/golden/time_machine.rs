//! A shop inside this process, at a time of its own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context, Result};
use kizukai_engagement::{Definition, Surface, Verdict};
use kizukai_model::EventDefaults;
use kizukai_model::time::ManualClock;
use kizukai_model::{Clock, Event, IdKind, PageInfo, SiteId, Span, Timestamp};
use kizukai_runtime::{DecideReply, DecideRequest, Fresh, Options, Runtime, TraitsChange, Who};
use serde_json::{Value, json};

use crate::expected::Expected;

/// Ids that count up.
#[derive(Debug, Default)]
pub(crate) struct Counting(AtomicU64);

impl Fresh for Counting {
    fn id(&self) -> String {
        format!("f-{}", self.0.fetch_add(1, Ordering::SeqCst))
    }

    fn secret(&self) -> String {
        format!("{:064x}", self.0.fetch_add(1, Ordering::SeqCst))
    }
}

/// The shop, running.
pub(crate) struct TimeMachine {
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) site: SiteId,
    runtime: Runtime,
}

fn text(id: &Value) -> String {
    id.as_str().unwrap_or_default().to_owned()
}

impl TimeMachine {
    /// Opens a golden folder at the moment it was left.
    pub(crate) fn open(folder: &Path, expected: &Expected) -> Result<Self> {
        Self::open_at(folder, &expected.site, Timestamp::from_ms(expected.stands_at_ms))
    }

    pub(crate) fn open_at(folder: &Path, site: &str, now: Timestamp) -> Result<Self> {
        let clock = Arc::new(ManualClock::at(now));
        let mut options = Options::new(folder);
        options.clock = Arc::clone(&clock) as Arc<dyn Clock>;
        options.fresh = Arc::new(Counting::default());
        Ok(Self { clock, site: site.into(), runtime: Runtime::open(options)? })
    }

    pub(crate) const fn runtime(&self) -> &Runtime {
        &self.runtime
    }

    pub(crate) async fn publish(&self, texts: &[Value]) -> Result<()> {
        let read = |text: &Value| Definition::read(None, text).map(|(definition, _)| definition);
        let definitions = texts.iter().map(read).collect::<Result<Vec<_>, _>>();
        let definitions = definitions.map_err(|problem| anyhow::anyhow!("{problem}"))?;
        self.runtime.publish(&self.site, definitions).await.map(drop).context("publishing")
    }

    /// A request of a device's page, with the events as a tag sends them; answers the reply.
    pub(crate) async fn ask(&self, device: &str, events: &[Value]) -> Result<DecideReply> {
        let now = self.clock.now();
        let page =
            PageInfo { path: Some("/cart".into()), title: Some("カート".into()), ..PageInfo::default() };
        let defaults =
            EventDefaults { received_at: now, sent_at: None, page: Some(&page), message_id: "none" };
        let events = events.iter().map(|event| Event::parse(event, &defaults)).collect::<Result<_, _>>()?;
        let request = DecideRequest {
            anonymous_id: Some(device.to_owned()),
            surface: Surface::Page,
            page: Some(page.clone()),
            device: json!({"type": "mobile"}).as_object().cloned().unwrap_or_default(),
            locale: Some("ja-JP".into()),
            events,
            ..DecideRequest::default()
        };
        Ok(self.runtime.decide(&self.site, request).await?)
    }

    /// The verdicts of such a request.
    pub(crate) async fn decide(&self, device: &Value, events: &[Value]) -> Result<Vec<&'static str>> {
        let reply = self.ask(&text(device), events).await?;
        let word = |verdict| match verdict {
            Verdict::Ok => "ok",
            Verdict::Duplicate => "duplicate",
            Verdict::Dropped => "dropped",
            Verdict::Invalid => "invalid",
            Verdict::Retry => "retry",
        };
        Ok(reply.verdicts.iter().map(|one| word(one.verdict)).collect())
    }

    pub(crate) async fn traits(&self, user: &str, traits: Value) -> Result<()> {
        let traits = traits.as_object().cloned().unwrap_or_default();
        let change = TraitsChange { kind: IdKind::User, id: user.into(), traits, message_id: None };
        self.runtime.set_traits(&self.site, change).await?;
        Ok(())
    }

    pub(crate) async fn profile(&self, device: &Value) -> Result<Value> {
        self.profile_of(&text(device), IdKind::Anonymous).await
    }

    pub(crate) async fn profile_of(&self, id: &str, kind: IdKind) -> Result<Value> {
        let profile =
            self.runtime.profile(&self.site, Who::Named { id: id.to_owned(), kind: Some(kind) }).await?;
        profile.with_context(|| format!("nobody is known as {id}"))
    }

    /// What happened to a profile, newest first.
    pub(crate) async fn events_of(&self, id: &str, kind: IdKind) -> Result<Vec<Value>> {
        let page = self
            .runtime
            .events(&self.site, Who::Named { id: id.to_owned(), kind: Some(kind) }, 500, None)
            .await?;
        Ok(page.with_context(|| format!("nobody is known as {id}"))?.events)
    }

    pub(crate) async fn results(&self, campaign: &str) -> Result<Value> {
        let results = self.runtime.results(&self.site, campaign).await?;
        Ok(serde_json::to_value(results.with_context(|| format!("there is no campaign {campaign}"))?)?)
    }

    /// Lets time pass, and fires what falls due in it.
    pub(crate) async fn pass(&self, time: Span) -> Result<()> {
        self.clock.advance(time);
        Ok(self.runtime.fire_due().await?)
    }

    pub(crate) async fn shut_down(self) -> Result<()> {
        Ok(self.runtime.shutdown().await?)
    }
}
