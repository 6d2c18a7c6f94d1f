//! Shells as programs that people type to: which one is it, and how does one quote for it?

mod ask;
mod detect;
mod quote;

pub use ask::ask_command;
pub use detect::{Detected, detect};
pub use quote::quote;
