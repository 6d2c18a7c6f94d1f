//! `envpeek man`: the manual, a page for the program and one for each command.

use clap_mangen::Man;

use super::Failure;
use super::answer::Answer;
use crate::cli::{self, CommonArgs, ManArgs};

pub(super) fn run(words: &ManArgs, common: &CommonArgs) -> Result<Answer, Failure> {
    let page = if common.quiet { Vec::new() } else { page(words.command.as_deref())? };
    Ok(Answer { stdout: page, exit: 0 })
}

/// The page of a command, as `man` reads it (roff).
fn page(name: Option<&str>) -> Result<Vec<u8>, Failure> {
    let mut root = cli::command();
    root.build();
    let version = root.get_version().unwrap_or_default().to_owned();
    let command = match name {
        Some(name) => root
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::usage(format!("no command `{name}`")))?,
        None => root,
    };
    let mut roff = Vec::new();
    Man::new(command).source(format!("envpeek {version}")).manual("envpeek").render(&mut roff)?;
    Ok(roff)
}
