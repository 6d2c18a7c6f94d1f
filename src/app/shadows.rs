//! `envpeek shadows`: which names stand in several directories.

use super::answer::Answer;
use super::context::{bytes, inspect};
use super::{Failure, World};
use crate::cli::{CommonArgs, ShadowsArgs};
use crate::findings::codes::slow_directory;
use crate::flavor::Flavor;
use crate::hashing::Map;
use crate::lookup::read_list;
use crate::report::{FindingReport, PairReport, ShadowedNames, ShadowsReport, UnseenReport, codes};
use crate::shadows::{Folder, Question, Relation, Shadows, shadows};
use crate::text::Text;

pub(super) fn run(words: &ShadowsArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    inspect(common, world, |inspected| {
        let (scene, caller) = (&inspected.scene, inspected.caller());
        let names: Vec<Text> = words.names.iter().map(|name| bytes(name)).collect();
        let list = read_list(scene, "PATH", caller.rules());
        let found = shadows(scene, &list, Question { names: &names, compare: words.compare, caller });
        let report = report(&found, scene.flavor);
        Answer::of(&report, report.names.contests() == 0, inspected, common, world)
    })
}

fn report(found: &Shadows, flavor: Flavor) -> ShadowsReport<'_> {
    let unseen = found.unseen.iter().map(|(position, error)| UnseenReport {
        position: Some(*position),
        path: error.path.clone(),
        why: error.to_string(),
    });
    let silent =
        found.unseen.iter().filter_map(|(position, error)| slow_directory::about(Some(*position), error));
    let findings: Vec<FindingReport> = silent.map(FindingReport::from).collect();
    ShadowsReport {
        unseen: unseen.collect(),
        codes: codes(&findings),
        findings,
        directories: found.folders.len(),
        pairs: pairs(found),
        names: ShadowedNames::of(found, flavor),
    }
}

/// The pairs of directories, the most surprising first: really different files, what a user may write before what
/// belongs to the system, other lengths, many names.
fn pairs(found: &Shadows) -> Vec<PairReport<'_>> {
    let mut pairs: Map<(Relation, usize, usize), PairReport<'_>> = Map::default();
    for contest in &found.contests {
        for (loser, relation) in &contest.shadowed {
            let key = (*relation, contest.winner.folder, loser.folder);
            let new = || pair(&found.folders[key.1], &found.folders[key.2], *relation);
            let pair = pairs.entry(key).or_insert_with(new);
            pair.other_length += usize::from(loser.sight.size != contest.winner.sight.size);
            pair.names.push(&contest.name);
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_unstable_by_key(|(key, pair)| {
        let same_length = pair.other_length == 0;
        (key.0, !pair.user_before_system, same_length, std::cmp::Reverse(pair.names.len()), key.1, key.2)
    });
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

fn pair<'found>(winner: &'found Folder, loser: &'found Folder, relation: Relation) -> PairReport<'found> {
    PairReport {
        winner: &winner.path,
        winner_position: winner.position,
        shadowed: &loser.path,
        shadowed_position: loser.position,
        relation: relation.name(),
        user_before_system: !belongs_to_system(winner) && belongs_to_system(loser),
        other_length: 0,
        names: Vec::new(),
    }
}

/// Whether only root may put files there. On systems without owners nothing is told apart.
fn belongs_to_system(folder: &Folder) -> bool {
    folder.sight.owner == 0 && folder.sight.mode & 0o002 == 0
}
