//! Publishing texts, and saying what came of it.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

use kizukai_engagement::text::Status;
use kizukai_engagement::{Definition, Problem};
use kizukai_model::{SiteId, limits};
use kizukai_runtime::{DefinitionView, Permission, Published, means_nothing};

use super::reading::{self, Named};
use crate::app::App;
use crate::auth::Caller;
use crate::body;
use crate::problem::{ApiError, PlaceInText};
use crate::recording::text_name;

/// What came of a PUT. Every later request is decided by it.
#[derive(Serialize, ToSchema)]
#[schema(as = Publication)]
pub(crate) struct PublicationDocument {
    /// `campaign`, `segment` or `site`.
    kind: String,
    /// Its key.
    key: String,
    /// Counts its changes, from 1.
    version: u32,
    /// Counts the changes of what visitors get, from 1.
    phase: u32,
    /// The site's program: counts its publications.
    program: u64,
    /// What is allowed but probably not meant, and fields that mean nothing.
    warnings: Vec<PlaceInText>,
    /// When this version was published (RFC 3339).
    published_at: String,
}

/// What came of publishing several texts.
#[derive(Serialize, ToSchema)]
#[schema(as = Publications)]
pub(crate) struct PublicationsDocument {
    /// The site's program: counts its publications.
    program: u64,
    /// The texts given, and those that changed along with them.
    texts: Vec<TextState>,
    /// What is allowed but probably not meant, and fields that mean nothing.
    warnings: Vec<PlaceInText>,
}

/// A text after a publication.
#[derive(Serialize, ToSchema)]
pub(crate) struct TextState {
    /// `campaign`, `segment` or `site`.
    kind: String,
    /// Its key.
    key: String,
    /// Counts its changes, from 1.
    version: u32,
    /// Counts the changes of what visitors get, from 1.
    phase: u32,
    /// Whether this publication changed it.
    changed: bool,
    /// Whether what visitors get changed thereby, so that a phase of it ended and the next began.
    phase_cut: bool,
}

/// Publishes the one text a PUT brings.
pub(super) async fn put(
    app: &App,
    caller: &Caller,
    path: &Named<'_>,
    headers: &HeaderMap,
    body: Body,
) -> Result<PublicationDocument, ApiError> {
    let expected = reading::expected_version(headers)?;
    let bytes = body::read(app, headers, body, limits::REQUEST_BYTES).await?;
    let text = reading::value(headers, &bytes)?;
    put_text(app, caller, path, text, expected).await
}

/// Publishes one text, only if this version of it stands where one is named.
pub(crate) async fn put_text(
    app: &App,
    caller: &Caller,
    path: &Named<'_>,
    text: serde_json::Value,
    expected: Option<u32>,
) -> Result<PublicationDocument, ApiError> {
    let (definition, unknown) = reading::named(text, path).map_err(refused)?;
    let (kind, key) = (definition.kind(), definition.key());
    let own_name = text_name(kind, &key);
    let published = publish(app, caller, vec![definition], expected).await?;
    let stands = app.runtime().definition(&caller.site, kind, &key)?.ok_or(ApiError::Unknown(kind))?;
    let own = published.warnings.into_iter().filter(|warning| warning.text == own_name);
    Ok(PublicationDocument {
        kind: stands.kind,
        key: stands.key.to_string(),
        version: stands.version,
        phase: stands.phase,
        program: published.program,
        warnings: unknown_fields(unknown, "").chain(own.map(PlaceInText::from)).collect(),
        published_at: stands.published_at.to_rfc3339(),
    })
}

