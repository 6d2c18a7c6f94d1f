//! Where the environments stand on PATH.

use std::rc::Rc;

use super::effective::Effective;
use crate::python::{Atlas, Environment};

/// An environment whose commands are on PATH.
#[derive(Clone, Debug)]
pub struct OnPath {
    /// The first entry that leads to its commands.
    pub position: usize,
    /// The environment.
    pub environment: Rc<Environment>,
}

/// The environments that have a `python` or `python3` on PATH, in order, each once.
pub(super) fn on_path(atlas: &Atlas<'_>, names: [&Effective; 2]) -> Vec<OnPath> {
    let candidates = names.into_iter().flat_map(|name| &name.resolution.candidates);
    let mut found: Vec<OnPath> = Vec::new();
    for candidate in candidates {
        let environment = atlas.of_program(&candidate.sighting.path);
        let (Some(position), Some(environment)) = (candidate.position, environment) else { continue };
        match found.iter_mut().find(|known| known.environment.is(&environment)) {
            Some(known) => known.position = known.position.min(position),
            None => found.push(OnPath { position, environment }),
        }
    }
    found.sort_by_key(|known| known.position);
    found
}

/// The entry that leads to an environment's commands: by its text, by an environment found there, else by asking
/// the disk whether one of the entries is the same directory.
pub(super) fn position(
    atlas: &Atlas<'_>,
    found: &[OnPath],
    python: &Effective,
    environment: &Environment,
) -> Option<usize> {
    let flavor = atlas.scene().flavor;
    let key = flavor.comparison_key(&environment.bin);
    let by_text =
        python.resolution.places.iter().find(|place| flavor.comparison_key(&place.directory) == key);
    let known = found.iter().find(|known| known.environment.is(environment)).map(|known| known.position);
    let first = [by_text.and_then(|place| place.position), known].into_iter().flatten().min();
    first.or_else(|| by_identity(atlas, python, environment))
}

fn by_identity(atlas: &Atlas<'_>, python: &Effective, environment: &Environment) -> Option<usize> {
    let identity = |path: &[u8]| atlas.scene().disk.follow(path).ok().and_then(|sight| sight.identity);
    let bin = identity(&environment.bin)?;
    python.resolution.places.iter().find(|place| identity(&place.directory) == Some(bin))?.position
}
