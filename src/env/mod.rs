//! The environment: taken once, kept as bytes, never written to.
//!
//! [`EnvBlock`] is what the operating system hands to a program: records `NAME=value` in order, possibly the
//! same name twice. [`parse()`] reads the two forms in which such a block is stored: `/proc/N/environ` or
//! `env -0` (records end with NUL), and the lines of `env`.

mod block;
mod parse;

pub use block::{EnvBlock, Occurrence, Variable};
pub use parse::parse;
