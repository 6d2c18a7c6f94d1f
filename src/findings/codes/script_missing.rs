//! `script-missing`

use crate::findings::{Code, Severity};

/// The environment has no activation script for this shell.
pub static CODE: Code = Code {
    name: "script-missing",
    severity: Severity::Error,
    meaning: "The environment has no activation script for this shell.",
    harm: "It cannot be activated from here.",
    repair: "Let its maker write the scripts anew (`python3 -m venv DIR` keeps what is installed), or use another shell.",
};
