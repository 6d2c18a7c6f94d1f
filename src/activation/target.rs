//! Which environment is meant: the named one, the nearest, or the active one.

use std::rc::Rc;

use super::Act;
use crate::python::{Atlas, Environment, PROJECT_NAMES};
use crate::text::Text;

/// The environment that a question is about. A directory that is none but holds one under a usual name (`.venv`)
/// means that one. Without a directory, activation means the nearest one upward from the working directory, else
/// the active one; deactivation means the active one.
pub(super) fn target(atlas: &Atlas<'_>, directory: Option<&Text>, act: Act) -> Option<Rc<Environment>> {
    match (directory, act) {
        (Some(directory), _) => {
            let path = atlas.scene().absolute(directory);
            atlas.at(&path).or_else(|| below(atlas, &path))
        }
        (None, Act::Activate) => nearest(atlas).or_else(|| active(atlas)),
        (None, Act::Deactivate) => active(atlas),
    }
}

/// The environment that the variables name.
pub(super) fn active(atlas: &Atlas<'_>) -> Option<Rc<Environment>> {
    let env = &atlas.scene().env;
    let named = env.get_non_empty("VIRTUAL_ENV").or_else(|| env.get_non_empty("CONDA_PREFIX"))?;
    atlas.at(&atlas.scene().absolute(named))
}

fn below(atlas: &Atlas<'_>, project: &[u8]) -> Option<Rc<Environment>> {
    let flavor = atlas.scene().flavor;
    PROJECT_NAMES.iter().find_map(|name| atlas.at(&flavor.join(project, name.as_bytes())))
}

fn nearest(atlas: &Atlas<'_>) -> Option<Rc<Environment>> {
    let flavor = atlas.scene().flavor;
    let upward =
        std::iter::successors(Some(atlas.scene().cwd.as_bytes()), |directory| flavor.parent(directory));
    upward.into_iter().find_map(|directory| below(atlas, directory))
}
