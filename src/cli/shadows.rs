//! `envpeek shadows`

use std::ffi::OsString;

use clap::{Args, ValueHint};

/// What the list of commands says of it.
pub(super) const ABOUT: &str = "List the names that stand in several PATH directories";

/// Words of `shadows`.
#[derive(Args, Clone, Debug)]
#[command(about = ABOUT, after_help = "Examples:
  envpeek shadows                      every name that stands in several directories
  envpeek shadows python pip           these names alone
  envpeek shadows --compare            tell copies from files that really differ

The exit status is 1 where a file shadows another one; the same file under two names is no contest.")]
pub struct ShadowsArgs {
    /// Only these command names
    #[arg(value_name = "NAME", value_hint = ValueHint::CommandName)]
    pub names: Vec<OsString>,

    /// Compare the bytes of files of the same length
    #[arg(long)]
    pub compare: bool,
}
