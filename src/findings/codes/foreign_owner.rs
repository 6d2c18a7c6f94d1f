//! `foreign-owner`

use crate::findings::{Code, Severity};

/// A directory on PATH belongs to another ordinary user.
pub static CODE: Code = Code {
    name: "foreign-owner",
    severity: Severity::Warning,
    meaning: "A directory on PATH belongs to another ordinary user.",
    harm: "That user can put a program there which you then run.",
    repair: "Remove the entry, or have the directory belong to root or to you.",
};
