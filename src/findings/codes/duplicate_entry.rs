//! `duplicate-entry`

use crate::findings::{Code, Severity};

/// The same text stands on PATH twice.
pub static CODE: Code = Code {
    name: "duplicate-entry",
    severity: Severity::Info,
    meaning: "The same text stands on PATH twice.",
    harm: "The later one never matters. Many of them show that a start-up file adds to PATH each time a shell starts.",
    repair: "Add the entry only where it is not there yet.",
};
