//! `envpeek shadows`: which names stand in several directories.

use super::answer::Answer;
use super::context::{Inspected, bytes, inspect};
use super::{Failure, World};
use crate::cli::{CommonArgs, ShadowsArgs};
use crate::findings::codes::slow_directory;
use crate::hashing::Map;
use crate::lookup::read_list;
use crate::report::{
    FindingReport, PairReport, ShadowReport, ShadowedName, ShadowsReport, StandingReport, UnseenReport, codes,
};
use crate::scene::Scene;
use crate::shadows::{Contest, Folder, Question, Relation, Shadows, Standing, shadows};
use crate::text::Text;

pub(super) fn run(words: &ShadowsArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    inspect(common, world, |inspected| {
        let report = report(words, inspected);
        Answer::of(&report, !report.has_contest(), inspected, common, world)
    })
}

fn report(words: &ShadowsArgs, inspected: &Inspected<'_>) -> ShadowsReport {
    let (scene, caller) = (&inspected.scene, inspected.caller());
    let names: Vec<Text> = words.names.iter().map(|name| bytes(name)).collect();
    let list = read_list(scene, "PATH", caller.rules());
    let found = shadows(scene, &list, Question { names: &names, compare: words.compare, caller });
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
        pairs: pairs(&found),
        names: found.contests.iter().map(|contest| shadowed_name(contest, &found, scene)).collect(),
    }
}

fn shadowed_name(contest: &Contest, found: &Shadows, scene: &Scene<'_>) -> ShadowedName {
    let path = |standing: &Standing| found.path(&contest.name, standing, scene.flavor);
    let position = |standing: &Standing| found.folders[standing.folder].position;
    let shadow = |(standing, relation): &(Standing, Relation)| ShadowReport {
        path: path(standing),
        position: position(standing),
        relation: relation.name(),
    };
    ShadowedName {
        name: contest.name.clone(),
        winner: StandingReport { path: path(&contest.winner), position: position(&contest.winner) },
        shadowed: contest.shadowed.iter().map(shadow).collect(),
    }
}

/// The pairs of directories, the most surprising first: really different files, what a user may write before what
/// belongs to the system, other lengths, many names.
fn pairs(found: &Shadows) -> Vec<PairReport> {
    let mut pairs: Map<(Relation, usize, usize), PairReport> = Map::default();
    for contest in &found.contests {
        for (loser, relation) in &contest.shadowed {
            let key = (*relation, contest.winner.folder, loser.folder);
            let new = || pair(&found.folders[key.1], &found.folders[key.2], *relation);
            let pair = pairs.entry(key).or_insert_with(new);
            pair.other_length += usize::from(loser.sight.size != contest.winner.sight.size);
            pair.names.push(contest.name.clone());
        }
    }
    let mut pairs: Vec<_> = pairs.into_iter().collect();
    pairs.sort_unstable_by_key(|(key, pair)| {
        let same_length = pair.other_length == 0;
        (key.0, !pair.user_before_system, same_length, std::cmp::Reverse(pair.names.len()), key.1, key.2)
    });
    pairs.into_iter().map(|(_, pair)| pair).collect()
}

fn pair(winner: &Folder, loser: &Folder, relation: Relation) -> PairReport {
    PairReport {
        winner: winner.path.clone(),
        winner_position: winner.position,
        shadowed: loser.path.clone(),
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
