//! What the environment variables claim: `VIRTUAL_ENV` and `CONDA_PREFIX`, where they are not empty.

use std::rc::Rc;

use crate::disk::{Kind, Trouble};
use crate::python::{Atlas, Environment};
use crate::text::Text;

/// The variables that claim an environment, the one that most tools prefer first (uv and poetry take
/// `VIRTUAL_ENV` whatever PATH says).
const VARIABLES: [&str; 2] = ["VIRTUAL_ENV", "CONDA_PREFIX"];

/// One variable that claims an environment.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The name of the variable.
    pub variable: &'static str,
    /// Its value.
    pub value: Text,
    /// What the value leads to.
    pub target: Target,
}

/// What a claim leads to.
#[derive(Clone, Debug)]
pub enum Target {
    /// An environment.
    Environment(Rc<Environment>),
    /// The value is not absolute, so it means something else in every directory.
    Relative,
    /// Nothing stands there.
    Missing,
    /// Something stands there that is no environment, in words.
    Other(&'static str),
}

impl Claim {
    /// The environment, where the claim leads to one.
    pub fn environment(&self) -> Option<&Rc<Environment>> {
        match &self.target {
            Target::Environment(environment) => Some(environment),
            _ => None,
        }
    }
}

/// The claims of a scene. An empty variable claims nothing: conda leaves its own like that after the last
/// deactivation.
pub(super) fn claims(atlas: &Atlas<'_>) -> Vec<Claim> {
    let env = &atlas.scene().env;
    let claim = |variable: &'static str| {
        let value = env.get_non_empty(variable)?.clone();
        let target = target(atlas, &value);
        Some(Claim { variable, value, target })
    };
    VARIABLES.into_iter().filter_map(claim).collect()
}

fn target(atlas: &Atlas<'_>, value: &Text) -> Target {
    if !atlas.scene().flavor.is_absolute(value) {
        return Target::Relative;
    }
    if let Some(environment) = atlas.at(value) {
        return Target::Environment(environment);
    }
    match atlas.scene().disk.follow(value) {
        Ok(sight) if sight.kind == Kind::Directory => Target::Other("is not a Python environment"),
        Ok(_) => Target::Other("is not a directory"),
        Err(error) if error.trouble == Trouble::Denied => Target::Other("cannot be looked into by this user"),
        Err(_) => Target::Missing,
    }
}
