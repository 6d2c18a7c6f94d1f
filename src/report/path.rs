//! The answer of `path`.

use std::time::Duration;

use serde::Serialize;

use super::{FindingReport, Report, codes};
use crate::audit::{Audit, AuditedEntry, Toll};
use crate::pathlist::{PathList, Presence};
use crate::text::Text;

/// A list-like variable, entry by entry.
#[derive(Clone, Debug, Serialize)]
pub struct PathReport {
    /// The variable's name.
    pub variable: String,
    /// `set`, `empty` or `unset`.
    pub presence: &'static str,
    /// Its exact value.
    pub value: Option<Text>,
    /// What stands between two entries.
    pub separator: &'static str,
    /// The entries, in order.
    pub entries: Vec<EntryReport>,
    /// The directories that the caller searches in place of an unset PATH.
    pub default: Option<Vec<&'static str>>,
    /// The codes of all findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is wrong.
    pub findings: Vec<FindingReport>,
    /// What a name costs that is nowhere, where that was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<AbsenceReport>,
}

/// One entry.
#[derive(Clone, Debug, Serialize)]
pub struct EntryReport {
    /// Its place, counted from 1.
    pub position: usize,
    /// Its exact text.
    pub written: Text,
    /// The directory that it means.
    pub directory: Text,
    /// That directory with every link resolved.
    pub real: Option<Text>,
    /// What kind of text it is.
    pub form: &'static str,
    /// What stands there; none where the directory did not answer.
    pub state: Option<&'static str>,
    /// How many files in it this user may execute.
    pub executables: Option<usize>,
    /// The codes of its findings.
    pub codes: Vec<&'static str>,
    /// What a look-up pays there, where that was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<TimingReport>,
}

/// What a look-up pays at an entry.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct TimingReport {
    /// How long a look for a name takes that is not there, in nanoseconds; none where the caller does not look, or
    /// where no answer came in time.
    pub miss_ns: Option<u64>,
    /// How many misses a name costs that is found there.
    pub misses_before: usize,
    /// How long those take together, in nanoseconds; none where one of them has no end.
    pub before_ns: Option<u64>,
}

/// What a name costs that is nowhere on the list.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct AbsenceReport {
    /// How many misses.
    pub misses: usize,
    /// How long they take together, in nanoseconds; none where one of them has no end.
    pub total_ns: Option<u64>,
}

impl Report for PathReport {
    const NAME: &'static str = "path";
}

impl PathReport {
    /// The report of an examined list. `default` is what the caller searches where the list is unset.
    pub fn new(variable: &str, list: &PathList, audit: &Audit, default: &'static [&'static str]) -> Self {
        let findings: Vec<FindingReport> = audit.findings.iter().map(FindingReport::from).collect();
        Self {
            variable: variable.to_owned(),
            presence: list.presence().name(),
            value: list.value.clone(),
            separator: if list.flavor.list_separator() == b':' { ":" } else { ";" },
            entries: entries(audit, &findings),
            default: (list.presence() == Presence::Unset && variable == "PATH").then(|| default.to_vec()),
            codes: codes(&findings),
            findings,
            absent: None,
        }
    }

    /// The same report with what was measured: one toll an entry, in order.
    #[must_use]
    pub fn with_tolls(mut self, tolls: &[Toll]) -> Self {
        for (entry, toll) in self.entries.iter_mut().zip(tolls) {
            entry.timing = Some(TimingReport {
                miss_ns: toll.miss.map(nanoseconds),
                misses_before: toll.misses_before,
                before_ns: toll.before.map(nanoseconds),
            });
        }
        let searched = || tolls.iter().filter(|toll| toll.is_searched);
        let total = searched().map(|toll| toll.miss).sum::<Option<Duration>>();
        self.absent = Some(AbsenceReport { misses: searched().count(), total_ns: total.map(nanoseconds) });
        self
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// The findings stand in the order of the entries, so one pass hands each entry its own.
fn entries(audit: &Audit, findings: &[FindingReport]) -> Vec<EntryReport> {
    let mut rest = findings;
    let mut own_findings = |position: usize| {
        let end = rest.iter().position(|finding| finding.position != Some(position)).unwrap_or(rest.len());
        let (own, later) = rest.split_at(end);
        rest = later;
        own
    };
    audit.entries.iter().map(|entry| entry_report(entry, own_findings(entry.entry.position))).collect()
}

fn entry_report(audited: &AuditedEntry, findings: &[FindingReport]) -> EntryReport {
    EntryReport {
        position: audited.entry.position,
        written: audited.entry.written.clone(),
        directory: audited.directory.clone(),
        real: audited.real.clone(),
        form: audited.entry.form.name(),
        state: audited.state.name(),
        executables: audited.executables,
        codes: codes(findings),
        timing: None,
    }
}
