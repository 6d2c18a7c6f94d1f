//! `venv-claim-invalid`

use crate::findings::{Code, Severity};

/// The variable that claims an environment holds a relative path, or names no environment.
pub static CODE: Code = Code {
    name: "venv-claim-invalid",
    severity: Severity::Error,
    meaning: "The variable that claims an environment holds a relative path, or names no environment.",
    harm: "Tools that believe it fail or look in a different place in every directory.",
    repair: "Unset the variable and activate the environment by its absolute path.",
};
