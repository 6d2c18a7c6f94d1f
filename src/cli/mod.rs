//! The words on the command line, as typed: types without behaviour.
//!
//! Each command's arguments are built only when that command was typed (`Command::defer`), so that adding commands
//! does not make the others start slower.

mod activation;
mod common;
mod completions;
mod man;
mod path;
mod shadows;
mod venv_status;
mod which;

use clap::builder::PossibleValuesParser;
use clap::{Args, Command};

pub use activation::ActivationArgs;
pub use common::{ColorWord, CommonArgs, PlatformWord};
pub use completions::{CompletionShell, CompletionsArgs};
pub use man::ManArgs;
pub use path::PathArgs;
pub use shadows::ShadowsArgs;
pub use venv_status::VenvStatusArgs;
pub use which::WhichArgs;

/// What `envpeek` alone and `envpeek --help` say before the list of commands.
const ABOUT: &str = "Why does this name run that file, and who put it there?";

const EXAMPLES: &str = "\
Examples:
  envpeek which python     which file runs, and why every other one lost
  envpeek venv-status      is a virtual environment active, and does it really work?
  envpeek path             what is on PATH, and what is wrong with it
  envpeek which -a node --as execvp
                           what a cron job or an editor would run instead

envpeek never changes anything and never runs a program that it finds on PATH.";

/// A command: its name, its one-line description, and how its arguments are built.
struct Entry {
    name: &'static str,
    about: &'static str,
    arguments: fn(Command) -> Command,
}

/// All commands, in the order of the help.
static COMMANDS: &[Entry] = &[
    Entry { name: "path", about: path::ABOUT, arguments: PathArgs::augment_args },
    Entry { name: "which", about: which::ABOUT, arguments: WhichArgs::augment_args },
    Entry { name: "venv-status", about: venv_status::ABOUT, arguments: VenvStatusArgs::augment_args },
    Entry { name: "activation", about: activation::ABOUT, arguments: ActivationArgs::augment_args },
    Entry { name: "shadows", about: shadows::ABOUT, arguments: ShadowsArgs::augment_args },
    Entry { name: "completions", about: completions::ABOUT, arguments: CompletionsArgs::augment_args },
    Entry { name: "man", about: man::ABOUT, arguments: ManArgs::augment_args },
];

/// The names of all commands.
fn names() -> PossibleValuesParser {
    COMMANDS.iter().map(|entry| entry.name).collect::<Vec<_>>().into()
}

/// The whole grammar.
pub fn command() -> Command {
    let root = CommonArgs::augment_args(Command::new("envpeek"))
        .about(ABOUT)
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true);
    let subcommand = |entry: &Entry| Command::new(entry.name).about(entry.about).defer(entry.arguments);
    root.subcommands(COMMANDS.iter().map(subcommand))
}
