//! One file for each endpoint, in reading order: what it is for, what it takes, the handler, its tests.
//!
//! To add one: write the file, add it to `crate::router`, run `make openapi`.

pub(crate) mod all_results;
pub(crate) mod arrivals;
pub(crate) mod audience;
pub(crate) mod console;
pub(crate) mod decide;
pub(crate) mod decisions;
pub(crate) mod definitions;
pub(crate) mod drafts;
pub(crate) mod effects;
pub(crate) mod erase;
pub(crate) mod event_schema;
pub(crate) mod export;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod identity;
pub(crate) mod images;
pub(crate) mod import_traits;
pub(crate) mod installation;
pub(crate) mod keys;
pub(crate) mod live;
pub(crate) mod metrics;
pub(crate) mod openapi;
pub(crate) mod page_looks;
pub(crate) mod people;
pub(crate) mod profile;
pub(crate) mod profile_events;
pub(crate) mod publish;
pub(crate) mod render;
pub(crate) mod results;
pub(crate) mod segment;
pub(crate) mod segment_figures;
pub(crate) mod set_traits;
pub(crate) mod site_name;
pub(crate) mod tag;
pub(crate) mod trends;
pub(crate) mod visitors;
pub(crate) mod vocabulary;
pub(crate) mod why;
