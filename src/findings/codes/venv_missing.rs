//! `venv-missing`

use crate::findings::{Code, Severity};

/// The variable that claims an environment names a directory that does not exist.
pub static CODE: Code = Code {
    name: "venv-missing",
    severity: Severity::Error,
    meaning: "The variable that claims an environment names a directory that does not exist.",
    harm: "The prompt shows an environment that is gone, and other commands run in its place.",
    repair: "Unset the variable, or make the environment again; after a move, activate it from its new place.",
};
