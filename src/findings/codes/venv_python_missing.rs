//! `venv-python-missing`

use crate::findings::{Code, Severity};

/// The environment has no interpreter that runs on this machine.
pub static CODE: Code = Code {
    name: "venv-python-missing",
    severity: Severity::Error,
    meaning: "The environment has no interpreter that runs on this machine.",
    harm: "Another `python` runs in its place, although the prompt shows the environment.",
    repair: "Make the environment anew.",
};
