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

use std::ffi::{OsStr, OsString};

use clap::builder::PossibleValuesParser;
use clap::{ArgMatches, Args, Command, FromArgMatches as _};

pub use activation::ActivationArgs;
pub use common::{ColorWord, CommonArgs, PlatformWord, VoiceArgs};
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

/// The words that are read without the grammar of the other options.
const SWITCHES: [&[u8]; 4] = [b"--", b"--json", b"--plain", b"--quiet"];

/// The names of all commands.
fn names() -> PossibleValuesParser {
    COMMANDS.iter().map(|entry| entry.name).collect::<Vec<_>>().into()
}

/// A call that was understood.
#[derive(Clone, Debug)]
pub struct Call {
    /// The command.
    pub name: &'static str,
    /// The words that every command has.
    pub common: CommonArgs,
    /// Its own words.
    pub own: ArgMatches,
}

/// The words of `which` where they are names alone, the call that people type most: those need no grammar. `words`
/// begin with the program.
pub fn read_names(words: &[OsString]) -> Option<WhichArgs> {
    let [_, command, names @ ..] = words else { return None };
    let is_name = |word: &OsString| !word.as_encoded_bytes().starts_with(b"-");
    let are_names = command == "which" && !names.is_empty() && names.iter().all(is_name);
    are_names.then(|| WhichArgs { names: names.to_vec(), all: false })
}

/// Reads a call that begins with a command and is well formed, with as much of the grammar as it needs: building all
/// of it takes most of the time of a short call. What this does not understand, `command` is asked about; `words`
/// begin with the program.
pub fn read_plainly(words: &[OsString]) -> Option<Call> {
    let (name, own) = words.get(1..)?.split_first()?;
    let entry = COMMANDS.iter().find(|entry| name.as_os_str() == entry.name)?;
    let grammar = (entry.arguments)(Command::new(entry.name).disable_help_flag(true));
    let (name, words) = (entry.name, &words[1..]);
    let read = |grammar: Command| grammar.try_get_matches_from(words).ok();
    if own.iter().any(|word| names_an_option(word)) {
        let mut own = read(CommonArgs::augment_args(grammar))?;
        return Some(Call { name, common: CommonArgs::from_arg_matches_mut(&mut own).ok()?, own });
    }
    if own.iter().any(|word| word.as_encoded_bytes().starts_with(b"-")) {
        let mut own = read(VoiceArgs::augment_args(grammar))?;
        let voice = VoiceArgs::from_arg_matches_mut(&mut own).ok()?;
        return Some(Call { name, common: CommonArgs { voice, ..CommonArgs::default() }, own });
    }
    Some(Call { name, common: CommonArgs::default(), own: read(grammar)? })
}

/// Whether a word may be an option beyond the switches of [`VoiceArgs`].
fn names_an_option(word: &OsStr) -> bool {
    let word = word.as_encoded_bytes();
    word.starts_with(b"--") && !SWITCHES.contains(&word)
}

/// What to ask about the words that are not a plain call: for the version alone a grammar of nothing else, for the help
/// one whose options are not handed on to every command.
pub fn command_for(words: &[OsString]) -> Command {
    match words {
        [_, word] if word == "--version" || word == "-V" => named(),
        [_, word] if word == "--help" || word == "-h" => root(),
        [_] => root(),
        _ => command(),
    }
}

fn named() -> Command {
    Command::new("envpeek").version(env!("CARGO_PKG_VERSION"))
}

/// The whole grammar.
pub fn command() -> Command {
    root().mut_args(|argument| argument.global(true))
}

/// What stands in the help, and the commands.
fn root() -> Command {
    let root = CommonArgs::augment_args(named())
        .about(ABOUT)
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
    use proptest::prelude::*;

    use super::*;

    fn names(matches: &ArgMatches) -> WhichArgs {
        WhichArgs::from_arg_matches(matches).unwrap()
    }

    fn which(words: impl IntoIterator<Item = OsString>) -> Vec<OsString> {
        ["envpeek", "which"].into_iter().map(OsString::from).chain(words).collect()
    }

    #[test]
    fn words_that_are_not_typed_are_what_the_grammar_makes_of_them() {
        let typed = CommonArgs::augment_args(Command::new("x")).try_get_matches_from(["x"]).unwrap();
        assert_eq!(CommonArgs::from_arg_matches(&typed).unwrap(), CommonArgs::default());
    }

    #[test]
    fn version_and_help_need_less_than_the_whole_grammar() {
        for words in [
            &["envpeek"][..],
            &["envpeek", "-V"],
            &["envpeek", "--version"],
            &["envpeek", "-h"],
            &["envpeek", "--help"],
        ] {
            let words: Vec<OsString> = words.iter().map(OsString::from).collect();
            let shown = |grammar: Command| {
                grammar.try_get_matches_from(&words).unwrap_err().render().ansi().to_string()
            };
            assert_eq!(shown(command_for(&words)), shown(command()), "{words:?}");
        }
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
            let words = which(picks.iter().map(|&pick| WORDS[pick].into()));
            if let Some(call) = read_plainly(&words) {
                let whole = command().try_get_matches_from(&words).unwrap();
                let (name, wholly) = whole.subcommand().unwrap();
                prop_assert_eq!(call.name, name);
                prop_assert_eq!(call.common, CommonArgs::from_arg_matches(wholly).unwrap());
                prop_assert_eq!(names(&call.own), names(wholly));
            }
        }

        #[test]
        fn names_alone_are_what_the_whole_grammar_takes_for_names(words in prop::collection::vec("[-a-z@+=/. ]{0,4}", 0..4)) {
            let words = which(words.into_iter().map(OsString::from));
            if let Some(read) = read_names(&words) {
                let whole = command().try_get_matches_from(&words).unwrap();
                let (name, wholly) = whole.subcommand().unwrap();
                prop_assert_eq!(name, "which");
                prop_assert_eq!(CommonArgs::from_arg_matches(wholly).unwrap(), CommonArgs::default());
                prop_assert_eq!(read, names(wholly));
            }
        }
    }
}
