//! `pip-missing`

use crate::findings::{Code, Severity};

/// The environment has no `pip`, and no other one answers.
pub static CODE: Code = Code {
    name: "pip-missing",
    severity: Severity::Info,
    meaning: "The environment has no `pip`, and no other one answers.",
    harm: "Nothing is wrong: uv and `--without-pip` make environments without it.",
    repair: "Use `uv pip`, or let Python install it: `python -m ensurepip`.",
};
