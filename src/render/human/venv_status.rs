//! `venv-status` for people.

use crate::render::columns::{fitting, pad};
use crate::render::{Records, Role, Speak, Stage};
use crate::report::{EffectiveReport, EnvironmentReport, FindingReport, NearbyReport, VenvStatusReport};

impl Speak for VenvStatusReport {
    fn human(&self, stage: &Stage) -> String {
        let mut text = format!("{}\n", self.headline(stage));
        text += &self.remedy_of_headline(stage);
        text += &self.evidence(stage);
        text += &self.findings_beside(stage);
        text += &self.invitation(stage);
        text += &self.blindness(stage);
        text
    }

    fn plain(&self, records: &mut Records) {
        let environment = self.environment.as_ref().map_or(&b""[..], |environment| &environment.root);
        let python = self.effective.python.as_ref().map_or(&b""[..], |python| &python.path);
        records.add(&[self.status.as_bytes(), environment, python, self.codes.join(",").as_bytes()]);
    }
}

impl VenvStatusReport {
    fn headline(&self, stage: &Stage) -> String {
        let role = match self.status {
            "active" => Role::Winner,
            "inactive" => Role::Subject,
            _ if self.headline_finding().is_some_and(|finding| finding.severity == "error") => Role::Error,
            _ => Role::Warning,
        };
        stage.paint(role, &stage.words(&capitalised(&self.summary)))
    }

    /// The finding that the first line tells.
    fn headline_finding(&self) -> Option<&FindingReport> {
        self.findings.iter().find(|finding| finding.message == *self.summary)
    }

    fn remedy_of_headline(&self, stage: &Stage) -> String {
        self.headline_finding().map_or_else(String::new, |finding| {
            format!("  {} {}\n", stage.paint(Role::Hint, "hint:"), finding.remedy)
        })
    }

    fn evidence(&self, stage: &Stage) -> String {
        let mut rows: Vec<(&str, String)> = Vec::new();
        for claim in &self.claimed {
            rows.push((claim.variable, stage.path(&claim.value)));
        }
        rows.extend(
            self.environment.as_ref().map(|environment| ("environment", described(environment, stage))),
        );
        let winners = [
            ("python", &self.effective.python),
            ("python3", &self.effective.python3),
            ("pip", &self.effective.pip),
        ];
        rows.extend(winners.map(|(name, winner)| (name, self.winner(winner.as_ref(), stage))));
        let column = fitting(rows.iter().map(|(name, _)| *name), 24);
        let row = |(name, words): &(&str, String)| format!("  {}  {words}\n", pad(name, column));
        rows.iter().map(row).collect()
    }

    fn winner(&self, winner: Option<&EffectiveReport>, stage: &Stage) -> String {
        let Some(winner) = winner else { return stage.paint(Role::Aside, "not found") };
        let own = self.environment.as_ref().map(|environment| &environment.root);
        let is_own = winner.environment.is_some() && winner.environment.as_ref() == own;
        let role = if is_own { Role::Winner } else { Role::Loser };
        let path = stage.paint(role, &stage.path(&winner.path));
        let notes = notes(winner, is_own, stage);
        if notes.is_empty() {
            path
        } else {
            format!("{path}  {}", stage.paint(Role::Aside, &notes.join(", ")))
        }
    }

    fn findings_beside(&self, stage: &Stage) -> String {
        let told = self.headline_finding().map(|finding| finding.code);
        let beside = self.findings.iter().filter(|finding| Some(finding.code) != told);
        beside.map(|finding| told_beside(finding, stage)).collect()
    }

    /// Where nothing is active: the environment that could be.
    fn invitation(&self, stage: &Stage) -> String {
        let waiting = |nearby: &NearbyReport| {
            let hint = stage.paint(Role::Hint, "hint:");
            format!("{hint} this project has an environment: {}\n", nearby.activate)
        };
        let first = self.nearby.first().filter(|_| self.status == "inactive");
        first.map_or_else(String::new, waiting)
    }

    fn blindness(&self, stage: &Stage) -> String {
        let asks: Vec<&str> = self.ask.as_deref().into_iter().collect();
        super::blindness(&self.blind_spots, &asks, stage)
    }
}

fn told_beside(finding: &FindingReport, stage: &Stage) -> String {
    if finding.needs_attention() {
        return stage.finding(finding);
    }
    format!("  {}\n", stage.paint(Role::Aside, &format!("{}: {}", finding.severity, finding.message)))
}

fn described(environment: &EnvironmentReport, stage: &Stage) -> String {
    let root = stage.paint(Role::Environment, &stage.path(&environment.root));
    let maker = environment.creator.map_or(String::new(), |creator| format!(", made by {creator}"));
    let version = environment.version.as_ref().map_or(String::new(), |version| {
        let implementation = environment.implementation.clone().unwrap_or_else(|| "Python".into());
        let when = if environment.version_from == Some("creation") { " when it was made" } else { "" };
        format!(", {implementation} {version}{when}")
    });
    let base = environment.base.as_ref().map_or(String::new(), |base| {
        let gone = if environment.base_exists == Some(false) { ", which is gone" } else { "" };
        format!(", from {}{gone}", stage.path(base))
    });
    let place = environment.position.map_or("not on PATH".to_owned(), |position| format!("entry {position}"));
    format!("{root}  {}", stage.paint(Role::Aside, &format!("{place}{maker}{version}{base}")))
}

fn notes(winner: &EffectiveReport, is_own: bool, stage: &Stage) -> Vec<String> {
    let mut notes: Vec<String> = Vec::new();
    notes.extend(winner.position.map(|position| format!("entry {position}")));
    if let (Some(shim), Some(target)) = (winner.shim, &winner.target) {
        let by =
            winner.decided_by.as_ref().map_or(String::new(), |by| format!(", decided by {}", stage.path(by)));
        notes.push(format!("{shim} shim for {}{by}", stage.path(target)));
    }
    if !winner.runs {
        notes.push("does not run".to_owned());
    }
    if let (false, Some(environment)) = (is_own, &winner.environment) {
        notes.push(format!("in {}", stage.path(environment)));
    }
    if let (None, Some(Some(interpreter))) = (&winner.environment, &winner.interpreter) {
        notes.push(format!("for {}", stage.path(interpreter)));
    }
    notes
}

/// The sentence with a capital letter, unless it begins with a name.
fn capitalised(sentence: &str) -> String {
    let mut characters = sentence.chars();
    match characters.next() {
        Some(first) if first.is_lowercase() => first.to_uppercase().chain(characters).collect(),
        _ => sentence.to_owned(),
    }
}
