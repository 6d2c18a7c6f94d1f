//! Which shell started envpeek.
//!
//! Shells do not say so in the environment (`BASH_VERSION` and its like are not exported; `SHELL` names the login
//! shell), so the parent processes are asked.

use crate::lookup::Caller;
use crate::process::Processes;
use crate::text::Text;

/// How many ancestors are looked at: no real chain is longer.
const MOST_ANCESTORS: usize = 64;

/// The shell found among the ancestors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detected {
    /// Which shell.
    pub caller: Caller,
    /// Its process.
    pub pid: u32,
    /// The program of the nearest ancestor where that is no shell: what stands between the shell and envpeek.
    pub through: Option<Text>,
}

/// The nearest ancestor that is a shell.
pub fn detect(processes: &dyn Processes) -> Option<Detected> {
    let mut pid = processes.parent()?;
    let mut through = None;
    for _ in 0..MOST_ANCESTORS {
        let program = processes.program(pid)?;
        if let Some(caller) = Caller::of_program(&program) {
            return Some(Detected { caller, pid, through });
        }
        pid = processes.parent_of(pid).filter(|&parent| parent != 0 && parent != pid)?;
        through.get_or_insert(program);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::ProcessError;

    struct Chain(&'static [(u32, u32, &'static str)]);

    impl Processes for Chain {
        fn parent(&self) -> Option<u32> {
            self.0.first().map(|process| process.0)
        }
        fn parent_of(&self, pid: u32) -> Option<u32> {
            self.0.iter().find(|process| process.0 == pid).map(|process| process.1)
        }
        fn program(&self, pid: u32) -> Option<Text> {
            self.0.iter().find(|process| process.0 == pid).map(|process| process.2.into())
        }
        fn environment(&self, pid: u32) -> Result<Vec<u8>, ProcessError> {
            Err(ProcessError::Missing(pid))
        }
        fn working_directory(&self, pid: u32) -> Result<Text, ProcessError> {
            Err(ProcessError::Missing(pid))
        }
        fn root(&self, pid: u32) -> Result<Option<Text>, ProcessError> {
            Err(ProcessError::Missing(pid))
        }
    }

    #[test]
    fn the_nearest_shell_counts() {
        let found = detect(&Chain(&[(9, 8, "cargo"), (8, 7, "fish"), (7, 1, "bash")])).unwrap();
        assert_eq!((found.caller, found.pid), (Caller::Fish, 8));
        assert_eq!(found.through.unwrap(), "cargo");
    }

    #[test]
    fn a_chain_without_shell_ends() {
        assert_eq!(detect(&Chain(&[(9, 8, "make"), (8, 8, "init")])), None);
        assert_eq!(detect(&Chain(&[])), None);
    }
}
