//! Findings as documents show them.

use serde::Serialize;

use crate::findings::{Finding, Words};

/// One finding.
#[derive(Clone, Debug, Serialize)]
pub struct FindingReport {
    /// Its code.
    pub code: &'static str,
    /// `info`, `warning` or `error`.
    pub severity: &'static str,
    /// The entry that it is about.
    pub position: Option<usize>,
    /// Other entries that have to do with it.
    pub related: Vec<usize>,
    /// What is wrong, in one sentence.
    pub message: Words,
    /// What to do about it.
    pub remedy: Words,
}

impl From<Finding> for FindingReport {
    fn from(finding: Finding) -> Self {
        let Finding { code, severity, position, related, message, remedy } = finding;
        Self { code: code.name, severity: severity.name(), position, related, message, remedy }
    }
}

impl FindingReport {
    /// Whether it is more than worth knowing.
    pub fn needs_attention(&self) -> bool {
        self.severity != "info"
    }
}

/// The codes of some findings, sorted, each once.
pub fn codes<'finding>(findings: impl IntoIterator<Item = &'finding FindingReport>) -> Vec<&'static str> {
    let mut codes: Vec<_> = findings.into_iter().map(|finding| finding.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