/// Publishes texts for a caller, and writes down which of them changed.
pub(crate) async fn publish(
    app: &App,
    caller: &Caller,
    definitions: Vec<Definition>,
    expected: Option<u32>,
) -> Result<Published, ApiError> {
    if definitions.iter().any(|definition| definition.kind() == "site") {
        caller.must(Permission::Settings)?;
    }
    let mut before = views(app, &caller.site)?;
    if caller.is_member_below_owner() && is_owners_alone(&before, &definitions) {
        return Err(ApiError::ApprovalNeeded);
    }
    let published = app.runtime().publish_onto(&caller.site, definitions, expected).await?;
    let mut texts = Vec::new();
    for (name, after) in views(app, &caller.site)? {
        let was = before.remove(&name);
        if was.as_ref().is_none_or(|was| was.version != after.version) {
            texts.push((was, after));
        }
    }
    caller.record_texts(app, texts).await?;
    Ok(published)
}

/// Whether the site leaves this publication to an owner: it does campaigns, unless they are only stopped.
fn is_owners_alone(standing: &BTreeMap<String, DefinitionView>, definitions: &[Definition]) -> bool {
    let approval = standing.get("site").and_then(|site| site.text["approval"].as_str());
    let campaigns = definitions.iter().filter(|definition| definition.kind() == "campaign");
    approval == Some("owner") && campaigns.into_iter().any(|campaign| !only_stops(standing, campaign))
}

/// Whether a campaign says what it said before, but that it no longer runs.
fn only_stops(standing: &BTreeMap<String, DefinitionView>, definition: &Definition) -> bool {
    let Definition::Campaign(text) = definition else { return false };
    let Some(before) = standing.get(&text_name("campaign", &text.key)) else { return false };
    let Ok((Definition::Campaign(mut before), _)) = Definition::read(Some("campaign"), &before.text) else {
        return false;
    };
    before.status = text.status;
    before == *text && text.status != Status::Running
}

/// Publishes several texts: all of them, or none; or says what that would do.
pub(crate) async fn publish_all(
    app: &App,
    caller: &Caller,
    texts: Vec<serde_json::Value>,
    is_rehearsal: bool,
) -> Result<PublicationsDocument, ApiError> {
    let mut definitions = Vec::with_capacity(texts.len());
    let mut problems = Vec::new();
    let mut warnings = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        match Definition::read(None, text) {
            Ok((definition, unknown)) => {
                let name = text_name(definition.kind(), &definition.key());
                warnings.extend(unknown_fields(unknown, &name));
                definitions.push(definition);
            }
            Err(problem) => problems.push(problem.in_text(&format!("texts[{index}]"))),
        }
    }
    if !problems.is_empty() {
        return Err(ApiError::TextRefused(problems));
    }
    let published = if is_rehearsal {
        app.runtime().rehearse_publication(&caller.site, definitions).await?
    } else {
        publish(app, caller, definitions, None).await?
    };
    let texts = published.texts.into_iter().map(|text| TextState {
        changed: text.changed,
        phase_cut: text.phase_cut,
        kind: text.kind,
        key: text.key.to_string(),
        version: text.version,
        phase: text.phase,
    });
    let texts: Vec<TextState> = texts.collect();
    let named = |warning: &Problem| texts.iter().any(|text| text_name(&text.kind, &text.key) == warning.text);
    warnings.extend(published.warnings.into_iter().filter(named).map(PlaceInText::from));
    Ok(PublicationsDocument { program: published.program, texts, warnings })
}

/// Every text of a site as it stands, by its name.
fn views(app: &App, site: &SiteId) -> Result<BTreeMap<String, DefinitionView>, ApiError> {
    let mut views = BTreeMap::new();
    for kind in ["campaign", "segment", "site"] {
        let of_kind = app.runtime().definitions(site, kind)?.into_iter();
        views.extend(of_kind.map(|view| (text_name(kind, &view.key), view)));
    }
    Ok(views)
}

fn unknown_fields(paths: Vec<String>, text: &str) -> impl Iterator<Item = PlaceInText> {
    paths.into_iter().map(move |path| means_nothing(path).in_text(text).into())
}

fn refused(problem: Problem) -> ApiError {
    ApiError::TextRefused(vec![problem])
}
