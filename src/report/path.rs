//! The answer of `path`.

use std::collections::BTreeSet;
use std::time::Duration;

use serde::ser::SerializeSeq;
use serde::{Serialize, Serializer};

use super::{FindingReport, Report};
use crate::audit::{Audit, AuditedEntry, Toll};
use crate::findings::{Finding, Severity};
use crate::pathlist::Presence;
use crate::text::Text;

/// A list-like variable, entry by entry.
#[derive(Serialize)]
pub struct PathReport<'audit> {
    /// The variable's name.
    pub variable: &'audit str,
    /// `set`, `empty` or `unset`.
    pub presence: &'static str,
    /// Its exact value.
    pub value: Option<&'audit Text>,
    /// What stands between two entries.
    pub separator: &'static str,
    /// The entries, in order.
    pub entries: Entries<'audit>,
    /// The directories that the caller searches in place of an unset PATH.
    pub default: Option<Vec<&'static str>>,
    /// The codes of all findings, sorted, each once.
    pub codes: Vec<&'static str>,
    /// What is wrong.
    pub findings: Findings<'audit>,
    /// What a name costs that is nowhere, where that was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub absent: Option<AbsenceReport>,
    /// The findings that are more than worth knowing.
    #[serde(skip)]
    pub concerns: Concerns,
}

/// How many findings of one kind people are told one by one: whoever has more has read enough.
const MOST_OF_A_KIND: usize = 10;

/// Findings that are more than worth knowing: of each kind the first few, and how many there are.
#[derive(Debug, Default)]
pub struct Concerns {
    told: Vec<FindingReport>,
    numbers: Vec<(&'static str, usize)>,
}

impl Concerns {
    fn add(&mut self, found: impl Iterator<Item = Finding>) {
        for finding in found.filter(needs_attention) {
            let name = finding.code.name;
            let at = self.numbers.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                self.numbers.push((name, 0));
                self.numbers.len() - 1
            });
            self.numbers[at].1 += 1;
            if self.numbers[at].1 <= MOST_OF_A_KIND {
                self.told.push(finding.into());
            }
        }
    }

    /// How many there are.
    pub fn number(&self) -> usize {
        self.numbers.iter().map(|(_, number)| number).sum()
    }

    /// Those that are told one by one.
    pub fn told(&self) -> &[FindingReport] {
        &self.told
    }

    /// How many more of a kind there are, by the names of their codes.
    pub fn untold(&self) -> impl Iterator<Item = (&'static str, usize)> {
        let all = self.numbers.iter();
        all.filter(|(_, number)| *number > MOST_OF_A_KIND)
            .map(|(name, number)| (*name, number - MOST_OF_A_KIND))
    }
}

fn needs_attention(finding: &Finding) -> bool {
    finding.severity != Severity::Info
}

/// The entries of an audited list. A list may have a hundred thousand of them, so each is put into words when it is
/// said.
pub struct Entries<'audit> {
    audit: &'audit Audit<'audit>,
    /// What a look-up pays at each; none where that was not measured.
    tolls: &'audit [Toll],
    /// What entries have in common: most of a long list have the same few codes.
    kinds: Vec<Kind>,
    /// The kind of each entry.
    kind_of: Vec<usize>,
    /// The codes of the entry that is noted.
    codes: Vec<&'static str>,
}

/// The codes of an entry's findings, sorted, each once; and whether one of those is more than worth knowing.
struct Kind {
    codes: Vec<&'static str>,
    needs_attention: bool,
}

/// The findings of an audited list, in the order of the entries, then what concerns the whole list: each is put into
/// words when it is said, and kept no longer.
pub struct Findings<'audit>(&'audit Audit<'audit>);

impl<'audit> Entries<'audit> {
    fn of(audit: &'audit Audit<'audit>, tolls: &'audit [Toll]) -> Self {
        let (kinds, codes) = (Vec::new(), Vec::new());
        Self { audit, tolls, kinds, kind_of: Vec::with_capacity(audit.entries.len()), codes }
    }

    /// Notes the findings of the next entry.
    fn note(&mut self, found: &[Finding]) {
        let needs_attention = found.iter().any(needs_attention);
        let codes = &mut self.codes;
        codes.clear();
        codes.extend(found.iter().map(|finding| finding.code.name));
        codes.sort_unstable();
        codes.dedup();
        let is_same = |kind: &Kind| kind.codes == *codes && kind.needs_attention == needs_attention;
        let known = self.kinds.iter().position(is_same);
        self.kind_of.push(known.unwrap_or(self.kinds.len()));
        if known.is_none() {
            self.kinds.push(Kind { codes: codes.clone(), needs_attention });
        }
    }

