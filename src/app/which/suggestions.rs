//! What to say where nothing was found: similar names on PATH, and usual directories that are not on it.

use crate::disk::Kind;
use crate::flavor::Flavor;
use crate::hashing::Set;
use crate::lookup::{Look, Query, Resolution, Survey, Treatment};
use crate::text::Text;

/// How many similar names are worth reading.
const MOST_SPELLINGS: usize = 3;

/// Up to how many directories their names are compared: more are no list that a person reads, and reading them would
/// cost many times what the search did.
const MOST_DIRECTORIES: usize = 256;

/// A shorter word is one edit away from too many others.
const SHORTEST: usize = 3;

/// Directories in which programs often lie without being found.
const USUAL: &[&str] = &[
    "~/.local/bin",
    "~/bin",
    "~/.cargo/bin",
    "~/go/bin",
    "/usr/local/bin",
    "/usr/local/sbin",
    "/usr/bin",
    "/bin",
    "/usr/sbin",
    "/sbin",
    "/opt/homebrew/bin",
    "/snap/bin",
];

/// Files in usual directories first, then spellings, the closest first.
pub(super) fn of(resolution: &Resolution, survey: &Survey<'_>, similar: bool) -> Vec<Text> {
    if resolution.query == Query::Path {
        return Vec::new();
    }
    let mut found = off_path(resolution, survey);
    if similar {
        found.extend(spellings(resolution, survey));
    }
    found
}

fn off_path(resolution: &Resolution, survey: &Survey<'_>) -> Vec<Text> {
    let scene = survey.scene();
    if scene.flavor == Flavor::Windows {
        return Vec::new();
    }
    let searched: Set<&Text> = resolution.places.iter().map(|place| &place.directory).collect();
    let mut seen = Set::default();
    let directories = USUAL.iter().map(|directory| scene.expand_tilde(directory.as_bytes()));
    let paths = directories
        .filter(|directory| !searched.contains(directory))
        .map(|directory| scene.flavor.join(&directory, &resolution.name));
    paths
        .filter(|path| match survey.look(path) {
            Look::Seen(sighting) => {
                sighting.executable && sighting.identity.is_none_or(|identity| seen.insert(identity))
            }
            _ => false,
        })
        .collect()
}

/// Names within one edit, of a long word two; a swap of two neighbours counts as one (Damerau).
fn spellings(resolution: &Resolution, survey: &Survey<'_>) -> Vec<Text> {
    let Some(wanted) = resolution.name.as_utf8() else { return Vec::new() };
    let mut close: Vec<(usize, Text, Text)> = Vec::new();
    let mut known = Set::default();
    for (directory, names) in survey.names_in(&searched(resolution)) {
        for (name, _) in names.iter().filter(|(_, kind)| *kind != Some(Kind::Directory)) {
            let Some(distance) = std::str::from_utf8(name).ok().and_then(|name| closeness(wanted, name))
            else {
                continue;
            };
            if known.insert(Text::from(name)) {
                close.push((distance, name.into(), survey.scene().flavor.join(directory, name)));
            }
        }
    }
    close.sort();
    let runs = |path: &Text| matches!(survey.look(path), Look::Seen(sighting) if sighting.executable);
    close
        .into_iter()
        .filter(|(_, _, path)| runs(path))
        .map(|(_, name, _)| name)
        .take(MOST_SPELLINGS)
        .collect()
}

/// The directories whose names are compared, each once; none where there are too many.
fn searched(resolution: &Resolution) -> Vec<&Text> {
    let mut known = Set::default();
    let places = resolution.places.iter().filter(|place| place.treatment == Treatment::Searched);
    let directories = places.map(|place| &place.directory).filter(|directory| known.insert(*directory));
    let directories: Vec<&Text> = directories.take(MOST_DIRECTORIES + 1).collect();
    if directories.len() > MOST_DIRECTORIES { Vec::new() } else { directories }
}

/// The edits between two different names, where they are few enough for one to be meant by the other.
fn closeness(wanted: &str, name: &str) -> Option<usize> {
    let most = match wanted.chars().count() {
        length if length < SHORTEST => 0,
        length if length < 7 => 1,
        _ => 2,
    };
    if name.len().abs_diff(wanted.len()) > most || name == wanted {
        return None;
    }
    Some(distance(wanted, name)).filter(|&distance| distance <= most)
}

/// Edits between two names; another case is none, so that `LS` finds `ls`.
fn distance(wanted: &str, name: &str) -> usize {
    if wanted.eq_ignore_ascii_case(name) { 0 } else { strsim::osa_distance(wanted, name) }
}
