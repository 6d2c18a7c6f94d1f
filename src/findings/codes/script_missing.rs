//! `script-missing`

use crate::findings::{Code, Severity};

/// The environment has no activation script for this shell.
pub static CODE: Code = Code {
    name: "script-missing",
    severity: Severity::Error,
    meaning: "The environment has no activation script for this shell.",
    harm: "It cannot be activated from here.",
    repair: "Write the scripts anew with `python3 -m venv --upgrade DIR`, or use another shell.",
};
