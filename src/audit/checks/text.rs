//! What the text of an entry tells, given what stands there.

use std::rc::Rc;

use super::super::{Audit, AuditedEntry, State, is_working_directory};
use crate::findings::{Finding, Words, codes};
use crate::flavor::Flavor;
use crate::pathlist::{EmptyMeaning, Form, Presence, unexpanded_name};
use crate::shell::quote;
use crate::text::is_hidden;

/// What its text alone tells, given that nothing of that very name stands there.
pub(super) fn about_text(subject: &Audit<'_>, entry: &AuditedEntry<'_>, found: &mut Vec<Finding>) {
    let absent = !matches!(entry.seen.state, State::Directory | State::Denied);
    found.extend(form_finding(subject, entry, absent));
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/._-+".contains(byte);
    if !entry.entry.written.iter().all(is_plain) {
        found.extend(about_characters(subject, entry, absent));
    }
}

/// What single characters of the text tell.
fn about_characters(subject: &Audit<'_>, entry: &AuditedEntry<'_>, absent: bool) -> Vec<Finding> {
    let flavor = subject.scene.flavor;
    let named = entry.entry.named();
    let stray_whitespace = has_stray_whitespace(named);
    let hidden = !stray_whitespace && named.lossy().chars().any(is_hidden);
    let checks = [
        (
            absent && separates_like_another_system(named, flavor),
            &codes::wrong_separator::CODE,
            " holds several directories in one",
            "separate the directories by the separator of this system",
        ),
        (
            absent && is_quoted(&entry.entry.written, flavor),
            &codes::quoted_entry::CODE,
            " has quotes in it, which are part of the name",
            "remove the quotes from inside the value",
        ),
        (
            absent && stray_whitespace,
            &codes::stray_whitespace::CODE,
            " begins or ends with white space",
            "remove the white space in the file that sets it",
        ),
        (
            hidden,
            &codes::control_characters::CODE,
            " holds control characters",
            "type the entry again by hand where it is set",
        ),
        (
            named.as_utf8().is_none(),
            &codes::not_utf8_entry::CODE,
            " is not valid UTF-8; many tools lose it",
            "rename the directory to a UTF-8 name",
        ),
    ];
    let found = checks.into_iter().filter(|(applies, ..)| *applies);
    found.map(|(_, code, rest, remedy)| code.found(said(entry, rest), remedy)).collect()
}

/// A sentence about an entry.
fn said(entry: &AuditedEntry<'_>, rest: impl Into<Words>) -> Words {
    Words::of_entry(entry.entry.position, &entry.entry.written, rest)
}

fn form_finding(subject: &Audit<'_>, entry: &AuditedEntry<'_>, absent: bool) -> Option<Finding> {
    match entry.entry.form {
        Form::Empty => empty_finding(subject, entry),
        Form::Tilde => Some(codes::tilde_entry::CODE.found(
            said(entry, " begins with `~`, which bash expands and most other programs do not"),
            format!(
                "write {} instead",
                quote(subject.caller, &subject.scene.expand_tilde(entry.entry.named()))
            ),
        )),
        Form::Unexpanded if absent => {
            let name = unexpanded_name(entry.entry.named(), subject.scene.flavor)?;
            let rest = format!(" still holds the variable `{name}`, which nobody replaces any more");
            Some(
                codes::unexpanded_variable::CODE
                    .found(said(entry, rest), "use double quotes where it is set, or write the value out"),
            )
        }
        Form::Relative | Form::DriveRelative
            if !separates_like_another_system(entry.entry.named(), subject.scene.flavor) =>
        {
            relative_finding(subject, entry)
        }
        _ => None,
    }
}

fn empty_finding(subject: &Audit<'_>, entry: &AuditedEntry<'_>) -> Option<Finding> {
    let searched =
        subject.scene.flavor == Flavor::Unix && subject.variable.empty == EmptyMeaning::WorkingDirectory;
    let message = said(entry, Rc::clone(&subject.means_here));
    let remedy = match subject.list.presence() {
        Presence::Set => "remove the surplus colon where the value is set",
        _ => "give it a value, or unset it",
    };
    searched.then(|| codes::empty_entry::CODE.found(message, remedy))
}

fn relative_finding(subject: &Audit<'_>, entry: &AuditedEntry<'_>) -> Option<Finding> {
    let quoted = is_quoted(&entry.entry.written, subject.scene.flavor);
    if quoted || has_stray_whitespace(entry.entry.named()) {
        return None;
    }
    let (rest, remedy): (Words, Words) = if subject.variable.ignores_relative {
        (" is not absolute and therefore ignored".into(), "write the absolute path".into())
    } else if is_working_directory(entry.entry) {
        (Rc::clone(&subject.means_here).into(), "remove it, and start programs there as `./name`".into())
    } else {
        let absolute = quote(subject.caller, &entry.directory);
        (
            format!(" is not absolute: here it means `{}`", entry.directory).into(),
            format!("write {absolute} instead").into(),
        )
    };
    Some(codes::relative_entry::CODE.found(said(entry, rest), remedy))
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
