//! `slow-directory`

use crate::disk::{DiskError, Trouble};
use crate::findings::{Code, Finding, Severity};

/// A directory did not answer in time.
pub static CODE: Code = Code {
    name: "slow-directory",
    severity: Severity::Warning,
    meaning: "A directory on the list did not answer within the time limit (`--timeout`).",
    harm: "Every look-up that gets there waits for a network or a dead mount, and what lies there is not known.",
    repair: "Mend or unmount what is mounted there, or move the entry behind the directories that are used most.",
};

/// What to do about it.
pub const REMEDY: &str = "mend or unmount what is mounted there, or wait longer: --timeout SECONDS";

/// The finding about an entry that could not be looked into, where it is silent.
pub fn about(position: Option<usize>, error: &DiskError) -> Option<Finding> {
    let is_silent = matches!(error.trouble, Trouble::Silent(_));
    let finding = is_silent.then(|| CODE.found(error.to_string(), REMEDY))?;
    Some(match position {
        Some(position) => finding.at(position),
        None => finding,
    })
}
