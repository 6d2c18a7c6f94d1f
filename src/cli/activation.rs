//! `envpeek activation`

use std::ffi::OsString;

use clap::{Args, ValueHint};

/// What it is for, in one line.
pub(super) const ABOUT: &str = "Show what activating an environment does to PATH and to the commands";

/// Words of `activation`.
#[derive(Args, Clone, Debug)]
#[command(about = ABOUT, after_help = "Examples:
  envpeek activation                   the nearest .venv: PATH before and after, commands that change hands
  envpeek activation --steps           the same as a lesson, one thing after the other
  envpeek activation ../b/.venv        another environment, on top of the active one
  envpeek activation --undo            what `deactivate` would do, and what it would lose
  envpeek activation --shell fish      the script for another shell

Nothing is activated: the script is read, never run.")]
pub struct ActivationArgs {
    /// The environment's directory, or a project that has one [default: the nearest .venv, else the active one]
    #[arg(value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub directory: Option<OsString>,

    /// Show what `deactivate` does
    #[arg(long)]
    pub undo: bool,

    /// Tell it as a lesson, step by step
    #[arg(long)]
    pub steps: bool,

    /// The shell that would do it [default: the one whose rules apply]
    #[arg(long, value_name = "SHELL", value_parser = shells(), hide_possible_values = true)]
    pub shell: Option<String>,
}

fn shells() -> clap::builder::PossibleValuesParser {
    use crate::lookup::Caller;
    let shells = Caller::ALL.into_iter().filter(|caller| caller.is_shell()).map(Caller::name);
    shells.collect::<Vec<_>>().into()
}
