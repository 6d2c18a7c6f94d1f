//! Looking at files, each of them once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::content::HEAD;
use super::sighting::{End, Fault, InterpreterTrouble};
use super::{Content, Sighting};
use crate::disk::{DiskError, Kind, Listed, Sight, Trouble};
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

/// The files of a scene as far as anybody asked for them.
pub struct Survey<'scene> {
    scene: &'scene Scene<'scene>,
    looks: RefCell<HashMap<Text, Look>>,
    programs: RefCell<HashMap<Text, Result<Content, Fault>>>,
    listings: RefCell<HashMap<Text, Rc<Vec<Listed>>>>,
}

impl<'scene> Survey<'scene> {
    /// A survey that has seen nothing yet.
    pub fn new(scene: &'scene Scene<'scene>) -> Self {
        let (looks, programs, listings) = Default::default();
        Self { scene, looks, programs, listings }
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
        let look = self.look_first(path);
        self.looks.borrow_mut().insert(path.into(), look.clone());
        look
    }

    /// The path with every link resolved, where it leads to a file.
    pub fn real_path(&self, path: &[u8]) -> Option<Text> {
        self.scene.disk.real_path(path).ok()
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

    fn look_first(&self, path: &[u8]) -> Look {
        match self.scene.disk.look(path) {
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
            self.content(there)
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
            let Ok(target) = self.scene.disk.read_link(here) else { return (End::Closed, sight) };
            let parent = self.scene.flavor.parent(here).unwrap_or(b"/");
            links.push(self.scene.flavor.absolute(&target, parent));
            let here = links.last().map_or(path, Text::as_bytes);
            sight = match self.scene.disk.look(here) {
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

    fn content(&self, path: &[u8]) -> Content {
        match self.scene.disk.read(path, HEAD) {
            Ok(head) => Content::of(&head, self.scene.machine),
            Err(_) => Content::Unknown,
        }
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
        self.program(loader).err()?;
        Some(InterpreterTrouble { interpreter: loader.clone(), fault: Fault::Loader })
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
        let path = self.scene.absolute(program);
        let sight = self.scene.disk.follow(&path).map_err(|error| match error.trouble {
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
        Ok(self.content(&path))
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
