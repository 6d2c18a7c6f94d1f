//! `script-for-other-directory`

use crate::findings::{Code, Severity};

/// The activation script names another directory than the one it lies in: the environment was moved or copied.
pub static CODE: Code = Code {
    name: "script-for-other-directory",
    severity: Severity::Error,
    meaning: "The activation script names another directory than the one it lies in: the environment was moved or copied.",
    harm: "Activating it puts the other directory on PATH; if that is gone, `python` is whatever comes next while the prompt looks right.",
    repair: "Create the environment anew where it is; environments cannot be moved.",
};
