//! Integration tests of the whole program, one binary.
#![allow(clippy::disallowed_methods, reason = "tests look at the real outside")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod activation;
mod activation_matrix;
mod activation_scenes;
mod callers;
mod callers_builtins;
mod callers_lists;
mod callers_permission;
mod callers_random;
mod candidates;
mod completions;
mod environments;
mod far;
mod generated;
mod growth;
mod inspected;
mod licences;
mod makers;
mod mounts;
mod ordinary_user;
mod path;
mod program;
mod readme;
mod sandbox;
mod shadows;
mod shadows_permission;
mod shells;
mod slow;
mod syscalls;
mod terminal;
mod tools;
mod venv_damage;
mod venv_makers;
mod venv_random;
mod venv_shells;
mod venv_status;
mod venv_verdict;
mod voices;
mod walls;
mod which;
mod which_python;
