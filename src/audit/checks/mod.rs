//! The checks: from what is known of an entry to the findings about it.

mod list;
mod place;
mod text;

pub(super) use list::of_list;

use super::{AuditedEntry, Known};
use crate::findings::{Finding, codes};
use crate::lookup::Caller;
use crate::pathlist::{ListVariable, PathList};
use crate::scene::Scene;

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
    let about_text = text::about_text(subject, entry);
    let explained = about_text.iter().any(explains_absence);
    let about_place = if explained { None } else { place::about_place(subject, entry) };
    let found = about_text
        .into_iter()
        .chain(about_place)
        .chain(place::about_trust(subject, entry))
        .chain(place::about_repetition(subject, entry));
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
