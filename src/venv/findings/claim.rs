//! Claims that lead nowhere.

use super::Case;
use crate::findings::{Finding, codes};
use crate::venv::{Claim, Target};

impl Case<'_> {
    pub(super) fn about_claims(&self) -> Vec<Finding> {
        self.facts.claims.iter().filter_map(|claim| self.about_claim(claim)).collect()
    }

    fn about_claim(&self, claim: &Claim) -> Option<Finding> {
        let Claim { variable, value, target } = claim;
        let runs = self.python_runs();
        match target {
            Target::Environment(_) => None,
            Target::Missing => {
                let message = format!("{variable} names {value}, which does not exist; {runs}");
                Some(codes::venv_missing::CODE.found(message, self.instead_of(claim)))
            }
            Target::Relative => {
                let message = format!(
                    "{variable} is `{value}`, which is not absolute and means another place in every directory; {runs}"
                );
                Some(codes::venv_claim_invalid::CODE.found(message, self.instead_of(claim)))
            }
            Target::Other(what) => {
                let message = format!("{variable} names {value}, which {what}; {runs}");
                Some(codes::venv_claim_invalid::CODE.found(message, self.instead_of(claim)))
            }
        }
    }

    /// The environment of this project where there is one; else no claim at all.
    fn instead_of(&self, claim: &Claim) -> String {
        let scene = self.atlas.scene();
        let meant = self.atlas.at(&scene.absolute(&claim.value));
        let nearby = self.facts.nearby.first().map(|nearby| &nearby.environment);
        match meant.as_ref().or(nearby) {
            Some(environment) => self.tongue.activate(environment),
            None => self.tongue.unset(claim.variable),
        }
    }
}
