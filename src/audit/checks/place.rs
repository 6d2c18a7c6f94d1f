//! What is wrong with the directory behind an entry: whether it is there, who may write to it, whether it stood
//! in the list before.

use super::super::{AuditedEntry, State};
use super::Subject;
use crate::disk::Sight;
use crate::findings::{Finding, codes, entry_words};
use crate::flavor::Flavor;
use crate::pathlist::EmptyMeaning;
use crate::shell::quote;

/// What is wrong with what stands there.
pub(super) fn about_place(subject: &Subject<'_>, entry: &AuditedEntry) -> Option<Finding> {
    let words = entry_words(entry.entry.position, &entry.entry.written);
    if subject.variable.empty != EmptyMeaning::WorkingDirectory && entry.entry.named().is_empty() {
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
        State::Silent => codes::slow_directory::CODE.found(
            format!("{words} did not answer in time, so nothing is known of what lies there"),
            codes::slow_directory::REMEDY.to_owned(),
        ),
        State::TooLong => {
            codes::entry_too_long::CODE.found(format!("{words} is longer than the system allows"), remove)
        }
    })
}

/// Who may put programs there.
pub(super) fn about_trust(subject: &Subject<'_>, entry: &AuditedEntry) -> Vec<Finding> {
    let words = entry_words(entry.entry.position, &entry.entry.written);
    let first = subject.known.first_of_place(entry, subject.scene) == Some(entry.entry.position);
    let Some(Sight { mode, owner, .. }) = entry.sight.filter(|_| first && entry.identity.is_some()) else {
        return Vec::new();
    };
    if subject.variable.name != "PATH"
        || subject.scene.flavor == Flavor::Windows
        || entry.entry.named().is_empty()
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

/// Whether the same text, or the same directory, stood in the list before.
pub(super) fn about_repetition(subject: &Subject<'_>, entry: &AuditedEntry) -> Option<Finding> {
    let position = entry.entry.position;
    let words = entry_words(position, &entry.entry.written);
    if entry.entry.named().is_empty() && subject.variable.empty != EmptyMeaning::WorkingDirectory {
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
