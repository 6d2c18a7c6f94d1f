//! What really runs: which file wins for `python`, `python3` and `pip`, and in which environment it works.

use std::rc::Rc;

use crate::flavor::Flavor;
use crate::lookup::{Caller, Candidate, Resolution, resolve, resolve_until_won};
use crate::pathlist::{Form, PathList};
use crate::python::{Atlas, Environment, Shim};
use crate::text::Text;

/// A command name and what became of it.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The name.
    pub name: &'static str,
    /// Every candidate for it.
    pub resolution: Resolution,
    /// What the caller takes.
    pub winner: Option<Winner>,
}

/// The file that wins for a name.
#[derive(Clone, Debug)]
pub struct Winner {
    /// Its path.
    pub path: Text,
    /// The entry that leads to it.
    pub position: Option<usize>,
    /// Whether it really runs.
    pub runs: bool,
    /// The shim that it is.
    pub shim: Option<Shim>,
    /// The file that does the work: a shim's target, else the winner itself.
    pub program: Option<Text>,
    /// For `pip`: the interpreter that runs it, as its first lines say.
    pub interpreter: Option<Text>,
    /// The environment that it works in.
    pub environment: Option<Rc<Environment>>,
    /// Whether bash and its like run it through an entry `~/…` that Python itself does not understand.
    pub hidden_from_python: bool,
}

impl Winner {
    /// The path whose place decides the environment: `pip` works where its interpreter lies.
    pub fn seat(&self) -> Option<&Text> {
        self.interpreter.as_ref().or(self.program.as_ref())
    }
}

/// Finds out who wins for `name`.
pub(super) fn effective(atlas: &Atlas<'_>, list: &PathList, caller: Caller, name: &'static str) -> Effective {
    // Of `python` the losers matter too, since they show the other environments on PATH.
    let wholly = name == "python" || atlas.scene().flavor == Flavor::Windows;
    let search = if wholly { resolve } else { resolve_until_won };
    let resolution = search(atlas.survey(), list, name.as_bytes(), caller);
    let look = Look { atlas, list };
    let winner = resolution.winner().map(|candidate| match name {
        "pip" => look.pip(candidate),
        _ => look.python(candidate, name),
    });
    Effective { name, resolution, winner }
}

struct Look<'look> {
    atlas: &'look Atlas<'look>,
    list: &'look PathList,
}

impl Look<'_> {
    fn python(&self, candidate: &Candidate, name: &str) -> Winner {
        let mut winner = self.winner(candidate);
        winner.hidden_from_python = self.is_through_tilde(candidate);
        let program = if winner.hidden_from_python {
            self.as_python_finds_itself(name)
        } else {
            winner.program.clone()
        };
        winner.environment = program.and_then(|path| self.environment_of(&path));
        winner
    }

    fn pip(&self, candidate: &Candidate) -> Winner {
        let mut winner = self.winner(candidate);
        let program = winner.program.as_ref().and_then(|path| self.atlas.sighting(path));
        winner.interpreter =
            program.and_then(|program| self.atlas.interpreter_of_script(&program, self.list));
        winner.environment = winner.interpreter.as_ref().and_then(|path| self.environment_of(path));
        winner
    }

    fn winner(&self, candidate: &Candidate) -> Winner {
        let sighting = &candidate.sighting;
        let shim = self.atlas.shim(sighting, self.list);
        let program = match &shim {
            Some(shim) => shim.target.clone(),
            None => Some(sighting.path.clone()),
        };
        Winner {
            path: sighting.path.clone(),
            position: candidate.position,
            runs: candidate.runs(),
            shim,
            program,
            interpreter: None,
            environment: None,
            hidden_from_python: false,
        }
    }

    fn environment_of(&self, path: &[u8]) -> Option<Rc<Environment>> {
        let sighting = self.atlas.sighting(path);
        sighting.map_or_else(|| self.atlas.of_program(path), |sighting| self.atlas.environment_of(&sighting))
    }

    /// bash expands `~` in PATH and runs what it finds there; Python, started by its bare name, searches PATH by
    /// itself, takes the entry literally and does not find itself (measured with bash 5.2 and CPython 3.11).
    fn is_through_tilde(&self, candidate: &Candidate) -> bool {
        let entry = candidate.position.and_then(|position| self.list.entries.get(position.checked_sub(1)?));
        !self.atlas.scene().machine.mach_o && entry.is_some_and(|entry| entry.form == Form::Tilde)
    }

    fn as_python_finds_itself(&self, name: &str) -> Option<Text> {
        let found = resolve(self.atlas.survey(), self.list, name.as_bytes(), Caller::Execvp);
        found.winner().map(|winner| winner.sighting.path.clone())
    }
}
