//! `path` for people.

use super::count;
use crate::render::columns::{fitting, pad, width};
use crate::render::{Record, Role, Speak, Stage};
use crate::report::{EntryReport, FindingReport, PathReport, TimingReport};
use crate::text::Text;

impl Speak for PathReport {
    fn human(&self, stage: &Stage) -> String {
        let mut text = format!("{}\n", self.headline(stage));
        text += &self.table(stage);
        text += &self.absence(stage);
        for finding in self.findings.iter().filter(|finding| finding.needs_attention()) {
            text += &format!("\n{}", stage.finding(finding.severity, &finding.message, &finding.remedy));
        }
        text
    }

    fn plain(&self) -> Vec<Record> {
        let record = |entry: &EntryReport| {
            let position = Text::from(entry.position.to_string());
            let mut record = vec![
                position,
                entry.written.clone(),
                entry.directory.clone(),
                entry.state.unwrap_or("unknown").into(),
                entry.codes.join(",").into(),
            ];
            let miss = |timing: TimingReport| {
                timing.miss_ns.map_or(String::new(), |nanoseconds| nanoseconds.to_string())
            };
            record.extend(entry.timing.map(|timing| Text::from(miss(timing))));
            record
        };
        self.entries.iter().map(record).collect()
    }
}

impl PathReport {
    fn headline(&self, stage: &Stage) -> String {
        let name = stage.paint(Role::Subject, &self.variable);
        match (self.presence, &self.default) {
            ("unset", Some(default)) if default.is_empty() => {
                format!("{name} is not set, and {} then finds no commands at all", stage.caller)
            }
            ("unset", Some(default)) => {
                format!(
                    "{name} is not set; {} searches its own list instead: {}",
                    stage.caller,
                    default.join(self.separator)
                )
            }
            ("unset", None) => format!("{name} is not set"),
            ("empty", _) if self.entries.is_empty() => format!("{name} is set, but empty"),
            ("empty", _) => format!("{name} is empty, which {} reads as the working directory", stage.caller),
            _ => format!(
                "{name} has {}; {}",
                count(self.entries.len(), "entry", "entries"),
                self.state_of_health()
            ),
        }
    }

    fn state_of_health(&self) -> String {
        let concerned = self.findings.iter().filter(|finding| finding.needs_attention()).count();
        match concerned {
            0 => "nothing is wrong with it".to_owned(),
            1 => "one thing needs attention".to_owned(),
            many => format!("{many} things need attention"),
        }
    }

    /// What every mistyped name costs.
    fn absence(&self, stage: &Stage) -> String {
        self.absent.map_or(String::new(), |absent| {
            let misses = count(absent.misses, "miss", "misses");
            format!("  a name that is nowhere costs {misses}{}\n", together(absent.total_ns, stage))
        })
    }

    fn table(&self, stage: &Stage) -> String {
        let number = self.entries.len().to_string().len();
        let written: Vec<String> = self.entries.iter().map(|entry| shown(entry, stage)).collect();
        let own = self.findings_by_entry();
        let whats: Vec<String> =
            self.entries.iter().zip(&own).map(|(entry, own)| note(entry, own, stage)).collect();
        let widest_what = whats.iter().map(|what| width(what)).max().unwrap_or(0);
        let timed = self.entries.iter().zip(&whats);
        let notes: Vec<String> =
            timed.map(|(entry, what)| with_timing(what, widest_what, entry.timing, stage)).collect();
        let widest_note = notes.iter().map(|note| width(note)).max().unwrap_or(0);
        let room = stage.columns().saturating_sub(number + 6 + widest_note).max(24);
        let column = fitting(written.iter().map(String::as_str), room);
        let row = |(index, entry): (usize, &EntryReport)| {
            let (written, note) = (&written[index], &notes[index]);
            let concerned = own[index].iter().any(FindingReport::needs_attention);
            let role = if concerned { Role::Warning } else { Role::Aside };
            let line = format!(
                "  {:>number$}  {}  {}",
                entry.position,
                pad(written, column),
                stage.paint(role, note)
            );
            format!("{}\n", line.trim_end())
        };
        self.entries.iter().enumerate().map(row).collect()
    }

    /// The findings of each entry. They stand in the order of the entries, so one pass is enough for any number.
    fn findings_by_entry(&self) -> Vec<&[FindingReport]> {
        let mut rest = self.findings.as_slice();
        let own = |entry: &EntryReport| {
            let others = |finding: &FindingReport| finding.position != Some(entry.position);
            let (own, later) = rest.split_at(rest.iter().position(others).unwrap_or(rest.len()));
            rest = later;
            own
        };
        self.entries.iter().map(own).collect()
    }
}

/// What the entry costs a look-up, behind what it is.
fn with_timing(what: &str, column: usize, timing: Option<TimingReport>, stage: &Stage) -> String {
    let Some(timing) = timing else { return what.to_owned() };
    let miss = timing.miss_ns.map_or("-".to_owned(), |miss| duration(miss, stage));
    let before = match timing.misses_before {
        0 => String::new(),
        misses => format!("  after {}{}", count(misses, "miss", "misses"), together(timing.before_ns, stage)),
    };
    format!("{}  {}{miss}{before}", pad(what, column), " ".repeat(8_usize.saturating_sub(width(&miss))))
}

fn together(nanoseconds: Option<u64>, stage: &Stage) -> String {
    nanoseconds.map_or(" without end".to_owned(), |time| format!(", {}", duration(time, stage)))
}

/// A time in the unit that people would use.
fn duration(nanoseconds: u64, stage: &Stage) -> String {
    let (unit, size) = match nanoseconds {
        0..1_000_000 => (if stage.unicode { "µs" } else { "us" }, 1_000),
        1_000_000..1_000_000_000 => ("ms", 1_000_000),
        _ => ("s", 1_000_000_000),
    };
    let tenths = (nanoseconds * 10 + size / 2) / size;
    format!("{}.{} {unit}", tenths / 10, tenths % 10)
}

fn note(entry: &EntryReport, own: &[FindingReport], stage: &Stage) -> String {
    let first = |code: &str| own.iter().find(|finding| finding.code == code)?.related.first().copied();
    if let Some(first) = first("duplicate-entry") {
        return format!("again, as {first}");
    }
    if let Some(first) = first("duplicate-directory") {
        return format!("same directory as {first}");
    }
    let Some(state) = entry.state else { return "does not answer".to_owned() };
    match (state, entry.form) {
        ("directory", "tilde") => entry.directory.to_string(),
        ("directory", "empty" | "relative" | "drive-relative") => stage.path(&entry.directory),
        ("directory", _) => {
            entry.executables.map_or(String::new(), |number| count(number, "command", "commands"))
        }
        ("missing", _) => "does not exist".to_owned(),
        ("not-a-directory", _) => "is not a directory".to_owned(),
        ("denied", _) => "closed to you".to_owned(),
        ("dangling-link", _) => "a link to nothing".to_owned(),
        ("link-loop", _) => "a link to itself".to_owned(),
        _ => "too long".to_owned(),
    }
}

fn shown(entry: &EntryReport, stage: &Stage) -> String {
    if entry.written.is_empty() { "(empty)".to_owned() } else { stage.path(&entry.written) }
}
