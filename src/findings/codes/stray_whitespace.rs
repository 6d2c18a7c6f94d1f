//! `stray-whitespace`

use crate::findings::{Code, Severity};

/// An entry begins or ends with white space or a carriage return.
pub static CODE: Code = Code {
    name: "stray-whitespace",
    severity: Severity::Warning,
    meaning: "An entry begins or ends with white space or a carriage return.",
    harm: "The white space is part of the name, so the directory is not found.",
    repair: "Remove the white space in the file that sets PATH; save the file with Unix line ends.",
};
