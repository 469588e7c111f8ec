//! Kizukai over HTTP: what a shop's page, its operators and its machines ask.
//!
//! - To add an endpoint: a file in `endpoints`, a line in [`router`](router()), `make openapi`.
//! - To protect it: take `auth::Caller` as an argument, and say in `permissions` who may.
//! - To change something: write it down with `Caller::record` (`recording`) before answering.
//! - To refuse something: a variant of `problem::ApiError`; that file says how errors flow.
//! - A limit goes into `limits`, and is counted when it is hit.
//!
//! Handlers read, ask the runtime and write; rules about visitors live below, in the engagement crate.
//!
//! Architecture invariants: no SQL, no campaign logic, no clock but the one handed in; every error is problem JSON;
//! nothing a browser may see is rendered from anything but what the runtime hands out.

mod app;
mod arrivals;
mod assets;
mod auth;
mod body;
mod client;
mod cookie;
mod cors;
mod endpoints;
mod events;
mod extract;
#[cfg(test)]
mod harness;
mod heard;
mod limits;
mod listening;
mod mending;
mod observe;
pub mod oidc;
mod permissions;
mod problem;
mod rates;
mod recording;
mod retry;
mod router;
mod session_cookie;
mod settings;
mod verdict;
mod write_key;
pub mod yaml;

pub use app::{App, Parts};
pub use assets::{Asset, AssetCache, Caching};
pub use client::{Addresses, Network, NotANetwork};
pub use listening::{Connections, serve};
pub use observe::{BATCH_BUCKETS, COMMIT_BUCKETS_S, DURATION_BUCKETS_S, DURATION_METRIC};
pub use oidc::OidcSettings;
pub use rates::{Rate, RateLimits};
pub use router::{description, router};
pub use settings::{DemoMember, SetUpCode, Settings, first_party_path, public_origin};
