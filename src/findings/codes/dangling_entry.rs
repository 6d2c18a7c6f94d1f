//! `dangling-entry`

use crate::findings::{Code, Severity};

/// An entry is a link whose target does not exist.
pub static CODE: Code = Code {
    name: "dangling-entry",
    severity: Severity::Warning,
    meaning: "An entry is a link whose target does not exist.",
    harm: "Nothing is ever found there, though the entry looks like a directory.",
    repair: "Let the link point to an existing directory, or remove the entry.",
};
