//! How carrying out a script ended, and what it left.

use std::collections::BTreeMap;

use super::memory::{Effect, Variable};
use crate::text::Text;

/// What a script leaves behind in the shell that sourced it.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Every variable of the shell afterwards.
    pub variables: BTreeMap<Text, Variable>,
    /// The changes, first to last.
    pub effects: Vec<Effect>,
    /// How it ended.
    pub ending: Ending,
    /// Whether a command `deactivate` is there afterwards.
    pub deactivates: bool,
}

/// How a script ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// It ran to its end.
    Whole,
    /// The shell stops in the middle; what was done before stays.
    Aborted {
        /// The line at which it stops.
        line: usize,
        /// Why.
        why: String,
    },
    /// envpeek does not know what it does.
    NotUnderstood {
        /// The line that is not understood.
        line: usize,
        /// What stands there.
        what: String,
    },
}
