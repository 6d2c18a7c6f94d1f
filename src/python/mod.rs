//! Pythons and their environments, recognised without running anything.
//!
//! An [`Environment`] is a directory with an interpreter of its own; the [`Atlas`] finds them. A [`Config`] is its
//! `pyvenv.cfg`.

mod atlas;
mod config;
mod environment;
mod interpreter;
mod name;
mod script;
mod shim;
#[cfg(test)]
pub(crate) mod testing;
mod version;
mod word;

pub use atlas::{Atlas, is_below};
pub use config::Config;
pub use environment::{ConfigFile, Creator, Environment, PROJECT_NAMES};
pub use interpreter::Interpreter;
pub use name::Command;
pub use script::Runner;
pub use shim::Shim;
pub use version::{Evidence, Version, minor_of};
pub use word::literal_word;
