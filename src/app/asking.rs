//! Who asks: the caller whose rules apply, and how that is known.

use std::cell::OnceCell;

use super::{Failure, World};
use crate::cli::CommonArgs;
use crate::flavor::Flavor;
use crate::lookup::Caller;
use crate::process::Processes;
use crate::shell::{Detected, detect};

/// Named by the words, or else looked up among the processes, once, as soon as an answer depends on it.
pub(super) struct Asking<'world> {
    pid: Option<u32>,
    flavor: Flavor,
    processes: &'world dyn Processes,
    found: OnceCell<(Caller, String)>,
}

impl<'world> Asking<'world> {
    /// Takes what the words say.
    pub(super) fn of(common: &CommonArgs, world: &'world World<'_>, flavor: Flavor) -> Result<Self, Failure> {
        let found = match common.caller.as_deref().and_then(Caller::named) {
            Some(caller) => given(caller, flavor)?.into(),
            None if flavor == Flavor::Windows && world.flavor == Flavor::Unix => {
                (Caller::Cmd, "the default for this platform".to_owned()).into()
            }
            None => OnceCell::new(),
        };
        Ok(Self { pid: common.pid, flavor, processes: world.processes, found })
    }

    /// The caller, where it need not be looked up.
    pub(super) fn known(&self) -> Option<Caller> {
        self.found.get().map(|(caller, _)| *caller)
    }

    /// The caller.
    pub(super) fn caller(&self) -> Caller {
        self.found().0
    }

    /// Why it is that one.
    pub(super) fn reason(&self) -> &str {
        &self.found().1
    }

    fn found(&self) -> &(Caller, String) {
        self.found.get_or_init(|| match self.pid {
            Some(pid) => of_process(pid, self.processes),
            None => started_by(detect(self.processes), self.flavor),
        })
    }
}

fn given(caller: Caller, flavor: Flavor) -> Result<(Caller, String), Failure> {
    if caller.exists_on(flavor) {
        return Ok((caller, "given with --as".to_owned()));
    }
    let known: Vec<_> =
        Caller::ALL.iter().filter(|other| other.exists_on(flavor)).map(|other| other.name()).collect();
    let failure = Failure::usage(format!("there are no rules for {caller} on {}", flavor.name()));
    Err(failure.hint(format!("callers there are {}", known.join(", "))))
}

fn of_process(pid: u32, processes: &dyn Processes) -> (Caller, String) {
    let program = processes.program(pid);
    match program.as_ref().and_then(|program| Caller::of_program(program)) {
        Some(caller) => (caller, format!("process {pid} is {caller}")),
        None => (Caller::Execvp, format!("process {pid} is no shell")),
    }
}

fn started_by(detected: Option<Detected>, flavor: Flavor) -> (Caller, String) {
    let fallback = if flavor == Flavor::Windows { Caller::Cmd } else { Caller::Execvp };
    match detected.filter(|found| found.caller.exists_on(flavor)) {
        None => (fallback, "no shell among the parent processes".to_owned()),
        Some(Detected { caller, pid, through: None }) => {
            (caller, format!("it started envpeek, process {pid}"))
        }
        Some(Detected { caller, pid, through: Some(between) }) => {
            (caller, format!("it started envpeek, process {pid}, through {between}"))
        }
    }
}
