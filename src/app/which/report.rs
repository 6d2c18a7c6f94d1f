//! From a resolution to its report: the sentences.

use super::{Evidence, findings};
use crate::disk::{DiskError, Trouble};
use crate::lookup::{
    Candidate, Content, Disagreement, Obstacle, Query, Resolution, Survey, Verdict, disagreements,
};
use crate::report::{
    BuiltinReport, CandidateReport, DisagreementReport, QueryReport, SearchedReport, UnseenReport,
    WinnerReport, codes,
};
use crate::shell::ask_command;
use crate::text::Text;

/// The report of one name.
pub(super) fn of(resolution: &Resolution, survey: &Survey<'_>, evidence: Evidence) -> QueryReport {
    let others = disagreements(survey, resolution);
    let findings = findings::of(resolution, &others);
    let real = |candidate: &Candidate| {
        evidence.real_paths.then(|| survey.real_path(&candidate.sighting.path)).flatten()
    };
    let winner = resolution.winner().map(|winner| winner_report(winner, real(winner)));
    let builtin = builtin(resolution);
    QueryReport {
        name: resolution.name.clone(),
        kind: resolution.query.name(),
        found: winner.is_some(),
        suggestions: Vec::new(),
        own_list: resolution.own_list,
        winner,
        candidates: resolution
            .candidates
            .iter()
            .map(|candidate| candidate_report(candidate, resolution, real(candidate)))
            .collect(),
        disagreements: others.iter().map(disagreement_report).collect(),
        searched: SearchedReport::of(&resolution.places),
        unseen: resolution.unseen.iter().map(|(position, error)| unseen(*position, error)).collect(),
        builtin,
        ask: ask_command(resolution.caller, &resolution.name),
        all: evidence.all,
        codes: codes(&findings),
        findings,
    }
}

/// The report of one name for voices that say paths alone: no evidence is gathered for it.
pub(super) fn brief(resolution: &Resolution, all: bool) -> QueryReport {
    let winner = resolution.winner().map(|winner| winner_report(winner, None));
    let candidate = |candidate: &Candidate| candidate_report(candidate, resolution, None);
    QueryReport {
        name: resolution.name.clone(),
        kind: resolution.query.name(),
        found: winner.is_some(),
        winner,
        candidates: resolution.candidates.iter().filter(|_| all).map(candidate).collect(),
        disagreements: Vec::new(),
        suggestions: Vec::new(),
        own_list: false,
        searched: SearchedReport::default(),
        unseen: Vec::new(),
        builtin: None,
        ask: None,
        all,
        codes: Vec::new(),
        findings: Vec::new(),
    }
}

/// Only a bare name can mean something of the shell's own.
fn builtin(resolution: &Resolution) -> Option<BuiltinReport> {
    let (name, caller) = (&resolution.name, resolution.caller);
    let found = caller.builtin(name).filter(|_| resolution.query == Query::Bare)?;
    Some(BuiltinReport { kind: found.name(), why: format!("in {caller} `{name}` {}", found.words()) })
}

fn unseen(position: Option<usize>, error: &DiskError) -> UnseenReport {
    UnseenReport { position, path: error.path.clone(), why: error.to_string() }
}

fn winner_report(winner: &Candidate, real: Option<Text>) -> WinnerReport {
    let path = winner.sighting.path.clone();
    let reason = winner.obstacle.as_ref().map(Obstacle::name);
    WinnerReport { real, path, position: winner.position, runs: winner.runs(), reason }
}

fn candidate_report(candidate: &Candidate, resolution: &Resolution, real: Option<Text>) -> CandidateReport {
    let sighting = &candidate.sighting;
    CandidateReport {
        path: sighting.path.clone(),
        position: candidate.position,
        verdict: candidate.verdict.name(),
        reason: candidate.obstacle.as_ref().map(Obstacle::name),
        why: why(candidate, resolution),
        links: sighting.links.clone(),
        real,
        same_file_as: candidate.same_file_as,
        kind: sighting.kind_name(),
        interpreter: match &sighting.content {
            Content::Script { interpreter, .. } => Some(interpreter.clone()),
            _ => None,
        },
        target: None,
        decided_by: None,
        python: None,
    }
}

/// Why a candidate won or lost, as a sentence without a full stop.
fn why(candidate: &Candidate, resolution: &Resolution) -> String {
    let caller = resolution.caller;
    match (candidate.verdict, &candidate.obstacle) {
        (Verdict::Wins, Some(obstacle)) => {
            format!("{caller} takes this file and fails: it {}", obstacle.words())
        }
        (Verdict::Wins, None) => winning(candidate, resolution),
        (Verdict::Rejected, Some(obstacle)) => obstacle.words(),
        (Verdict::Rejected, None) => "is passed over".to_owned(),
        (Verdict::Shadowed, obstacle) => shadowed(candidate, obstacle.as_ref(), resolution),
    }
}

fn winning(candidate: &Candidate, resolution: &Resolution) -> String {
    if resolution.query == Query::Path {
        return "the name says where the file lies, so PATH is not consulted".to_owned();
    }
    let Some(position) = candidate.position else {
        return format!("{} looks in the working directory before PATH", resolution.caller);
    };
    let of = resolution.places.iter().filter(|place| place.position.is_some()).count();
    let caller = resolution.caller;
    let is_silent = |(_, error): &(_, DiskError)| matches!(error.trouble, Trouble::Silent(_));
    let order = if resolution.unseen.iter().any(is_silent) {
        format!("the first, of those that answered, that holds a runnable `{}`", resolution.name)
    } else if resolution.candidates.len() == 1 {
        "the only one that has it".to_owned()
    } else {
        format!("the first that holds a runnable `{}`", resolution.name)
    };
    if resolution.own_list {
        return format!(
            "PATH is not set; of the {of} directories that {caller} searches then, number {position} is {order}"
        );
    }
    format!("entry {position} of {of} on PATH is {order}")
}

fn shadowed(candidate: &Candidate, obstacle: Option<&Obstacle>, resolution: &Resolution) -> String {
    if let Some(first) = candidate.same_file_as {
        return format!("the same file as in entry {first}");
    }
    let winner = resolution.winner().and_then(|winner| winner.position);
    let by = winner.map_or("an earlier file".to_owned(), |position| format!("entry {position}"));
    match obstacle {
        Some(obstacle) => format!("shadowed by {by}, and it {}", obstacle.words()),
        None => format!("shadowed by {by}"),
    }
}

fn disagreement_report(other: &Disagreement) -> DisagreementReport {
    DisagreementReport {
        callers: other.callers.iter().map(|caller| caller.name()).collect(),
        path: other.path.clone(),
        runs: other.runs,
        why: other.difference.words(),
    }
}
