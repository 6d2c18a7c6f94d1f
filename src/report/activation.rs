//! The answer of `activation`.

use serde::Serialize;

use super::{EnvironmentReport, FindingReport, Report, codes};
use crate::activation::{Act, Forecast, Step, Study, VariableChange, Winner, steps};
use crate::flavor::Flavor;
use crate::pathlist::{Move, PathList, moves};
use crate::python::Environment;
use crate::text::Text;

/// What activating or deactivating an environment does.
#[derive(Clone, Debug, Serialize)]
pub struct ActivationReport {
    /// `activate` or `deactivate`.
    pub action: &'static str,
    /// The shell that does it.
    pub shell: &'static str,
    /// The script that says how.
    pub script: Option<Text>,
    /// What one types.
    pub command: Option<String>,
    /// The environment.
    pub environment: Option<EnvironmentReport>,
    /// PATH on both sides.
    pub path: PathsReport,
    /// Every entry of both lists.
    pub moves: Vec<MoveReport>,
    /// Every variable that changes.
    pub variables: Vec<VariableReport>,
    /// What the script does, one thing after the other.
    pub steps: Vec<StepReport>,
    /// The commands whose winner changes.
    pub commands: Vec<HandReport>,
    /// How many other commands keep theirs.
    pub unchanged: usize,
    /// The PATH that the shell would put back.
    pub saved_path: SavedReport,
    /// The other outcome, where it cannot be known which one it is.
    pub alternative: Option<AlternativeReport>,
    /// The directory that was asked about.
    #[serde(skip)]
    pub asked: Option<Text>,
    /// Whether the answer is told as a lesson.
    #[serde(skip)]
    pub lesson: bool,
    /// The codes of all findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is worth a warning.
    pub findings: Vec<FindingReport>,
}

/// PATH before and after.
#[derive(Clone, Debug, Serialize)]
pub struct PathsReport {
    /// Before; null where it is unset.
    pub before: Option<Text>,
    /// Afterwards.
    pub after: Option<Text>,
}

/// One entry's way.
#[derive(Clone, Debug, Serialize)]
pub struct MoveReport {
    /// Its text.
    pub directory: Text,
    /// Its place before.
    pub from: Option<usize>,
    /// Its place afterwards.
    pub to: Option<usize>,
    /// `added`, `removed`, `moved`, `shifted` or `kept`.
    pub change: &'static str,
}

/// One variable.
#[derive(Clone, Debug, Serialize)]
pub struct VariableReport {
    /// Its name.
    pub name: Text,
    /// What programs see before.
    pub before: Option<Text>,
    /// Its value afterwards.
    pub after: Option<Text>,
    /// Whether programs see it.
    pub exported: bool,
    /// Whether the value afterwards is known to its last byte: a person's shell keeps its prompt to itself.
    pub certain: bool,
}

/// One thing that the script does.
#[derive(Clone, Debug, Serialize)]
pub struct StepReport {
    /// What.
    pub what: String,
    /// Why, where there is something to learn.
    pub why: Option<&'static str>,
    /// The line of the script.
    pub line: Option<usize>,
    /// PATH afterwards.
    pub path: Option<Text>,
}

/// One command that changes hands.
#[derive(Clone, Debug, Serialize)]
pub struct HandReport {
    /// Its name.
    pub name: Text,
    /// The file that wins before.
    pub before: Option<Text>,
    /// The file that wins afterwards.
    pub after: Option<Text>,
}

/// What the shell has kept.
#[derive(Clone, Debug, Serialize)]
pub struct SavedReport {
    /// The kept PATH; null where there is none.
    pub value: Option<Text>,
    /// `environment`, `parent` or `unknown`.
    pub known_from: &'static str,
}

/// The other outcome.
#[derive(Clone, Debug, Serialize)]
pub struct AlternativeReport {
    /// Under which assumption.
    pub assuming: &'static str,
    /// PATH then.
    pub path: AfterReport,
}

/// PATH afterwards.
#[derive(Clone, Debug, Serialize)]
pub struct AfterReport {
    /// Its value.
    pub after: Option<Text>,
}

impl Report for ActivationReport {
    const NAME: &'static str = "activation";
}

impl ActivationReport {
    /// The report of a study. `before` is PATH as it is, `command` what one would type.
    pub fn new(study: &Study, act: Act, shell: &'static str, before: Option<&Text>, flavor: Flavor) -> Self {
        let after =
            study.forecast.as_ref().map_or_else(|| before.cloned(), |forecast| forecast.path_after.clone());
        let findings: Vec<FindingReport> = study.findings.iter().cloned().map(FindingReport::from).collect();
        Self {
            action: act.name(),
            shell,
            script: study.script.clone(),
            command: None,
            environment: study.health.as_ref().map(|health| {
                EnvironmentReport::new(health, position_of(&health.environment, before, flavor), flavor)
            }),
            moves: path_moves(before, after.as_ref(), flavor),
            path: PathsReport { before: before.cloned(), after },
            variables: study.forecast.iter().flat_map(|forecast| &forecast.variables).map(variable).collect(),
            steps: study.forecast.as_ref().map_or_else(Vec::new, |forecast| lesson(forecast, before)),
            commands: study.hands.changed.iter().map(hand).collect(),
            unchanged: study.hands.unchanged,
            saved_path: SavedReport {
                value: study.saved.value.clone(),
                known_from: study.saved.known_from.name(),
            },
            alternative: study.alternative.as_ref().map(|other| AlternativeReport {
                assuming: other.assuming,
                path: AfterReport { after: other.path_after.clone() },
            }),
            asked: None,
            lesson: false,
            codes: codes(&findings),
            findings,
        }
    }

    /// The same, with what one types.
    #[must_use]
    pub fn with_command(mut self, command: Option<String>) -> Self {
        self.command = command;
        self
    }
}

/// The entry that is the directory with the environment's commands.
fn position_of(environment: &Environment, path: Option<&Text>, flavor: Flavor) -> Option<usize> {
    let list = PathList::split(path.map(Text::as_bytes), flavor);
    let key = flavor.comparison_key(&environment.bin);
    list.entries.iter().find(|entry| flavor.comparison_key(&entry.written) == key).map(|entry| entry.position)
}

fn path_moves(before: Option<&Text>, after: Option<&Text>, flavor: Flavor) -> Vec<MoveReport> {
    let written = |value: Option<&Text>| -> Vec<Text> {
        let list = PathList::split(value.map(Text::as_bytes), flavor);
        list.entries.iter().map(|entry| entry.written.clone()).collect()
    };
    let report = |step: Move| MoveReport {
        directory: step.directory,
        from: step.from,
        to: step.to,
        change: step.change.name(),
    };
    moves(&written(before), &written(after)).into_iter().map(report).collect()
}

fn variable(change: &VariableChange) -> VariableReport {
    let VariableChange { name, before, after, exported, certain } = change.clone();
    VariableReport { name, before, after, exported, certain }
}

fn hand(winner: &Winner) -> HandReport {
    let Winner { name, before, after } = winner.clone();
    HandReport { name, before, after }
}

fn lesson(forecast: &Forecast, before: Option<&Text>) -> Vec<StepReport> {
    let report = |step: Step| StepReport {
        what: step.what,
        why: step.why,
        line: Some(step.line).filter(|line| *line > 0),
        path: step.path,
    };
    steps(&forecast.outcome, before).into_iter().map(report).collect()
}
