//! `envpeek man`: the manual, a page for the program and one for each command.

use clap::Command;
use clap_mangen::Man;
use roff::{Roff, roman};

use super::Failure;
use super::answer::Answer;
use crate::cli::{self, CommonArgs, ManArgs};

const EXIT_STATUS: [(&str, &str); 3] = [
    ("0", "The answer is yes: listed, found, active."),
    ("1", "The answer is no: a name was not found, an environment is not active or not in effect."),
    ("2", "There is no answer: wrong usage, or something that could not be read; standard error says what."),
];

pub(super) fn run(words: &ManArgs, common: &CommonArgs) -> Result<Answer, Failure> {
    let page = if common.voice.quiet { Vec::new() } else { page(words.command.as_deref())? };
    Ok(Answer { stdout: page, exit: 0 })
}

/// The page of a command, as `man` reads it (roff).
fn page(name: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut root = cli::command();
    root.build();
    let source = format!("envpeek {}", root.get_version().unwrap_or_default());
    let command = match name {
        Some(name) => root
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::usage(format!("there is no command `{name}`")))?,
        None => root,
    };
    let after = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let man = Man::new(command.clone()).source(source).manual("envpeek");
    let mut roff = Vec::new();
    man.render_title(&mut roff)?;
    man.render_name_section(&mut roff)?;
    man.render_synopsis_section(&mut roff)?;
    man.render_description_section(&mut roff)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut roff)?;
    }
    man.render_options_section(&mut roff)?;
    exit_status().to_writer(&mut roff)?;
    examples(&after).to_writer(&mut roff)?;
    see_also(&command).to_writer(&mut roff)?;
    Ok(roff)
}

fn exit_status() -> Roff {
    let mut roff = Roff::new();
    roff.control("SH", ["EXIT STATUS"]);
    for (status, meaning) in EXIT_STATUS {
        roff.control("TP", ["4"]).text([roman(status)]).text([roman(meaning)]);
    }
    roff
}

/// What stands below the options in the help: its examples keep their columns, what follows them is a paragraph.
fn examples(after_help: &str) -> Roff {
    let mut roff = Roff::new();
    let (examples, rest) = after_help.split_once("\n\n").unwrap_or((after_help, ""));
    let Some(lines) = examples.strip_prefix("Examples:\n") else { return roff };
    roff.control("SH", ["EXAMPLES"]).control("nf", []);
    for line in lines.lines() {
        roff.text([roman(line.strip_prefix("  ").unwrap_or(line))]);
    }
    roff.control("fi", []);
    if !rest.is_empty() {
        roff.control("PP", []).text([roman(rest)]);
    }
    roff
}

fn see_also(command: &Command) -> Roff {
    let mut roff = Roff::new();
    let commands = command.get_subcommands().map(|one| format!("envpeek-{}(1)", one.get_name()));
    let pages: Vec<String> =
        if command.has_subcommands() { commands.collect() } else { vec!["envpeek(1)".to_owned()] };
    roff.control("SH", ["SEE ALSO"]).text([roman(pages.join(", "))]);
    roff
}
