//! `path` for people.

use std::borrow::Cow;

use super::count;
use crate::render::columns::{pad, width};
use crate::render::{Records, Role, Speak, Stage};
use crate::report::{EntryReport, PathReport, TimingReport};

impl Speak for PathReport<'_> {
    fn human(&self, stage: &Stage) -> String {
        let mut text = format!("{}\n", self.headline(stage));
        self.table(stage, &mut text);
        text += &self.absence(stage);
        for finding in self.concerns.told() {
            text.push('\n');
            stage.say_finding(finding, &mut text);
        }
        for (code, number) in self.concerns.untold() {
            text += &format!("\nand {number} more of this kind ({code}), marked in the list above\n");
        }
        text
    }

    fn plain(&self, records: &mut Records) {
        for entry in self.entries.iter() {
            let (position, codes) = (entry.position.to_string(), entry.codes.join(","));
            let (position, state) = (position.as_bytes(), entry.state.unwrap_or("unknown").as_bytes());
            let mut fields = vec![position, entry.written, entry.directory, state, codes.as_bytes()];
            let miss =
                entry.timing.map(|timing| timing.miss_ns.map_or(String::new(), |miss| miss.to_string()));
            fields.extend(miss.as_deref().map(str::as_bytes));
            records.add(&fields);
        }
    }
}

impl PathReport<'_> {
    fn headline(&self, stage: &Stage) -> String {
        let name = stage.paint(Role::Subject, self.variable);
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
        match self.concerns.number() {
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

    /// The entries, each on a line.
    fn table(&self, stage: &Stage, text: &mut String) {
        let number = self.entries.len().to_string().len();
        let columns = self.columns(number, stage);
        for entry in self.entries.iter() {
            let role = if entry.needs_attention { Role::Warning } else { Role::Aside };
            let written = shown(&entry, stage);
            let note = with_timing(note(&entry, stage), columns.note, entry.timing, stage);
            let position = entry.position.to_string();
            add_blanks(text, 2 + number - position.len());
            text.push_str(&position);
            add_blanks(text, 2);
            text.push_str(&written);
            if !note.is_empty() {
                add_blanks(text, 2 + columns.entry.saturating_sub(width(&written)));
                text.push_str(&stage.paint(role, &note));
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
    }

    /// How wide the columns are: most of the entries fit, and so does what stands behind.
    fn columns(&self, number: usize, stage: &Stage) -> Columns {
        let widths = |entry: EntryReport<'_>| (width(&shown(&entry, stage)), width(&note(&entry, stage)));
        let (widths, notes): (Vec<usize>, Vec<usize>) = self.entries.iter().map(widths).unzip();
        let note = notes.into_iter().max().unwrap_or(0);
        let room = stage.columns().saturating_sub(number + 6 + note).max(24);
        let entry = widths.into_iter().filter(|&width| width <= room).max().unwrap_or(0);
        Columns { entry, note }
    }
}

/// How wide the columns of the table are.
struct Columns {
    entry: usize,
    note: usize,
}

/// What the entry costs a look-up, behind what it is.
fn with_timing(
    what: Cow<'static, str>,
    column: usize,
    timing: Option<TimingReport>,
    stage: &Stage,
) -> Cow<'static, str> {
    let Some(timing) = timing else { return what };
    let miss = timing.miss_ns.map_or("-".to_owned(), |miss| duration(miss, stage));
    let before = match timing.misses_before {
        0 => String::new(),
        misses => {
            format!("  after {}{}", count(misses, "miss", "misses"), together(timing.before_ns, stage))
        }
    };
    format!("{}  {}{miss}{before}", pad(&what, column), " ".repeat(8_usize.saturating_sub(width(&miss))))
        .into()
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

fn add_blanks(text: &mut String, number: usize) {
    text.extend(std::iter::repeat_n(' ', number));
}

fn note(entry: &EntryReport<'_>, stage: &Stage) -> Cow<'static, str> {
    if entry.codes.contains(&"duplicate-entry") {
        return ("again, as ".to_owned() + &entry.first_of_text.to_string()).into();
    }
    if entry.codes.contains(&"duplicate-directory") {
        return format!("same directory as {}", entry.first_of_place).into();
    }
    let Some(state) = entry.state else { return "does not answer".into() };
    match (state, entry.form) {
        ("directory", "tilde") => entry.directory.to_string().into(),
        ("directory", "empty" | "relative" | "drive-relative") => stage.path(entry.directory).into(),
        ("directory", _) if entry.needs_attention => entry.codes.join(", ").into(),
        ("directory", _) => "".into(),
        ("missing", _) => "does not exist".into(),
        ("not-a-directory", _) => "is not a directory".into(),
        ("denied", _) => "closed to you".into(),
        ("dangling-link", _) => "a link to nothing".into(),
        ("link-loop", _) => "a link to itself".into(),
        _ => "too long".into(),
    }
}

fn shown(entry: &EntryReport<'_>, stage: &Stage) -> Cow<'static, str> {
    if entry.written.is_empty() { "(empty)".into() } else { stage.path(entry.written).into() }
}
