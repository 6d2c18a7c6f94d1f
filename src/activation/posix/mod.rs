//! `activate` for bash, zsh, dash, ksh, mksh, yash and BusyBox.
//!
//! The makers' scripts differ in dozens of small ways, and people add lines of their own. So the script that
//! is really there is read and carried out on variables in memory. The language is small: assignments, tests,
//! `if`, `case`, functions. What lies outside of it is reported with its line.

mod builtins;
mod dialect;
mod expand;
mod parse;
mod pattern;
mod run;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::HashMap;

use dialect::Dialect;
use run::{Shell, Stop};

use super::forecast::Act;
use super::ground::Ground;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use crate::text::Text;

/// The POSIX shells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PosixShell {
    /// bash.
    Bash,
    /// zsh.
    Zsh,
    /// dash.
    Dash,
    /// ksh93.
    Ksh,
    /// mksh.
    Mksh,
    /// yash.
    Yash,
    /// BusyBox ash.
    BusyBox,
}

impl PosixShell {
    fn dialect(self) -> &'static Dialect {
        match self {
            Self::Bash => &dialect::BASH,
            Self::Zsh => &dialect::ZSH,
            Self::Dash => &dialect::DASH,
            Self::Ksh => &dialect::KSH,
            Self::Mksh => &dialect::MKSH,
            Self::Yash => &dialect::YASH,
            Self::BusyBox => &dialect::BUSYBOX,
        }
    }
}

/// The variables that the shell has of its own before any script, beside the environment.
pub(super) fn own_variables(shell: PosixShell, root: bool, memory: &mut Memory) {
    let dialect = shell.dialect();
    for (name, value) in dialect.own_variables {
        memory.begin_with(name.as_bytes(), value.as_bytes(), false);
    }
    let prompt = dialect.default_prompt.map(|(user, superuser)| if root { superuser } else { user });
    for (name, value) in [("PATH", dialect.default_path), ("PS1", prompt)] {
        if let Some(value) = value.filter(|_| memory.variable(name.as_bytes()).is_none()) {
            memory.begin_with(name.as_bytes(), value.as_bytes(), false);
        }
    }
}

/// Carries out `. script`, or only what `deactivate` of that script does.
pub(super) fn carry_out(
    shell: PosixShell,
    ground: &Ground<'_>,
    memory: Memory,
    script: &[u8],
    text: &[u8],
    act: Act,
) -> Outcome {
    let mut running = Shell {
        kind: shell.dialect(),
        ground,
        memory,
        functions: HashMap::new(),
        script: Text::from(script),
        arguments: Vec::new(),
        status: Some(0),
        printed: Vec::new(),
        commands: 0,
        depth: 0,
    };
    let result = match act {
        Act::Activate => running.run_script(text),
        Act::Deactivate => running.deactivate(text),
    };
    let ending = match result {
        Ok(()) | Err(Stop::Return) => Ending::Whole,
        Err(Stop::Aborted { line, why }) => Ending::Aborted { line, why },
        Err(Stop::NotUnderstood { line, what }) => Ending::NotUnderstood { line, what },
    };
    let deactivates = running.functions.contains_key(&b"deactivate"[..]);
    let (variables, effects) = running.memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}
