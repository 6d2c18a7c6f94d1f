//! Completion scripts: `clap_complete` writes them, and the places that it leaves empty are filled here.
//!
//! No generator but zsh's completes what stands without an option (`which <TAB>`), and elvish's and PowerShell's do
//! not complete the value of an option (`--as <TAB>`). Each shell's module adds that in the shell's own words;
//! `tests/it/completions.rs` asks the real shells.

mod bash;
mod elvish;
mod fish;
mod nushell;
mod powershell;

use clap::{Arg, Command, ValueHint};
use clap_complete::{Generator, Shell, generate};
use clap_complete_nushell::Nushell;

use super::answer::Answer;
use crate::cli::{self, CommonArgs, CompletionShell, CompletionsArgs};

pub(super) fn run(words: &CompletionsArgs, common: &CommonArgs) -> Answer {
    let script = if common.voice.quiet { String::new() } else { script(words.shell, cli::command()) };
    Answer { stdout: script.into_bytes(), exit: 0 }
}

/// The script that completes `command` in `shell`.
fn script(shell: CompletionShell, mut command: Command) -> String {
    command.build();
    let places = Places::of(&command);
    match shell {
        CompletionShell::Bash => bash::fill(written(Shell::Bash, command), &places),
        CompletionShell::Zsh => written(Shell::Zsh, command),
        CompletionShell::Fish => fish::fill(written(Shell::Fish, command), &places),
        CompletionShell::PowerShell => powershell::fill(&written(Shell::PowerShell, command), &places),
        CompletionShell::Elvish => elvish::fill(&written(Shell::Elvish, command), &places),
        CompletionShell::Nushell => nushell::fill(written(Nushell, command), &places),
    }
}

fn written(generator: impl Generator, mut command: Command) -> String {
    let name = command.get_name().to_owned();
    let mut bytes = Vec::new();
    generate(generator, &mut command, name, &mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// What may stand at a place of the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Words {
    /// The name of a command.
    Commands,
    /// A directory.
    Directories,
    /// A file.
    Files,
    /// One of these.
    OneOf(Vec<String>),
}

impl Words {
    fn of(argument: &Arg) -> Option<Self> {
        let values = argument.get_possible_values();
        if argument.get_action().takes_values() && !values.is_empty() {
            return Some(Self::OneOf(values.iter().map(|value| value.get_name().to_owned()).collect()));
        }
        match argument.get_value_hint() {
            ValueHint::CommandName => Some(Self::Commands),
            ValueHint::DirPath => Some(Self::Directories),
            ValueHint::FilePath | ValueHint::AnyPath => Some(Self::Files),
            _ => None,
        }
    }
}

/// The places of the command line whose words are known.
struct Places {
    /// Each subcommand with what its arguments are, and the name that its arguments have.
    arguments: Vec<(String, String, Words)>,
    /// Each option (`--as`) with what its value is.
    options: Vec<(String, Words)>,
}

impl Places {
    fn of(command: &Command) -> Self {
        let mut places = Self { arguments: Vec::new(), options: Vec::new() };
        places.add_options(command);
        for subcommand in command.get_subcommands().filter(|one| one.get_name() != "help") {
            places.add_options(subcommand);
            let positionals = subcommand.get_positionals();
            places.arguments.extend(positionals.filter_map(|one| {
                Some((subcommand.get_name().to_owned(), one.get_id().to_string(), Words::of(one)?))
            }));
        }
        places
    }

    /// Global options come back in every subcommand; the first is enough.
    fn add_options(&mut self, command: &Command) {
        for option in command.get_opts() {
            let Some(words) = Words::of(option) else { continue };
            let long = option.get_long().map(|name| format!("--{name}"));
            let short = option.get_short().map(|name| format!("-{name}"));
            for flag in long.into_iter().chain(short) {
                if self.options.iter().all(|(known, _)| *known != flag) {
                    self.options.push((flag, words.clone()));
                }
            }
        }
    }
}
