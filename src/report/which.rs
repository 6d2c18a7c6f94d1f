//! The answer of `which`.

use std::rc::Rc;

use serde::{Serialize, Serializer};

use super::{FindingReport, Report};
use crate::lookup::{Place, Treatment};
use crate::text::Text;

/// Every asked name with its winner and its losers.
#[derive(Clone, Debug, Serialize)]
pub struct WhichReport {
    /// One answer a name, in the order of the words.
    pub queries: Vec<QueryReport>,
    /// What the caller knows and envpeek cannot see.
    pub blind_spots: Vec<&'static str>,
}

/// The answer for one name.
#[derive(Clone, Debug, Serialize)]
pub struct QueryReport {
    /// The name.
    pub name: Text,
    /// `bare`, or `path` where it says itself where the file lies.
    pub kind: &'static str,
    /// Whether the caller takes a file.
    pub found: bool,
    /// The file that it takes.
    pub winner: Option<WinnerReport>,
    /// Every file of that name, in the order of their positions.
    pub candidates: Vec<CandidateReport>,
    /// Callers that would run something else.
    pub disagreements: Vec<DisagreementReport>,
    /// Where nothing was found: similar names on PATH, and files of that name in usual directories that are not.
    pub suggestions: Vec<Text>,
    /// The directories that the caller searches, in order.
    pub searched: SearchedReport,
    /// Entries that could not be looked into.
    pub unseen: Vec<UnseenReport>,
    /// What the caller has of that name before it looks at PATH.
    pub builtin: Option<BuiltinReport>,
    /// A command with which the caller's shell names all that it knows.
    pub ask: Option<String>,
    /// Whether the directories are the caller's own, because the variable is unset.
    #[serde(skip)]
    pub own_list: bool,
    /// Whether the reader asked for every candidate.
    #[serde(skip)]
    pub all: bool,
    /// The codes of the findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is wrong.
    pub findings: Vec<FindingReport>,
}

/// The directories that a caller searches: mostly the same for all names.
#[derive(Clone, Debug, Default)]
pub struct SearchedReport(Rc<[Place]>);

impl SearchedReport {
    /// Of all places those that are searched.
    pub fn of(places: &Rc<[Place]>) -> Self {
        Self(Rc::clone(places))
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().filter(|place| place.treatment != Treatment::Skipped).map(|place| &place.directory)
    }
}

impl Serialize for SearchedReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// The file that a caller takes.
#[derive(Clone, Debug, Serialize)]
pub struct WinnerReport {
    /// Its path.
    pub path: Text,
    /// The entry that leads to it.
    pub position: Option<usize>,
    /// The path with every link resolved.
    pub real: Option<Text>,
    /// Whether it would run.
    pub runs: bool,
    /// Why it would not.
    pub reason: Option<&'static str>,
}

/// One file that bears the name.
#[derive(Clone, Debug, Serialize)]
pub struct CandidateReport {
    /// Its path.
    pub path: Text,
    /// The entry that leads to it.
    pub position: Option<usize>,
    /// `wins`, `shadowed` or `rejected`.
    pub verdict: &'static str,
    /// Why it does not run, as a name.
    pub reason: Option<&'static str>,
    /// Why it won or lost, as a sentence.
    pub why: String,
    /// The links that lead from it to the file.
    pub links: Vec<Text>,
    /// The path with every link resolved.
    pub real: Option<Text>,
    /// The position of an earlier candidate that is the same file.
    pub same_file_as: Option<usize>,
    /// `binary`, `script`, `shim` or `unknown`.
    pub kind: &'static str,
    /// A script's `#!` program.
    pub interpreter: Option<Text>,
    /// The file that a shim would start.
    pub target: Option<Text>,
    /// The file or variable that decided so.
    pub decided_by: Option<Text>,
    /// What Python it is.
    pub python: Option<PythonReport>,
}

/// What Python a candidate is.
#[derive(Clone, Debug, Serialize)]
pub struct PythonReport {
    /// The root of the environment that it lies in.
    pub environment: Option<Text>,
    /// What kind of environment or installation.
    pub kind: &'static str,
    /// Its version, as far as it can be told.
    pub version: Option<String>,
    /// What says so; `creation` means that it was so when the environment was made.
    pub version_from: Option<&'static str>,
}

/// Callers that would run something else.
#[derive(Clone, Debug, Serialize)]
pub struct DisagreementReport {
    /// Who.
    #[serde(rename = "as")]
    pub callers: Vec<&'static str>,
    /// What they take.
    pub path: Option<Text>,
    /// Whether it runs for them.
    pub runs: bool,
    /// What makes the difference.
    pub why: String,
}

/// An entry that could not be looked into.
#[derive(Clone, Debug, Serialize)]
pub struct UnseenReport {
    /// Its position.
    pub position: Option<usize>,
    /// What was looked for.
    pub path: Text,
    /// Why it could not be seen.
    pub why: String,
}

/// What a shell has of that name itself.
#[derive(Clone, Debug, Serialize)]
pub struct BuiltinReport {
    /// `builtin`, `keyword`, `alias`, `applet`, or `builtin-with-file` where PATH must hold one too.
    pub kind: &'static str,
    /// What that means, as a sentence.
    pub why: String,
}

impl Report for WhichReport {
    const NAME: &'static str = "which";
}

impl QueryReport {
    /// Whether a candidate is only another way to an earlier one. A virtual environment's `python` is often the very
    /// file of the system's, and yet another Python: which one it is follows from the path that it is started by.
    pub fn is_repetition(&self, candidate: &CandidateReport) -> bool {
        let environment = |candidate: &CandidateReport| candidate.python.as_ref()?.environment.clone();
        let first = |position| {
            let at = self.candidates.partition_point(|other| other.position < Some(position));
            self.candidates.get(at)
        };
        candidate
            .same_file_as
            .and_then(first)
            .is_some_and(|first| environment(first) == environment(candidate))
    }
}
