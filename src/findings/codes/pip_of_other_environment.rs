//! `pip-of-other-environment`

use crate::findings::{Code, Severity};

/// The `pip` that answers does not work for the environment in effect.
pub static CODE: Code = Code {
    name: "pip-of-other-environment",
    severity: Severity::Error,
    meaning: "The `pip` that answers does not work for the environment in effect.",
    harm: "Packages are installed for another Python and cannot be imported here.",
    repair: "Ask the interpreter itself: `python -m pip install …`, or with uv `uv pip install …`.",
};
