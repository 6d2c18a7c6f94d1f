//! Looking at files, each of them once.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::content::HEAD;
use super::sighting::{End, InterpreterTrouble};
use super::{Content, Sighting};
use crate::disk::{DiskError, Kind, Listed, Sight, Trouble};
use crate::scene::Scene;
use crate::text::Text;

/// How many links the kernel follows on the way to one file (path_resolution(7)).
const MOST_LINKS: usize = 40;
/// How many scripts may interpret each other before the kernel gives up (execve(2)).
const MOST_INTERPRETERS: usize = 4;

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
    interpreters: RefCell<HashMap<Text, Option<&'static str>>>,
    listings: RefCell<HashMap<Text, Rc<Vec<Listed>>>>,
}

impl<'scene> Survey<'scene> {
    /// A survey that has seen nothing yet.
    pub fn new(scene: &'scene Scene<'scene>) -> Self {
        let (looks, interpreters, listings) = Default::default();
        Self { scene, looks, interpreters, listings }
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
        (End::There(sight.kind), sight)
    }

    fn content(&self, path: &[u8]) -> Content {
        match self.scene.disk.read(path, HEAD) {
            Ok(head) => Content::of(&head, self.scene.machine),
            Err(_) => Content::Unknown,
        }
    }

    fn interpreter_trouble(&self, content: &Content) -> Option<InterpreterTrouble> {
        let interpreter = interpreter(content)?;
        let words = self.program_trouble(interpreter, MOST_INTERPRETERS)?;
        Some(InterpreterTrouble { interpreter: interpreter.clone(), words })
    }

    /// What keeps the kernel from running this program as an interpreter.
    fn program_trouble(&self, program: &Text, budget: usize) -> Option<&'static str> {
        if let Some(known) = self.interpreters.borrow().get(program) {
            return *known;
        }
        let found = self.program_trouble_first(program, budget);
        self.interpreters.borrow_mut().insert(program.clone(), found);
        found
    }

    fn program_trouble_first(&self, program: &Text, budget: usize) -> Option<&'static str> {
        let path = self.scene.absolute(program);
        let sight = match self.scene.disk.follow(&path) {
            Ok(sight) => sight,
            Err(_) if program.ends_with(b"\r") => {
                return Some("does not exist: the line ends in a carriage return");
            }
            Err(error) if error.trouble == Trouble::Denied => return Some("lies in a closed directory"),
            Err(_) => return Some("does not exist"),
        };
        if sight.kind != Kind::File {
            return Some("is not a file");
        }
        if !self.may_execute(&path, sight.mode) {
            return Some("may not be executed");
        }
        let content = self.content(&path);
        let next = interpreter(&content).filter(|next| *next != program)?;
        let Some(budget) = budget.checked_sub(1) else { return Some("is one script too many in a row") };
        self.program_trouble(next, budget).map(|_| "cannot be run either")
    }
}

fn broken_end(trouble: &Trouble) -> End {
    match trouble {
        Trouble::LinkLoop => End::Loop,
        Trouble::Denied => End::Closed,
        _ => End::Dangling,
    }
}

fn interpreter(content: &Content) -> Option<&Text> {
    match content {
        Content::Script { interpreter, .. } => Some(interpreter),
        Content::Binary { loader } => loader.as_ref(),
        _ => None,
    }
}
