//! `venv-of-other-project`

use crate::findings::{Code, Severity};

/// The active environment belongs to another project than the one around the working directory.
pub static CODE: Code = Code {
    name: "venv-of-other-project",
    severity: Severity::Warning,
    meaning: "The active environment belongs to another project than the one around the working directory.",
    harm: "The program misses its packages, or installs what it needs into the wrong project.",
    repair: "Deactivate it and activate the one of this project.",
};
