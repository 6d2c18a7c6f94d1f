//! `envpeek man`

use clap::Args;

pub(super) const ABOUT: &str = "Print a page of the manual";

/// Words of `man`.
#[derive(Args, Clone, Debug)]
#[command(about = ABOUT, after_help = "Examples:
  envpeek man | man -l -               read the page of envpeek itself
  envpeek man which > envpeek-which.1  keep the page of one command")]
pub struct ManArgs {
    /// The command whose page it is [default: envpeek itself]
    #[arg(value_name = "COMMAND", value_parser = super::names(), hide_possible_values = true)]
    pub command: Option<String>,
}
