//! `envpeek path`

use clap::Args;

pub(super) const ABOUT: &str = "List PATH entry by entry, with what is wrong with each";

/// Words of `path`.
#[derive(Args, Clone, Debug)]
#[command(about = ABOUT, after_help = "Examples:
  envpeek path                         PATH of this shell, entry by entry
  envpeek path --var MANPATH           another list, by its own rules
  envpeek path --timing                what each entry costs every look-up that gets there
  envpeek path --pid 4321              PATH of a running process
  envpeek path --json | jq '.codes'    what is wrong, for a script")]
pub struct PathArgs {
    /// Inspect another list-like variable
    #[arg(long = "var", value_name = "NAME", default_value = "PATH", hide_default_value = true)]
    pub variable: String,

    /// Measure what each entry costs a look-up, and how many misses are paid before it
    #[arg(long)]
    pub timing: bool,
}
