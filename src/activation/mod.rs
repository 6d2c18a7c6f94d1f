//! What activating or deactivating a Python environment does to a shell.
//!
//! An activation script is a small program in a shell's language. The scripts of different makers and versions
//! differ in dozens of ways, and people add lines of their own; so the script that is really there is read and
//! carried out on variables in memory ([`posix`], [`fish`], [`csh`]). Nothing is started and nothing is written.
//! What a script does that is not understood is said with its line, never guessed.

mod batch;
mod conda;
mod condition;
mod csh;
mod findings;
mod fish;
mod forecast;
mod ground;
mod hands;
#[cfg(test)]
mod hostile;
mod language;
mod literal;
mod memory;
mod nushell;
mod outcome;
mod posix;
mod powershell;
mod saved;
mod steps;
mod study;
mod target;
#[cfg(test)]
mod testing;
mod xonsh;

pub use conda::{Manager, name_of};
pub use forecast::{Act, Forecast, Request, VariableChange, forecast};
pub use hands::{Hands, Winner, hands};
pub use language::Language;
pub use memory::{Effect, Variable};
pub use outcome::{Ending, Outcome};
pub use posix::PosixShell;
pub use saved::{KnownFrom, Saved};
pub use steps::{Step, steps};
pub use study::{Alternative, NotUnderstood, Question, Study, study};
