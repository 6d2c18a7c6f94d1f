//! `world-writable-directory`

use crate::findings::{Code, Severity};

/// Everybody may write to a directory on PATH.
pub static CODE: Code = Code {
    name: "world-writable-directory",
    severity: Severity::Error,
    meaning: "Everybody may write to a directory on PATH.",
    harm: "Any user of the machine can put a program there which you then run.",
    repair: "Take the permission away with `chmod o-w`, or remove the entry.",
};
