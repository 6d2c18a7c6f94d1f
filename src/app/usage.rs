//! What clap has to say about the words: help and version are answers, the rest is wrong usage, told in our own form
//! with the right usage as its hint. Words of the user are escaped, which clap does not do.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::{Failure, Outcome, Stream, World};
use crate::cli;
use crate::render::{ColorChoice, decide_color};
use crate::text::escape;

/// Two typing errors away still counts as the same word.
const CLOSE: usize = 2;

/// Words that other programs have for what a command or an option does here.
const COMMANDS_ELSEWHERE: &[(&str, &str)] = &[
    ("activate", "activation"),
    ("deactivate", "activation --undo"),
    ("help", "--help"),
    ("list", "path"),
    ("status", "venv-status"),
    ("type", "which"),
    ("venv", "venv-status"),
    ("version", "--version"),
    ("where", "which"),
];

/// Options of other programs, and what they are called here.
const KNOWN_ELSEWHERE: &[(&str, &str)] = &[
    ("--no-color", "--color never"),
    ("--no-colour", "--color never"),
    ("--colour", "--color"),
    ("--format", "--json"),
    ("--print0", "-0"),
    ("--null", "-0"),
    ("--silent", "--quiet"),
    ("--shell", "--as"),
    ("--chroot", "--root"),
];

/// The messages and the exit status for what clap found.
pub(super) fn outcome(error: &clap::Error, world: &World<'_>) -> Outcome {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            let stdout = rendered(error, Stream::Out, world);
            Outcome { stdout, ..Outcome::default() }
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let stderr = rendered(error, Stream::Err, world);
            Outcome { stderr, exit: 2, ..Outcome::default() }
        }
        _ => complaint(error).into_outcome(world),
    }
}

fn rendered(error: &clap::Error, stream: Stream, world: &World<'_>) -> Vec<u8> {
    let text = error.render();
    let color = decide_color(ColorChoice::Auto, &world.env, (world.terminal)(stream).is_some());
    if color { text.ansi().to_string() } else { text.to_string() }.into_bytes()
}

fn complaint(error: &clap::Error) -> Failure {
    match error.kind() {
        ErrorKind::InvalidSubcommand => unknown_command(&said(error, ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => unknown_argument(error),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => invalid_value(error),
        ErrorKind::MissingSubcommand => {
            Failure::usage("the command is missing").hint("`envpeek --help` lists the commands")
        }
        ErrorKind::MissingRequiredArgument => {
            let missing = said(error, ContextKind::InvalidArg);
            let name = missing.trim_matches(|c| "<>.".contains(c));
            Failure::usage(format!("{} is missing", quoted(name))).hint(usage(error))
        }
        ErrorKind::ArgumentConflict => {
            let (one, other) = (said(error, ContextKind::InvalidArg), said(error, ContextKind::PriorArg));
            Failure::usage(format!("{} and {} exclude each other", quoted(&one), quoted(&other)))
                .hint(usage(error))
        }
        _ => Failure::usage(first_line(error)).hint(usage(error)),
    }
}

/// A word that is close to a command is a slip; any other is taken for the name that somebody asks about.
fn unknown_command(word: &str) -> Failure {
    let grammar = cli::command();
    let names = grammar.get_subcommands().map(clap::Command::get_name);
    let failure = Failure::usage(format!("there is no command {}", quoted(word)));
    let elsewhere =
        COMMANDS_ELSEWHERE.iter().find(|(known, _)| *known == word).map(|(_, here)| (*here).to_owned());
    match elsewhere.or_else(|| closest(word, names)) {
        Some(name) => failure.hint(format!("did you mean `envpeek {name}`?")),
        None if word.contains(char::is_whitespace) => failure.hint("`envpeek --help` lists the commands"),
        None => {
            failure.hint(format!("`envpeek which {0}` shows which file `{0}` runs", escape(word.as_bytes())))
        }
    }
}

fn unknown_argument(error: &clap::Error) -> Failure {
    let word = said(error, ContextKind::InvalidArg);
    if !word.starts_with('-') {
        return Failure::usage(format!("{} is one word too many", quoted(&word))).hint(usage(error));
    }
    let failure = Failure::usage(format!("there is no option {}", quoted(&word)));
    let elsewhere =
        KNOWN_ELSEWHERE.iter().find(|(known, _)| *known == word).map(|(_, here)| (*here).to_owned());
    let suggested = Some(said(error, ContextKind::SuggestedArg)).filter(|word| !word.is_empty());
    match elsewhere.or(suggested).or_else(|| closest_option(&word)) {
        Some(option) => failure.hint(format!("did you mean `{option}`?")),
        None => failure.hint(usage(error)),
    }
}

fn closest_option(word: &str) -> Option<String> {
    let grammar = cli::command();
    let options: Vec<String> =
        grammar.get_opts().filter_map(clap::Arg::get_long).map(|name| format!("--{name}")).collect();
    closest(word, options.iter().map(String::as_str))
}

fn invalid_value(error: &clap::Error) -> Failure {
    let argument = said(error, ContextKind::InvalidArg);
    let option = argument.split(' ').next().unwrap_or_default().trim_matches(|c| "<>.".contains(c));
    let value = said(error, ContextKind::InvalidValue);
    let wrong = match value.as_str() {
        "" => format!("{} needs a value", quoted(&argument)),
        _ => format!("{} does not take {}", quoted(option), quoted(&value)),
    };
    let failure = Failure::usage(wrong);
    let suggested = said(error, ContextKind::SuggestedValue);
    match error.get(ContextKind::ValidValue) {
        _ if !suggested.is_empty() => failure.hint(format!("did you mean `{suggested}`?")),
        Some(ContextValue::Strings(valid)) if !valid.is_empty() => {
            failure.hint(format!("one of {}", valid.join(", ")))
        }
        _ => failure.hint(usage(error)),
    }
}

/// The word out of `words` that somebody meant, if there is one.
fn closest<'a>(word: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    let measured = words.map(|one| (strsim::osa_distance(word, one), one));
    let best = measured.min().filter(|(distance, _)| *distance <= CLOSE.min(word.chars().count() / 2));
    best.map(|(_, one)| one.to_owned())
}

/// What clap noted under `kind`; of several words the first.
fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(word)) => word.clone(),
        Some(ContextValue::Strings(words)) => words.first().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

