//! The list under examination: what stands behind every entry, and what is wrong with it.

mod checks;
mod entry;
mod toll;

use std::collections::HashMap;

pub use entry::{AuditedEntry, State};
pub use toll::{Toll, tolls};

use crate::disk::{Disk, DiskError, Expected, Identity, Trouble};
use crate::findings::Finding;
use crate::lookup::{Caller, places};
use crate::pathlist::{EmptyMeaning, Entry, ListVariable, PathList};
use crate::scene::Scene;
use crate::text::Text;

/// A list with everything that was found out about it.
#[derive(Clone, Debug)]
pub struct Audit {
    /// The entries in order.
    pub entries: Vec<AuditedEntry>,
    /// What is wrong, in the order of the entries, then what concerns the whole list.
    pub findings: Vec<Finding>,
}

/// Of more directories than these the disk is not told ahead: nobody has so many that are slow.
const MOST_EXPECTED: usize = 1024;

/// Looks at every directory once and checks every entry.
pub fn audit(scene: &Scene<'_>, list: &PathList, variable: &ListVariable, caller: Caller) -> Audit {
    let entries = look_at_entries(scene, list, variable, caller);
    let known = Known::of(&entries, scene);
    let subject = checks::Subject { scene, list, variable, caller, entries: &entries, known: &known };
    let mut findings: Vec<Finding> =
        entries.iter().flat_map(|entry| checks::of_entry(&subject, entry)).collect();
    findings.extend(checks::of_list(&subject));
    Audit { entries, findings }
}

fn look_at_entries(
    scene: &Scene<'_>,
    list: &PathList,
    variable: &ListVariable,
    caller: Caller,
) -> Vec<AuditedEntry> {
    let mut looks = Looks::new(scene.disk, variable.name == "PATH");
    let places = places(list, caller.rules(), scene);
    let directories = places.iter().take(MOST_EXPECTED).map(|place| place.directory.clone()).collect();
    scene.disk.expect(Expected { directories, names: Vec::new(), head: 0 });
    let looked = list.entries.iter().zip(places).map(|(entry, place)| {
        let means_a_directory = variable.empty == EmptyMeaning::WorkingDirectory || !entry.named().is_empty();
        let seen = if means_a_directory { looks.look(&place.directory) } else { entry::Seen::nowhere() };
        AuditedEntry::new(entry.clone(), place.directory, seen)
    });
    looked.collect()
}

/// Looks at directories: each spelling once, each directory's content once.
struct Looks<'disk> {
    disk: &'disk dyn Disk,
    counts_executables: bool,
    seen: HashMap<Text, entry::Seen>,
    counted: HashMap<Identity, Option<usize>>,
}

impl<'disk> Looks<'disk> {
    fn new(disk: &'disk dyn Disk, counts_executables: bool) -> Self {
        Self { disk, counts_executables, seen: HashMap::new(), counted: HashMap::new() }
    }

    fn look(&mut self, directory: &Text) -> entry::Seen {
        if let Some(seen) = self.seen.get(directory) {
            return seen.clone();
        }
        let mut seen = entry::Seen::at(self.disk, directory);
        if seen.state == State::Directory && self.counts_executables {
            match self.count(directory, seen.identity) {
                Ok(count) => seen.executables = count,
                Err(Silence) => seen.state = State::Silent,
            }
        }
        self.seen.insert(directory.clone(), seen.clone());
        seen
    }

    /// None where the directory cannot be listed.
    fn count(&mut self, directory: &Text, identity: Option<Identity>) -> Result<Option<usize>, Silence> {
        if let Some(known) = identity.and_then(|identity| self.counted.get(&identity)) {
            return Ok(*known);
        }
        let count = match self.disk.count_executables(directory) {
            Err(DiskError { trouble: Trouble::Silent(_), .. }) => return Err(Silence),
            count => count.ok(),
        };
        if let Some(identity) = identity {
            self.counted.insert(identity, count);
        }
        Ok(count)
    }
}

/// A directory did not answer in time.
struct Silence;

/// Where texts and directories stand for the first time.
struct Known {
    by_text: HashMap<Text, usize>,
    by_place: HashMap<Spot, usize>,
}

/// What makes two entries the same directory: the file system's word where the directory exists, else the
/// spelling of its path.
#[derive(PartialEq, Eq, Hash)]
enum Spot {
    There(Identity),
    Nowhere(Text),
}

impl Known {
    fn of(entries: &[AuditedEntry], scene: &Scene<'_>) -> Self {
        let mut known = Self { by_text: HashMap::new(), by_place: HashMap::new() };
        for entry in entries {
            let position = entry.entry.position;
            known.by_text.entry(entry.entry.written.clone()).or_insert(position);
            known.by_place.entry(Self::spot(entry, scene)).or_insert(position);
        }
        known
    }

    fn spot(entry: &AuditedEntry, scene: &Scene<'_>) -> Spot {
        match entry.identity {
            Some(identity) => Spot::There(identity),
            None => Spot::Nowhere(scene.flavor.comparison_key(&entry.directory)),
        }
    }

    /// The first position of the same text.
    fn first_of_text(&self, entry: &AuditedEntry) -> Option<usize> {
        self.by_text.get(&entry.entry.written).copied()
    }

    /// The first position of the same directory.
    fn first_of_place(&self, entry: &AuditedEntry, scene: &Scene<'_>) -> Option<usize> {
        self.by_place.get(&Self::spot(entry, scene)).copied()
    }
}

/// Whether an entry's text means the working directory to everybody who reads PATH.
pub(crate) fn is_working_directory(entry: &Entry) -> bool {
    entry.named().is_empty() || entry.named() == "."
}
