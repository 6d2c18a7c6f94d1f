//! `envpeek which`: the winner of each name, and why the others lost.

mod findings;
mod python;
mod report;
mod suggestions;

use std::mem::ManuallyDrop;

use super::answer::Answer;
use super::context::{bytes, inspect};
use super::{Failure, World};
use crate::cli::{CommonArgs, WhichArgs};
use crate::disk::Until;
use crate::lookup::{
    Caller, Resolution, Survey, are_all_taken_alike, is_read_alike, is_taken_alike, resolve,
    resolve_until_won,
};
use crate::pathlist::PathList;
use crate::python::Atlas;
use crate::report::{QueryReport, WhichReport};
use crate::text::Text;

pub(super) fn run(words: &WhichArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    inspect(common, world, |inspected| {
        // Left to the end of the process, which is near: to give it back piece by piece takes as long as a look.
        let survey = ManuallyDrop::new(Survey::new(&inspected.scene));
        let atlas = Atlas::new(&survey);
        let names: Vec<Text> = words.names.iter().map(|name| bytes(name)).collect();
        let depth = Depth::asked(words, common);
        let everybodys = match inspected.known_caller() {
            None => everybodys_answers(&names, depth, &survey),
            Some(_) => None,
        };
        let report = everybodys.unwrap_or_else(|| answers(&names, depth, inspected.caller(), &atlas));
        let runs = |query: &QueryReport| query.winner.as_ref().is_some_and(|winner| winner.runs);
        Answer::of(&report, report.queries.iter().all(runs), inspected, common, world)
    })
}

/// From how many names on it pays to open each directory once (measured: four cost the same either way).
const MANY: usize = 5;

/// Up to how many names in one call those that are not found get similar names suggested: a person typed them.
const MOST_SUGGESTED: usize = 16;

/// How much of the answer will be said.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// The winner alone.
    Winner,
    /// Every candidate that would run.
    Candidates,
    /// Why it is so.
    Evidence(Evidence),
}

/// Which evidence.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Evidence {
    /// Whether every candidate is shown to people.
    all: bool,
    /// Whether similar names are looked for.
    spellings: bool,
    /// Whether links among the directories are resolved too: people are not shown where they lead.
    real_paths: bool,
}

impl Depth {
    fn until(self) -> Until {
        if self == Self::Winner { Until::Seen } else { Until::TheEnd }
    }

    fn asked(words: &WhichArgs, common: &CommonArgs) -> Self {
        let only_paths =
            !common.voice.json && (common.voice.quiet || common.voice.plain || common.voice.null);
        match (only_paths, words.all) {
            (true, false) => Self::Winner,
            (true, true) => Self::Candidates,
            (false, all) => Self::Evidence(Evidence {
                all,
                spellings: words.names.len() <= MOST_SUGGESTED,
                real_paths: common.voice.json,
            }),
        }
    }
}

/// The paths, where they are the same for every caller of the platform: then nobody needs to know who asks.
fn everybodys_answers(names: &[Text], depth: Depth, survey: &Survey<'_>) -> Option<WhichReport> {
    let anyone = Caller::Execvp;
    let list = survey.list_of(anyone);
    if matches!(depth, Depth::Evidence(_)) || !is_read_alike(&list, survey.scene()) {
        return None;
    }
    look_ahead(names, survey, &list, anyone, depth.until());
    let answer = |name: &Text| {
        let all = depth == Depth::Candidates;
        let is_alike = if all { are_all_taken_alike } else { is_taken_alike };
        let resolution = search(name, depth, &list, anyone, survey);
        is_alike(&resolution).then(|| report::brief(&resolution, all))
    };
    let queries = names.iter().map(answer).collect::<Option<_>>()?;
    Some(WhichReport { queries, blind_spots: Vec::new() })
}

fn answers(names: &[Text], depth: Depth, caller: Caller, atlas: &Atlas<'_>) -> WhichReport {
    let list = atlas.survey().list_of(caller);
    look_ahead(names, atlas.survey(), &list, caller, depth.until());
    let (mut queries, mut absent) = (Vec::with_capacity(names.len()), Vec::new());
    for name in names {
        let resolution = search(name, depth, &list, caller, atlas.survey());
        let report = answer(&resolution, depth, &list, atlas);
        if matches!(depth, Depth::Evidence(_)) && report.winner.is_none() && report.builtin.is_none() {
            absent.push((queries.len(), resolution));
        }
        queries.push(report);
    }
    if let Depth::Evidence(Evidence { spellings, .. }) = depth {
        suggestions::add(&mut queries, &absent, atlas.survey(), spellings);
    }
    WhichReport { queries, blind_spots: blind_spots(caller) }
}

/// Looks for many names at once, and tells the disk of a few.
fn look_ahead(names: &[Text], survey: &Survey<'_>, list: &PathList, caller: Caller, until: Until) {
    survey.expect(list, names, caller);
    if names.len() >= MANY {
        let names: Vec<&[u8]> = names.iter().map(Text::as_bytes).collect();
        survey.look_ahead(list, &names, caller, until);
    }
}

fn answer(resolution: &Resolution, depth: Depth, list: &PathList, atlas: &Atlas<'_>) -> QueryReport {
    let Depth::Evidence(evidence) = depth else {
        return report::brief(resolution, depth == Depth::Candidates);
    };
    let mut report = report::of(resolution, atlas.survey(), evidence);
    python::adorn(&mut report, resolution, atlas, list);
    report
}

/// No further than the answer needs.
fn search(name: &[u8], depth: Depth, list: &PathList, caller: Caller, survey: &Survey<'_>) -> Resolution {
    match depth {
        Depth::Winner => resolve_until_won(survey, list, name, caller),
        Depth::Candidates | Depth::Evidence(_) => resolve(survey, list, name, caller),
    }
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
