//! `already-active`

use crate::findings::{Code, Severity};

/// The environment is active already.
pub static CODE: Code = Code {
    name: "already-active",
    severity: Severity::Info,
    meaning: "The environment is active already.",
    harm: "Nothing bad: in the same shell the activation is repeated, in a child shell its directory stands on PATH twice.",
    repair: "Nothing needs to be done.",
};
