//! Shells as programs that people type to: which one is it, and how does one quote for it?

mod activate;
mod ask;
mod detect;
mod quote;

pub use activate::activating_command;
pub use ask::ask_command;
pub use detect::{Detected, detect};
pub use quote::quote;
