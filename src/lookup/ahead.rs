//! What is known not to be there: for each name the directories that hold nothing of it.
//!
//! Most looks of a search find nothing. A directory is known by a number, so that the next caller who asks for the
//! same name, or the same directory further behind in the list, needs no path and no hash to hear "nothing" again.

use crate::disk::{Disk, DiskError, Glance, Names, Reading, Sight, Until};
use crate::hashing::{Map, Set, map_for};
use crate::scene::Scene;
use crate::text::Text;

/// From how many names on it is asked first how large a directory is.
const MANY: usize = 64;

/// How many bytes of its own size a directory has for one name, about (ext4: 24 and more, tmpfs: 20).
const BYTES_A_NAME: u64 = 32;

/// What has been seen to be absent.
#[derive(Debug, Default)]
pub(super) struct Absences {
    numbers: Map<Text, usize>,
    of_names: Map<Text, Vec<bool>>,
}

impl Absences {
    /// The number of a directory: the same one each time.
    pub(super) fn number(&mut self, directory: &[u8]) -> usize {
        if let Some(&number) = self.numbers.get(directory) {
            return number;
        }
        let next = self.numbers.len();
        self.numbers.insert(directory.into(), next);
        next
    }

    /// Takes out for which directories, by number, it is known that they hold nothing of that name.
    pub(super) fn take(&mut self, name: &[u8]) -> Vec<bool> {
        let mut absent = self.of_names.get_mut(name).map(std::mem::take).unwrap_or_default();
        absent.resize(self.numbers.len(), false);
        absent
    }

    /// The same to read; shorter where directories became known later.
    pub(super) fn of(&self, name: &[u8]) -> &[bool] {
        self.of_names.get(name).map_or(&[], Vec::as_slice)
    }

    /// Keeps it for the next one who asks.
    pub(super) fn keep(&mut self, name: &[u8], absent: Vec<bool>) {
        match self.of_names.get_mut(name) {
            Some(known) => *known = absent,
            None => drop(self.of_names.insert(name.into(), absent)),
        }
    }

    /// Whether it is known that `directory` holds nothing of that name.
    pub(super) fn is_absent(&self, directory: &[u8], name: &[u8]) -> bool {
        let Some(absent) = self.of_names.get(name) else { return false };
        self.numbers.get(directory).is_some_and(|&number| absent.get(number) == Some(&true))
    }

    /// Looks for all names in all directories, each directory once. What is seen goes to `sights`, under its path.
    pub(super) fn look_ahead(
        &mut self,
        scene: &Scene<'_>,
        directories: &[&[u8]],
        names: &[&[u8]],
        until: Until,
        sights: &mut Map<Text, Result<Sight, DiskError>>,
    ) {
        let is_bare = |name: &&[u8]| !name.is_empty() && !scene.flavor.names_a_path(name);
        let names = once(names.iter().copied().filter(is_bare));
        let directories = once(directories.iter().copied());
        let numbered: Vec<Numbered<'_>> =
            directories.iter().map(|path| Numbered { path, number: self.number(path) }).collect();
        let absent = names.iter().map(|name| self.take(name)).collect();
        let mut sweep = Sweep { scene, names: &names, until, absent, sights };
        sweep.look(&numbered);
        names.iter().zip(sweep.absent).for_each(|(name, absent)| self.keep(name, absent));
    }
}

fn once<'words>(words: impl Iterator<Item = &'words [u8]>) -> Vec<&'words [u8]> {
    let mut known = Set::default();
    words.filter(|word| known.insert(*word)).collect()
}

/// A directory with its number.
#[derive(Clone, Copy)]
struct Numbered<'words> {
    path: &'words [u8],
    number: usize,
}

/// The search for many names in many directories.
struct Sweep<'sweep> {
    scene: &'sweep Scene<'sweep>,
    names: &'sweep [&'sweep [u8]],
    until: Until,
    absent: Vec<Vec<bool>>,
    sights: &'sweep mut Map<Text, Result<Sight, DiskError>>,
}

