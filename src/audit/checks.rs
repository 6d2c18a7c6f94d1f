//! The checks: from what is known of an entry to the findings about it.

use super::{AuditedEntry, Known, State, is_working_directory};
use crate::disk::Sight;
use crate::env::Occurrence;
use crate::findings::{Finding, codes, entry_words};
use crate::flavor::Flavor;
use crate::lookup::Caller;
use crate::pathlist::{EmptyMeaning, Form, ListVariable, PathList, Presence, unexpanded_name};
use crate::scene::Scene;
use crate::shell::quote;
use crate::text::{Text, is_hidden};

/// Linux limits one environment string to 131072 bytes with its name, `=` and NUL (`MAX_ARG_STRLEN`; measured:
/// a PATH of 131066 bytes starts programs, one byte more fails with E2BIG).
const LONGEST_UNIX_STRING: usize = 131_071;
/// Windows' limit for one variable (SetEnvironmentVariable).
const LONGEST_WINDOWS_VALUE: usize = 32_767;

/// Everything that a check may look at.
pub(super) struct Subject<'audit> {
    pub(super) scene: &'audit Scene<'audit>,
    pub(super) list: &'audit PathList,
    pub(super) variable: &'audit ListVariable,
    pub(super) caller: Caller,
    pub(super) entries: &'audit [AuditedEntry],
    pub(super) known: &'audit Known,
}

/// What is wrong with one entry.
pub(super) fn of_entry(subject: &Subject<'_>, entry: &AuditedEntry) -> Vec<Finding> {
    let about_text = about_text(subject, entry);
    let explained = about_text.iter().any(explains_absence);
    let about_place = if explained { None } else { about_place(subject, entry) };
    let found = about_text
        .into_iter()
        .chain(about_place)
        .chain(about_trust(subject, entry))
        .chain(about_repetition(subject, entry));
    found.map(|finding| finding.at(entry.entry.position)).collect()
}

/// A directory that is missing because of how its entry is written needs no second finding.
fn explains_absence(finding: &Finding) -> bool {
    [
        &codes::tilde_entry::CODE,
        &codes::unexpanded_variable::CODE,
        &codes::quoted_entry::CODE,
        &codes::stray_whitespace::CODE,
        &codes::wrong_separator::CODE,
    ]
    .contains(&finding.code)
}

/// What its text alone tells, given that nothing of that very name stands there.
fn about_text(subject: &Subject<'_>, entry: &AuditedEntry) -> Vec<Finding> {
    let absent = !matches!(entry.state, State::Directory | State::Denied);
    let words = entry_words(entry.entry.position, &entry.entry.written);
    let named = &entry.entry.named;
    let mut found = Vec::new();
    found.extend(form_finding(subject, entry, &words, absent));
    if absent && separates_like_another_system(named, subject.scene.flavor) {
        let remedy = "separate the directories by the separator of this system";
        found.push(
            codes::wrong_separator::CODE.found(format!("{words} holds several directories in one"), remedy),
        );
    }
    if absent && is_quoted(&entry.entry.written, subject.scene.flavor) {
        let remedy = "remove the quotes from inside the value";
        found.push(
            codes::quoted_entry::CODE
                .found(format!("{words} has quotes in it, which are part of the name"), remedy),
        );
    }
    if absent && has_stray_whitespace(named) {
        let remedy = "remove the white space in the file that sets it";
        found.push(
            codes::stray_whitespace::CODE.found(format!("{words} begins or ends with white space"), remedy),
        );
    }
    if named.lossy().chars().any(is_hidden) && !has_stray_whitespace(named) {
        let remedy = "type the entry again by hand where it is set";
        found
            .push(codes::control_characters::CODE.found(format!("{words} holds control characters"), remedy));
    }
    if named.as_utf8().is_none() {
        let remedy = "rename the directory to a UTF-8 name";
        found.push(
            codes::not_utf8_entry::CODE
                .found(format!("{words} is not valid UTF-8; many tools lose it"), remedy),
        );
    }
    found
}

