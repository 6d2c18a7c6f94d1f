//! `activation` for people.

use super::count;
use super::picture::{Line, Picture};
use crate::render::columns::{fitting, pad};
use crate::render::{Records, Role, Speak, Stage};
use crate::report::{ActivationReport, HandReport, MoveReport, VariableReport};
use crate::text::Text;

/// How many rows of a run of entries that only shift are shown before the middle of it is left out.
const LONG_RUN: usize = 9;
/// How many commands are named.
const MOST_COMMANDS: usize = 16;

impl Speak for ActivationReport {
    fn human(&self, stage: &Stage) -> String {
        let mut parts = vec![format!("{}\n", self.headline(stage))];
        if let Some(command) = self.command.as_ref().filter(|_| self.is_computed()) {
            parts.push(format!("  {}\n", stage.paint(Role::Subject, command)));
        }
        if self.is_computed() {
            parts.push(match self.moves.iter().all(|step| step.change == "kept") {
                _ if self.lesson => self.lesson_text(stage),
                true => String::new(),
                false => self.picture(stage).drawn(stage),
            });
            parts.push(self.commands_text(stage));
            if !self.lesson {
                parts.push(self.variables_text(stage));
            }
            parts.push(self.alternative_text(stage));
        }
        let findings = self
            .findings
            .iter()
            .filter(|finding| finding.needs_attention())
            .map(|finding| stage.finding(finding));
        parts.extend(findings);
        parts.retain(|part| !part.is_empty());
        parts.join("\n")
    }

    fn plain(&self, records: &mut Records) {
        let number = |place: Option<usize>| place.map_or_else(String::new, |place| place.to_string());
        for step in &self.moves {
            let (from, to) = (number(step.from), number(step.to));
            let change = step.change.as_bytes();
            records.add(&[b"entry", change, from.as_bytes(), to.as_bytes(), &step.directory]);
        }
        for change in self.variables.iter().filter(|change| change.exported) {
            records.add(&[
                b"variable",
                &change.name,
                bytes(change.before.as_ref()),
                bytes(change.after.as_ref()),
            ]);
        }
        for hand in &self.commands {
            records.add(&[b"command", &hand.name, bytes(hand.before.as_ref()), bytes(hand.after.as_ref())]);
        }
    }
}

fn bytes(value: Option<&Text>) -> &[u8] {
    value.map_or(b"", Text::as_bytes)
}

impl ActivationReport {
    fn is_computed(&self) -> bool {
        self.command.is_some()
    }

    fn headline(&self, stage: &Stage) -> String {
        if let (None, Some(asked)) = (&self.environment, &self.asked) {
            return format!("There is no environment in {}", stage.path(asked));
        }
        let Some(environment) = &self.environment else {
            return match self.action {
                "activate" => {
                    "There is no environment here: no .venv in this directory or above, and none is active"
                        .into()
                }
                _ => {
                    "There is no environment to deactivate: none is active, or the active one is gone".into()
                }
            };
        };
        let name = stage.paint(Role::Environment, &stage.path(&environment.root));
        if !self.is_computed() {
            return format!("{} cannot {} {name}", self.shell, self.action);
        }
        let effect = self.effect(stage);
        if self.codes.contains(&"already-active") {
            return format!("{name} is active already; activating it again in {} {effect}", self.shell);
        }
        match self.action {
            "activate" => format!("Activating {name} in {} {effect}", self.shell),
            _ => format!("Deactivating {name} in {} {effect}", self.shell),
        }
    }

    /// The one thing that matters: what becomes of PATH.
    fn effect(&self, stage: &Stage) -> String {
        let of = |change: &str| self.moves.iter().filter(|step| step.change == change).collect::<Vec<_>>();
        let shown = |steps: &[&MoveReport]| {
            steps.iter().map(|step| entry_text(&step.directory, stage)).collect::<Vec<_>>().join(", ")
        };
        let (added, removed) = (of("added"), of("removed"));
        match (added.as_slice(), removed.as_slice()) {
            ([], []) if self.path.before == self.path.after => "leaves PATH as it is".to_owned(),
            (added, []) => format!("puts {} in front of PATH", shown(added)),
            ([], removed) => format!("takes {} off PATH", shown(removed)),
            (added, removed) if added.len() + removed.len() <= 3 => {
                format!("puts {} on PATH in place of {}", shown(added), shown(removed))
            }
            (added, removed) => format!(
                "puts {} on PATH and takes {} off",
                count(added.len(), "entry", "entries"),
                count(removed.len(), "entry", "entries")
            ),
        }
    }