    /// One after the other.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = EntryReport<'_>> {
        let kinds = self.kind_of.iter().map(|&kind| &self.kinds[kind]);
        let entries = self.audit.entries.iter().zip(kinds).enumerate();
        entries.map(|(index, (entry, kind))| entry_report(entry, kind, self.tolls.get(index)))
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.audit.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl Serialize for Entries<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.iter())
    }
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(audit) = self;
        let (mut list, mut found) = (serializer.serialize_seq(None)?, Vec::new());
        let mut say = |finding: Finding| list.serialize_element(&FindingReport::from(finding));
        for entry in &audit.entries {
            audit.add_findings_of(entry, &mut found);
            found.drain(..).try_for_each(&mut say)?;
        }
        audit.findings_of_list().into_iter().try_for_each(say)?;
        list.end()
    }
}

/// One entry.
#[derive(Clone, Debug, Serialize)]
pub struct EntryReport<'audit> {
    /// Its place, counted from 1.
    pub position: usize,
    /// Its exact text.
    pub written: &'audit Text,
    /// The directory that it means.
    pub directory: &'audit Text,
    /// That directory with every link resolved.
    pub real: Option<&'audit Text>,
    /// What kind of text it is.
    pub form: &'static str,
    /// What stands there; none where the directory did not answer.
    pub state: Option<&'static str>,
    /// How many files in it this user may execute.
    pub executables: Option<usize>,
    /// The codes of its findings, sorted, each once.
    pub codes: &'audit [&'static str],
    /// What a look-up pays there, where that was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timing: Option<TimingReport>,
    /// Whether one of them is more than worth knowing.
    #[serde(skip)]
    pub needs_attention: bool,
    /// The position at which its text stands first.
    #[serde(skip)]
    pub first_of_text: usize,
    /// The position at which its directory stands first.
    #[serde(skip)]
    pub first_of_place: usize,
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

impl TimingReport {
    fn of(toll: &Toll) -> Self {
        Self {
            miss_ns: toll.miss.map(nanoseconds),
            misses_before: toll.misses_before,
            before_ns: toll.before.map(nanoseconds),
        }
    }
}

impl AbsenceReport {
    fn of(tolls: &[Toll]) -> Self {
        let searched = || tolls.iter().filter(|toll| toll.is_searched);
        let total = searched().map(|toll| toll.miss).sum::<Option<Duration>>();
        Self { misses: searched().count(), total_ns: total.map(nanoseconds) }
    }
}

fn nanoseconds(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

impl Report for PathReport<'_> {
    const NAME: &'static str = "path";
}

impl<'audit> PathReport<'audit> {
    /// The report of an examined list, with what a look-up pays at its entries where that was measured. `default` is what the caller searches where the list is unset.
    pub fn new(
        variable: &'audit str,
        audit: &'audit Audit<'audit>,
        tolls: &'audit [Toll],
        default: &'static [&'static str],
    ) -> Self {
        let list = audit.list;
        let (mut entries, mut concerns) = (Entries::of(audit, tolls), Concerns::default());
        let mut found = Vec::new();
        for entry in &audit.entries {
            audit.add_findings_of(entry, &mut found);
            entries.note(&found);
            concerns.add(found.drain(..));
        }
        let of_list = audit.findings_of_list();
        let mut codes: BTreeSet<_> = of_list.iter().map(|finding| finding.code.name).collect();
        codes.extend(entries.kinds.iter().flat_map(|kind| &kind.codes));
        concerns.add(of_list.into_iter());
        Self {
            variable,
            presence: list.presence().name(),
            value: list.value.as_ref(),
            separator: if list.flavor.list_separator() == b':' { ":" } else { ";" },
            entries,
            default: (list.presence() == Presence::Unset && variable == "PATH").then(|| default.to_vec()),
            codes: codes.into_iter().collect(),
            findings: Findings(audit),
            absent: (!tolls.is_empty()).then(|| AbsenceReport::of(tolls)),
            concerns,
        }
    }
}

fn entry_report<'audit>(
    audited: &'audit AuditedEntry<'audit>,
    kind: &'audit Kind,
    toll: Option<&Toll>,
) -> EntryReport<'audit> {
    EntryReport {
        position: audited.entry.position,
        written: &audited.entry.written,
        directory: &audited.directory,
        real: audited.seen.real.as_ref(),
        form: audited.entry.form.name(),
        state: audited.seen.state.name(),
        executables: audited.seen.executables,
        codes: &kind.codes,
        timing: toll.map(TimingReport::of),
        needs_attention: kind.needs_attention,
        first_of_text: audited.first_of_text,
        first_of_place: audited.first_of_place,
    }
}
