//! Environments of the project around the working directory, active or not.

use std::rc::Rc;

use super::Tongue;
use crate::disk::Kind;
use crate::python::{Atlas, Environment, PROJECT_NAMES};
use crate::text::Text;

/// An environment that belongs to the project around the working directory.
#[derive(Clone, Debug)]
pub struct Nearby {
    /// The directory that holds it.
    pub project: Text,
    /// The environment.
    pub environment: Rc<Environment>,
    /// The command that activates it in the caller's shell.
    pub activate: String,
}

/// How far up is looked: no real project lies deeper.
const MOST_DIRECTORIES: usize = 32;
/// Where pixi keeps a project's usual environment.
const PIXI: &str = ".pixi/envs/default";

/// The environments of the nearest directory that has any, from the working directory upward: that is the project.
/// Above the working directory only the two usual names are looked for; `env` is too common a word.
pub(super) fn nearby(atlas: &Atlas<'_>, tongue: Tongue) -> Vec<Nearby> {
    let directories = upward(atlas, &atlas.scene().cwd).into_iter().enumerate();
    let mut found = directories.map(|(height, directory)| in_directory(atlas, tongue, height, &directory));
    found.find(|found| !found.is_empty()).unwrap_or_default()
}

fn in_directory(atlas: &Atlas<'_>, tongue: Tongue, height: usize, directory: &Text) -> Vec<Nearby> {
    let names = if height == 0 { &PROJECT_NAMES[..3] } else { &PROJECT_NAMES[..2] };
    let pixi = (height == 0).then_some(PIXI);
    let flavor = atlas.scene().flavor;
    let roots = names.iter().copied().chain(pixi).map(|name| flavor.join(directory, name.as_bytes()));
    let environments = roots.filter(|root| is_directory(atlas, root)).filter_map(|root| atlas.at(&root));
    let nearby = |environment: Rc<Environment>| {
        let activate = tongue.activate(&environment);
        Nearby { project: directory.clone(), environment, activate }
    };
    environments.map(nearby).collect()
}

/// The directory and those above it; a home directory is the last one worth asking.
pub(super) fn upward(atlas: &Atlas<'_>, from: &[u8]) -> Vec<Text> {
    let scene = atlas.scene();
    let parents = std::iter::successors(Some(from), |directory| scene.flavor.parent(directory));
    let mut directories = Vec::new();
    for directory in parents.take(MOST_DIRECTORIES) {
        directories.push(directory.into());
        if scene.home.as_ref().is_some_and(|home| home.as_bytes() == directory) {
            break;
        }
    }
    directories
}

fn is_directory(atlas: &Atlas<'_>, path: &[u8]) -> bool {
    atlas.scene().disk.follow(path).is_ok_and(|sight| sight.kind == Kind::Directory)
}