impl Sweep<'_> {
    fn look(&mut self, directories: &[Numbered<'_>]) {
        let (listed, asked) = if self.names.len() < MANY {
            (Vec::new(), directories.to_vec())
        } else {
            by_listing_or_by_name(self.scene.disk, directories, self.names.len())
        };
        let unlisted = self.list(&listed);
        self.ask(&[asked, unlisted].concat());
    }

    /// Asks for each name in each directory.
    fn ask(&mut self, directories: &[Numbered<'_>]) {
        let paths: Vec<&[u8]> = directories.iter().map(|directory| directory.path).collect();
        let all = self.scene.disk.glance_each(&paths, self.names, self.until);
        for (directory, glances) in directories.iter().zip(all) {
            for (at, glance) in glances.into_iter().enumerate() {
                match glance {
                    Glance::Absent => self.absent[at][directory.number] = true,
                    Glance::Seen(sight) => {
                        let path = self.scene.flavor.join(directory.path, self.names[at]);
                        self.sights.insert(path, Ok(sight));
                    }
                    Glance::Unclear => {}
                }
            }
        }
    }

    /// Lists directories, and gives back those that cannot be listed.
    fn list<'words>(&mut self, directories: &[Numbered<'words>]) -> Vec<Numbered<'words>> {
        let wanted = Spellings::of(self.names);
        let paths: Vec<&[u8]> = directories.iter().map(|directory| directory.path).collect();
        let mut known: Vec<Option<Vec<bool>>> = Vec::with_capacity(paths.len());
        let mut unlisted = Vec::new();
        for (directory, reading) in directories.iter().zip(self.scene.disk.read_each(&paths)) {
            let present = match reading {
                Ok(Reading::Names(_, listed)) => Some(wanted.among(&listed)),
                Ok(Reading::Again(first)) => known.get(first).cloned().flatten(),
                Err(_) => None,
            };
            match &present {
                Some(present) => self.note(directory.number, present),
                None => unlisted.push(*directory),
            }
            known.push(present);
        }
        unlisted
    }

    fn note(&mut self, number: usize, present: &[bool]) {
        let absent = self.absent.iter_mut().zip(present).filter(|(_, present)| !**present);
        absent.for_each(|(absent, _)| absent[number] = true);
    }
}

/// Splits directories into those that are listed for less than being asked for each name, and the others. A question
/// for a name costs about twice as much as a name in a listing (measured: 530 and 270 ns).
fn by_listing_or_by_name<'words>(
    disk: &dyn Disk,
    directories: &[Numbered<'words>],
    names: usize,
) -> (Vec<Numbered<'words>>, Vec<Numbered<'words>>) {
    let paths: Vec<&[u8]> = directories.iter().map(|directory| directory.path).collect();
    let sizes = disk.glance_each(&paths, &[b"."], Until::TheEnd);
    let is_small = |glances: &[Glance]| match glances {
        [Glance::Seen(sight)] => sight.size / BYTES_A_NAME < 2 * names as u64,
        _ => false,
    };
    let pairs = directories.iter().copied().zip(&sizes);
    let (small, large): (Vec<_>, Vec<_>) = pairs.partition(|(_, glances)| is_small(glances));
    let alone = |pairs: Vec<(Numbered<'words>, _)>| pairs.into_iter().map(|(directory, _)| directory);
    (alone(small).collect(), alone(large).collect())
}

/// Wanted names as a listing may spell them: some file systems find a name whatever its case, so only a name that no
/// spelling comes near is absent; of names beyond ASCII a listing tells nothing.
struct Spellings {
    at: Map<Vec<u8>, Vec<usize>>,
    nearby: Vec<bool>,
}

impl Spellings {
    fn of(names: &[&[u8]]) -> Self {
        let mut at: Map<Vec<u8>, Vec<usize>> = map_for(names.len());
        for (index, name) in names.iter().enumerate() {
            at.entry(name.to_ascii_lowercase()).or_default().push(index);
        }
        Self { at, nearby: names.iter().map(|name| !name.is_ascii()).collect() }
    }

    /// Which of them may be among the listed.
    fn among(&self, listed: &Names) -> Vec<bool> {
        let mut present = self.nearby.clone();
        let mut lower = Vec::new();
        for (name, _) in listed.iter() {
            lower.clear();
            lower.extend(name.iter().map(u8::to_ascii_lowercase));
            self.at.get(&lower).into_iter().flatten().for_each(|&index| present[index] = true);
        }
        present
    }
}
