//! One file for each command.

pub(crate) mod apply;
pub(crate) mod backup;
pub(crate) mod config;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod member;
pub(crate) mod openapi;
pub(crate) mod rebuild;
pub(crate) mod serve;
