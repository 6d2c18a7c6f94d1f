//! Integration tests of the whole program, one binary.
#![allow(clippy::disallowed_methods, reason = "tests look at the real outside")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod completions;
mod generated;
mod licences;
mod terminal;
mod tools;
mod walls;
