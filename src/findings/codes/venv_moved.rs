//! `venv-moved`

use crate::findings::{Code, Severity};

/// The environment was made in another directory, to which its scripts still lead.
pub static CODE: Code = Code {
    name: "venv-moved",
    severity: Severity::Error,
    meaning: "The environment was made in another directory, to which its scripts still lead.",
    harm: "Activating it puts the old place on PATH; `pip` and other scripts fail, or work in the original.",
    repair: "Make it anew in its present place; environments cannot be moved.",
};
