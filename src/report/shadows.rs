//! The answer of `shadows`.

use serde::Serialize;

use super::which::UnseenReport;
use super::{FindingReport, Report};
use crate::text::Text;

/// Every name that stands in several directories.
#[derive(Clone, Debug, Serialize)]
pub struct ShadowsReport {
    /// The names, sorted.
    pub names: Vec<ShadowedName>,
    /// Pairs of directories, the most surprising first.
    pub pairs: Vec<PairReport>,
    /// How many directories were searched, each once however often it is listed.
    pub directories: usize,
    /// Entries that could not be looked into.
    pub unseen: Vec<UnseenReport>,
    /// The codes of the findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is wrong with the directories themselves.
    pub findings: Vec<FindingReport>,
}

/// One name.
#[derive(Clone, Debug, Serialize)]
pub struct ShadowedName {
    /// The name.
    pub name: Text,
    /// The file that wins.
    pub winner: StandingReport,
    /// The files that lose, in the order of the list.
    pub shadowed: Vec<ShadowReport>,
}

/// A file and its place in the list.
#[derive(Clone, Debug, Serialize)]
pub struct StandingReport {
    /// Its path.
    pub path: Text,
    /// The entry that leads to it.
    pub position: usize,
}

/// A file that loses.
#[derive(Clone, Debug, Serialize)]
pub struct ShadowReport {
    /// Its path.
    pub path: Text,
    /// The entry that leads to it.
    pub position: usize,
    /// `same-file`, `same-bytes` or `different`, seen from the winner.
    pub relation: &'static str,
}

/// Two directories of which one shadows names of the other.
#[derive(Clone, Debug, Serialize)]
pub struct PairReport {
    /// The directory that wins.
    pub winner: Text,
    /// Its position.
    pub winner_position: usize,
    /// The directory that loses.
    pub shadowed: Text,
    /// Its position.
    pub shadowed_position: usize,
    /// What the files are to each other: all of a pair's names have the same relation.
    pub relation: &'static str,
    /// Whether somebody else than the system may write where the winner lies, and not where the loser lies.
    pub user_before_system: bool,
    /// How many of the files have another length than the winner, which other versions have.
    pub other_length: usize,
    /// The names.
    pub names: Vec<Text>,
}

impl Report for ShadowsReport {
    const NAME: &'static str = "shadows";
}

impl ShadowsReport {
    /// Whether a name runs a file that really shadows another one: the same file under two names is no contest.
    pub fn has_contest(&self) -> bool {
        self.names.iter().flat_map(|name| &name.shadowed).any(|shadow| shadow.relation != "same-file")
    }
}
