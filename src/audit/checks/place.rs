//! What is wrong with the directory behind an entry: whether it is there, who may write to it, whether it stood
//! in the list before.

use super::super::{Audit, AuditedEntry, State};
use crate::disk::Sight;
use crate::findings::{Finding, Words, codes};
use crate::flavor::Flavor;
use crate::pathlist::EmptyMeaning;
use crate::shell::quote;

/// What is wrong with what stands there.
pub(super) fn about_place(subject: &Audit<'_>, entry: &AuditedEntry<'_>) -> Option<Finding> {
    let said = |rest: &'static str| Words::of_entry(entry.entry.position, &entry.entry.written, rest);
    if subject.variable.empty != EmptyMeaning::WorkingDirectory && entry.entry.named().is_empty() {
        return None;
    }
    let remove = "remove the entry where it is set";
    let directory = || quote(subject.caller, &entry.directory);
    Some(match entry.seen.state {
        State::Directory => return None,
        State::NotADirectory if subject.variable.files_too => return None,
        State::Missing => codes::missing_directory::CODE.found(
            said(" does not exist"),
            format!("remove the entry where it is set, or create the directory: mkdir -p {}", directory()),
        ),
        State::NotADirectory => codes::not_a_directory::CODE.found(said(" is not a directory"), remove),
        State::Denied => codes::unreadable_directory::CODE.found(
            said(" is closed to this user"),
            format!("remove the entry, or as its owner: chmod a+rx {}", directory()),
        ),
        State::DanglingLink => codes::dangling_entry::CODE.found(said(" is a link to nothing"), remove),
        State::LinkLoop => {
            codes::link_loop_entry::CODE.found(said(" is a link that leads back to itself"), remove)
        }
        State::Silent => codes::slow_directory::CODE.found(
            said(" did not answer in time, so nothing is known of what lies there"),
            codes::slow_directory::REMEDY,
        ),
        State::TooLong => {
            codes::entry_too_long::CODE.found(said(" is longer than the system allows"), remove)
        }
    })
}

/// Who may put programs there.
pub(super) fn about_trust(subject: &Audit<'_>, entry: &AuditedEntry<'_>, found: &mut Vec<Finding>) {
    let first = entry.first_of_place == entry.entry.position;
    let Some(Sight { mode, owner, .. }) = entry.seen.sight.filter(|_| first && entry.seen.identity.is_some())
    else {
        return;
    };
    if subject.variable.name != "PATH"
        || subject.scene.flavor == Flavor::Windows
        || entry.entry.named().is_empty()
    {
        return;
    }
    let said = |rest: String| Words::of_entry(entry.entry.position, &entry.entry.written, rest);
    if mode & 0o002 != 0 {
        let message = said(format!(" can be written by everybody (mode {mode:04o})"));
        let remedy = format!("chmod o-w {}", quote(subject.caller, &entry.directory));
        found.push(codes::world_writable_directory::CODE.found(message, remedy));
    }
    if owner != 0 && subject.scene.user.is_some_and(|user| user != owner) {
        let message = said(format!(" belongs to another user (number {owner})"));
        found.push(
            codes::foreign_owner::CODE
                .found(message, "remove the entry, or have the directory belong to root or to you"),
        );
    }
}

/// Whether the same text, or the same directory, stood in the list before.
pub(super) fn about_repetition(subject: &Audit<'_>, entry: &AuditedEntry<'_>) -> Option<Finding> {
    let position = entry.entry.position;
    let said = |rest: Words| Words::of_entry(position, &entry.entry.written, rest);
    if entry.entry.named().is_empty() && subject.variable.empty != EmptyMeaning::WorkingDirectory {
        return None;
    }
    let remedy = "nothing needs to be done: the first one counts";
    if entry.first_of_text != position {
        let first = entry.first_of_text;
        let message = said(Words::around(" stands at ", first, " already"));
        return Some(codes::duplicate_entry::CODE.found(message, remedy).related_to(first));
    }
    let first = entry.first_of_place;
    let other = subject.entries.get(first - 1).filter(|_| first != position)?;
    let other = Words::of_entry(first, &other.entry.written, "");
    let message = said(format!(" is the same directory as {other}").into());
    Some(codes::duplicate_directory::CODE.found(message, remedy).related_to(first))
}
