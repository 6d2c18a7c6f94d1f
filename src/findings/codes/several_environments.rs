//! `several-environments`

use crate::findings::{Code, Severity};

/// Several environments are on PATH at the same time.
pub static CODE: Code = Code {
    name: "several-environments",
    severity: Severity::Warning,
    meaning: "Several environments are on PATH at the same time.",
    harm: "What one of them does not have runs from the next, and deactivating one brings another into effect.",
    repair: "Deactivate all of them and activate one; start a new shell where the first came from its parent.",
};
