//! `venv-config-missing`

use crate::findings::{Code, Severity};

/// The environment has lost its `pyvenv.cfg`.
pub static CODE: Code = Code {
    name: "venv-config-missing",
    severity: Severity::Error,
    meaning: "The environment has lost its `pyvenv.cfg`.",
    harm: "Python takes itself for the base interpreter without a word, and packages are installed there.",
    repair: "Make the environment anew.",
};
