//! Where a caller looks: the entries of a list as directories.

use super::{Decoding, EmptyList, Reading, Rules, Tilde};
use crate::pathlist::{Entry, Form, PathList, Presence};
use crate::scene::Scene;
use crate::text::Text;

/// How long a path may be, its final NUL included (Linux).
pub(super) const PATH_MAX: usize = 4096;

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
    if has_one_empty_entry(&list, rules) { list.with_one_empty_entry() } else { list }
}

/// Whether a list that somebody else read is what `read_list` would give, without reading it again.
pub(super) fn is_as_read(list: &PathList, scene: &Scene<'_>, name: &str, rules: &Rules) -> bool {
    scene.env.occurrence(name, rules.duplicate) == list.value.as_ref()
        && (list.presence() != Presence::Empty || has_one_empty_entry(list, rules) != list.entries.is_empty())
}

fn has_one_empty_entry(list: &PathList, rules: &Rules) -> bool {
    list.presence() == Presence::Empty && rules.empty_list == EmptyList::WorkingDirectory
}

/// The directories that a caller searches for a bare name, in order. An unset list is replaced by the caller's
/// own default.
pub fn places(list: &PathList, rules: &Rules, scene: &Scene<'_>) -> Vec<Place> {
    if list.presence() == Presence::Unset {
        let separator = scene.flavor.list_separator();
        let value = rules.default_list.join(std::str::from_utf8(&[separator]).unwrap_or(":"));
        let defaults = PathList::split(Some(value.as_bytes()), scene.flavor);
        return defaults.entries.iter().map(|entry| place(entry, rules, scene)).collect();
    }
    let mut places: Vec<Place> = list.entries.iter().map(|entry| place(entry, rules, scene)).collect();
    if rules.overlong_entry_is_here {
        let before_others = list.entries.len().saturating_sub(1);
        let overlong = |place: &&mut Place| place.directory.len() >= PATH_MAX;
        places
            .iter_mut()
            .take(before_others)
            .filter(overlong)
            .for_each(|place| place.directory = scene.cwd.clone());
    }
    if hides_list(list, rules, scene) {
        places.iter_mut().for_each(|place| place.treatment = Treatment::Skipped);
    }
    places
}

fn place(entry: &Entry, rules: &Rules, scene: &Scene<'_>) -> Place {
    let skipped = has_magic_suffix(entry, rules) || hides_entry(entry, rules, scene);
    let (text, form) = as_read(entry, rules, scene);
    let treatment = if skipped { Treatment::Skipped } else { reading(text, form, rules) };
    Place { position: Some(entry.position), directory: directory(text, form, rules, scene), treatment }
}

/// The text that names the directory, and its form.
fn as_read<'entry>(entry: &'entry Entry, rules: &Rules, scene: &Scene<'_>) -> (&'entry [u8], Form) {
    if rules.literal_quotes {
        let text = entry.written.trim_ascii_start();
        return (text, Form::of(text, scene.flavor));
    }
    (entry.named(), entry.form)
}

fn directory(text: &[u8], form: Form, rules: &Rules, scene: &Scene<'_>) -> Text {
    match form {
        Form::Tilde if rules.tilde != Tilde::Literal => scene.absolute(&scene.expand_tilde(text)),
        Form::Unexpanded if rules.tilde == Tilde::AndVariables => {
            scene.absolute(&with_variables(text, scene))
        }
        _ => scene.absolute(text),
    }
}

/// Each `$NAME` of a variable that is set replaced by its value.
fn with_variables(entry: &[u8], scene: &Scene<'_>) -> Text {
    let mut pieces = entry.split(|&byte| byte == b'$');
    let mut expanded = pieces.next().unwrap_or_default().to_vec();
    for piece in pieces {
        let end = piece.iter().position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_');
        let (name, rest) = piece.split_at(end.unwrap_or(piece.len()));
        match std::str::from_utf8(name).ok().and_then(|name| scene.env.get(name)) {
            Some(value) => expanded.extend_from_slice(value),
            None => expanded.extend([b"$", name].concat()),
        }
        expanded.extend_from_slice(rest);
    }
    expanded.into()
}

/// dash and busybox look at an entry's first `%` only (dash's `padvance_magic`, measured with both).
fn has_magic_suffix(entry: &Entry, rules: &Rules) -> bool {
    let magic = |at: usize| {
        entry.named()[at + 1..].starts_with(b"builtin") || entry.named()[at + 1..].starts_with(b"func")
    };
    rules.magic_suffix && entry.named().iter().position(|&byte| byte == b'%').is_some_and(magic)
}

fn hides_list(list: &PathList, rules: &Rules, scene: &Scene<'_>) -> bool {
    let value = list.value.as_ref().map(Text::as_bytes).unwrap_or_default();
    match rules.decoding {
        Decoding::HidesList if is_utf8_locale(scene) => std::str::from_utf8(value).is_err(),
        Decoding::HidesList => !value.is_ascii(),
        Decoding::Utf8Only => std::str::from_utf8(value).is_err(),
        Decoding::Bytes | Decoding::HidesEntry => false,
    }
}

fn hides_entry(entry: &Entry, rules: &Rules, scene: &Scene<'_>) -> bool {
    rules.decoding == Decoding::HidesEntry && !entry.named().is_ascii() && !is_utf8_locale(scene)
}

/// Whether the locale of the environment says UTF-8: the first of these variables that is not empty decides
/// (setlocale(3)). Whether that locale is installed is not looked at.
fn is_utf8_locale(scene: &Scene<'_>) -> bool {
    let mut names = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter();
    let locale = names.find_map(|name| scene.env.get_non_empty(name));
    locale.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.ends_with(b".utf-8") || locale.ends_with(b".utf8")
    })
}

fn reading(text: &[u8], form: Form, rules: &Rules) -> Treatment {
    let reading = match form {
        Form::Empty => rules.empty_entry,
        Form::Absolute => Reading::Searched,
        Form::Tilde if rules.tilde != Tilde::Literal => Reading::Searched,
        Form::Unexpanded if rules.tilde == Tilde::AndVariables || text.starts_with(b"/") => Reading::Searched,
        _ => rules.relative_entry,
    };
    match reading {
        Reading::Searched => Treatment::Searched,
        Reading::Skipped => Treatment::Skipped,
        Reading::Refused => Treatment::Refused,
    }
}
