//! What `which` knows of Pythons and shims.

use std::collections::HashSet;

use crate::lookup::{Content, Resolution, Sighting};
use crate::pathlist::PathList;
use crate::python::{Atlas, Command};
use crate::report::{CandidateReport, PythonReport, QueryReport};
use crate::text::Text;

/// Adds to each candidate what it is as a Python, and what it starts as a shim.
pub(super) fn adorn(report: &mut QueryReport, resolution: &Resolution, atlas: &Atlas<'_>, list: &PathList) {
    for (shown, candidate) in report.candidates.iter_mut().zip(&resolution.candidates) {
        let sighting = &candidate.sighting;
        let shim = atlas.shim(sighting, list);
        let target = match &shim {
            Some(shim) => shim.target.as_ref().and_then(|target| atlas.sighting(target)),
            None => Some(sighting.clone()),
        };
        shown.python = target.and_then(|target| python(atlas, list, &target));
        if let Some(shim) = shim {
            shown.kind = "shim";
            shown.target = shim.target;
            shown.decided_by = shim.decided_by;
        }
    }
    tell_environments_apart(report);
}

/// The same file is another Python where it lies in another environment; the reader must not take it for a copy.
fn tell_environments_apart(report: &mut QueryReport) {
    let different =
        |candidate: &&CandidateReport| candidate.same_file_as.is_some() && !report.is_repetition(candidate);
    let positions: HashSet<Option<usize>> =
        report.candidates.iter().filter(different).map(|candidate| candidate.position).collect();
    for candidate in report.candidates.iter_mut().filter(|candidate| positions.contains(&candidate.position))
    {
        let environment = candidate.python.as_ref().and_then(|python| python.environment.as_ref());
        candidate.why += &match environment {
            Some(environment) => format!(", but there it is the Python of {environment}"),
            None => ", but there it is the Python of no environment".to_owned(),
        };
    }
}

fn python(atlas: &Atlas<'_>, list: &PathList, program: &Sighting) -> Option<PythonReport> {
    let path = interpreter(atlas, list, program)?;
    let found = atlas.interpreter(&path)?;
    Some(PythonReport {
        environment: found.environment.map(|environment| environment.root.clone()),
        kind: found.kind,
        version_from: found.version.as_ref().map(|version| version.from.name()),
        version: found.version.map(|version| version.text),
    })
}

/// The interpreter that a candidate is, or that runs it: `pip` by all its ways of saying so, any other script by
/// its `#!` line.
fn interpreter(atlas: &Atlas<'_>, list: &PathList, program: &Sighting) -> Option<Text> {
    let flavor = atlas.scene().flavor;
    match (Command::named(flavor.file_name(&program.path), flavor), &program.content) {
        (Some(Command::Python), _) => Some(program.path.clone()),
        (Some(Command::Pip), _) => atlas.interpreter_of_script(program, list),
        (None, Content::Script { interpreter, .. }) => {
            let name = flavor.file_name(interpreter);
            (Command::named(name, flavor) == Some(Command::Python)).then(|| interpreter.clone())
        }
        (None, _) => None,
    }
}
