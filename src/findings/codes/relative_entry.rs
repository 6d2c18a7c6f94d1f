//! `relative-entry`

use crate::findings::{Code, Severity};

/// An entry is not absolute.
pub static CODE: Code = Code {
    name: "relative-entry",
    severity: Severity::Warning,
    meaning: "An entry is not absolute.",
    harm: "What it means changes with the working directory, so a file in any directory that you visit can pose as a command.",
    repair: "Write the absolute path.",
};
