//! What can be wrong: a registry of codes, one file each, with its meaning, its harm and its repair.
//!
//! A code's file holds everything that is ever said about it in general; the [`Finding`] that an examination
//! makes of it says what is wrong here.

pub mod codes;
mod words;

use std::fmt;

pub use words::Words;

use crate::text::{Text, escape};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; nothing needs to be done.
    Info,
    /// It will bite.
    Warning,
    /// The wrong thing runs, or can be made to run.
    Error,
}

impl Severity {
    /// The name that JSON and people use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A kind of finding: a stable name and what is to be said about it in general.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Kebab-case, never reused for anything else.
    pub name: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it means, in one sentence.
    pub meaning: &'static str,
    /// Why it hurts.
    pub harm: &'static str,
    /// How to repair it.
    pub repair: &'static str,
}

/// One thing that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Which kind of thing.
    pub code: &'static Code,
    /// How much it matters here: as much as its kind does in general, unless the case is milder or graver.
    pub severity: Severity,
    /// The entry that it is about.
    pub position: Option<usize>,
    /// Other entries that have to do with it.
    pub related: Vec<usize>,
    /// What is wrong here, in one sentence without a full stop.
    pub message: Words,
    /// A command or a sentence that repairs it.
    pub remedy: Words,
}

impl Code {
    /// A finding of this kind.
    pub fn found(&'static self, message: impl Into<Words>, remedy: impl Into<Words>) -> Finding {
        Finding {
            code: self,
            severity: self.severity,
            position: None,
            related: Vec::new(),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

impl Finding {
    /// The same finding, about the entry at `position`.
    #[must_use]
    pub fn at(mut self, position: usize) -> Self {
        self.position = Some(position);
        self
    }

    /// The same finding, mattering more or less than its kind does in general.
    #[must_use]
    pub fn weighing(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// The same finding, with another entry that has to do with it.
    #[must_use]
    pub fn related_to(mut self, position: usize) -> Self {
        self.related.push(position);
        self
    }
}

/// The names of the codes in `findings`, sorted, each once.
pub fn names(findings: &[Finding]) -> Vec<&'static str> {
    let mut names: Vec<_> = findings.iter().map(|finding| finding.code.name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// An entry as messages speak of it: its position and its text.
pub fn entry_words(out: &mut impl fmt::Write, position: usize, written: &Text) -> fmt::Result {
    out.write_str("entry ")?;
    out.write_str(&position.to_string())?;
    if written.is_empty() {
        return out.write_str(" (empty)");
    }
    out.write_str(" `")?;
    out.write_str(&escape(written))?;
    out.write_char('`')
}

#[cfg(test)]
mod tests {
    use super::codes;

    #[test]
    fn codes_are_kebab_case_unique_and_sorted() {
        let names: Vec<_> = codes::ALL.iter().map(|code| code.name).collect();
        let mut sorted = names.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(names, sorted);
        for name in names {
            assert!(
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'),
                "{name}"
            );
        }
    }

    #[test]
    fn every_code_says_what_it_means_why_it_hurts_and_how_to_repair_it() {
        for code in codes::ALL {
            for text in [code.meaning, code.harm, code.repair] {
                assert!(text.len() > 20 && text.ends_with('.'), "{}: {text:?}", code.name);
            }
        }
    }
}
