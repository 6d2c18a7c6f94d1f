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

use std::ffi::OsString;

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, Command};

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

/// Reads a call that begins with a command and is well formed, with the grammar of that command alone: to build all of
/// it takes twice the time. What it does not understand, `command` is asked about; `words` begin with the program.
pub fn read_plainly(words: &[OsString]) -> Option<(&'static str, ArgMatches)> {
    let entry = words.get(1).and_then(|word| COMMANDS.iter().find(|entry| word.as_os_str() == entry.name))?;
    let grammar = CommonArgs::augment_args((entry.arguments)(Command::new(entry.name)));
    let matches = grammar.disable_help_flag(true).try_get_matches_from(&words[1..]).ok()?;
    Some((entry.name, matches))
}

/// The whole grammar.
pub fn command() -> Command {
    let root = CommonArgs::augment_args(Command::new("envpeek"))
        .about(ABOUT)
        .version(env!("CARGO_PKG_VERSION"))
        .after_help(EXAMPLES)
        .subcommand_required(true)
        .arg_required_else_help(true)
        .args_override_self(true)
        .disable_help_subcommand(true);
    let subcommand = |entry: &Entry| Command::new(entry.name).about(entry.about).defer(entry.arguments);
    root.subcommands(COMMANDS.iter().map(subcommand))
}

#[cfg(test)]
mod tests {
    use clap::FromArgMatches as _;
    use proptest::prelude::*;

    use super::*;

    /// What both readers make of the words that are common to all commands, and of the names.
    fn read(matches: &ArgMatches) -> String {
        let common = CommonArgs::from_arg_matches(matches);
        format!("{common:?} {:?}", WhichArgs::from_arg_matches(matches))
    }

    #[test]
    fn help_and_options_before_the_command_are_left_to_the_whole_grammar() {
        let plainly = |words: &[&str]| read_plainly(&words.iter().map(OsString::from).collect::<Vec<_>>());
        assert!(plainly(&["envpeek", "which", "ls"]).is_some());
        for words in [
            &["envpeek"][..],
            &["envpeek", "which"],
            &["envpeek", "which", "--help"],
            &["envpeek", "which", "-h", "x"],
            &["envpeek", "--json", "which", "x"],
            &["envpeek", "none"],
        ] {
            assert!(plainly(words).is_none(), "{words:?}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_plainly_the_whole_grammar_reads_alike(picks in prop::collection::vec(0_usize..20, 0..7)) {
            const WORDS: [&str; 20] = [
                "ls", "python", "-a", "--all", "--json", "--plain", "-0", "-q", "--as", "dash", "--as=zsh", "--path",
                "/a:/b", "--", "-aq", "--color", "never", "--cwd=/x", "--platform=windows", "--pid=1",
            ];
            let words: Vec<OsString> =
                ["envpeek", "which"].into_iter().chain(picks.iter().map(|&pick| WORDS[pick])).map(OsString::from).collect();
            if let Some((name, plainly)) = read_plainly(&words) {
                let whole = command().try_get_matches_from(&words).unwrap();
                let (other, wholly) = whole.subcommand().unwrap();
                prop_assert_eq!(name, other);
                prop_assert_eq!(read(&plainly), read(wholly));
            }
        }
    }
}
