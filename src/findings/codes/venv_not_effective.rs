//! `venv-not-effective`

use crate::findings::{Code, Severity};

/// An environment is claimed and on PATH, but another file wins for `python` or `python3`.
pub static CODE: Code = Code {
    name: "venv-not-effective",
    severity: Severity::Error,
    meaning: "An environment is claimed and on PATH, but another file wins for `python` or `python3`.",
    harm: "Programs run, and packages are installed, outside of the environment that the prompt shows.",
    repair: "Activate it again, or take the entry that wins out from in front of it.",
};
