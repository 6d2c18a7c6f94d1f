//! `deactivate-unknown`

use crate::findings::{Code, Severity};

/// The active environment was inherited from a parent shell, and the command `deactivate` was not.
pub static CODE: Code = Code {
    name: "deactivate-unknown",
    severity: Severity::Warning,
    meaning: "The active environment was inherited from a parent shell, and the command `deactivate` was not.",
    harm: "The variables say that an environment is active, but typing `deactivate` answers that there is no such command.",
    repair: "Leave the shell with `exit`, or source the activation script again and then use `deactivate`.",
};
