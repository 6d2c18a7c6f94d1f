//! `activation-stops`

use crate::findings::{Code, Severity};

/// The shell gives up in the middle of the activation script.
pub static CODE: Code = Code {
    name: "activation-stops",
    severity: Severity::Error,
    meaning: "The shell gives up in the middle of the activation script.",
    harm: "Half of the changes are made: the prompt, VIRTUAL_ENV and PATH may disagree afterwards.",
    repair: "Create the environment anew, or activate it from a shell that its script was written for.",
};
