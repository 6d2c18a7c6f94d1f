//! Asking `venv-status`, and comparing it with what real Pythons say of themselves.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::program::Answer;
use crate::sandbox::{Environment, Sandbox};

/// What envpeek says, as bash would look names up.
pub(crate) fn status(sandbox: &Sandbox, environment: &Environment) -> Value {
    status_as(sandbox, environment, &["--as", "bash"])
}

pub(crate) fn status_as(sandbox: &Sandbox, environment: &Environment, words: &[&str]) -> Value {
    let words = [&["venv-status", "--json"], words].concat();
    let answer = Answer::of(sandbox.call(environment, &words).output().unwrap());
    let document = answer.json();
    let expected = i32::from(document["status"] != "active");
    assert_eq!(answer.status, Some(expected), "{answer:?}");
    document
}

/// Status and findings in short: `active: info pip-missing`.
pub(crate) fn verdict(document: &Value) -> String {
    let finding = |finding: &Value| {
        format!("{} {}", finding["severity"].as_str().unwrap(), finding["code"].as_str().unwrap())
    };
    let findings: Vec<String> = document["findings"].as_array().unwrap().iter().map(finding).collect();
    format!("{}: {}", document["status"].as_str().unwrap(), findings.join(", "))
}

/// Severities and codes without those of `pip`, where a test is about something else.
pub(crate) fn verdict_without_pip(document: &Value) -> String {
    let shown = verdict(document);
    let (status, findings) = shown.split_once(": ").unwrap();
    let kept: Vec<&str> = findings.split(", ").filter(|finding| !finding.contains(" pip-")).collect();
    format!("{status}: {}", kept.join(", "))
}

/// `effective.python` and `effective.python3` name the environment that the real ones find themselves in.
pub(crate) fn agrees_with_python(sandbox: &Sandbox, environment: &Environment, document: &Value) {
    for name in ["python", "python3"] {
        let truth = sandbox.truth(environment, name);
        let said = document["effective"][name]["environment"].as_str();
        let real = truth.as_ref().and_then(|truth| truth.environment());
        assert_eq!(said.map(same), real.map(same), "{name}: {document:#}");
    }
}

/// A path with its links resolved, since `sys.prefix` may be spelled otherwise.
pub(crate) fn same(path: &str) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.into())
}

pub(crate) fn agrees_on_version(sandbox: &Sandbox, environment: &Environment, document: &Value) {
    let said = document["environment"]["version"].as_str().unwrap();
    let real = sandbox.truth(environment, "python").unwrap().version;
    assert!(
        said == real || said.strip_suffix('?').is_some_and(|known| real.starts_with(known)),
        "{said} {real}"
    );
}
