//! Use cases: what a shop's server does with visitors, over the [store](kizukai_store) and the pure
//! [step](kizukai_engagement::step()).
//!
//! Two threads do everything that needs an order:
//!
//! - the **engine** owns every resident profile, the aliases, order claims and the row counter. It takes one request
//!   after another, so one visitor has one order, caps cannot be overshot and a merge of two profiles is a function
//!   call. Nothing here locks a profile.
//! - the **committer** owns the writer of the ledger. It takes whatever waits, makes it one durable transaction and
//!   only then releases the answers. The engine steps on while a commit syncs.
//!
//! A third thread, the **pulse**, counts what has become durable; nobody waits for it.
//!
//! Parsing requests and writing JSON happens on the async threads of the caller. SQLite has one writer and a disk
//! syncs one thing at a time, so more engine threads would wait for the same commit; handing a visitor from one
//! shard to another then never arises inside one process.
//!
//! To start: [`Runtime`] for what can be asked, `engine` for how a request becomes rows, `committer` for what durable
//! means, `engine/failure.rs` for what happens when a commit fails. To add a use case: a variant of
//! `engine::Request`, a file in `engine/` that serves it, and a method here.
//!
//! Architecture invariants: no SQL and no HTTP in this crate; nothing but [`fresh`] makes random ids; the time
//! comes from a [`Clock`](kizukai_model::Clock).

mod actor;
mod attention;
mod audience;
mod authentication;
mod codec;
mod committer;
mod counting;
mod decide;
mod decisions;
mod drafting;
mod drafts;
mod effects;
mod engine;
mod erasing;
mod error;
mod examine;
pub mod fresh;
mod history;
mod home;
mod images;
mod import;
mod init;
mod installation;
mod keys;
mod lake;
pub mod limits;
mod live;
mod measures;
mod options;
pub mod packing;
mod page_look;
mod people;
mod person;
mod preview;
mod programs;
mod proof;
mod publish;
mod pulse;
mod reading;
mod rebuild;
mod record;
mod results;
mod roles;
mod runtime;
mod segments;
mod steady_clock;
mod trail;
mod visitors;
mod vocabulary;
mod why;

pub use actor::{Actor, ActorKind};
pub use attention::{AttentionItem, AttentionKind, Severity};
pub use audience::{AudienceSize, SampledVisitor};
pub use authentication::{Admission, Welcome};
pub use decide::{DecideReply, DecideRequest, ShownItem, TraitsChange};
pub use decisions::{DecisionRow, Decisions, OutcomeCounts, ReasonCount};
pub use drafting::Beholder;
pub use drafts::{AtWork, Check, Comment, Draft, NewComment, PresentMember, Proposal, means_nothing};
pub use effects::{
    ArmEffect, ArmSize, Better, CupedLook, Effect, EffectDay, EffectSummary, Effects, FixedLook, FixedPlan,
    Kind, Metric, MetricEffect, PhaseSizes, PlanOutlook, ReportAct, ReportChange, ReportRow, ReportTotal,
    ReportWeek, Role as MetricRole, Sizes, Visible, WeeklyReport,
};
pub use erasing::ErasedPerson;
pub use error::RuntimeError;
pub use examine::{Examination, examine};
pub use fresh::{Fresh, RandomFresh};
pub use history::{Mark, MarkKind, Version};
pub use home::Home;
pub use images::KeptImage;
pub use import::{ImportReport, RejectedLine, cell_value};
pub use init::{Keys, init};
pub use installation::InstallationFigures;
pub use keys::{KeyView, Removal};
pub use kizukai_lake::S3Access;
pub use kizukai_store::{KeyKind, Site};
pub use lake::{
    LakeOptions, TrendAnswer, TrendChoices, TrendEvent, TrendProperty, TrendQuestion, TrendSeries,
};
pub use live::LiveInput;
pub use options::{OpenReader, Options, Stores};
pub use page_look::ReadPage;
pub use people::{
    Invitation, MemberRefusal, MemberView, NewMember, NewSite, OpenInvitation, OpenedSession, SessionView,
    SignedIn, SiteMember, TotpDraft,
};
pub use person::Who;
pub use preview::{PREVIEW_PARAMETER, PreviewLink};
pub use proof::IdentityView;
pub use publish::{DefinitionView, Published, PublishedText};
pub use pulse::{
    CheckKey, CheckState, DayCount, DayFigures, EventCount, Figures, HourFigures, InstallationCheck,
    SegmentDay,
};
pub use reading::EventsPage;
pub use rebuild::{Difference, RebuildReport, Room, rebuild};
pub use record::{Change, RecordEntry};
pub use results::{ArmFigures, CampaignFigures, CampaignResults, PhaseFigures};
pub use roles::{NotARole, Permission, Role};
pub use runtime::Runtime;
pub use segments::{MembersPage, SegmentFigures, SegmentFlow, SegmentMember};
pub use steady_clock::SteadyClock;
pub use visitors::LiveVisitors;
pub use vocabulary::{EventWord, PageWord, PropertyWord, Vocabulary};
pub use why::{Why, WhyItem};
