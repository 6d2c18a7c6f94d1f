//! `venv-not-on-path`

use crate::findings::{Code, Severity};

/// An environment is claimed, but its directory of commands is not on PATH.
pub static CODE: Code = Code {
    name: "venv-not-on-path",
    severity: Severity::Error,
    meaning: "An environment is claimed, but its directory of commands is not on PATH.",
    harm: "Everything runs outside of it. Login shells, tmux and `sudo -E` rebuild PATH and keep the variable.",
    repair: "Activate it again in this shell, or start it without a login shell.",
};
