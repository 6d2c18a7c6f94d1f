//! `envpeek venv-status`

use clap::Args;

/// What the list of commands says of it.
pub(super) const ABOUT: &str = "Tell whether a Python environment is active and in effect";

/// Words of `venv-status`: it has none of its own.
#[derive(Args, Clone, Debug)]
#[command(about = ABOUT, after_help = "Examples:
  envpeek venv-status                  is an environment active, and does it take effect?
  envpeek venv-status -q && pytest     go on only inside a working environment
  envpeek venv-status --pid 4321       is that server or editor in the environment?
  envpeek venv-status --as execvp      as a program sees it that starts `python`

Exit status 0: active. 1: inactive or inconsistent.")]
pub struct VenvStatusArgs {}
