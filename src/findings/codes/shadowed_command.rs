//! `shadowed-command`

use crate::findings::{Code, Severity};

/// Several different files bear the name; the first on PATH wins.
pub static CODE: Code = Code {
    name: "shadowed-command",
    severity: Severity::Info,
    meaning: "Several different files bear the name; the first on PATH wins.",
    harm: "After an installation or upgrade the older copy may still be the one that runs.",
    repair: "Nothing needs to be done where the first is the wanted one; else reorder PATH or remove a copy.",
};
