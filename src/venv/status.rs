//! The verdict: active, inactive, or something between.

use super::Examination;
use super::effective::{Effective, Winner};
use crate::flavor::Flavor;
use crate::python::Environment;

/// Whether an environment is active *and in effect*.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is claimed, it is sound, and its `python` and `python3` are the ones that run.
    Active,
    /// Nothing is claimed and nothing is in effect.
    Inactive,
    /// Everything between.
    Inconsistent,
}

impl Status {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Inactive => "inactive",
            Self::Inconsistent => "inconsistent",
        }
    }
}

impl Examination {
    pub(super) fn judge(&self) -> Status {
        if self.claims.is_empty() {
            let in_effect = self.pythons().any(|name| name.environment().is_some());
            return if in_effect { Status::Inconsistent } else { Status::Inactive };
        }
        let claims_hold = self.claims.iter().all(|claim| claim.environment().is_some());
        let sound = self.health.as_ref().is_some_and(super::Health::is_sound);
        if claims_hold && sound && self.losing_name().is_none() {
            Status::Active
        } else {
            Status::Inconsistent
        }
    }

    /// `python` and `python3`.
    pub fn pythons(&self) -> impl Iterator<Item = &Effective> {
        [&self.python, &self.python3].into_iter()
    }

    /// The first of `python` and `python3` that does not run in the environment in question. Where Windows'
    /// environments have no such program, nothing is lost.
    pub fn losing_name(&self) -> Option<&Effective> {
        let environment = self.environment()?;
        self.pythons()
            .find(|name| !name.is_in(environment, self.flavor) && !self.is_optional(name, environment))
    }

    fn is_optional(&self, name: &Effective, environment: &Environment) -> bool {
        let own = name.resolution.candidates.iter();
        let has =
            own.map(|candidate| &candidate.sighting.path).any(|path| lies_in(path, environment, self.flavor));
        self.flavor == Flavor::Windows && !has && name.name == "python3"
    }

    /// The environment in question: the claimed one, else the one in effect.
    pub fn environment(&self) -> Option<&Environment> {
        self.health.as_ref().map(|health| &*health.environment)
    }
}

impl Effective {
    /// The environment in which the winner works.
    pub fn environment(&self) -> Option<&Environment> {
        self.winner.as_ref()?.environment.as_deref()
    }

    /// Whether the winner works in `environment`.
    pub fn is_in(&self, environment: &Environment, flavor: Flavor) -> bool {
        self.winner.as_ref().is_some_and(|winner| winner.is_in(environment, flavor))
    }
}

impl Winner {
    /// Whether it works in `environment`: Python would say so, or, where the environment has lost what tells
    /// Python, the program lies in its directory of commands.
    pub fn is_in(&self, environment: &Environment, flavor: Flavor) -> bool {
        match &self.environment {
            Some(own) => own.is(environment),
            None if self.hidden_from_python => false,
            None => self.seat().is_some_and(|path| lies_in(path, environment, flavor)),
        }
    }
}

/// Whether a program lies in an environment's directory of commands, by its text.
fn lies_in(path: &[u8], environment: &Environment, flavor: Flavor) -> bool {
    flavor
        .parent(path)
        .is_some_and(|bin| flavor.comparison_key(bin) == flavor.comparison_key(&environment.bin))
}
