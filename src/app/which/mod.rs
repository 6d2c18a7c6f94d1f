//! `envpeek which`: the winner of each name, and why the others lost.

mod findings;
mod python;
mod report;
mod suggestions;

use super::answer::Answer;
use super::context::{Inspected, bytes, inspect};
use super::{Failure, World};
use crate::cli::{CommonArgs, WhichArgs};
use crate::lookup::{Caller, Survey, read_list, resolve};
use crate::python::Atlas;
use crate::report::{QueryReport, WhichReport};

pub(super) fn run(words: &WhichArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    inspect(common, world, |inspected| {
        let survey = Survey::new(&inspected.scene);
        let atlas = Atlas::new(&survey);
        let queries: Vec<QueryReport> =
            words.names.iter().map(|name| answer(&bytes(name), words.all, inspected, &atlas)).collect();
        let yes = queries.iter().all(|query| query.winner.as_ref().is_some_and(|winner| winner.runs));
        let report = WhichReport { queries, blind_spots: blind_spots(inspected.caller) };
        Answer::of(&report, yes, inspected, common, world)
    })
}

fn answer(name: &[u8], all: bool, inspected: &Inspected<'_>, atlas: &Atlas<'_>) -> QueryReport {
    let list = read_list(&inspected.scene, "PATH", inspected.caller.rules());
    let resolution = resolve(atlas.survey(), &list, name, inspected.caller);
    let mut report = report::of(&resolution, atlas.survey(), all);
    python::adorn(&mut report, &resolution, atlas, &list);
    report
}

/// What the caller knows of names and no other process can see.
pub(super) fn blind_spots(caller: Caller) -> Vec<&'static str> {
    match caller {
        _ if !caller.is_shell() => Vec::new(),
        Caller::Fish | Caller::Nu | Caller::Elvish | Caller::Xonsh => {
            vec!["aliases", "functions", "builtins"]
        }
        Caller::Cmd => vec!["macros", "builtins"],
        Caller::Tcsh => vec!["aliases", "builtins", "remembered-locations"],
        _ => vec!["aliases", "functions", "builtins", "remembered-locations"],
    }
}
