//! Whose `pip` answers.

use super::Case;
use crate::findings::{Finding, Severity, codes};
use crate::flavor::Flavor;
use crate::python::{Creator, Environment};
use crate::venv::{Damage, Health, Winner};

impl Case<'_> {
    /// Only where the environment is in effect: otherwise everything is another one's, and that is said already.
    pub(super) fn about_pip(&self) -> Option<Finding> {
        let health = self.facts.health.as_ref()?;
        let environment = &health.environment;
        if !self.facts.python.is_in(environment, self.facts.flavor) {
            return None;
        }
        match &self.facts.pip.winner {
            None => Some(self.no_pip(health)),
            Some(winner) if !winner.runs => self.broken_pip(health, winner),
            Some(winner) if winner.is_in(environment, self.facts.flavor) => None,
            Some(winner) => Some(self.foreign_pip(health, winner)),
        }
    }

    fn no_pip(&self, health: &Health) -> Finding {
        let message =
            format!("the environment {} has no `pip`, and there is none on PATH", health.environment.root);
        codes::pip_missing::CODE.found(message, self.tongue.add_pip(&health.environment, &health.python))
    }

    /// The scripts of a moved environment do not run; that is said already.
    fn broken_pip(&self, health: &Health, winner: &Winner) -> Option<Finding> {
        if health.damages.iter().any(|damage| matches!(damage, Damage::Moved { .. })) {
            return None;
        }
        let message = format!("`pip` is {}, which does not run", winner.path);
        let remedy = self.tongue.add_pip(&health.environment, &health.python);
        Some(codes::pip_missing::CODE.found(message, remedy).weighing(Severity::Warning))
    }

    fn foreign_pip(&self, health: &Health, winner: &Winner) -> Finding {
        let root = &health.environment.root;
        let own = self.has_own_pip(&health.environment);
        let whose = match (&winner.environment, &winner.interpreter) {
            (Some(environment), _) => format!("the environment {}", environment.root),
            (None, Some(interpreter)) => format!("{interpreter}"),
            (None, None) => "another Python".to_owned(),
        };
        let lead = if own { String::new() } else { format!("the environment {root} has no `pip`: ") };
        let message = format!("{lead}`pip` runs {} and installs for {whose}, not for {root}", winner.path);
        let remedy = if own {
            self.tongue.own_pip(&health.environment, &health.python)
        } else {
            self.tongue.add_pip(&health.environment, &health.python)
        };
        let finding = codes::pip_of_other_environment::CODE.found(message, remedy);
        let finding = finding.weighing(weight(&health.environment, own));
        winner.position.map_or_else(|| finding.clone(), |position| finding.clone().at(position))
    }

    fn has_own_pip(&self, environment: &Environment) -> bool {
        let name = if self.facts.flavor == Flavor::Windows { "pip.exe" } else { "pip" };
        self.atlas.is_there(&environment.bin, name.as_bytes())
    }
}

/// uv leaves `pip` out on purpose and has a command of its own: a healthy environment is no cause for alarm. Where
/// others left it out, it will bite; where an own `pip` loses, the wrong one runs.
fn weight(environment: &Environment, own: bool) -> Severity {
    match environment.creator {
        _ if own => Severity::Error,
        Some(Creator::Uv) => Severity::Info,
        _ => Severity::Warning,
    }
}
