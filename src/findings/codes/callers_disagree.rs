//! `callers-disagree`

use crate::findings::{Code, Severity};

/// Another program that looks up the same name on the same PATH would run another file, or none.
pub static CODE: Code = Code {
    name: "callers-disagree",
    severity: Severity::Warning,
    meaning: "Another program that looks up the same name on the same PATH would run another file, or none.",
    harm: "What works at the prompt fails in a script, a cron job or an editor, because each of them reads PATH by its own rules.",
    repair: "Repair what makes the difference: an empty, relative or `~` entry, or a file that some callers skip and others trip over.",
};
