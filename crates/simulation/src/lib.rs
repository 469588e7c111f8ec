//! Simulated visitors of the sample shop: the people in `kizukai demo`, and the ground truth for every report.
//!
//! They act only through `POST /v1/decide`, as the tag would. How they are minded, and what each campaign does to them,
//! is one table (`data/ground_truth.toml`, read by [`Table`]); what the table comes to for a population is worked out
//! by [`truth::effects`], and reports about simulated traffic must find it again.
//!
//! To start: [`Visit`] is one visit as a state machine, [`Crowd`] everybody who comes in a season, both without input
//! or output. [`replay`](replay::replay) lets a season happen over HTTP in fast motion, [`live`](live::live) lets people
//! come and go at a human pace.
//!
//! Invariants: everything is drawn from one seed, by name ([`Draw`]); no clock is read; a visitor who is not spoken to
//! does what they would have done anyway, and being spoken to changes chances only through [`visit::Mood`].

mod calendar;
pub mod catalogue;
mod crowd;
mod draw;
pub mod http;
pub mod live;
pub mod replay;
pub mod reply;
pub mod request;
mod stand_in;
mod table;
mod tally;
pub mod truth;
pub mod visit;
mod visitor;

pub use crowd::{Crowd, NEWCOMERS, Season, Wave};
pub use draw::Draw;
pub use stand_in::StandIn;
pub use table::{CampaignTruth, Manner, Reaction, TEXT, Table, Temperament};
pub use tally::Tally;
pub use visit::Visit;
pub use visitor::{MARK, Member, VISITS_MOST, Visitor};
