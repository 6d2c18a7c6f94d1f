//! Who else would run something else.

use super::{Caller, Candidate, Difference, Resolution, Survey, agreement, resolve};
use crate::disk::Identity;
use crate::text::Text;

/// Callers that would run something else, grouped by what that is.
#[derive(Clone, Debug)]
pub struct Disagreement {
    /// Who.
    pub callers: Vec<Caller>,
    /// What they take; none where they find nothing.
    pub path: Option<Text>,
    /// Whether that runs for them.
    pub runs: bool,
    /// What makes the difference.
    pub difference: Difference,
}

impl Disagreement {
    fn add(groups: &mut Vec<Self>, caller: Caller, theirs: &Resolution, difference: Difference) {
        let path = theirs.winner().map(|winner| winner.sighting.path.clone());
        let runs = theirs.winner().is_some_and(Candidate::runs);
        match groups.iter_mut().find(|group| group.path == path && group.difference == difference) {
            Some(group) => group.callers.push(caller),
            None => groups.push(Self { callers: vec![caller], path, runs, difference }),
        }
    }
}

/// Asks every other caller of the platform about the same name on PATH.
pub fn disagreements(survey: &Survey<'_>, mine: &Resolution) -> Vec<Disagreement> {
    let mut groups: Vec<Disagreement> = Vec::new();
    let (outcome, my_list) = (Outcome::of(mine), survey.list_of(mine.caller));
    if agreement::is_universal(mine, &my_list, survey.scene()) {
        return groups;
    }
    let flavor = survey.scene().flavor;
    for caller in Caller::ALL.into_iter().filter(|&other| other != mine.caller && other.exists_on(flavor)) {
        let their_list = survey.list_of(caller);
        let theirs = resolve(survey, &their_list, &mine.name, caller);
        if Outcome::of(&theirs) != outcome {
            let difference = Difference::between(mine, &theirs, &my_list, &their_list);
            Disagreement::add(&mut groups, caller, &theirs, difference);
        }
    }
    groups
}

/// What matters when two callers are compared: which file, and whether it runs.
#[derive(PartialEq, Eq)]
enum Outcome {
    Nothing,
    File(Option<Identity>, Text, bool),
    Runs(Identity),
}

impl Outcome {
    fn of(resolution: &Resolution) -> Self {
        let Some(winner) = resolution.winner() else { return Self::Nothing };
        match winner.sighting.identity {
            Some(identity) if winner.runs() => Self::Runs(identity),
            identity => Self::File(identity, winner.sighting.path.clone(), winner.runs()),
        }
    }
}
