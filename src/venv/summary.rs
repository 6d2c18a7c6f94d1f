//! The one sentence that a beginner understands.

use super::{Examination, Status};

/// What is so, in one sentence without a full stop.
pub(super) fn summary(facts: &Examination) -> String {
    match facts.status {
        Status::Active => active(facts),
        Status::Inactive => inactive(facts),
        Status::Inconsistent => inconsistent(facts),
    }
}

fn active(facts: &Examination) -> String {
    let Some(health) = &facts.health else { return String::new() };
    let version = health.interpreter.as_ref().and_then(|interpreter| interpreter.version.as_ref());
    let version = version.map_or_else(String::new, |version| format!(" (Python {})", version.text));
    format!("{} is active: {}{version}", health.environment.root, facts.python.runs())
}

fn inactive(facts: &Examination) -> String {
    let none = facts.pythons().all(|name| name.winner.is_none());
    let runs = if none { "there is no `python` or `python3` on PATH".to_owned() } else { facts.runs() };
    format!("no virtual environment is active; {runs}")
}

/// The worst finding that explains why: a foreign `pip` beside does not.
fn inconsistent(facts: &Examination) -> String {
    let explains = |name: &str| name.starts_with("venv-") && name != "venv-of-other-project";
    let chief = facts.findings.iter().find(|finding| explains(finding.code.name));
    chief.map_or_else(
        || format!("an environment is claimed, but {}", facts.runs()),
        |chief| chief.message.to_string(),
    )
}
