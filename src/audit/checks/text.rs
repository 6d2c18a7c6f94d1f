//! What the text of an entry tells, given what stands there.

use super::super::{AuditedEntry, State, is_working_directory};
use super::Subject;
use crate::findings::{Finding, codes, entry_words};
use crate::flavor::Flavor;
use crate::pathlist::{EmptyMeaning, Form, Presence, unexpanded_name};
use crate::shell::quote;
use crate::text::is_hidden;

/// What its text alone tells, given that nothing of that very name stands there.
pub(super) fn about_text(subject: &Subject<'_>, entry: &AuditedEntry) -> Vec<Finding> {
    let absent = !matches!(entry.state, State::Directory | State::Denied);
    let words = entry_words(entry.entry.position, &entry.entry.written);
    let named = entry.entry.named();
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
                quote(subject.caller, &subject.scene.expand_tilde(entry.entry.named()))
            ),
        )),
        Form::Unexpanded if absent => {
            let name = unexpanded_name(entry.entry.named(), subject.scene.flavor)?;
            let message =
                format!("{words} still holds the variable `{name}`, which nobody replaces any more");
            Some(
                codes::unexpanded_variable::CODE
                    .found(message, "use double quotes where it is set, or write the value out"),
            )
        }
        Form::Relative | Form::DriveRelative
            if !separates_like_another_system(entry.entry.named(), subject.scene.flavor) =>
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
    let remedy = match subject.list.presence() {
        Presence::Set => "remove the surplus colon where the value is set",
        _ => "give it a value, or unset it",
    };
    searched.then(|| codes::empty_entry::CODE.found(message, remedy))
}

fn relative_finding(subject: &Subject<'_>, entry: &AuditedEntry, words: &str) -> Option<Finding> {
    let quoted = is_quoted(&entry.entry.written, subject.scene.flavor);
    if quoted || has_stray_whitespace(entry.entry.named()) {
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
    let text = String::from_utf8_lossy(named);
    text.trim().len() != text.len()
}
