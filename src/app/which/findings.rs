//! What is wrong around one name.

use crate::disk::Kind;

use crate::findings::{Finding, Severity, codes};
use crate::lookup::{Candidate, Disagreement, End, Obstacle, Resolution, Verdict};
use crate::report::FindingReport;
use crate::shell::quote;

/// Of a directory, which every caller passes over, and of a device: nobody expects those to run.
const NO_PROGRAM: &str = "nothing needs to be done: it is no program";

/// The findings about a resolution, worst first.
pub(super) fn of(resolution: &Resolution, others: &[Disagreement]) -> Vec<FindingReport> {
    let found =
        [winner(resolution), rejected(resolution), disagreement(resolution, others), shadowed(resolution)];
    let unseen = resolution.unseen.iter();
    let silent = unseen.filter_map(|(position, error)| codes::slow_directory::about(*position, error));
    let found = found.into_iter().flatten().chain(silent);
    found.map(FindingReport::from).collect()
}

fn placed(finding: Finding, candidate: &Candidate) -> Finding {
    match candidate.position {
        Some(position) => finding.at(position),
        None => finding,
    }
}

/// A winner that cannot run.
fn winner(resolution: &Resolution) -> Option<Finding> {
    let winner = resolution.winner()?;
    let obstacle = winner.obstacle.as_ref()?;
    let path = &winner.sighting.path;
    let message = format!("{} takes `{path}` and fails, because it {}", resolution.caller, obstacle.words());
    let code = match obstacle {
        Obstacle::MissingInterpreter(_) => &codes::missing_interpreter::CODE,
        _ => &codes::winner_does_not_run::CODE,
    };
    Some(placed(code.found(message, remedy(obstacle)), winner))
}

fn remedy(obstacle: &Obstacle) -> &'static str {
    match obstacle {
        Obstacle::MissingInterpreter(_) => "correct its first line, or install what that line names",
        Obstacle::RelativeRefused => "write the PATH entry as an absolute path",
        Obstacle::NoHashBang | Obstacle::ZeroLength => "give it a first line such as `#!/bin/sh`",
        _ => "remove it, or move its directory behind the one with the working copy",
    }
}

/// A file before the winner that one would expect to run, or the only one that there is.
fn rejected(resolution: &Resolution) -> Option<Finding> {
    let mut until_winner =
        resolution.candidates.iter().take_while(|candidate| candidate.verdict != Verdict::Wins);
    let candidate = until_winner.find(|candidate| candidate.verdict == Verdict::Rejected)?;
    let obstacle = candidate.obstacle.as_ref()?;
    let path = &candidate.sighting.path;
    let place = if resolution.winner().is_some() { "comes first, but" } else { "has the name, but" };
    let message = format!("`{path}` {place} {}", obstacle.words());
    let code = match obstacle {
        Obstacle::MissingInterpreter(_) => &codes::missing_interpreter::CODE,
        _ => &codes::rejected_before_winner::CODE,
    };
    let regular = candidate.sighting.end == End::There(Kind::File);
    let remedy = match obstacle {
        Obstacle::NotExecutable { .. } if regular => format!("chmod +x {}", quote(resolution.caller, path)),
        Obstacle::NotExecutable { .. } | Obstacle::Directory => NO_PROGRAM.to_owned(),
        other => remedy(other).to_owned(),
    };
    let found = code.found(message, remedy);
    let found = if *obstacle == Obstacle::Directory { found.weighing(Severity::Info) } else { found };
    Some(placed(found, candidate))
}

fn disagreement(resolution: &Resolution, others: &[Disagreement]) -> Option<Finding> {
    let names: Vec<_> = others.iter().flat_map(|other| &other.callers).map(|caller| caller.name()).collect();
    let message = format!("{} would not run what {} runs", names.join(", "), resolution.caller);
    let remedy =
        "write PATH so that everybody reads it alike: absolute entries, no `~`, and no file that cannot run";
    (!others.is_empty()).then(|| codes::callers_disagree::CODE.found(message, remedy))
}

/// Really different files behind the winner.
fn shadowed(resolution: &Resolution) -> Option<Finding> {
    let winner = resolution.winner()?;
    let contest =
        |candidate: &&Candidate| candidate.verdict == Verdict::Shadowed && candidate.same_file_as.is_none();
    let losers: Vec<_> = resolution.candidates.iter().filter(contest).collect();
    let first = losers.first()?;
    let message = format!("`{}` is shadowed by `{}`", first.sighting.path, winner.sighting.path);
    let finding = codes::shadowed_command::CODE
        .found(message, "nothing needs to be done where the first is the wanted one");
    let positions = losers.iter().filter_map(|loser| loser.position);
    Some(positions.fold(placed(finding, winner), Finding::related_to))
}
