//! `tilde-entry`

use crate::findings::{Code, Severity};

/// An entry begins with a literal `~`.
pub static CODE: Code = Code {
    name: "tilde-entry",
    severity: Severity::Warning,
    meaning: "An entry begins with a literal `~`.",
    harm: "bash expands it, most other programs do not: a command found at the prompt is missing in scripts and editors.",
    repair: "Write `$HOME` instead of `~` in the file that sets PATH, or leave the `~` outside of the quotes.",
};
