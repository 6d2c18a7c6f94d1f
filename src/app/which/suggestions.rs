//! What to say where nothing was found: similar names on PATH, and usual directories that are not on it.

use super::MANY;
use crate::disk::{Kind, Until};
use crate::flavor::Flavor;
use crate::hashing::Set;
use crate::lookup::{Look, Query, Resolution, Survey, Treatment};
use crate::report::QueryReport;
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

/// Adds to the answers about names that were not found what may have been meant: files in usual directories first, then
/// spellings, the closest first. Each name comes with the index of its answer.
pub(super) fn add(
    queries: &mut [QueryReport],
    absent: &[(usize, Resolution)],
    survey: &Survey<'_>,
    similar: bool,
) {
    let bare = || absent.iter().filter(|(_, resolution)| resolution.query == Query::Bare);
    let Some((_, first)) = bare().next() else { return };
    let directories = off_path_directories(first, survey);
    if bare().count() >= MANY {
        let paths: Vec<&[u8]> = directories.iter().map(Text::as_bytes).collect();
        let names: Vec<&[u8]> = bare().map(|(_, resolution)| resolution.name.as_bytes()).collect();
        survey.look_ahead_in(&paths, &names, Until::TheEnd);
    }
    for (at, resolution) in bare() {
        let found = &mut queries[*at].suggestions;
        found.extend(off_path(resolution, &directories, survey));
        if similar {
            found.extend(spellings(resolution, survey));
        }
    }
}

/// The usual directories that were not searched. They are the same for all names of a call.
fn off_path_directories(resolution: &Resolution, survey: &Survey<'_>) -> Vec<Text> {
    let scene = survey.scene();
    if scene.flavor == Flavor::Windows {
        return Vec::new();
    }
    let searched: Set<&Text> = resolution.places.iter().map(|place| &place.directory).collect();
    let directories = USUAL.iter().map(|directory| scene.expand_tilde(directory.as_bytes()));
    directories.filter(|directory| !searched.contains(directory)).collect()
}

fn off_path(resolution: &Resolution, directories: &[Text], survey: &Survey<'_>) -> Vec<Text> {
    let mut seen = Set::default();
    let paths = directories.iter().map(|directory| survey.scene().flavor.join(directory, &resolution.name));
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
    let Some(wanted) = resolution.name.as_utf8().map(Wanted::new) else { return Vec::new() };
    let mut close: Vec<(usize, Text, Text)> = Vec::new();
    let mut known = Set::default();
    for (directory, names) in survey.names_in(&searched(resolution)) {
        for (name, _) in names.iter().filter(|(_, kind)| *kind != Some(Kind::Directory)) {
            let Some(distance) = wanted.closeness(name) else { continue };
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

/// The name that other names are held against.
struct Wanted<'name> {
    name: &'name str,
    /// How many edits away another one may be for one to be meant by the other.
    most: usize,
    letters: u32,
}

impl<'name> Wanted<'name> {
    fn new(name: &'name str) -> Self {
        let most = match name.chars().count() {
            length if length < SHORTEST => 0,
            length if length < 7 => 1,
            _ => 2,
        };
        Self { name, most, letters: letters(name.as_bytes()) }
    }

    /// The edits to another name, where they are few enough; another case is none, so that `LS` finds `ls`. Most names
    /// are told by their length or letters to be too far away.
    fn closeness(&self, name: &[u8]) -> Option<usize> {
        let other_length = name.len().abs_diff(self.name.len()) > self.most;
        if other_length || name == self.name.as_bytes() || self.has_other_letters(name) {
            return None;
        }
        let name = std::str::from_utf8(name).ok()?;
        let is_same = self.name.eq_ignore_ascii_case(name);
        let distance = if is_same { 0 } else { strsim::osa_distance(self.name, name) };
        Some(distance).filter(|&distance| distance <= self.most)
    }

    /// An edit takes one letter at the most and brings another one; of letters beyond ASCII nothing is said.
    fn has_other_letters(&self, name: &[u8]) -> bool {
        let differ = (self.letters ^ letters(name)).count_ones() as usize;
        differ > 2 * self.most && self.name.is_ascii() && name.is_ascii()
    }
}

/// Which letters there are, whatever their case: a bit for each, digits and marks among them.
fn letters(name: &[u8]) -> u32 {
    name.iter().fold(0, |letters, byte| letters | 1 << (byte & 31))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn another_case_is_no_edit_and_a_swap_is_one() {
        assert_eq!(Wanted::new("LS").closeness(b"ls"), Some(0));
        assert_eq!(Wanted::new("pyhton").closeness(b"python"), Some(1));
        assert_eq!(Wanted::new("ls").closeness(b"ld"), None);
        assert_eq!(Wanted::new("naïve").closeness("naive".as_bytes()), Some(1));
    }

    proptest! {
        #[test]
        fn no_name_is_lost_by_its_letters(wanted in "[a-cA-C1é]{0,8}", name in "[a-cA-C1é]{0,8}") {
            let wanted = Wanted::new(&wanted);
            let distance = strsim::osa_distance(wanted.name, &name);
            prop_assert!(distance > wanted.most || !wanted.has_other_letters(name.as_bytes()));
        }
    }
}
