//! Reading the directories: which names stand in more than one, and which of those files count.
//!
//! A name that stands once costs no look at its file. The others are looked at directory by directory, so that
//! each directory is opened once for all of them.

use super::{Folder, Question, Standing};
use crate::disk::{DiskError, Found, Kind, Names, Reading, Sought, Trouble, Wanted};
use crate::flavor::Flavor;
use crate::hashing::{Map, Set, map_for};
use crate::lookup::{Access, Caller, Suffixes};
use crate::scene::Scene;
use crate::text::Text;

/// What a scan gave.
#[derive(Debug, Default)]
pub(super) struct Scanned {
    pub(super) groups: Vec<Group>,
    pub(super) folders: Vec<Folder>,
    pub(super) unseen: Vec<(usize, DiskError)>,
}

/// The files of one name that count, in the order of the list.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) name: Text,
    pub(super) standings: Vec<Standing>,
}

/// The commands in one directory. Where a command's name is not its file's, the file stands beside it.
struct Shelf {
    commands: Names,
    files: Option<Vec<Text>>,
}

/// A file to be looked at: for which group, under which name.
struct Ask<'name> {
    group: usize,
    name: &'name [u8],
    file: Option<&'name Text>,
}

impl<'name> Ask<'name> {
    fn file_name(&self) -> &'name [u8] {
        self.file.map_or(self.name, Text::as_bytes)
    }
}

/// Reads all directories and looks at every name that stands in more than one of them.
pub(super) fn all_names(scene: &Scene<'_>, directories: &[(usize, Text)], question: Question<'_>) -> Scanned {
    let mut scanned = Scanned::default();
    let shelves = read(scene, directories, question, &mut scanned);
    let mut repeated = repeated(&shelves);
    if !question.names.is_empty() {
        let upper = |name: &Text| Text::from(name.lossy().to_uppercase());
        let wanted: Set<Text> = question.names.iter().map(upper).collect();
        repeated.asks.iter_mut().for_each(|asks| asks.retain(|ask| wanted.contains(ask.name)));
    }
    look(scene, &mut scanned, &repeated, question);
    scanned
}

/// Looks for the given names alone; no directory is read.
pub(super) fn some_names(
    scene: &Scene<'_>,
    directories: &[(usize, Text)],
    question: Question<'_>,
) -> Scanned {
    let mut scanned = Scanned::default();
    open(scene, directories, &mut scanned);
    let mut known = Set::default();
    let bare = |name: &&Text| !name.is_empty() && !scene.flavor.names_a_path(name);
    let names: Vec<&[u8]> =
        question.names.iter().filter(bare).map(Text::as_bytes).filter(|name| known.insert(*name)).collect();
    let asks = || names.iter().enumerate().map(|(group, name)| Ask { group, name, file: None }).collect();
    let asks = scanned.folders.iter().map(|_| asks()).collect();
    let repeated = Repeated { asks, groups: vec![0; names.len()] };
    look(scene, &mut scanned, &repeated, question);
    scanned
}

fn read(
    scene: &Scene<'_>,
    directories: &[(usize, Text)],
    question: Question<'_>,
    scanned: &mut Scanned,
) -> Vec<Shelf> {
    let suffixes = (scene.flavor == Flavor::Windows).then(|| Suffixes::of(question.caller, scene));
    let paths: Vec<&[u8]> = directories.iter().map(|(_, path)| path.as_bytes()).collect();
    let mut shelves = Vec::new();
    for ((position, path), reading) in directories.iter().zip(scene.disk.read_each(&paths)) {
        match reading {
            Ok(Reading::Again(_)) => {}
            Ok(Reading::Names(sight, names)) => {
                scanned.folders.push(Folder { position: *position, path: path.clone(), sight });
                shelves.push(Shelf::of(names, suffixes.as_ref()));
            }
            Err(error) => scanned.missed(*position, error),
        }
    }
    shelves
}

/// Finds out which directories there are, each once, without reading them.
fn open(scene: &Scene<'_>, directories: &[(usize, Text)], scanned: &mut Scanned) {
    let mut known = Set::default();
    for (position, path) in directories {
        match scene.disk.follow(path) {
            Ok(sight) if sight.kind != Kind::Directory => {}
            Ok(sight) if sight.identity.is_some_and(|identity| !known.insert(identity)) => {}
            Ok(sight) => scanned.folders.push(Folder { position: *position, path: path.clone(), sight }),
            Err(error) => scanned.missed(*position, error),
        }
    }
}

