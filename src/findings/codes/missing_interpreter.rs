//! `missing-interpreter`

use crate::findings::{Code, Severity};

/// A script names an interpreter that cannot run it, or a program names a loader that is not there.
pub static CODE: Code = Code {
    name: "missing-interpreter",
    severity: Severity::Error,
    meaning: "A script names an interpreter that cannot run it, or a program names a loader that is not there.",
    harm: "bash and fish stop at such a file and fail; dash, zsh, env and others silently run the next one on PATH.",
    repair: "Correct the first line of the script, or install its interpreter; for scripts of a moved virtual environment, make the environment anew.",
};
