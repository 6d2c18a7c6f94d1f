//! `not-utf8-entry`

use crate::findings::{Code, Severity};

/// An entry is not valid UTF-8.
pub static CODE: Code = Code {
    name: "not-utf8-entry",
    severity: Severity::Info,
    meaning: "An entry is not valid UTF-8.",
    harm: "The kernel and most shells use it as it is, but many tools lose this entry, or the whole PATH (yash).",
    repair: "Rename the directory to a UTF-8 name.",
};
