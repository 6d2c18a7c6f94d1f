//! What happened between two lists: which entries came, went and moved.

use std::collections::{HashMap, VecDeque};

use crate::text::Text;

/// How one entry's place changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It stands only in the later list.
    Added,
    /// It stands only in the earlier list.
    Removed,
    /// It changed its order among the entries that stayed.
    Moved,
    /// Its position changed only because others came or went before it.
    Shifted,
    /// Its position is the same.
    Kept,
}

impl Change {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Shifted => "shifted",
            Self::Kept => "kept",
        }
    }
}

/// One entry's way from one list to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Move {
    /// The entry's text.
    pub directory: Text,
    /// Its position before, counted from 1; none where it was added.
    pub from: Option<usize>,
    /// Its position after; none where it was removed.
    pub to: Option<usize>,
    /// What that amounts to.
    pub change: Change,
}

/// Every entry of both lists: those of the later list in its order, then the removed ones.
///
/// Equal texts are paired first with first. Among the paired, the longest run that kept its order counts as
/// staying; the others moved.
pub fn moves(before: &[Text], after: &[Text]) -> Vec<Move> {
    let origins = pair(before, after);
    let staying = longest_increasing(&origins);
    let arrived = after.iter().enumerate().map(|(index, directory)| {
        let from = origins[index];
        Move {
            directory: directory.clone(),
            from: from.map(|at| at + 1),
            to: Some(index + 1),
            change: change(from, index, staying[index]),
        }
    });
    let mut taken = vec![false; before.len()];
    origins.iter().flatten().for_each(|&at| taken[at] = true);
    let gone = before.iter().enumerate().filter(|&(index, _)| !taken[index]).map(|(index, directory)| Move {
        directory: directory.clone(),
        from: Some(index + 1),
        to: None,
        change: Change::Removed,
    });
    arrived.chain(gone).collect()
}

fn change(from: Option<usize>, to: usize, stays: bool) -> Change {
    match from {
        None => Change::Added,
        Some(_) if !stays => Change::Moved,
        Some(from) if from == to => Change::Kept,
        Some(_) => Change::Shifted,
    }
}

/// For each entry of `after` the index in `before` that it came from.
fn pair(before: &[Text], after: &[Text]) -> Vec<Option<usize>> {
    let mut free: HashMap<&Text, VecDeque<usize>> = HashMap::new();
    for (index, text) in before.iter().enumerate() {
        free.entry(text).or_default().push_back(index);
    }
    let surplus = surplus(before, after);
    let mut skipped: HashMap<&Text, usize> = HashMap::new();
    after
        .iter()
        .map(|text| {
            let skip = skipped.entry(text).or_default();
            if *skip < surplus.get(text).copied().unwrap_or(0) {
                *skip += 1;
                return None;
            }
            free.get_mut(text)?.pop_front()
        })
        .collect()
}

/// How many more times each text stands in `after`: new copies come in front, so the first ones are the added.
fn surplus<'a>(before: &'a [Text], after: &'a [Text]) -> HashMap<&'a Text, usize> {
    let mut count: HashMap<&Text, isize> = HashMap::new();
    after.iter().for_each(|text| *count.entry(text).or_default() += 1);
    before.iter().for_each(|text| *count.entry(text).or_default() -= 1);
    count.into_iter().filter_map(|(text, more)| Some((text, usize::try_from(more).ok()?))).collect()
}

/// Marks the members of a longest strictly increasing subsequence (patience sorting).
fn longest_increasing(values: &[Option<usize>]) -> Vec<bool> {
    let mut tails: Vec<usize> = Vec::new();
    let mut previous: Vec<Option<usize>> = vec![None; values.len()];
    for (index, value) in values.iter().enumerate().filter_map(|(index, value)| Some((index, (*value)?))) {
        let at = tails.partition_point(|&tail| values[tail] < Some(value));
        previous[index] = at.checked_sub(1).map(|before| tails[before]);
        if at == tails.len() { tails.push(index) } else { tails[at] = index }
    }
    let mut member = vec![false; values.len()];
    let mut next = tails.last().copied();
    while let Some(index) = next {
        member[index] = true;
        next = previous[index];
    }
    member
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn texts(list: &[&str]) -> Vec<Text> {
        list.iter().map(|text| Text::from(*text)).collect()
    }

    #[test]
    fn a_prepended_entry_shifts_the_others() {
        let found = moves(&texts(&["/a", "/b"]), &texts(&["/v", "/a", "/b"]));
        let changes: Vec<_> = found.iter().map(|step| (step.from, step.to, step.change)).collect();
        assert_eq!(
            changes,
            [
                (None, Some(1), Change::Added),
                (Some(1), Some(2), Change::Shifted),
                (Some(2), Some(3), Change::Shifted)
            ]
        );
    }

    #[test]
    fn the_new_copy_of_an_entry_is_the_first_one() {
        let found = moves(&texts(&["/a", "/v"]), &texts(&["/v", "/a", "/v"]));
        assert_eq!(found[0].change, Change::Added);
        assert_eq!(found[2].from, Some(2));
    }

    #[test]
    fn an_entry_that_overtakes_has_moved() {
        let found = moves(&texts(&["/a", "/b", "/c"]), &texts(&["/c", "/a", "/b"]));
        assert_eq!(found[0].change, Change::Moved);
        assert_eq!(found[1].change, Change::Shifted);
    }

    proptest! {
        #[test]
        fn moves_explain_the_whole_difference(before in prop::collection::vec(0u8..6, 0..12), after in prop::collection::vec(0u8..6, 0..12)) {
            let text = |list: &[u8]| list.iter().map(|n| Text::from(vec![b'/', b'a' + n])).collect::<Vec<_>>();
            let (before, after) = (text(&before), text(&after));
            let found = moves(&before, &after);
            let mut rebuilt_before: Vec<_> = found.iter().filter_map(|step| Some((step.from?, step.directory.clone()))).collect();
            rebuilt_before.sort();
            prop_assert_eq!(rebuilt_before.into_iter().map(|(_, text)| text).collect::<Vec<_>>(), before);
            let rebuilt_after: Vec<_> = found.iter().filter(|step| step.to.is_some()).map(|step| step.directory.clone()).collect();
            prop_assert_eq!(rebuilt_after, after);
        }
    }
}
