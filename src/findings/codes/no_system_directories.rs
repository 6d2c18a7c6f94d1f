//! `no-system-directories`

use crate::findings::{Code, Severity};

/// Neither `/usr/bin` nor `/bin` is on PATH.
pub static CODE: Code = Code {
    name: "no-system-directories",
    severity: Severity::Warning,
    meaning: "Neither `/usr/bin` nor `/bin` is on PATH.",
    harm: "Basic commands such as `ls` are not found, and scripts break in surprising places.",
    repair: "Append them: `PATH=\"$PATH:/usr/bin:/bin\"`; look for an assignment that forgot to keep the old value.",
};
