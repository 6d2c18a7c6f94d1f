//! `wrong-separator`

use crate::findings::{Code, Severity};

/// An entry holds several directories with the separator of another system between them.
pub static CODE: Code = Code {
    name: "wrong-separator",
    severity: Severity::Warning,
    meaning: "An entry holds several directories with the separator of another system between them.",
    harm: "The whole text counts as one directory, which does not exist.",
    repair: "Separate entries by a colon on Unix, by a semicolon on Windows.",
};