impl Scanned {
    /// What was found of the asked files in a folder: those that count join their groups.
    /// What is not known is noted, a directory that does not answer once for all its names.
    fn take(&mut self, folder: usize, asks: &[Ask<'_>], all: Vec<Sought>, caller: Caller) {
        let position = self.folders[folder].position;
        for (ask, sought) in asks.iter().zip(all) {
            let found = match sought {
                Sought::File(found) if counts(&found, caller) => found,
                Sought::Unknown(error) if self.unseen.last().is_none_or(|(_, last)| *last != *error) => {
                    self.unseen.push((position, *error));
                    continue;
                }
                _ => continue,
            };
            let group = &mut self.groups[ask.group];
            if group.standings.is_empty() {
                group.name = ask.name.into();
            }
            group.standings.push(Standing { folder, file: ask.file.cloned(), sight: found.sight });
        }
    }

    /// A directory that does not exist hides nothing; one that cannot be read may.
    fn missed(&mut self, position: usize, error: DiskError) {
        if !matches!(error.trouble, Trouble::Missing | Trouble::NotADirectory) {
            self.unseen.push((position, error));
        }
    }
}

impl Shelf {
    fn of(names: Names, suffixes: Option<&Suffixes>) -> Self {
        let Some(suffixes) = suffixes else { return Self { commands: names, files: None } };
        let ranked = |(name, kind): (&[u8], Option<Kind>)| {
            let (command, rank) = suffixes.command(name)?;
            Some((command, rank, Text::from(name), kind))
        };
        let mut all: Vec<_> = names.iter().filter_map(ranked).collect();
        all.sort_unstable_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
        all.dedup_by(|later, first| later.0 == first.0);
        let mut commands = Names::default();
        all.iter().for_each(|(command, _, _, kind)| commands.push(command, *kind));
        Self { commands, files: Some(all.into_iter().map(|(_, _, file, _)| file).collect()) }
    }

    /// The commands whose files may count, each with its file.
    fn commands(&self) -> impl Iterator<Item = (&[u8], Option<&Text>)> {
        let may_count = |kind: Option<Kind>| matches!(kind, None | Some(Kind::File | Kind::Link));
        let file = |at: usize| self.files.as_ref().and_then(|files| files.get(at));
        self.commands
            .iter()
            .enumerate()
            .filter(move |(_, (_, kind))| may_count(*kind))
            .map(move |(at, (name, _))| (name, file(at)))
    }
}

/// What has to be looked at, directory by directory.
struct Repeated<'name> {
    asks: Vec<Vec<Ask<'name>>>,
    /// How many files each group is about, where that is known beforehand.
    groups: Vec<usize>,
}

/// Where a name was met first, and the group that it became at the second time.
struct Met<'name> {
    shelf: usize,
    file: Option<&'name Text>,
    group: Option<usize>,
}

/// The names that stand on several shelves.
fn repeated(shelves: &[Shelf]) -> Repeated<'_> {
    let all = shelves.iter().map(|shelf| shelf.commands.len()).sum();
    let mut met: Map<&[u8], Met<'_>> = map_for(all);
    let mut asks: Vec<Vec<Ask<'_>>> = shelves.iter().map(|_| Vec::new()).collect();
    let mut groups: Vec<usize> = Vec::new();
    for (shelf, (name, file)) in
        shelves.iter().enumerate().flat_map(|(at, shelf)| shelf.commands().map(move |command| (at, command)))
    {
        let Some(first) = met.get_mut(name) else {
            met.insert(name, Met { shelf, file, group: None });
            continue;
        };
        let group = *first.group.get_or_insert_with(|| {
            groups.push(1);
            asks[first.shelf].push(Ask { group: groups.len() - 1, name, file: first.file });
            groups.len() - 1
        });
        groups[group] += 1;
        asks[shelf].push(Ask { group, name, file });
    }
    Repeated { asks, groups }
}

/// Looks at the files, directory by directory, and sorts those that count by their names.
fn look(scene: &Scene<'_>, scanned: &mut Scanned, repeated: &Repeated<'_>, question: Question<'_>) {
    let asked = || repeated.asks.iter().enumerate().filter(|(_, asks)| !asks.is_empty());
    let wanted: Vec<Wanted<'_>> = asked()
        .map(|(folder, asks)| Wanted {
            directory: &scanned.folders[folder].path,
            names: asks.iter().map(Ask::file_name).collect(),
        })
        .collect();
    let group = |files: &usize| Group { name: Text::new(), standings: Vec::with_capacity(*files) };
    scanned.groups = repeated.groups.iter().map(group).collect();
    for ((folder, asks), all) in asked().zip(scene.disk.look_each(&wanted)) {
        scanned.take(folder, asks, all, question.caller);
    }
}

/// Whether a caller takes such a file for a command.
fn counts(found: &Found, caller: Caller) -> bool {
    found.sight.kind == Kind::File
        && match caller.rules().access {
            Access::Effective => found.executable,
            Access::AnyBit => found.sight.mode & 0o111 != 0,
            Access::Ignored => true,
        }
}
