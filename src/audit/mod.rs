//! The list under examination: what stands behind every entry, and what is wrong with it.

mod checks;
mod entry;
mod toll;

use std::rc::Rc;

pub use entry::{AuditedEntry, Seen, State};
pub use toll::{Toll, tolls};

use crate::disk::{DiskError, Expected, Identity, Trouble};
use crate::findings::Finding;
use crate::hashing::Map;
use crate::lookup::{Caller, Place, places};
use crate::pathlist::{EmptyMeaning, Entry, ListVariable, PathList};
use crate::scene::Scene;
use crate::text::Text;

/// A list with everything that was found out about it.
pub struct Audit<'scene> {
    scene: &'scene Scene<'scene>,
    /// The list.
    pub list: &'scene PathList,
    variable: &'scene ListVariable,
    caller: Caller,
    /// The entries in order.
    pub entries: Vec<AuditedEntry<'scene>>,
    /// What an entry is said to mean that stands for the working directory.
    means_here: Rc<str>,
}

/// Of more directories than these the disk is not told ahead: nobody has so many that are slow.
const MOST_EXPECTED: usize = 1024;

/// How much is found out about each directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What it takes to judge it.
    Judged,
    /// Besides, where its links lead and how many programs it holds. That takes a question a file.
    Described,
}

/// Looks at every directory once.
pub fn audit<'scene>(
    scene: &'scene Scene<'scene>,
    list: &'scene PathList,
    variable: &'scene ListVariable,
    caller: Caller,
    depth: Depth,
) -> Audit<'scene> {
    let entries = look_at_entries(scene, list, variable, caller, depth);
    let means_here = format!(" means the working directory, here `{}`", scene.cwd).into();
    Audit { scene, list, variable, caller, entries, means_here }
}

impl Audit<'_> {
    /// Adds what is wrong with one entry to `found`. It is not kept here: a list of a hundred thousand entries has as
    /// much to say about each.
    pub fn add_findings_of(&self, entry: &AuditedEntry<'_>, found: &mut Vec<Finding>) {
        checks::of_entry(self, entry, found);
    }

    /// What concerns the whole list.
    pub fn findings_of_list(&self) -> Vec<Finding> {
        checks::of_list(self)
    }
}

fn look_at_entries<'list>(
    scene: &Scene<'_>,
    list: &'list PathList,
    variable: &ListVariable,
    caller: Caller,
    depth: Depth,
) -> Vec<AuditedEntry<'list>> {
    let mut looks = Looks::new(scene, depth, variable.name == "PATH");
    let mut firsts: Map<&[u8], usize> = Map::default();
    let mut audited: Vec<AuditedEntry<'list>> = Vec::with_capacity(list.entries.len());
    let places = places(list, caller.rules(), scene);
    expect(scene, &places);
    for (entry, Place { directory, .. }) in list.entries.iter().zip(places) {
        let first_of_text = *firsts.entry(&entry.written).or_insert(entry.position);
        let first = audited.get(first_of_text - 1).filter(|first| first.directory == directory);
        let (seen, first_of_place) = if let Some(first) = first {
            (Rc::clone(&first.seen), first.first_of_place)
        } else {
            let means_a_directory =
                variable.empty == EmptyMeaning::WorkingDirectory || !entry.named().is_empty();
            let seen = if means_a_directory { looks.look(&directory) } else { Seen::nowhere().into() };
            let first_of_place = looks.first_at(&seen, &directory, entry.position);
            (seen, first_of_place)
        };
        audited.push(AuditedEntry { entry, directory, seen, first_of_text, first_of_place });
    }
    audited
}

/// Tells the disk what will be asked, so that slow directories can be asked side by side.
fn expect(scene: &Scene<'_>, places: &[Place]) {
    let directories = places.iter().take(MOST_EXPECTED).map(|place| place.directory.clone()).collect();
    scene.disk.expect(Expected { directories, names: Vec::new(), head: 0 });
}

/// Looks at directories: each spelling once, each directory's content once.
struct Looks<'scene> {
    scene: &'scene Scene<'scene>,
    depth: Depth,
    holds_programs: bool,
    seen: Map<Text, Rc<Seen>>,
    counted: Map<Identity, Option<usize>>,
    first_at: Map<Spot, usize>,
}

/// What makes two entries the same directory: the file system's word where the directory exists, else the
/// spelling of its path.
#[derive(PartialEq, Eq, Hash)]
enum Spot {
    There(Identity),
    Nowhere(Text),
}

impl<'scene> Looks<'scene> {
    fn new(scene: &'scene Scene<'scene>, depth: Depth, holds_programs: bool) -> Self {
        let (seen, counted, first_at) = Default::default();
        Self { scene, depth, holds_programs, seen, counted, first_at }
    }

    fn look(&mut self, directory: &Text) -> Rc<Seen> {
        if let Some(seen) = self.seen.get(directory) {
            return Rc::clone(seen);
        }
        let mut seen = Seen::at(self.scene.disk, directory);
        if self.depth == Depth::Described && seen.sight.is_some() {
            seen.real = self.scene.disk.real_path(directory).ok();
        }
        if seen.state == State::Directory && self.holds_programs {
            match self.programs(directory, seen.identity) {
                Ok(number) => seen.executables = number,
                Err(Silence) => seen.state = State::Silent,
            }
        }
        let seen = Rc::new(seen);
        self.seen.insert(directory.clone(), Rc::clone(&seen));
        seen
    }

    /// How many programs there are; none where the directory cannot be listed, or that is not to be described.
    fn programs(&mut self, directory: &Text, identity: Option<Identity>) -> Result<Option<usize>, Silence> {
        if self.depth == Depth::Judged {
            return if self.scene.disk.is_silent(directory) { Err(Silence) } else { Ok(None) };
        }
        if let Some(known) = identity.and_then(|identity| self.counted.get(&identity)) {
            return Ok(*known);
        }
        let count = match self.scene.disk.count_executables(directory) {
            Err(DiskError { trouble: Trouble::Silent(_), .. }) => return Err(Silence),
            count => count.ok(),
        };
        if let Some(identity) = identity {
            self.counted.insert(identity, count);
        }
        Ok(count)
    }

    /// The position of the first entry that means the same directory: `position`, where it is new.
    fn first_at(&mut self, seen: &Seen, directory: &Text, position: usize) -> usize {
        let spot = match seen.identity {
            Some(identity) => Spot::There(identity),
            None => Spot::Nowhere(self.scene.flavor.comparison_key(directory)),
        };
        *self.first_at.entry(spot).or_insert(position)
    }
}

/// A directory did not answer in time.
struct Silence;

/// Whether an entry's text means the working directory to everybody who reads PATH.
pub(crate) fn is_working_directory(entry: &Entry) -> bool {
    entry.named().is_empty() || entry.named() == "."
}
