//! The checks: from what is known of an entry to the findings about it.

mod list;
mod place;
mod text;

pub(super) use list::of_list;

use super::{Audit, AuditedEntry};
use crate::findings::{Finding, codes};

/// Adds what is wrong with one entry.
pub(super) fn of_entry(subject: &Audit<'_>, entry: &AuditedEntry<'_>, found: &mut Vec<Finding>) {
    let before = found.len();
    text::about_text(subject, entry, found);
    if !found[before..].iter().any(explains_absence) {
        found.extend(place::about_place(subject, entry));
    }
    place::about_trust(subject, entry, found);
    found.extend(place::about_repetition(subject, entry));
    found[before..].iter_mut().for_each(|finding| finding.position = Some(entry.entry.position));
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
