//! `venv-unclaimed`

use crate::findings::{Code, Severity};

/// The `python` on PATH lies in an environment that no variable claims.
pub static CODE: Code = Code {
    name: "venv-unclaimed",
    severity: Severity::Warning,
    meaning: "The `python` on PATH lies in an environment that no variable claims.",
    harm: "Tools that read VIRTUAL_ENV or CONDA_PREFIX (uv, poetry, editors, prompts) do not see it.",
    repair: "Activate the environment, or remove its directory from PATH.",
};