fn form_finding(subject: &Subject<'_>, entry: &AuditedEntry, words: &str, absent: bool) -> Option<Finding> {
    match entry.entry.form {
        Form::Empty => empty_finding(subject, words),
        Form::Tilde => Some(codes::tilde_entry::CODE.found(
            format!("{words} begins with `~`, which bash expands and most other programs do not"),
            format!(
                "write {} instead",
                quote(subject.caller, &subject.scene.expand_tilde(&entry.entry.named))
            ),
        )),
        Form::Unexpanded if absent => {
            let name = unexpanded_name(&entry.entry.named, subject.scene.flavor)?;
            let message =
                format!("{words} still holds the variable `{name}`, which nobody replaces any more");
            Some(
                codes::unexpanded_variable::CODE
                    .found(message, "use double quotes where it is set, or write the value out"),
            )
        }
        Form::Relative | Form::DriveRelative
            if !separates_like_another_system(&entry.entry.named, subject.scene.flavor) =>
        {
            relative_finding(subject, entry, words)
        }
        _ => None,
    }
}

fn empty_finding(subject: &Subject<'_>, words: &str) -> Option<Finding> {
    let searched =
        subject.scene.flavor == Flavor::Unix && subject.variable.empty == EmptyMeaning::WorkingDirectory;
    let message = format!("{words} means the working directory, here `{}`", subject.scene.cwd);
    let remedy = "remove the surplus colon where the value is set";
    searched.then(|| codes::empty_entry::CODE.found(message, remedy))
}

fn relative_finding(subject: &Subject<'_>, entry: &AuditedEntry, words: &str) -> Option<Finding> {
    let quoted = is_quoted(&entry.entry.written, subject.scene.flavor);
    if quoted || has_stray_whitespace(&entry.entry.named) {
        return None;
    }
    let (message, remedy) = if subject.variable.ignores_relative {
        (format!("{words} is not absolute and therefore ignored"), "write the absolute path".to_owned())
    } else if is_working_directory(&entry.entry) {
        let here = &subject.scene.cwd;
        (
            format!("{words} means the working directory, here `{here}`"),
            "remove it, and start programs there as `./name`".to_owned(),
        )
    } else {
        let absolute = quote(subject.caller, &entry.directory);
        (
            format!("{words} is not absolute: here it means `{}`", entry.directory),
            format!("write {absolute} instead"),
        )
    };
    Some(codes::relative_entry::CODE.found(message, remedy))
}

fn separates_like_another_system(named: &[u8], flavor: Flavor) -> bool {
    let other = if flavor == Flavor::Unix { b';' } else { b':' };
    let rooted = |part: &[u8]| Flavor::Windows.is_absolute(part);
    let parts: Vec<&[u8]> = named.split(|&byte| byte == other).collect();
    parts.len() > 1
        && parts.iter().all(|part| rooted(part) || part.is_empty())
        && parts.iter().filter(|part| rooted(part)).count() > 1
}

fn is_quoted(written: &[u8], flavor: Flavor) -> bool {
    let quote = |byte: Option<&u8>| matches!(byte, Some(b'"' | b'\''));
    match flavor {
        Flavor::Unix => quote(written.first()) || quote(written.last()),
        Flavor::Windows => {
            written.iter().filter(|&&byte| byte == b'"').count() % 2 == 1 || written.starts_with(b"'")
        }
    }
}

fn has_stray_whitespace(named: &[u8]) -> bool {
    named.trim_ascii().len() != named.len()
}

/// What is wrong with what stands there.
fn about_place(subject: &Subject<'_>, entry: &AuditedEntry) -> Option<Finding> {
    let words = entry_words(entry.entry.position, &entry.entry.written);
    if subject.variable.empty != EmptyMeaning::WorkingDirectory && entry.entry.named.is_empty() {
        return None;
    }
    let remove = "remove the entry where it is set".to_owned();
    let directory = quote(subject.caller, &entry.directory);
    Some(match entry.state {
        State::Directory => return None,
        State::NotADirectory if subject.variable.files_too => return None,
        State::Missing => codes::missing_directory::CODE.found(
            format!("{words} does not exist"),
            format!("remove the entry where it is set, or create the directory: mkdir -p {directory}"),
        ),
        State::NotADirectory => {
            codes::not_a_directory::CODE.found(format!("{words} is not a directory"), remove)
        }
        State::Denied => codes::unreadable_directory::CODE.found(
            format!("{words} is closed to this user"),
            format!("remove the entry, or as its owner: chmod a+rx {directory}"),
        ),
        State::DanglingLink => {
            codes::dangling_entry::CODE.found(format!("{words} is a link to nothing"), remove)
        }
        State::LinkLoop => {
            codes::link_loop_entry::CODE.found(format!("{words} is a link that leads back to itself"), remove)
        }
        State::TooLong => {
            codes::entry_too_long::CODE.found(format!("{words} is longer than the system allows"), remove)
        }
    })
}

