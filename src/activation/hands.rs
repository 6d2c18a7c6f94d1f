//! Which commands change hands between one PATH and another.

use std::collections::BTreeSet;

use crate::lookup::{Caller, EmptyList, Survey, places, resolve};
use crate::pathlist::{PathList, Presence};
use crate::text::Text;

/// A command whose winner changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Winner {
    /// Its name.
    pub name: Text,
    /// The file that wins before; none where nothing does.
    pub before: Option<Text>,
    /// The file that wins afterwards.
    pub after: Option<Text>,
}

/// The commands of two lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hands {
    /// Those whose winner changes, by name.
    pub changed: Vec<Winner>,
    /// How many other names stand in the directories of the later list.
    pub unchanged: usize,
}

/// Compares the winners of two values of PATH for one caller. Only names in directories that came, went or moved
/// can change hands, so only those are resolved.
pub fn hands(survey: &Survey<'_>, caller: Caller, before: Option<&[u8]>, after: Option<&[u8]>) -> Hands {
    let (before, after) = (read(survey, caller, before), read(survey, caller, after));
    let (old, new) = (directories(survey, caller, &before), directories(survey, caller, &after));
    let front = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let back =
        old[front..].iter().rev().zip(new[front..].iter().rev()).take_while(|(one, other)| one == other);
    let back = back.count();
    let touched = old[front..old.len() - back].iter().chain(&new[front..new.len() - back]);
    let names: BTreeSet<Text> = touched.flat_map(|directory| names(survey, directory)).collect();
    let changed: Vec<Winner> =
        names.iter().filter_map(|name| winner(survey, caller, name, &before, &after)).collect();
    let everything: BTreeSet<Text> = new.iter().flat_map(|directory| names_of(survey, directory)).collect();
    let unchanged =
        everything.iter().filter(|name| !changed.iter().any(|winner| winner.name == **name)).count();
    Hands { changed, unchanged }
}

fn names(survey: &Survey<'_>, directory: &Text) -> Vec<Text> {
    names_of(survey, directory).collect()
}

fn names_of(survey: &Survey<'_>, directory: &Text) -> impl Iterator<Item = Text> {
    let listing = survey.list(directory);
    (0..listing.len()).map(move |at| listing[at].name.clone())
}

fn read(survey: &Survey<'_>, caller: Caller, value: Option<&[u8]>) -> PathList {
    let list = PathList::split(value, survey.scene().flavor);
    let one_entry =
        list.presence() == Presence::Empty && caller.rules().empty_list == EmptyList::WorkingDirectory;
    if one_entry { list.with_one_empty_entry() } else { list }
}

fn directories(survey: &Survey<'_>, caller: Caller, list: &PathList) -> Vec<Text> {
    places(list, caller.rules(), survey.scene()).into_iter().map(|place| place.directory).collect()
}

fn winner(
    survey: &Survey<'_>,
    caller: Caller,
    name: &Text,
    before: &PathList,
    after: &PathList,
) -> Option<Winner> {
    let of = |list: &PathList| {
        let resolution = resolve(survey, list, name, caller);
        resolution.winner().map(|candidate| candidate.sighting.path.clone())
    };
    let (before, after) = (of(before), of(after));
    (before != after).then(|| Winner { name: name.clone(), before, after })
}
