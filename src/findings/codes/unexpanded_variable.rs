//! `unexpanded-variable`

use crate::findings::{Code, Severity};

/// An entry still holds a reference to a variable.
pub static CODE: Code = Code {
    name: "unexpanded-variable",
    severity: Severity::Warning,
    meaning: "An entry still holds a reference to a variable.",
    harm: "Nothing replaces it any more at look-up time, so the directory is not found.",
    repair: "Use double quotes instead of single ones where PATH is set; in files that are no shell scripts write the value out.",
};
