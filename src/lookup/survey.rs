//! Looking at files, each of them once.

use std::cell::RefCell;
use std::rc::Rc;

use super::ahead::Absences;
use super::content::HEAD;
use super::itinerary::{Itinerary, LastLooks};
use super::sighting::{End, Fault, InterpreterTrouble};
use super::{Caller, Content, Sighting};
use crate::disk::{DiskError, Identity, Kind, Listed, Names, Reading, Sight, Trouble};
use crate::flavor::Flavor;
use crate::hashing::Map;
use crate::pathlist::PathList;
use crate::scene::Scene;
use crate::text::Text;

/// How many links the kernel follows on the way to one file (path_resolution(7)).
const MOST_LINKS: usize = 40;
/// Links among the directories on the way count too, so that above this number the system itself is asked whether
/// it gets to the end.
const FEW_LINKS: usize = 8;
/// How many scripts may interpret each other, the first included, before the kernel gives up with ELOOP
/// (measured with Linux 6.18; execve(2) says four interpreters).
const MOST_SCRIPTS: usize = 5;

/// What looking for a file gave.
#[derive(Clone, Debug)]
pub enum Look {
    /// Nothing of that name stands there.
    Absent,
    /// The place could not be looked into.
    Unseen(DiskError),
    /// A file, or what is left of one.
    Seen(Rc<Sighting>),
}

/// Where a link leads, and what stands there itself.
#[derive(Clone, Debug)]
struct Hop {
    target: Text,
    sight: Result<Sight, DiskError>,
}

/// The files of a scene as far as anybody asked for them.
pub struct Survey<'scene> {
    scene: &'scene Scene<'scene>,
    looks: RefCell<Map<Text, Look>>,
    hops: RefCell<Map<Text, Hop>>,
    pub(super) sights: RefCell<Map<Text, Result<Sight, DiskError>>>,
    contents: RefCell<Map<Identity, Content>>,
    programs: RefCell<Map<Text, Result<Content, Fault>>>,
    loaders: RefCell<Map<Text, bool>>,
    listings: RefCell<Map<Text, Rc<Vec<Listed>>>>,
    names: RefCell<Map<Text, Option<Rc<Names>>>>,
    real_paths: RefCell<Map<Text, Option<Text>>>,
    pub(super) lists: RefCell<Map<Caller, Rc<PathList>>>,
    pub(super) itineraries: RefCell<Vec<Rc<Itinerary>>>,
    pub(super) absences: RefCell<Absences>,
    pub(super) last_looks: RefCell<Option<LastLooks>>,
}

impl<'scene> Survey<'scene> {
    /// A survey that has seen nothing yet.
    pub fn new(scene: &'scene Scene<'scene>) -> Self {
        let (looks, hops, sights, contents, programs, loaders, listings) = Default::default();
        let (names, real_paths, lists, itineraries, absences, last_looks) = Default::default();
        Self {
            scene,
            looks,
            hops,
            sights,
            contents,
            programs,
            loaders,
            listings,
            names,
            real_paths,
            lists,
            itineraries,
            absences,
            last_looks,
        }
    }

    /// The scene that is surveyed.
    pub fn scene(&self) -> &'scene Scene<'scene> {
        self.scene
    }

    /// Looks at `path`, or remembers the look.
    pub fn look(&self, path: &[u8]) -> Look {
        if let Some(look) = self.looks.borrow().get(path) {
            return look.clone();
        }
        let look = if self.is_known_absent(path) { Look::Absent } else { self.look_first(path) };
        self.looks.borrow_mut().insert(path.into(), look.clone());
        look
    }

    /// For which directories, by their numbers, it is known that they hold nothing of that name.
    pub(super) fn absent(&self, name: &[u8]) -> Vec<bool> {
        self.absences.borrow().of(name).to_vec()
    }

    /// Whether looking for its name has shown that nothing stands at `path`.
    fn is_known_absent(&self, path: &[u8]) -> bool {
        let flavor = self.scene.flavor;
        let (directory, name) = (flavor.parent(path).unwrap_or_default(), flavor.file_name(path));
        self.absences.borrow().is_absent(directory, name)
    }

    /// The path with every link resolved, where it leads to a file.
    pub fn real_path(&self, path: &[u8]) -> Option<Text> {
        if let Some(known) = self.real_paths.borrow().get(path) {
            return known.clone();
        }
        let real = self.real_path_first(path);
        self.real_paths.borrow_mut().insert(path.into(), real.clone());
        real
    }

