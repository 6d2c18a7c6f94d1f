//! rye's choice: inside a project the environment `.venv` beside the nearest `pyproject.toml`, elsewhere the rest of
//! PATH (rye's manual, "Shims").

use super::{Call, Choice};

pub(super) fn choose(call: &Call<'_>) -> Choice {
    let scene = call.atlas.scene();
    let project = call
        .upward(&scene.cwd)
        .into_iter()
        .find(|directory| call.atlas.is_there(directory, b"pyproject.toml"));
    let Some(project) = project else {
        return Choice { target: call.rest_of_path(), decided_by: None };
    };
    let target = call.command_in(&scene.flavor.join(&project, b".venv"));
    Choice { target, decided_by: Some(scene.flavor.join(&project, b"pyproject.toml")) }
}
