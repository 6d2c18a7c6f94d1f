//! `empty-entry`

use crate::findings::{Code, Severity};

/// An entry is empty: a colon at the beginning, at the end, or two in a row.
pub static CODE: Code = Code {
    name: "empty-entry",
    severity: Severity::Warning,
    meaning: "An entry is empty: a colon at the beginning, at the end, or two in a row.",
    harm: "Most programs read it as the working directory, so a file in any directory that you visit can pose as a command.",
    repair: "Remove the surplus colon; write `.` where the working directory is really wanted.",
};
