//! Integration tests of the whole program, one binary.
#![allow(clippy::disallowed_methods, reason = "tests look at the real outside")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod completions;
mod generated;
mod inspected;
mod licences;
mod path;
mod program;
#[allow(dead_code, reason = "the library's own view of a sandbox is for the differential test")]
mod sandbox;
mod terminal;
mod tools;
mod voices;
mod walls;
mod which;
