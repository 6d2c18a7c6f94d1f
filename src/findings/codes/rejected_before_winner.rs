//! `rejected-before-winner`

use crate::findings::{Code, Severity};

/// A file of that name stands earlier on PATH than the one that runs, and is passed over.
pub static CODE: Code = Code {
    name: "rejected-before-winner",
    severity: Severity::Warning,
    meaning: "A file of that name stands earlier on PATH than the one that runs, and is passed over.",
    harm: "One expects the earlier file to run; some callers stop at it.",
    repair: "Make the earlier file executable, or remove it.",
};
