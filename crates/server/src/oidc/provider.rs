//! The provider: what it says of itself, kept for a while, and what it says of a person.

use std::sync::{Mutex, PoisonError};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndUserEmail, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, TokenResponse,
};

use kizukai_model::Timestamp;

use super::client::Asking;
use super::pending::Journey;
use super::{Failure, OidcSettings};
use crate::limits::PROVIDER_KEPT;

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// The company's provider. Its methods ask over HTTP and block.
pub(crate) struct Provider {
    settings: OidcSettings,
    asking: Asking,
    /// What it said of itself, and when.
    said: Mutex<Option<(CoreProviderMetadata, Timestamp)>>,
}

impl Provider {
    pub(crate) fn new(settings: OidcSettings) -> Self {
        Self { settings, asking: Asking::new(), said: Mutex::default() }
    }

    pub(crate) const fn settings(&self) -> &OidcSettings {
        &self.settings
    }

    /// Where to send the person who signs in.
    pub(crate) fn address(&self, state: &str, journey: &Journey) -> Result<String, Failure> {
        let client = self.client(self.metadata(journey.began_at)?, &journey.callback)?;
        let (state, nonce) = (CsrfToken::new(state.to_owned()), Nonce::new(journey.nonce.clone()));
        let verifier = PkceCodeVerifier::new(journey.verifier.clone());
        let (url, _, _) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, move || state, move || nonce)
            .add_scope(Scope::new("email".to_owned()))
            .set_pkce_challenge(PkceCodeChallenge::from_code_verifier_sha256(&verifier))
            .url();
        Ok(url.to_string())
    }

    /// The address that the provider vouches for.
    pub(crate) fn address_of_person(
        &self,
        code: String,
        journey: Journey,
        now: Timestamp,
    ) -> Result<String, Failure> {
        let client = self.client(self.metadata(now)?, &journey.callback)?;
        let exchange =
            client.exchange_code(AuthorizationCode::new(code)).map_err(|_| Failure::Unavailable)?;
        let verifier = PkceCodeVerifier::new(journey.verifier);
        let tokens = exchange.set_pkce_verifier(verifier).request(&|request| self.asking.ask(request));
        let tokens = tokens.map_err(|error| refused("the code was not taken", &error))?;
        let nonce = Nonce::new(journey.nonce);
        let first = self.vouched(&client, &tokens, &nonce);
        if !matches!(first, Err(Failure::Refused)) {
            return first;
        }
        // It may sign with a new key since it was asked for its keys.
        let client = self.client(self.ask_anew(now)?, &journey.callback)?;
        self.vouched(&client, &tokens, &nonce)
    }

    /// The address, once signature, audience, time and nonce of the provider's token have been checked. Where the token
    /// does not hold the address, the provider tells it when asked with the token (OpenID Connect Core, section 5.4).
    fn vouched(&self, client: &Client, tokens: &CoreTokenResponse, nonce: &Nonce) -> Result<String, Failure> {
        let token = tokens.id_token().ok_or(Failure::Unavailable)?;
        let claims = token.claims(&client.id_token_verifier(), nonce);
        let claims = claims.map_err(|error| refused("the token is not believed", &error))?;
        if let Some(email) = claims.email() {
            return verified(email, claims.email_verified());
        }
        let asked = client.user_info(tokens.access_token().clone(), Some(claims.subject().clone()));
        let asked = asked.map_err(|_| Failure::Unverified)?;
        let told: Result<CoreUserInfoClaims, _> = asked.request(&|request| self.asking.ask(request));
        let told = told.map_err(|error| refused("the address is not told", &error))?;
        verified(told.email().ok_or(Failure::Unverified)?, told.email_verified())
    }

    fn client(&self, metadata: CoreProviderMetadata, callback: &str) -> Result<Client, Failure> {
        let OidcSettings { client_id, client_secret, .. } = &self.settings;
        let secret = ClientSecret::new(client_secret.clone());
        let client =
            CoreClient::from_provider_metadata(metadata, ClientId::new(client_id.clone()), Some(secret));
        let callback = RedirectUrl::new(callback.to_owned()).map_err(|_| Failure::Unavailable)?;
        Ok(client.set_redirect_uri(callback))
    }

    fn metadata(&self, now: Timestamp) -> Result<CoreProviderMetadata, Failure> {
        let said = self.said.lock().unwrap_or_else(PoisonError::into_inner).clone();
        match said {
            Some((metadata, at)) if now.since(at) < PROVIDER_KEPT => Ok(metadata),
            _ => self.ask_anew(now),
        }
    }

    fn ask_anew(&self, now: Timestamp) -> Result<CoreProviderMetadata, Failure> {
        let issuer = IssuerUrl::new(self.settings.issuer.clone()).map_err(|_| Failure::Unavailable)?;
        let metadata = CoreProviderMetadata::discover(&issuer, &|request| self.asking.ask(request));
        let metadata = metadata.map_err(|error| {
            tracing::warn!(%error, "the sign-in provider cannot be asked");
            Failure::Unavailable
        })?;
        *self.said.lock().unwrap_or_else(PoisonError::into_inner) = Some((metadata.clone(), now));
        Ok(metadata)
    }
}

fn verified(email: &EndUserEmail, is_verified: Option<bool>) -> Result<String, Failure> {
    if is_verified == Some(true) { Ok(email.to_string()) } else { Err(Failure::Unverified) }
}

fn refused(what: &'static str, error: &impl std::fmt::Display) -> Failure {
    tracing::warn!(%error, what, "a sign-in with the provider came to nothing");
    Failure::Refused
}
