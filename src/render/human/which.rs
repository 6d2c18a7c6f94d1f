//! `which` for people.

use super::count;
use crate::hashing::Set;
use crate::render::columns::{fitting, pad};
use crate::render::{Records, Role, Speak, Stage};
use crate::report::{CandidateReport, DisagreementReport, QueryReport, WhichReport};
use crate::text::Text;

/// More directories than these tell nobody anything.
const MOST_DIRECTORIES: usize = 64;

impl Speak for WhichReport {
    fn human(&self, stage: &Stage) -> String {
        let first_absent = self.queries.iter().position(QueryReport::is_nowhere);
        let answer = |(at, query): (usize, &QueryReport)| query.human(stage, first_absent == Some(at));
        let answers: Vec<String> = self.queries.iter().enumerate().map(answer).collect();
        format!("{}{}", answers.join("\n"), self.blindness(stage))
    }

    fn plain(&self, records: &mut Records) {
        self.queries.iter().flat_map(QueryReport::running).for_each(|path| records.add(&[&path]))
    }
}

impl WhichReport {
    fn blindness(&self, stage: &Stage) -> String {
        let bare = self.queries.iter().filter(|query| query.kind == "bare");
        let asks: Vec<&str> = bare.filter_map(|query| query.ask.as_deref()).collect();
        super::blindness(&self.blind_spots, &asks, stage)
    }
}

impl QueryReport {
    /// The winner where it runs; where all were asked for, every candidate that would run.
    fn running(&self) -> Vec<Text> {
        if self.all {
            let runs =
                |candidate: &&CandidateReport| candidate.verdict != "rejected" && candidate.reason.is_none();
            return self.candidates.iter().filter(runs).map(|candidate| candidate.path.clone()).collect();
        }
        self.winner.iter().filter(|winner| winner.runs).map(|winner| winner.path.clone()).collect()
    }

    /// Whether no file is taken, so that it says something which directories were searched.
    fn is_nowhere(&self) -> bool {
        self.winner.is_none() && self.builtin.is_none() && self.searched.iter().next().is_some()
    }

    /// The directories are said once a call.
    fn human(&self, stage: &Stage, says_directories: bool) -> String {
        let mut text = self.headline(stage);
        text += &self.evidence(stage);
        text += &self.losers(stage);
        text += &self.others(stage);
        text += &self.advice(stage, says_directories);
        let news = self.findings.iter().filter(|finding| is_news(finding.code) && finding.needs_attention());
        let mut remedies: Vec<String> = news.map(|finding| finding.remedy.to_string()).collect();
        remedies.dedup();
        for remedy in remedies {
            text += &format!("  {} {remedy}\n", stage.paint(Role::Hint, "hint:"));
        }
        text
    }

    /// What happens when the name is typed, then why: something of the shell's own comes before any file.
    fn headline(&self, stage: &Stage) -> String {
        let shown = if self.name.is_empty() { "``".to_owned() } else { self.name.to_string() };
        let name = stage.paint(Role::Subject, &shown);
        let won = self.candidates.iter().find(|candidate| candidate.verdict == "wins");
        let file = match (&self.winner, won) {
            (Some(winner), Some(candidate)) => {
                let role = if winner.runs { Role::Winner } else { Role::Error };
                let path = stage.paint(role, &stage.path(&winner.path));
                format!("{path}\n  {}\n", stage.words(&candidate.why))
            }
            _ => format!("{}\n", stage.paint(Role::Error, &self.absence(stage))),
        };
        match &self.builtin {
            None if self.winner.is_some() => format!("{name} {} {file}", stage.arrow()),
            None => format!("{name}: {file}"),
            Some(builtin) => {
                let own = stage.paint(Role::Warning, &builtin.why);
                format!("{own}\n  as a file: {file}")
            }
        }
    }

    fn absence(&self, stage: &Stage) -> String {
        match (self.kind, self.searched.iter().count()) {
            _ if !self.candidates.is_empty() => "there is a file of that name, but none that runs".to_owned(),
            ("path", _) => format!("no such program at `{}`", stage.path(&self.name)),
            (_, 0) => "not found: there is no directory to search".to_owned(),
            (_, many) if self.own_list => {
                format!(
                    "not found; PATH is not set, and {} looks in {many} directories of its own then",
                    stage.caller
                )
            }
            (_, 1) => "not found in the one directory on PATH".to_owned(),
            (_, many) => format!("not found in any of the {many} directories on PATH"),
        }
    }

