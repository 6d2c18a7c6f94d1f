//! `pythonhome-set`

use crate::findings::{Code, Severity};

/// PYTHONHOME is set: every Python takes its standard library from there.
pub static CODE: Code = Code {
    name: "pythonhome-set",
    severity: Severity::Warning,
    meaning: "PYTHONHOME is set: every Python takes its standard library from there.",
    harm: "Any other version fails to start or mixes two libraries, in environments also.",
    repair: "Unset PYTHONHOME; activating an environment does so too.",
};
