//! Environments that are not sound.

use super::Case;
use crate::findings::{Finding, Severity, codes};
use crate::text::Text;
use crate::venv::{Damage, Health};

impl Case<'_> {
    pub(super) fn about_damages(&self) -> Vec<Finding> {
        let own = self
            .facts
            .health
            .iter()
            .flat_map(|health| health.damages.iter().map(|damage| self.about_damage(health, damage)));
        own.chain(self.moved_nearby()).collect()
    }

    fn about_damage(&self, health: &Health, damage: &Damage) -> Finding {
        let environment = &health.environment;
        let root = &environment.root;
        let anew = self
            .tongue
            .recreate(environment, health.base.as_ref().filter(|_| health.base_exists == Some(true)));
        let found = match damage {
            Damage::ConfigMissing => {
                let message = format!(
                    "the environment {root} has lost its `pyvenv.cfg`, so its `python` works as the one that it was made from"
                );
                codes::venv_config_missing::CODE.found(message, anew)
            }
            Damage::ConfigBroken { what, .. } => {
                let message = format!("`pyvenv.cfg` of the environment {root} {what}");
                codes::venv_config_broken::CODE.found(message, anew)
            }
            Damage::PythonMissing(what) => {
                let message = format!(
                    "the environment {root} has no `python` that runs: {what}; {}",
                    self.python_runs()
                );
                codes::venv_python_missing::CODE.found(message, anew)
            }
            Damage::BaseMissing { base, fatal: true } => {
                let message = format!(
                    "the environment {root} was made from {base}, which does not exist any more; {}",
                    self.python_runs()
                );
                codes::venv_base_missing::CODE.found(message, anew)
            }
            Damage::BaseMissing { base, .. } => {
                let message = format!(
                    "`pyvenv.cfg` of the environment {root} names {base}, which does not exist any more"
                );
                codes::venv_base_missing::CODE.found(message, anew)
            }
            Damage::BaseChanged { made_for, now } => {
                let message = format!(
                    "the environment {root} was made for Python {made_for}, but its `python` is {now} now and sees none of its packages"
                );
                codes::venv_base_missing::CODE.found(message, anew)
            }
            Damage::Moved { says, exists } => moved(root, says, *exists, anew),
        };
        if damage.is_fatal() { found } else { found.weighing(Severity::Warning) }
    }

    /// An environment that was moved together with its project claims, once activated, the place where it was: the
    /// claim leads nowhere, and the one nearby explains why.
    fn moved_nearby(&self) -> Vec<Finding> {
        let lost = self.facts.claims.iter().filter(|claim| claim.environment().is_none());
        let lost: Vec<_> = lost.map(|claim| &claim.value).collect();
        if lost.is_empty() {
            return Vec::new();
        }
        let moved = self.facts.nearby.iter().filter_map(|nearby| {
            let says = crate::venv::health::activation_root(self.atlas, &nearby.environment)?;
            let root = &nearby.environment.root;
            let anew = self.tongue.recreate(&nearby.environment, None);
            (lost.contains(&&says) && says != *root).then(|| moved(root, &says, false, anew))
        });
        moved.collect()
    }
}

fn moved(root: &Text, says: &Text, exists: bool, anew: String) -> Finding {
    let message = if exists {
        format!("the environment {root} is a copy of {says}, to which its scripts lead: `pip` installs there")
    } else {
        format!("the environment {root} was moved here from {says}, to which its scripts still lead")
    };
    codes::venv_moved::CODE.found(message, anew)
}
