//! `link-loop-entry`

use crate::findings::{Code, Severity};

/// An entry is a link that leads back to itself.
pub static CODE: Code = Code {
    name: "link-loop-entry",
    severity: Severity::Warning,
    meaning: "An entry is a link that leads back to itself.",
    harm: "Nothing is found there, and execvp and its relatives stop the whole search at it.",
    repair: "Remove the link or the entry.",
};
