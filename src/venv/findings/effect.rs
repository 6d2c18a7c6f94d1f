//! Environments that are claimed and not in effect, in effect and not claimed, or too many.

use super::Case;
use crate::findings::{Finding, Severity, codes};
use crate::python::Environment;
use crate::shell::quote;
use crate::venv::{Effective, Examination};

impl Case<'_> {
    pub(super) fn about_effect(&self) -> Vec<Finding> {
        let claimed = self.claim_words();
        let found = match (&claimed, self.facts.environment()) {
            (Some(words), Some(environment)) => self.not_in_effect(words, environment),
            (None, Some(environment)) if self.facts.claims.is_empty() => Some(self.unclaimed(environment)),
            _ => None,
        };
        found.into_iter().collect()
    }

    fn not_in_effect(&self, words: &str, environment: &Environment) -> Option<Finding> {
        let losing = self.facts.losing_name()?;
        let Some(position) = self.facts.position else {
            return Some(self.not_on_path(words, environment));
        };
        if self.is_explained_by_damage(losing, position) {
            return None;
        }
        let message = format!("{words}, but {}", losing.runs());
        let finding =
            codes::venv_not_effective::CODE.found(message, self.back_into_effect(environment, losing));
        let winner = losing.winner.as_ref().and_then(|winner| winner.position);
        Some(winner.map_or_else(|| finding.clone(), |winner| finding.clone().at(winner)).related_to(position))
    }

    /// Without a working interpreter of its own an environment loses to whatever comes behind it: that is an
    /// effect, not another cause.
    fn is_explained_by_damage(&self, losing: &Effective, position: usize) -> bool {
        let damaged = self.facts.health.as_ref().is_some_and(|health| !health.python_runs());
        let winner = losing.winner.as_ref().and_then(|winner| winner.position);
        damaged && winner.is_none_or(|winner| winner >= position)
    }

    fn back_into_effect(&self, environment: &Environment, losing: &Effective) -> String {
        let hidden = losing.winner.as_ref().is_some_and(|winner| winner.hidden_from_python);
        // conda takes activating the same environment again for done and leaves PATH alone (conda `activate.py`).
        if hidden || environment.is_prefix() {
            return self.tongue.prepend(&environment.bin);
        }
        self.tongue.activate(environment)
    }

    fn not_on_path(&self, words: &str, environment: &Environment) -> Finding {
        let message = format!("{words}, but its commands are not on PATH; {}", self.facts.runs());
        let under_sudo = self.atlas.scene().env.get_non_empty("SUDO_COMMAND").is_some();
        let python = self.atlas.scene().flavor.join(&environment.bin, b"python");
        let remedy = match () {
            () if under_sudo => format!("sudo -- {} …", quote(self.tongue.shell, &python)),
            () if environment.is_prefix() => self.tongue.prepend(&environment.bin),
            () => self.tongue.activate(environment),
        };
        codes::venv_not_on_path::CODE.found(message, remedy)
    }

    fn unclaimed(&self, environment: &Environment) -> Finding {
        let variable = if environment.is_prefix() { "CONDA_PREFIX" } else { "VIRTUAL_ENV" };
        let root = &environment.root;
        let name =
            self.facts.pythons().find(|name| name.environment().is_some()).map_or("python", |name| name.name);
        let message = format!("`{name}` runs in the environment {root}, but {variable} does not name it");
        let finding = codes::venv_unclaimed::CODE.found(message, self.tongue.activate(environment));
        self.facts.position.map_or_else(|| finding.clone(), |position| finding.clone().at(position))
    }

    /// Several environments are normal where the claimed one wins: conda's base below a venv, `uv run --with`.
    pub(super) fn about_several(&self) -> Option<Finding> {
        let [first, others @ ..] = self.facts.on_path.as_slice() else { return None };
        if others.is_empty() {
            return None;
        }
        let listed = self.facts.on_path.iter();
        let listed: Vec<String> =
            listed.map(|known| format!("{} (entry {})", known.environment.root, known.position)).collect();
        let message = format!("{} environments are on PATH: {}", listed.len(), listed.join(", then "));
        let calm = self.claim_words().is_some() && self.facts.losing_name().is_none();
        let severity = if calm { Severity::Info } else { Severity::Warning };
        let remedy = self.tongue.deactivate(Some(&first.environment));
        let mut finding = codes::several_environments::CODE.found(message, remedy).weighing(severity);
        finding = finding.at(first.position);
        Some(others.iter().fold(finding, |finding, other| finding.related_to(other.position)))
    }
}

impl Examination {
    /// What runs for `python`, or for `python3` where there is no other, as the rest of a sentence.
    pub(in crate::venv) fn runs(&self) -> String {
        let only_python3 = self.python.winner.is_none() && self.python3.winner.is_some();
        if only_python3 { self.python3.runs() } else { self.python.runs() }
    }
}

impl Effective {
    /// Which file runs for the name, as the rest of a sentence: "`python` runs /usr/bin/python".
    pub(in crate::venv) fn runs(&self) -> String {
        let name = self.name;
        let Some(winner) = &self.winner else { return format!("there is no `{name}` on PATH") };
        let path = &winner.path;
        if winner.hidden_from_python {
            let entry = winner.position.unwrap_or_default();
            return format!("`{name}` is found through entry {entry}, whose `~` Python does not understand");
        }
        if !winner.runs {
            return format!("`{name}` is {path}, which does not run");
        }
        match &winner.shim {
            Some(shim) => match &shim.target {
                Some(target) => format!("`{name}` runs {target} through the {} shim {path}", shim.manager),
                None => format!("`{name}` is the {} shim {path}, which finds no program", shim.manager),
            },
            None => format!("`{name}` runs {path}"),
        }
    }
}