    fn evidence(&self, stage: &Stage) -> String {
        let mut text = String::new();
        let Some(candidate) = self.candidates.iter().find(|candidate| candidate.verdict == "wins") else {
            return text;
        };
        if !candidate.links.is_empty() {
            let hops: Vec<String> = candidate.links.iter().map(|link| stage.path(link)).collect();
            text += &format!("  link to {}\n", hops.join(&format!(" {} ", stage.arrow())));
        }
        if let Some(python) = &candidate.python {
            text += &python_line(python, stage);
        }
        if let Some(target) = &candidate.target {
            let by = candidate
                .decided_by
                .as_ref()
                .map_or(String::new(), |by| format!(", decided by {}", stage.path(by)));
            text += &format!("  a shim that starts {}{by}\n", stage.path(target));
        }
        if let Some(interpreter) =
            candidate.interpreter.as_ref().filter(|_| candidate.reason.is_none() && candidate.kind != "shim")
        {
            text += &format!("  script run by {}\n", stage.path(interpreter));
        }
        text
    }

    /// The files that lost. One reached a second time is named only by its entry, unless all were asked for.
    fn losers(&self, stage: &Stage) -> String {
        let loses = |candidate: &&CandidateReport| {
            candidate.verdict != "wins" && (self.all || !self.is_repetition(candidate))
        };
        let losers: Vec<&CandidateReport> = self.candidates.iter().filter(loses).collect();
        let paths: Vec<String> = losers.iter().map(|candidate| stage.path(&candidate.path)).collect();
        let column = fitting(paths.iter().map(String::as_str), stage.columns() / 2);
        let row = |(candidate, path): (&&CandidateReport, &String)| {
            let position = candidate.position.map_or(String::new(), |position| position.to_string());
            format!(
                "  {position:>3}  {}  {}\n",
                pad(path, column),
                stage.paint(Role::Loser, &stage.words(&candidate.why))
            )
        };
        let rows: String = losers.iter().zip(&paths).map(row).collect();
        rows + &self.repeated(stage)
    }

    fn repeated(&self, stage: &Stage) -> String {
        let again = self.candidates.iter().filter(|candidate| self.is_repetition(candidate));
        let positions: Vec<String> =
            again.filter_map(|candidate| Some(candidate.position?.to_string())).collect();
        match positions.as_slice() {
            _ if self.all => String::new(),
            [] => String::new(),
            [one] => format!(
                "  {}\n",
                stage.paint(Role::Aside, &format!("entry {one} leads to the same file again"))
            ),
            many => format!(
                "  {}\n",
                stage
                    .paint(Role::Aside, &format!("entries {} lead to the same files again", many.join(", ")))
            ),
        }
    }

    fn others(&self, stage: &Stage) -> String {
        let line = |other: &DisagreementReport| {
            let path = other.path.as_ref().map_or("nothing".to_owned(), |path| stage.path(path));
            let callers = stage.paint(Role::Warning, &other.callers.join(", "));
            let verb = if other.runs || other.path.is_none() { "would run" } else { "would fail at" };
            format!("  {callers} {verb} {path}: {}\n", stage.words(&other.why))
        };
        self.disagreements.iter().map(line).collect()
    }

    /// The directories that were searched, each once; of very many the first.
    fn looked_in(&self, stage: &Stage) -> String {
        let mut known = Set::default();
        let each: Vec<&Text> = self.searched.iter().filter(|directory| known.insert(*directory)).collect();
        let shown: Vec<String> = each.iter().take(MOST_DIRECTORIES).map(|path| stage.path(path)).collect();
        let more = match each.len().saturating_sub(MOST_DIRECTORIES) {
            0 => String::new(),
            more => format!(" and {}", count(more, "other directory", "other directories")),
        };
        format!("  looked in {}{more}\n", shown.join(", "))
    }

    fn advice(&self, stage: &Stage, says_directories: bool) -> String {
        let mut text = String::new();
        for unseen in &self.unseen {
            let position = unseen.position.map_or(String::new(), |position| format!("entry {position}: "));
            text += &format!(
                "  {}\n",
                stage.paint(Role::Warning, &format!("not seen: {position}{}", unseen.why))
            );
        }
        if says_directories {
            text += &self.looked_in(stage);
        }
        let (places, spellings): (Vec<_>, Vec<_>) = self
            .suggestions
            .iter()
            .partition(|suggestion| suggestion.contains(&b'/') || suggestion.contains(&b'\\'));
        let hint = stage.paint(Role::Hint, "hint:");
        for place in places {
            text += &format!("{hint} {} exists, but its directory is not on PATH\n", stage.path(place));
        }
        if !spellings.is_empty() {
            let names: Vec<String> = spellings.iter().map(|name| format!("`{name}`")).collect();
            text += &format!("{hint} on PATH there is {}\n", names.join(", "));
        }
        text
    }
}

/// The lines above have said what is wrong; what to do about it is still to be said.
fn is_news(code: &str) -> bool {
    !matches!(code, "callers-disagree" | "shadowed-command")
}

fn python_line(python: &crate::report::PythonReport, stage: &Stage) -> String {
    let version = python.version.as_ref().map_or(String::new(), |version| format!(" {version}"));
    let place = match &python.environment {
        Some(environment) => format!(
            "in the {} environment {}",
            python.kind,
            stage.paint(Role::Environment, &stage.path(environment))
        ),
        None => format!("({})", python.kind),
    };
    format!("  Python{version} {place}\n")
}
