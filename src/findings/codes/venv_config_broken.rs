//! `venv-config-broken`

use crate::findings::{Code, Severity};

/// The `pyvenv.cfg` of the environment does not say what Python needs.
pub static CODE: Code = Code {
    name: "venv-config-broken",
    severity: Severity::Error,
    meaning: "The `pyvenv.cfg` of the environment does not say what Python needs.",
    harm: "Python fails to start, or takes its base or its packages from somewhere else.",
    repair: "Make the environment anew, or repair the file.",
};
