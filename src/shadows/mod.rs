//! Names that stand in several directories of a list: who wins, who loses, and whether they really differ.
//!
//! What counts is what the directory entries and the permissions say: an executable regular file, by the caller's
//! rules. What is in a file, and whether it would run, is the question of `which`.

mod relation;
mod scan;

pub use relation::Relation;

use crate::disk::{DiskError, Sight};
use crate::flavor::Flavor;
use crate::hashing::Set;
use crate::lookup::{Caller, Place, Treatment, places};
use crate::pathlist::PathList;
use crate::scene::Scene;
use crate::text::Text;

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'words> {
    /// The names; none means all that there are.
    pub names: &'words [Text],
    /// Whether the bytes of different files are compared.
    pub compare: bool,
    /// Whose rules apply.
    pub caller: Caller,
}

/// The answer.
#[derive(Clone, Debug, Default)]
pub struct Shadows {
    /// The names that stand in several directories, sorted.
    pub contests: Vec<Contest>,
    /// The directories that were searched, each once, in the order of the list.
    pub folders: Vec<Folder>,
    /// Entries that could not be looked into.
    pub unseen: Vec<(usize, DiskError)>,
}

/// A directory of the list.
#[derive(Clone, Debug)]
pub struct Folder {
    /// The first entry that leads to it.
    pub position: usize,
    /// Its path.
    pub path: Text,
    /// What was seen of it.
    pub sight: Sight,
}

/// A name that stands in several directories.
#[derive(Clone, Debug)]
pub struct Contest {
    /// The name.
    pub name: Text,
    /// The file that wins.
    pub winner: Standing,
    /// The files that lose, in the order of the list, each with what it is to the winner.
    pub shadowed: Vec<(Standing, Relation)>,
}

/// One file that bears the name.
#[derive(Clone, Debug)]
pub struct Standing {
    /// Its directory, as an index of `Shadows::folders`.
    pub folder: usize,
    /// The file's own name where it is not the command's: with its suffix (Windows).
    pub file: Option<Text>,
    /// What was seen of it.
    pub sight: Sight,
}

impl Shadows {
    /// The path of a file that bears `name`.
    pub fn path(&self, name: &Text, standing: &Standing, flavor: Flavor) -> Text {
        path(&self.folders, name, standing, flavor)
    }
}

fn path(folders: &[Folder], name: &Text, standing: &Standing, flavor: Flavor) -> Text {
    let directory = folders.get(standing.folder).map(|folder| folder.path.as_bytes()).unwrap_or_default();
    flavor.join(directory, standing.file.as_ref().unwrap_or(name))
}

/// Finds every contest, or those for the given names.
pub fn shadows(scene: &Scene<'_>, list: &PathList, question: Question<'_>) -> Shadows {
    let directories = directories(places(list, question.caller.rules(), scene), scene.flavor);
    let scanned = if question.names.is_empty() || scene.flavor == Flavor::Windows {
        scan::all_names(scene, &directories, question)
    } else {
        scan::some_names(scene, &directories, question)
    };
    let mut contests: Vec<Contest> = scanned
        .groups
        .into_iter()
        .filter_map(|group| relation::contest(scene, &scanned.folders, group, question.compare))
        .collect();
    contests.sort_unstable_by(|one, other| one.name.cmp(&other.name));
    Shadows { contests, folders: scanned.folders, unseen: scanned.unseen }
}

/// The directories that the caller searches, each spelling once.
fn directories(places: Vec<Place>, flavor: Flavor) -> Vec<(usize, Text)> {
    let mut known = Set::default();
    let searched = places.into_iter().filter(|place| place.treatment != Treatment::Skipped);
    searched
        .filter(|place| known.insert(flavor.comparison_key(&place.directory)))
        .filter_map(|place| Some((place.position?, place.directory)))
        .collect()
}

#[cfg(test)]
mod tests;
