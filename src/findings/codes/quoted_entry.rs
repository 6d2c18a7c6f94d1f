//! `quoted-entry`

use crate::findings::{Code, Severity};

/// An entry begins or ends with a quotation mark.
pub static CODE: Code = Code {
    name: "quoted-entry",
    severity: Severity::Warning,
    meaning: "An entry begins or ends with a quotation mark.",
    harm: "Outside Windows quotes inside PATH are ordinary characters, so the directory is not found.",
    repair: "Remove the quotes from inside the value; quote the whole assignment instead.",
};
