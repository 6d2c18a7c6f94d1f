//! `not-a-directory`

use crate::findings::{Code, Severity};

/// An entry names a file instead of a directory.
pub static CODE: Code = Code {
    name: "not-a-directory",
    severity: Severity::Warning,
    meaning: "An entry names a file instead of a directory.",
    harm: "Nothing is ever found there.",
    repair: "Put the directory that holds the file on PATH instead.",
};
