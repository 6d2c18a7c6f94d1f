//! `duplicate-directory`

use crate::findings::{Code, Severity};

/// An entry leads to a directory that stands on PATH before, under another spelling or through a link.
pub static CODE: Code = Code {
    name: "duplicate-directory",
    severity: Severity::Info,
    meaning: "An entry leads to a directory that stands on PATH before, under another spelling or through a link.",
    harm: "It changes nothing: the first of the two always wins. On systems where `/bin` is a link to `/usr/bin` it is normal.",
    repair: "Nothing needs to be done; a shorter PATH is only easier to read.",
};
