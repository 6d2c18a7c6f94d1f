//! `lost-on-deactivate`

use crate::findings::{Code, Severity};

/// PATH was changed since the activation, and putting back the old PATH loses the change.
pub static CODE: Code = Code {
    name: "lost-on-deactivate",
    severity: Severity::Warning,
    meaning: "PATH was changed since the activation, and putting back the old PATH loses the change.",
    harm: "Commands that were found a moment ago are not found after `deactivate`, or after activating another environment.",
    repair: "Change PATH before activating, or make the change again afterwards.",
};