/// How the command is called: `usage: envpeek which [OPTIONS] <NAME>...`.
fn usage(error: &clap::Error) -> String {
    match error.get(ContextKind::Usage) {
        Some(ContextValue::StyledStr(text)) => {
            text.to_string().replacen("Usage:", "usage:", 1).trim().to_owned()
        }
        _ => "`envpeek --help` shows the usage".to_owned(),
    }
}

fn first_line(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    escape(line.trim_start_matches("error: ").as_bytes()).into_owned()
}

fn quoted(word: &str) -> String {
    format!("`{}`", escape(word.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_to(words: &[&str]) -> String {
        let words = std::iter::once("envpeek").chain(words.iter().copied());
        let error = cli::command().try_get_matches_from(words).unwrap_err();
        complaint(&error).to_string()
    }

    #[test]
    fn a_slip_is_told_from_a_name_that_somebody_asks_about() {
        assert_eq!(said_to(&["whcih"]), "there is no command `whcih`\ndid you mean `envpeek which`?");
        assert_eq!(
            said_to(&["python"]),
            "there is no command `python`\n`envpeek which python` shows which file `python` runs"
        );
    }

    #[test]
    fn a_value_that_is_missing_or_unusable_is_named() {
        let missing = said_to(&["which", "--pid"]);
        assert!(missing.starts_with("`--pid <N>` needs a value\n"), "{missing}");
        let unusable = said_to(&["path", "--pid", "x"]);
        assert!(unusable.starts_with("`--pid` does not take `x`\n"), "{unusable}");
        assert!(said_to(&["--json"]).starts_with("the command is missing\n"));
    }

    #[test]
    fn of_an_option_given_twice_the_last_counts() {
        let given = cli::command().try_get_matches_from(["envpeek", "path", "--as", "fish", "--as", "dash"]);
        assert!(given.is_ok(), "{given:?}");
    }

    #[test]
    fn commands_of_other_programs_are_known_by_our_names() {
        assert_eq!(
            said_to(&["activate"]),
            "there is no command `activate`\ndid you mean `envpeek activation`?"
        );
        let names = cli::command();
        for (_, here) in COMMANDS_ELSEWHERE.iter().filter(|(_, here)| !here.starts_with('-')) {
            assert!(names.find_subcommand(here.split(' ').next().unwrap()).is_some(), "{here}");
        }
    }

    #[test]
    fn options_of_other_programs_are_known_by_our_names() {
        assert_eq!(
            said_to(&["path", "--no-color"]),
            "there is no option `--no-color`\ndid you mean `--color never`?"
        );
        assert_eq!(said_to(&["path", "--jsno"]), "there is no option `--jsno`\ndid you mean `--json`?");
    }

    #[test]
    fn a_missing_word_shows_the_usage() {
        assert_eq!(said_to(&["which"]), "`NAME` is missing\nusage: envpeek which <NAME>...");
    }

    #[test]
    fn a_wrong_value_shows_the_right_one_or_all() {
        assert_eq!(said_to(&["path", "--as", "bahs"]), "`--as` does not take `bahs`\ndid you mean `bash`?");
        let all = said_to(&["path", "--platform", "beos"]);
        assert_eq!(all, "`--platform` does not take `beos`\none of unix, windows");
    }

    #[test]
    fn escape_sequences_of_the_command_line_are_shown_not_sent() {
        assert!(!said_to(&["\u{1b}[31mx"]).contains('\u{1b}'));
        assert!(!said_to(&["path", "--pid", "\u{1b}[31m"]).contains('\u{1b}'));
        assert!(!said_to(&["path", "--\u{1b}[31m"]).contains('\u{1b}'));
    }
}
