//! `value-too-long`

use crate::findings::{Code, Severity};

/// The value is longer than the system allows for one variable.
pub static CODE: Code = Code {
    name: "value-too-long",
    severity: Severity::Error,
    meaning: "The value is longer than the system allows for one variable.",
    harm: "Every program started with it fails with `Argument list too long`, or the value is cut.",
    repair: "Remove duplicates and missing directories; look for a start-up file that adds to PATH again and again.",
};
