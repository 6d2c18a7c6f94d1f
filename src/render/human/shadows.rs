//! `shadows` for people.

use super::count;
use crate::render::columns::width;
use crate::render::{Records, Role, Speak, Stage};
use crate::report::{PairReport, ShadowsReport};
use crate::text::escape;

impl Speak for ShadowsReport<'_> {
    fn human(&self, stage: &Stage) -> String {
        let mut text = format!("{}\n", self.headline());
        for pair in self.pairs.iter().filter(|pair| pair.relation != "same-file") {
            pair.say(stage, &mut text);
        }
        text += &self.same_files(stage);
        for unseen in &self.unseen {
            let position = unseen.position.map_or(String::new(), |position| format!("entry {position}: "));
            let line = format!("not seen: {position}{}", unseen.why);
            text += &format!("{}\n", stage.paint(Role::Warning, &line));
        }
        if let Some(finding) = self.findings.first() {
            text += &format!("  {} {}\n", stage.paint(Role::Hint, "hint:"), finding.remedy);
        }
        text
    }

    fn plain(&self, records: &mut Records) {
        for name in self.names.iter() {
            for shadow in &name.shadowed {
                records.add(&[name.name, shadow.relation.as_bytes(), &name.winner.path, &shadow.path]);
            }
        }
    }
}

impl ShadowsReport<'_> {
    fn headline(&self) -> String {
        let directories = count(self.directories, "directory", "directories");
        match self.names.contests() {
            0 => format!("no name stands for different files in {directories} on PATH"),
            1 => format!("one name stands for different files in {directories} on PATH"),
            many => format!("{many} names stand for different files in {directories} on PATH"),
        }
    }

    /// Names that lead to the same file from everywhere need one line.
    fn same_files(&self, stage: &Stage) -> String {
        let names = self.names.same_files();
        if names == 0 {
            return String::new();
        }
        let verb = if names == 1 { "leads" } else { "lead" };
        let line =
            format!("{} {verb} to the same file from several directories", count(names, "name", "names"));
        format!("{}\n", stage.paint(Role::Aside, &line))
    }
}

impl PairReport<'_> {
    fn say(&self, stage: &Stage, text: &mut String) {
        let winner = stage.paint(Role::Winner, &stage.path(self.winner));
        let loser = stage.paint(Role::Loser, &stage.path(self.shadowed));
        let (first, second) = (self.winner_position, self.shadowed_position);
        *text += &format!("\n{winner} (entry {first}) before {loser} (entry {second})");
        *text += &format!(": {}{}\n", self.what(), self.surprise());
        self.list_names(stage, text);
    }

    fn what(&self) -> String {
        let names = self.names.len();
        match (self.relation, self.other_length) {
            ("same-bytes", _) => count(names, "copy", "copies"),
            (_, other) if other == names => count(names, "other file", "other files"),
            (_, 0) => format!("{} of the same length", count(names, "other file", "other files")),
            (_, other) => {
                format!("{}, {} of the same length", count(names, "other file", "other files"), names - other)
            }
        }
    }

    fn surprise(&self) -> &'static str {
        if self.user_before_system { ", not the system's before the system's" } else { "" }
    }

    fn list_names(&self, stage: &Stage, text: &mut String) {
        let columns = stage.columns();
        let mut used = 0;
        for name in self.names.iter().map(|name| escape(name.as_bytes())) {
            let wide = width(&name);
            if used > 0 && used + wide + 2 > columns {
                *text += "\n";
                used = 0;
            }
            *text += "  ";
            *text += &name;
            used += wide + 2;
        }
        *text += "\n";
    }
}
