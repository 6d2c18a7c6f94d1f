//! `venv-base-missing`

use crate::findings::{Code, Severity};

/// The Python that the environment was made from is gone, or is another minor version now.
pub static CODE: Code = Code {
    name: "venv-base-missing",
    severity: Severity::Error,
    meaning: "The Python that the environment was made from is gone, or is another minor version now.",
    harm: "Its `python` cannot start, so the next one on PATH runs; or it starts and sees none of its packages.",
    repair: "Make the environment anew with a Python that is there, and install its packages again.",
};
