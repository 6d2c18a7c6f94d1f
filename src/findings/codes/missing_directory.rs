//! `missing-directory`

use crate::findings::{Code, Severity};

/// An entry names a directory that does not exist.
pub static CODE: Code = Code {
    name: "missing-directory",
    severity: Severity::Warning,
    meaning: "An entry names a directory that does not exist.",
    harm: "Nothing is found there; whoever may create it decides later what runs.",
    repair: "Remove the entry from the file that sets PATH, or create the directory.",
};
