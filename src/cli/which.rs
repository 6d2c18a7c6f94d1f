//! `envpeek which`

use std::ffi::OsString;

use clap::{Args, ValueHint};

pub(super) const ABOUT: &str = "Show which file a name runs, and why each other one lost";

/// Words of `which`.
#[derive(Args, Clone, Debug, PartialEq, Eq)]
#[command(about = ABOUT, after_help = "Examples:
  envpeek which python                 the winner, and why
  envpeek which -a python pip          every candidate of both names
  envpeek which node --as execvp       what a cron job or an editor would run
  \"$(envpeek which --plain python)\"    the path alone, for a script")]
pub struct WhichArgs {
    /// The command names
    #[arg(required = true, value_name = "NAME", value_hint = ValueHint::CommandName)]
    pub names: Vec<OsString>,

    /// Show every candidate, also the losers that need no attention
    #[arg(short, long)]
    pub all: bool,
}
