//! All tests of behaviour in one program, so that they are linked once; each file is on one subject.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    clippy::print_stdout
)]

mod articles;
mod asking;
mod bad_input;
mod chart;
mod cli;
mod common;
mod completions;
mod crash;
mod documents;
mod durable;
mod eval;
mod events;
mod explain;
mod export;
#[cfg(feature = "figures")]
mod figure;
mod find;
mod gallery;
mod hostile;
mod layers;
mod money;
mod names;
mod network;
mod query;
mod report;
mod rules;
mod scripting;
mod shell;
mod sources;
mod store;
mod store_article;
mod store_data;
mod store_workspace;
mod tutorial;
mod update;
mod w3c;
