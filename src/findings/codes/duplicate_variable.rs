//! `duplicate-variable`

use crate::findings::{Code, Severity};

/// The environment holds PATH twice.
pub static CODE: Code = Code {
    name: "duplicate-variable",
    severity: Severity::Warning,
    meaning: "The environment holds PATH twice.",
    harm: "bash and dash take the last one, most other programs the first, so they see different directories.",
    repair: "Find the program that starts others with two records, and let it set PATH once.",
};
