//! Where a caller looks: the entries of a list as directories.

use super::{EmptyList, Reading, Rules, Tilde};
use crate::pathlist::{Entry, Form, PathList, Presence};
use crate::scene::Scene;
use crate::text::Text;

/// One entry as a caller reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Its position in the list; none for a directory that is searched without being in the list.
    pub position: Option<usize>,
    /// The directory that it means, absolute.
    pub directory: Text,
    /// What the caller does with it.
    pub treatment: Treatment,
}

/// What a caller does with an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// It looks there.
    Searched,
    /// It does not look there.
    Skipped,
    /// It looks there and declines what it finds.
    Refused,
}

/// The list that a caller reads in the variable `name`: the right one of duplicate records, and for an empty
/// value the one empty entry that it means to most.
pub fn read_list(scene: &Scene<'_>, name: &str, rules: &Rules) -> PathList {
    let value = scene.env.occurrence(name, rules.duplicate);
    let list = PathList::split(value.map(Text::as_bytes), scene.flavor);
    let one_empty_entry =
        list.presence() == Presence::Empty && rules.empty_list == EmptyList::WorkingDirectory;
    if one_empty_entry { list.with_one_empty_entry() } else { list }
}

/// The directories that a caller searches for a bare name, in order. An unset list is replaced by the caller's
/// own default.
pub fn places(list: &PathList, rules: &Rules, scene: &Scene<'_>) -> Vec<Place> {
    let hidden =
        rules.invalid_byte_hides_list && list.value.as_ref().is_some_and(|value| value.as_utf8().is_none());
    if list.presence() == Presence::Unset {
        let value = rules.default_list.join(":");
        let defaults = PathList::split(Some(value.as_bytes()), scene.flavor);
        return defaults.entries.iter().map(|entry| place(entry, rules, scene, false)).collect();
    }
    list.entries.iter().map(|entry| place(entry, rules, scene, hidden)).collect()
}

fn place(entry: &Entry, rules: &Rules, scene: &Scene<'_>, hidden: bool) -> Place {
    let treatment =
        if hidden || has_magic_suffix(entry, rules) { Treatment::Skipped } else { reading(entry, rules) };
    Place { position: Some(entry.position), directory: directory(entry, rules, scene), treatment }
}

fn directory(entry: &Entry, rules: &Rules, scene: &Scene<'_>) -> Text {
    if rules.tilde == Tilde::Expanded && entry.form == Form::Tilde {
        let expanded = scene.expand_tilde(&entry.named);
        return scene.absolute(&expanded);
    }
    scene.absolute(&entry.named)
}

fn has_magic_suffix(entry: &Entry, rules: &Rules) -> bool {
    rules.magic_suffix && (entry.named.ends_with(b"%builtin") || entry.named.ends_with(b"%func"))
}

fn reading(entry: &Entry, rules: &Rules) -> Treatment {
    let reading = match entry.form {
        Form::Empty => rules.empty_entry,
        Form::Absolute => Reading::Searched,
        Form::Tilde if rules.tilde == Tilde::Expanded => Reading::Searched,
        Form::Unexpanded if entry.named.starts_with(b"/") => Reading::Searched,
        _ => rules.relative_entry,
    };
    match reading {
        Reading::Searched => Treatment::Searched,
        Reading::Skipped => Treatment::Skipped,
        Reading::Refused => Treatment::Refused,
    }
}