    fn picture(&self, stage: &Stage) -> Picture {
        let rows = self.rows();
        let mut picture = Picture { before: Vec::new(), after: Vec::new(), joints: Vec::new() };
        let mut places = vec![(None, None); rows.len()];
        let mut by_before: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].from().is_some()).collect();
        by_before.sort_by_key(|row| rows[*row].from());
        for row in by_before {
            places[row].0 = Some(picture.before.len());
            picture.before.push(rows[row].line(stage, false));
        }
        let mut by_after: Vec<usize> = (0..rows.len()).filter(|row| rows[*row].to().is_some()).collect();
        by_after.sort_by_key(|row| rows[*row].to());
        for row in by_after {
            places[row].1 = Some(picture.after.len());
            let mut line = rows[row].line(stage, true);
            let again = picture.after.iter().any(|earlier: &Line| earlier.text == line.text);
            if again && line.note.is_empty() && line.position.is_some() {
                line.note = "again";
            }
            picture.after.push(line);
        }
        let stays = rows.iter().zip(&places).filter(|(row, _)| !row.is("moved"));
        picture.joints = stays.filter_map(|(_, (from, to))| from.zip(*to)).collect();
        picture.joints.sort_unstable();
        picture
    }

    /// The entries; of a long run that stays in order only both ends.
    fn rows(&self) -> Vec<Row<'_>> {
        let mut rows = Vec::new();
        let mut first = 0;
        while first < self.moves.len() {
            let run =
                self.moves[first..].windows(2).take_while(|pair| follows(&pair[0], &pair[1])).count() + 1;
            let run = &self.moves[first..first + run];
            if run.len() > LONG_RUN {
                rows.extend(run[..5].iter().map(Row::One));
                rows.push(Row::Many(&run[5..run.len() - 2]));
                rows.extend(run[run.len() - 2..].iter().map(Row::One));
            } else {
                rows.extend(run.iter().map(Row::One));
            }
            first += run.len();
        }
        rows
    }

    fn commands_text(&self, stage: &Stage) -> String {
        let mut commands: Vec<&HandReport> = self.commands.iter().collect();
        commands.sort_by_key(|hand| (!is_python(&hand.name), hand.before.is_none(), hand.name.clone()));
        let column = fitting(
            commands.iter().map(|hand| hand.name.to_string()).collect::<Vec<_>>().iter().map(String::as_str),
            24,
        );
        let line = |hand: &&HandReport| {
            format!("  {}  {}\n", pad(&hand.name.to_string(), column), hand_text(hand, stage))
        };
        let mut text: String = commands.iter().take(MOST_COMMANDS).map(line).collect();
        if commands.len() > MOST_COMMANDS {
            text += &format!("  and {} more, all of them with --json\n", commands.len() - MOST_COMMANDS);
        }
        let others = count(self.unchanged, "other command stays as it is", "other commands stay as they are");
        let head = match commands.len() {
            0 => "No command changes hands".to_owned(),
            1 => "One command changes hands".to_owned(),
            many => format!("{many} commands change hands"),
        };
        format!("{head}; {others}\n{text}")
    }

    fn variables_text(&self, stage: &Stage) -> String {
        let seen: Vec<&VariableReport> =
            self.variables.iter().filter(|change| change.exported && change.name != "PATH").collect();
        if seen.is_empty() {
            return String::new();
        }
        let names: Vec<String> = seen.iter().map(|change| change.name.to_string()).collect();
        let column = fitting(names.iter().map(String::as_str), 28);
        let line = |change: &&VariableReport| {
            format!("  {}  {}\n", pad(&change.name.to_string(), column), value_text(change, stage))
        };
        format!("Other variables\n{}", seen.iter().map(line).collect::<String>())
    }

    fn lesson_text(&self, stage: &Stage) -> String {
        let mut text = String::new();
        let mut path = self.path.before.as_ref();
        for (index, step) in self.steps.iter().enumerate() {
            let line = step
                .line
                .map_or_else(String::new, |line| stage.paint(Role::Aside, &format!("  (line {line})")));
            text += &format!("{:>3}. {}{line}\n", index + 1, step.what);
            if let Some(why) = step.why {
                text += &format!("     {}\n", stage.paint(Role::Aside, why));
            }
            if step.path.as_ref() != path {
                path = step.path.as_ref();
                let shown = path.map_or_else(|| "is not set".to_owned(), |path| format!("= {path}"));
                text += &format!("     {} {shown}\n", stage.paint(Role::Subject, "PATH"));
            }
        }
        text
    }

    fn alternative_text(&self, stage: &Stage) -> String {
        let Some(other) = &self.alternative else { return String::new() };
        let after = other.path.after.as_ref().map_or_else(|| "not set".to_owned(), ToString::to_string);
        let head = stage.paint(Role::Warning, "not certain:");
        format!("{head} where {}, PATH afterwards is\n  {after}\n", other.assuming)
    }
}

