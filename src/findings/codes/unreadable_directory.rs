//! `unreadable-directory`

use crate::findings::{Code, Severity};

/// A directory on PATH is closed to this user.
pub static CODE: Code = Code {
    name: "unreadable-directory",
    severity: Severity::Warning,
    meaning: "A directory on PATH is closed to this user.",
    harm: "Nothing is found there, without any message.",
    repair: "Give the user permission to search it, or remove the entry.",
};
