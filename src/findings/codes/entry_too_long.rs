//! `entry-too-long`

use crate::findings::{Code, Severity};

/// An entry, or a component of it, is longer than the system allows.
pub static CODE: Code = Code {
    name: "entry-too-long",
    severity: Severity::Warning,
    meaning: "An entry, or a component of it, is longer than the system allows.",
    harm: "Nothing is found there; some callers even stop the search at it.",
    repair: "Remove the entry, or reach the directory through a shorter link.",
};
