//! `pythonpath-set`

use crate::findings::{Code, Severity};

/// PYTHONPATH is set: its directories come before all others for every Python.
pub static CODE: Code = Code {
    name: "pythonpath-set",
    severity: Severity::Info,
    meaning: "PYTHONPATH is set: its directories come before all others for every Python.",
    harm: "Modules there shadow those of the environment, whatever is installed in it.",
    repair: "Unset PYTHONPATH unless the program needs it.",
};
