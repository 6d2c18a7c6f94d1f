//! From facts to findings: each disagreement gets its code, its sentence and its remedy.

mod claim;
mod damage;
mod effect;
mod pip;
mod project;
mod variable;

use std::cmp::Reverse;

use super::{Examination, Tongue};
use crate::findings::{Finding, codes};
use crate::python::Atlas;

/// What the checks look at.
struct Case<'case> {
    atlas: &'case Atlas<'case>,
    facts: &'case Examination,
    tongue: Tongue,
}

/// Everything that is wrong, the worst first, and of equals the cause before its effects.
pub(super) fn findings(atlas: &Atlas<'_>, facts: &Examination, tongue: Tongue) -> Vec<Finding> {
    let case = Case { atlas, facts, tongue };
    let mut findings = case.about_claims();
    findings.extend(case.about_damages());
    findings.extend(case.about_effect());
    findings.extend(case.about_pip());
    findings.extend(case.about_project());
    findings.extend(case.about_several());
    findings.extend(case.about_variables());
    findings.extend(case.about_silence());
    findings.sort_by_key(|finding| Reverse(finding.severity));
    findings
}

impl Case<'_> {
    /// The words that claim the environment in question: `VIRTUAL_ENV names /p/.venv`.
    fn claim_words(&self) -> Option<String> {
        let claim = self.facts.claims.iter().find(|claim| claim.environment().is_some())?;
        Some(format!("{} names {}", claim.variable, claim.value))
    }

    /// Entries that did not answer: what they hold may be what really runs.
    fn about_silence(&self) -> impl Iterator<Item = Finding> {
        let unseen = self.facts.python.resolution.unseen.iter();
        unseen.filter_map(|(position, error)| codes::slow_directory::about(*position, error))
    }

    /// What `python` runs instead, as the rest of a sentence.
    fn python_runs(&self) -> String {
        self.facts.runs()
    }
}