    /// What is no link itself lies in the real path of its directory, which is asked about once for all its files.
    fn real_path_first(&self, path: &[u8]) -> Option<Text> {
        let flavor = self.scene.flavor;
        let name = flavor.file_name(path);
        let is_seen_itself = |look: &Look| matches!(look, Look::Seen(sighting) if sighting.links.is_empty());
        let seen_itself = self.looks.borrow().get(path).is_some_and(is_seen_itself);
        match flavor.parent(path) {
            Some(parent)
                if seen_itself
                    && !path.ends_with(b"/")
                    && flavor == Flavor::Unix
                    && name != b"."
                    && name != b".." =>
            {
                Some(flavor.join(&self.real_path(parent)?, name))
            }
            _ => self.scene.disk.real_path(path).ok(),
        }
    }

    /// The names in a directory, or none where it cannot be listed.
    pub fn list(&self, directory: &[u8]) -> Rc<Vec<Listed>> {
        if let Some(listing) = self.listings.borrow().get(directory) {
            return Rc::clone(listing);
        }
        let listing = Rc::new(self.scene.disk.list(directory).unwrap_or_default());
        self.listings.borrow_mut().insert(directory.into(), Rc::clone(&listing));
        listing
    }

    /// The names in these directories as far as they can be read; a directory that stands among them twice has its
    /// names once.
    pub fn names_in<'words>(&self, directories: &[&'words Text]) -> Vec<(&'words Text, Rc<Names>)> {
        let mut known = self.names.borrow_mut();
        let unread: Vec<&[u8]> = directories
            .iter()
            .filter(|path| !known.contains_key(**path))
            .map(|path| path.as_bytes())
            .collect();
        for (directory, reading) in unread.iter().zip(self.scene.disk.read_each(&unread)) {
            let names = match reading {
                Ok(Reading::Names(_, names)) => Some(Rc::new(names)),
                _ => None,
            };
            known.insert((*directory).into(), names);
        }
        let names =
            |directory: &&'words Text| Some((*directory, Rc::clone(known.get(*directory)?.as_ref()?)));
        directories.iter().filter_map(names).collect()
    }

    fn look_first(&self, path: &[u8]) -> Look {
        match self.look_itself(path) {
            Ok(sight) => Look::Seen(Rc::new(self.sighting(path, sight))),
            Err(error) => match error.trouble {
                Trouble::Missing | Trouble::NotADirectory => Look::Absent,
                _ => Look::Unseen(error),
            },
        }
    }

    fn sighting(&self, path: &[u8], sight: Sight) -> Sighting {
        let mut links = Vec::new();
        let (end, sight) = self.end(path, sight, &mut links);
        let there = links.last().map_or(path, Text::as_bytes);
        let is_directory = end == End::There(Kind::Directory);
        let exists = matches!(end, End::There(_));
        let mode = if exists { sight.mode } else { 0 };
        let executable = exists && !is_directory && self.may_execute(path, mode);
        let content = if end == End::There(Kind::File) && mode & 0o111 != 0 {
            self.content(there, sight.identity)
        } else {
            Content::Unknown
        };
        let interpreter_trouble = if executable { self.interpreter_trouble(&content) } else { None };
        let identity = if exists { sight.identity } else { None };
        Sighting { path: path.into(), links, end, identity, mode, executable, content, interpreter_trouble }
    }

    /// Without a single execute bit not even root may execute a file, so the kernel need not be asked.
    fn may_execute(&self, path: &[u8], mode: u32) -> bool {
        mode & 0o111 != 0 && self.scene.disk.may_execute(path)
    }

    fn end(&self, path: &[u8], first: Sight, links: &mut Vec<Text>) -> (End, Sight) {
        let mut sight = first;
        while sight.kind == Kind::Link {
            if links.len() == MOST_LINKS {
                links.truncate(1);
                return (End::Loop, sight);
            }
            let here = links.last().map_or(path, Text::as_bytes);
            let Some(hop) = self.hop(here) else { return (End::Closed, sight) };
            links.push(hop.target);
            sight = match hop.sight {
                Ok(next) => next,
                Err(error) => return (broken_end(&error.trouble), sight),
            };
        }
        if links.len() > FEW_LINKS
            && let Err(error) = self.scene.disk.follow(path)
        {
            return (broken_end(&error.trouble), sight);
        }
        (End::There(sight.kind), sight)
    }

    /// One step along a link; none where the link cannot be read.
    fn hop(&self, link: &[u8]) -> Option<Hop> {
        if let Some(known) = self.hops.borrow().get(link) {
            return Some(known.clone());
        }
        let written = self.scene.disk.read_link(link).ok()?;
        let parent = self.scene.flavor.parent(link).unwrap_or(b"/");
        let target = self.scene.flavor.absolute(&written, parent);
        let hop = Hop { sight: self.look_itself(&target), target };
        self.sights.borrow_mut().insert(hop.target.clone(), hop.sight.clone());
        self.hops.borrow_mut().insert(link.into(), hop.clone());
        Some(hop)
    }

    /// Looks at a path itself, unless a link led there before.
    fn look_itself(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let known = self.sights.borrow().get(path).cloned();
        known.unwrap_or_else(|| self.scene.disk.look(path))
    }

    /// What the file at `path` holds. The same file by another path is not read again.
    fn content(&self, path: &[u8], identity: Option<Identity>) -> Content {
        let known = identity.and_then(|identity| self.contents.borrow().get(&identity).cloned());
        known.unwrap_or_else(|| {
            let head = self.scene.disk.read(path, HEAD);
            let content = head.map_or(Content::Unknown, |head| Content::of(&head, self.scene.machine));
            identity.map(|identity| self.contents.borrow_mut().insert(identity, content.clone()));
            content
        })
    }

    /// What keeps the kernel from running a file of this content: it starts the `#!` program, that one's own
    /// where it is a script too, and at last a binary's loader.
    fn interpreter_trouble(&self, content: &Content) -> Option<InterpreterTrouble> {
        let mut program = match content {
            Content::Script { interpreter, .. } => interpreter.clone(),
            Content::Binary { loader } => return self.loader_trouble(loader.as_ref()?),
            _ => return None,
        };
        for _ in 0..MOST_SCRIPTS {
            match self.program(&program) {
                Err(fault) => return Some(InterpreterTrouble { interpreter: program, fault }),
                Ok(Content::Script { interpreter, .. }) => program = interpreter,
                Ok(Content::Binary { loader }) => return self.loader_trouble(loader.as_ref()?),
                Ok(Content::Unknown) => return None,
                Ok(_) => return Some(InterpreterTrouble { interpreter: program, fault: Fault::NoProgram }),
            }
        }
        Some(InterpreterTrouble { interpreter: program, fault: Fault::Endless })
    }

    fn loader_trouble(&self, loader: &Text) -> Option<InterpreterTrouble> {
        let known = self.loaders.borrow().get(loader).copied();
        let starts = known.unwrap_or_else(|| self.startable(loader).is_ok());
        self.loaders.borrow_mut().insert(loader.clone(), starts);
        (!starts).then(|| InterpreterTrouble { interpreter: loader.clone(), fault: Fault::Loader })
    }

    /// The content of the file that an interpreter's path names, or why it cannot be started at all.
    fn program(&self, program: &Text) -> Result<Content, Fault> {
        if let Some(known) = self.programs.borrow().get(program) {
            return known.clone();
        }
        let found = self.program_first(program);
        self.programs.borrow_mut().insert(program.clone(), found.clone());
        found
    }

    fn program_first(&self, program: &Text) -> Result<Content, Fault> {
        let sight = self.startable(program)?;
        Ok(self.content(&self.scene.absolute(program), sight.identity))
    }

    /// The file behind an interpreter's path, where the kernel would start it whatever it holds.
    fn startable(&self, program: &Text) -> Result<Sight, Fault> {
        let path = self.scene.absolute(program);
        let sight = self.follow(&path).map_err(|error| match error.trouble {
            Trouble::Denied => Fault::Closed,
            Trouble::LinkLoop => Fault::Endless,
            _ if self.is_there_without_carriage_return(program) => Fault::CarriageReturn,
            _ => Fault::Missing,
        })?;
        if sight.kind != Kind::File {
            return Err(Fault::NoFile);
        }
        if !self.may_execute(&path, sight.mode) {
            return Err(Fault::NotExecutable);
        }
        Ok(sight)
    }

    /// What a path leads to; along links that were looked at before the disk need not be asked again.
    fn follow(&self, path: &Text) -> Result<Sight, DiskError> {
        let known = self.sights.borrow().get(path).cloned();
        if let Some(Ok(sight)) = known
            && let (End::There(_), sight) = self.end(path, sight, &mut Vec::new())
        {
            return Ok(sight);
        }
        self.scene.disk.follow(path)
    }

    fn is_there_without_carriage_return(&self, program: &Text) -> bool {
        program.strip_suffix(b"\r").is_some_and(|program| self.program(&program.into()).is_ok())
    }
}

fn broken_end(trouble: &Trouble) -> End {
    match trouble {
        Trouble::LinkLoop => End::Loop,
        Trouble::Denied => End::Closed,
        Trouble::NameTooLong => End::TooLong,
        _ => End::Dangling,
    }
}
