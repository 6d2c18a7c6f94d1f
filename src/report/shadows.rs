//! The answer of `shadows`.

use serde::{Serialize, Serializer};

use super::which::UnseenReport;
use super::{FindingReport, Report};
use crate::flavor::Flavor;
use crate::shadows::{Contest, Relation, Shadows, Standing};
use crate::text::Text;

/// Every name that stands in several directories.
#[derive(Clone, Debug, Serialize)]
pub struct ShadowsReport<'found> {
    /// The names, sorted.
    pub names: ShadowedNames<'found>,
    /// Pairs of directories, the most surprising first.
    pub pairs: Vec<PairReport<'found>>,
    /// How many directories were searched, each once however often it is listed.
    pub directories: usize,
    /// Entries that could not be looked into.
    pub unseen: Vec<UnseenReport>,
    /// The codes of the findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is wrong with the directories themselves.
    pub findings: Vec<FindingReport>,
}

/// The names that stand in several directories. There may be thousands, with ten files each, so each is put into words
/// when it is said.
#[derive(Clone, Copy, Debug)]
pub struct ShadowedNames<'found> {
    found: &'found Shadows,
    flavor: Flavor,
}

/// One name.
#[derive(Clone, Debug, Serialize)]
pub struct ShadowedName<'found> {
    /// The name.
    pub name: &'found Text,
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
pub struct PairReport<'found> {
    /// The directory that wins.
    pub winner: &'found Text,
    /// Its position.
    pub winner_position: usize,
    /// The directory that loses.
    pub shadowed: &'found Text,
    /// Its position.
    pub shadowed_position: usize,
    /// What the files are to each other: all of a pair's names have the same relation.
    pub relation: &'static str,
    /// Whether somebody else than the system may write where the winner lies, and not where the loser lies.
    pub user_before_system: bool,
    /// How many of the files have another length than the winner, which other versions have.
    pub other_length: usize,
    /// The names.
    pub names: Vec<&'found Text>,
}

impl Report for ShadowsReport<'_> {
    const NAME: &'static str = "shadows";
}

impl<'found> ShadowedNames<'found> {
    /// The names that were found.
    pub fn of(found: &'found Shadows, flavor: Flavor) -> Self {
        Self { found, flavor }
    }

    /// One after the other.
    pub fn iter(&self) -> impl Iterator<Item = ShadowedName<'found>> {
        let Self { found, flavor } = *self;
        found.contests.iter().map(move |contest| shadowed_name(contest, found, flavor))
    }

    /// How many of them stand for different files.
    pub fn contests(&self) -> usize {
        self.found.contests.iter().filter(|contest| is_real(contest)).count()
    }

    /// How many lead to the same file from everywhere.
    pub fn same_files(&self) -> usize {
        self.found.contests.len() - self.contests()
    }
}

impl Serialize for ShadowedNames<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

/// Whether a name runs a file that really shadows another one: the same file under two names is no contest.
fn is_real(contest: &Contest) -> bool {
    contest.shadowed.iter().any(|(_, relation)| *relation != Relation::SameFile)
}

fn shadowed_name<'found>(contest: &'found Contest, found: &Shadows, flavor: Flavor) -> ShadowedName<'found> {
    let path = |standing: &Standing| found.path(&contest.name, standing, flavor);
    let position = |standing: &Standing| found.folders[standing.folder].position;
    let shadow = |(standing, relation): &(Standing, Relation)| ShadowReport {
        path: path(standing),
        position: position(standing),
        relation: relation.name(),
    };
    ShadowedName {
        name: &contest.name,
        winner: StandingReport { path: path(&contest.winner), position: position(&contest.winner) },
        shadowed: contest.shadowed.iter().map(shadow).collect(),
    }
}
