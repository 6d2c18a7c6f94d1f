//! The verbs: from words to a request, a report, a voice and an exit status.

mod activation;
mod answer;
mod completions;
mod context;
mod failure;
mod man;
mod path;
mod shadows;
mod usage;
mod venv_status;
mod which;
mod world;

use std::ffi::OsString;

use clap::{ArgMatches, FromArgMatches};

pub use failure::Failure;
pub use world::{Outcome, Stream, Terminal, World};

use crate::cli::{
    self, ActivationArgs, CommonArgs, CompletionsArgs, ManArgs, PathArgs, ShadowsArgs, WhichArgs,
};
use answer::Answer;

/// Runs one call: `words` are the command line with the program's name in front.
pub fn run(words: Vec<OsString>, world: &World<'_>) -> Outcome {
    if let Some((name, matches)) = cli::read_plainly(&words) {
        return delivered(dispatch(name, &matches, world), world);
    }
    let matches = match cli::command().try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return usage::outcome(&error, world),
    };
    let answer = match matches.subcommand() {
        Some((name, matches)) => dispatch(name, matches, world),
        None => Err(Failure::usage("no command was given")),
    };
    delivered(answer, world)
}

fn delivered(answer: Result<Answer, Failure>, world: &World<'_>) -> Outcome {
    match answer {
        Ok(answer) => answer.into_outcome(),
        Err(failure) => failure.into_outcome(world),
    }
}

fn dispatch(name: &str, words: &ArgMatches, world: &World<'_>) -> Result<Answer, Failure> {
    let common = CommonArgs::from_arg_matches(words).map_err(anyhow::Error::from)?;
    match name {
        "path" => path::run(&typed::<PathArgs>(words)?, &common, world),
        "venv-status" => venv_status::run(&common, world),
        "which" => which::run(&typed::<WhichArgs>(words)?, &common, world),
        "shadows" => shadows::run(&typed::<ShadowsArgs>(words)?, &common, world),
        "activation" => activation::run(&typed::<ActivationArgs>(words)?, &common, world),
        "completions" => Ok(completions::run(&typed::<CompletionsArgs>(words)?, &common)),
        "man" => man::run(&typed::<ManArgs>(words)?, &common),
        other => Err(Failure::usage(format!("there is no command `{other}`"))),
    }
}

fn typed<T: FromArgMatches>(words: &ArgMatches) -> Result<T, Failure> {
    T::from_arg_matches(words).map_err(|error| anyhow::Error::from(error).into())
}
