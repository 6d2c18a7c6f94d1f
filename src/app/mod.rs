//! The verbs: from words to a request, a report, a voice and an exit status.

mod activation;
mod answer;
mod asking;
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
    if let Some(own) = cli::read_names(&words) {
        return delivered(which::run(&own, &CommonArgs::default(), world), world);
    }
    if let Some(call) = cli::read_plainly(&words) {
        return delivered(dispatch(call.name, &call.common, call.own, world), world);
    }
    let mut matches = match cli::command_for(&words).try_get_matches_from(words) {
        Ok(matches) => matches,
        Err(error) => return usage::outcome(&error, world),
    };
    let answer = match matches.remove_subcommand() {
        Some((name, mut words)) => {
            typed(&mut words).and_then(|common| dispatch(&name, &common, words, world))
        }
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

fn dispatch(
    name: &str,
    common: &CommonArgs,
    mut words: ArgMatches,
    world: &World<'_>,
) -> Result<Answer, Failure> {
    match name {
        "path" => path::run(&typed::<PathArgs>(&mut words)?, common, world),
        "venv-status" => venv_status::run(common, world),
        "which" => which::run(&typed::<WhichArgs>(&mut words)?, common, world),
        "shadows" => shadows::run(&typed::<ShadowsArgs>(&mut words)?, common, world),
        "activation" => activation::run(&typed::<ActivationArgs>(&mut words)?, common, world),
        "completions" => Ok(completions::run(&typed::<CompletionsArgs>(&mut words)?, common)),
        "man" => man::run(&typed::<ManArgs>(&mut words)?, common),
        other => Err(Failure::usage(format!("there is no command `{other}`"))),
    }
}

/// Takes what belongs to `T` out of the words: clap's way of reading them in place copies all of them.
fn typed<T: FromArgMatches>(words: &mut ArgMatches) -> Result<T, Failure> {
    T::from_arg_matches_mut(words).map_err(|error| anyhow::Error::from(error).into())
}
