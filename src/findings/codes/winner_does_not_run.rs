//! `winner-does-not-run`

use crate::findings::{Code, Severity};

/// The caller takes a file that it then cannot run, and looks no further.
pub static CODE: Code = Code {
    name: "winner-does-not-run",
    severity: Severity::Error,
    meaning: "The caller takes a file that it then cannot run, and looks no further.",
    harm: "The command fails although another file of that name further on would run.",
    repair: "Repair or remove the file, or move its directory behind the one that holds the working copy.",
};
