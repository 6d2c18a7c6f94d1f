//! Whether a Python environment is active *and in effect*.
//!
//! Four facts are kept apart: what the variables *claim*, where environments stand *on PATH*, which files really
//! take *effect* for `python`, `python3` and `pip`, and whether the environment is *sound*. Their disagreements are
//! the findings. Nothing is run.

mod claim;
mod effective;
mod findings;
mod health;
mod nearby;
mod on_path;
mod remedy;
mod status;
mod summary;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use claim::{Claim, Target};
pub use effective::{Effective, Winner};
pub use health::{Damage, Health, health};
pub use nearby::Nearby;
pub use on_path::OnPath;
pub use remedy::Tongue;
pub use status::Status;

use crate::findings::Finding;
use crate::flavor::Flavor;
use crate::lookup::{Caller, Survey};
use crate::pathlist::PathList;
use crate::python::{Atlas, Environment};

/// Everything that was found out.
#[derive(Clone, Debug)]
pub struct Examination {
    /// The rules of paths.
    pub flavor: Flavor,
    /// The verdict.
    pub status: Status,
    /// The one sentence that matters.
    pub summary: String,
    /// What the variables claim.
    pub claims: Vec<Claim>,
    /// The environments on PATH.
    pub on_path: Vec<OnPath>,
    /// Who wins for `python`.
    pub python: Effective,
    /// Who wins for `python3`.
    pub python3: Effective,
    /// Who wins for `pip`.
    pub pip: Effective,
    /// The environment in question, examined: the claimed one, else the one in effect.
    pub health: Option<Health>,
    /// The entry that leads to its commands.
    pub position: Option<usize>,
    /// The environments of the project around the working directory.
    pub nearby: Vec<Nearby>,
    /// What is wrong, what matters most first.
    pub findings: Vec<Finding>,
}

/// Examines a scene for a caller that reads PATH as `list`.
pub fn examine(survey: &Survey<'_>, list: &PathList, caller: Caller) -> Examination {
    let atlas = Atlas::new(survey);
    let mut examination = facts(&atlas, list, caller);
    examination.status = examination.judge();
    let tongue = Tongue { shell: caller, flavor: survey.scene().flavor };
    examination.findings = findings::findings(&atlas, &examination, tongue);
    examination.summary = summary::summary(&examination);
    examination
}

fn facts(atlas: &Atlas<'_>, list: &PathList, caller: Caller) -> Examination {
    let effective = |name| effective::effective(atlas, list, caller, name);
    let (python, python3, pip) = (effective("python"), effective("python3"), effective("pip"));
    let claims = claim::claims(atlas);
    let on_path = on_path::on_path(atlas, [&python, &python3]);
    let environment = subject(&claims, [&python, &python3]);
    let position =
        environment.as_ref().and_then(|environment| on_path::position(atlas, &on_path, &python, environment));
    let health = environment.as_ref().map(|environment| health::health(atlas, environment));
    Examination {
        flavor: atlas.scene().flavor,
        status: Status::Inactive,
        summary: String::new(),
        claims,
        on_path,
        python,
        python3,
        pip,
        health,
        position,
        nearby: nearby::nearby(atlas, Tongue { shell: caller, flavor: atlas.scene().flavor }),
        findings: Vec::new(),
    }
}

/// The claimed environment; where nothing is claimed, the one in effect.
fn subject(claims: &[Claim], pythons: [&Effective; 2]) -> Option<Rc<Environment>> {
    if !claims.is_empty() {
        return claims.iter().find_map(Claim::environment).cloned();
    }
    let mut winners = pythons.into_iter().filter_map(|name| name.winner.as_ref());
    winners.find_map(|winner| winner.environment.clone())
}