/// Who may put programs there.
fn about_trust(subject: &Subject<'_>, entry: &AuditedEntry) -> Vec<Finding> {
    let words = entry_words(entry.entry.position, &entry.entry.written);
    let first = subject.known.first_of_place(entry, subject.scene) == Some(entry.entry.position);
    let Some(Sight { mode, owner, .. }) = entry.sight.filter(|_| first && entry.identity.is_some()) else {
        return Vec::new();
    };
    if subject.variable.name != "PATH"
        || subject.scene.flavor == Flavor::Windows
        || entry.entry.named.is_empty()
    {
        return Vec::new();
    }
    let directory = quote(subject.caller, &entry.directory);
    let mut found = Vec::new();
    if mode & 0o002 != 0 {
        let message = format!("{words} can be written by everybody (mode {mode:04o})");
        found.push(codes::world_writable_directory::CODE.found(message, format!("chmod o-w {directory}")));
    }
    if owner != 0 && subject.scene.user.is_some_and(|user| user != owner) {
        let message = format!("{words} belongs to another user (number {owner})");
        found.push(
            codes::foreign_owner::CODE
                .found(message, "remove the entry, or have the directory belong to root or to you"),
        );
    }
    found
}

fn about_repetition(subject: &Subject<'_>, entry: &AuditedEntry) -> Option<Finding> {
    let position = entry.entry.position;
    let words = entry_words(position, &entry.entry.written);
    if entry.entry.named.is_empty() && subject.variable.empty != EmptyMeaning::WorkingDirectory {
        return None;
    }
    let remedy = "nothing needs to be done: the first one counts";
    if let Some(first) = subject.known.first_of_text(entry).filter(|&first| first != position) {
        let message = format!("{words} stands at {first} already");
        return Some(codes::duplicate_entry::CODE.found(message, remedy).related_to(first));
    }
    let first = subject.known.first_of_place(entry, subject.scene).filter(|&first| first != position)?;
    let other = &subject.entries.get(first - 1)?.entry.written;
    let message = format!("{words} is the same directory as {}", entry_words(first, other));
    Some(codes::duplicate_directory::CODE.found(message, remedy).related_to(first))
}

/// What is wrong with the list as a whole.
pub(super) fn of_list(subject: &Subject<'_>) -> Vec<Finding> {
    let checks = [too_long(subject), duplicate_variable(subject), no_system_directories(subject)];
    checks.into_iter().flatten().collect()
}

fn too_long(subject: &Subject<'_>) -> Option<Finding> {
    let length = subject.list.value.as_ref()?.len();
    let most = match subject.scene.flavor {
        Flavor::Unix => LONGEST_UNIX_STRING.saturating_sub(subject.variable.name.len().max(1) + 1),
        Flavor::Windows => LONGEST_WINDOWS_VALUE,
    };
    let message = format!("the value has {length} bytes, and the system allows {most}");
    (length > most)
        .then(|| codes::value_too_long::CODE.found(message, "remove duplicate and missing entries"))
}

fn duplicate_variable(subject: &Subject<'_>) -> Option<Finding> {
    let name = subject.variable.name;
    let values: Vec<&Text> = subject.scene.env.all(name).collect();
    if values.len() < 2 || name.is_empty() {
        return None;
    }
    let taken = match subject.caller.rules().duplicate {
        Occurrence::First => "first",
        Occurrence::Last => "last",
    };
    let message =
        format!("the environment holds {name} {} times; {} takes the {taken}", values.len(), subject.caller);
    Some(codes::duplicate_variable::CODE.found(message, "let the program that starts others set it once"))
}

fn no_system_directories(subject: &Subject<'_>) -> Option<Finding> {
    let applies = subject.variable.name == "PATH"
        && subject.scene.flavor == Flavor::Unix
        && subject.list.presence() == Presence::Set;
    let system = ["/usr/bin", "/bin", "/run/current-system/sw/bin"];
    let is_system = |entry: &AuditedEntry| {
        system
            .iter()
            .any(|name| entry.directory == *name || entry.real.as_ref().is_some_and(|real| *real == *name))
    };
    let missing = applies && !subject.entries.iter().any(is_system);
    let message = "neither /usr/bin nor /bin is on PATH, so basic commands are not found";
    let remedy = match subject.caller {
        Caller::Fish => "fish_add_path -gPa /usr/bin /bin",
        Caller::Tcsh => "set path = ($path /usr/bin /bin)",
        _ => "PATH=\"$PATH:/usr/bin:/bin\"",
    };
    missing.then(|| codes::no_system_directories::CODE.found(message, remedy))
}