/// What stands in one row: an entry, or a run of them.
enum Row<'a> {
    One(&'a MoveReport),
    Many(&'a [MoveReport]),
}

impl Row<'_> {
    fn first(&self) -> Option<&MoveReport> {
        match self {
            Self::One(step) => Some(step),
            Self::Many(steps) => steps.first(),
        }
    }

    fn from(&self) -> Option<usize> {
        self.first()?.from
    }

    fn to(&self) -> Option<usize> {
        self.first()?.to
    }

    fn is(&self, change: &str) -> bool {
        self.first().is_some_and(|step| step.change == change)
    }

    fn line(&self, stage: &Stage, after: bool) -> Line {
        match self {
            Self::Many(steps) => {
                let text = format!("({} more, in this order)", steps.len());
                Line { text, position: None, role: Some(Role::Aside), note: "" }
            }
            Self::One(step) => {
                let (role, note) = match (step.change, after) {
                    ("added", _) => (Some(Role::Winner), "new"),
                    ("removed", _) => (Some(Role::Loser), ""),
                    ("moved", true) => (Some(Role::Warning), "moved"),
                    _ => (None, ""),
                };
                let position = if after { step.to } else { step.from };
                Line { text: entry_text(&step.directory, stage), position, role, note }
            }
        }
    }
}

fn follows(one: &MoveReport, next: &MoveReport) -> bool {
    let stays = |step: &MoveReport| matches!(step.change, "kept" | "shifted");
    let after = |one: Option<usize>, next: Option<usize>| one.map(|one| one + 1) == next;
    stays(one) && stays(next) && after(one.from, next.from) && after(one.to, next.to)
}

fn entry_text(directory: &Text, stage: &Stage) -> String {
    if directory.is_empty() { "(empty)".to_owned() } else { stage.path(directory) }
}

fn is_python(name: &[u8]) -> bool {
    name.starts_with(b"python") || name.starts_with(b"pip")
}

fn hand_text(hand: &HandReport, stage: &Stage) -> String {
    let path = |path: &Text| stage.path(path);
    match (&hand.before, &hand.after) {
        (None, Some(after)) => {
            format!("{}  {}", stage.paint(Role::Winner, &path(after)), stage.paint(Role::Hint, "new"))
        }
        (Some(before), None) => {
            format!("{}  {}", stage.paint(Role::Loser, &path(before)), stage.paint(Role::Hint, "gone"))
        }
        (Some(before), Some(after)) => {
            format!("{} {} {}", path(before), stage.arrow(), stage.paint(Role::Winner, &path(after)))
        }
        (None, None) => String::new(),
    }
}

fn value_text(change: &VariableReport, stage: &Stage) -> String {
    let shown = |value: &Text| if value.is_empty() { "(empty)".to_owned() } else { value.to_string() };
    match (&change.before, &change.after) {
        (None, Some(after)) if !change.certain => {
            format!("{}{}", shown(after), if stage.unicode { "…" } else { "..." })
        }
        (None, Some(after)) => shown(after),
        (Some(before), None) => format!("removed (was {})", shown(before)),
        (Some(before), Some(after)) => format!("{} {} {}", shown(before), stage.arrow(), shown(after)),
        (None, None) => String::new(),
    }
}
