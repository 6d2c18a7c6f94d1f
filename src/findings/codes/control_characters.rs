//! `control-characters`

use crate::findings::{Code, Severity};

/// An entry holds control characters or invisible formatting characters.
pub static CODE: Code = Code {
    name: "control-characters",
    severity: Severity::Warning,
    meaning: "An entry holds control characters or invisible formatting characters.",
    harm: "It looks like another directory than it is, and it can disturb a terminal that prints it raw.",
    repair: "Type the entry again by hand in the file that sets PATH.",
};
