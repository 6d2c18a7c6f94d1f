//! What Windows adds to a search: suffixes, the working directory first, names without case.
//!
//! Sources: Microsoft's pages on cmd, `NeedCurrentDirectoryForExePathW` and `about_Command_Precedence`.

use super::{Caller, Obstacle, Place, Response, Sighting, Survey, Treatment};
use crate::flavor::Flavor;
use crate::scene::Scene;
use crate::text::Text;

/// PATHEXT where the variable is unset or empty (documented for cmd).
const DEFAULT_PATHEXT: &str = ".COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC";

/// The places with the working directory in front, for a caller that looks there first: cmd, unless
/// `NoDefaultCurrentDirectoryInExePath` exists, whatever its value.
pub(super) fn with_working_directory(
    mut places: Vec<Place>,
    caller: Caller,
    scene: &Scene<'_>,
) -> Vec<Place> {
    if caller == Caller::Cmd && scene.env.get("NoDefaultCurrentDirectoryInExePath").is_none() {
        let here = Place { position: None, directory: scene.cwd.clone(), treatment: Treatment::Searched };
        places.insert(0, here);
    }
    places
}

/// The files that a caller tries for one path, in its order: on Unix the path itself; on Windows those files of
/// the directory whose name is the wanted one, with or without a suffix, whatever the case.
pub(super) fn spellings(survey: &Survey<'_>, caller: Caller, path: &Text) -> Vec<Text> {
    let flavor = survey.scene().flavor;
    if flavor == Flavor::Unix {
        return vec![path.clone()];
    }
    let directory = flavor.parent(path).unwrap_or_default();
    let wanted = upper(flavor.file_name(path));
    let suffixes = suffixes(caller, survey.scene());
    let mut found: Vec<(usize, Text)> = Vec::new();
    for listed in survey.list(directory).iter() {
        let name = upper(&listed.name);
        if let Some(rank) = rank(&name, &wanted, &suffixes) {
            found.push((rank, flavor.join(directory, &listed.name)));
        }
    }
    found.sort();
    found.into_iter().map(|(_, path)| path).collect()
}

/// Where a file name stands in the order of trial: a wanted name that has a suffix is tried as it is first.
fn rank(name: &str, wanted: &str, suffixes: &[String]) -> Option<usize> {
    if name == wanted {
        return Some(if wanted.contains('.') { 0 } else { suffixes.len() + 1 });
    }
    let rest = name.strip_prefix(wanted)?;
    suffixes.iter().position(|suffix| suffix == rest).map(|at| at + 1)
}

/// A file without one of the suffixes is no command, even where its name is the wanted one.
pub(super) fn obstacle(
    sighting: &Sighting,
    caller: Caller,
    scene: &Scene<'_>,
) -> Option<(Obstacle, Response)> {
    if scene.flavor == Flavor::Unix {
        return None;
    }
    let name = upper(scene.flavor.file_name(&sighting.path));
    let suffixed = suffixes(caller, scene).iter().any(|suffix| name.ends_with(suffix.as_str()));
    (!suffixed && !name.contains('.')).then_some((Obstacle::WrongSuffix, Response::GoesOn))
}

fn suffixes(caller: Caller, scene: &Scene<'_>) -> Vec<String> {
    let listed =
        scene.env.get_non_empty("PATHEXT").map_or(DEFAULT_PATHEXT.into(), |value| value.lossy().into_owned());
    let scripts = (caller == Caller::Powershell).then(|| ".PS1".to_owned());
    let suffix = |suffix: &str| suffix.trim().to_uppercase();
    scripts.into_iter().chain(listed.split(';').map(suffix).filter(|suffix| suffix.len() > 1)).collect()
}

fn upper(name: &[u8]) -> String {
    Text::from(name).lossy().to_uppercase()
}
