//! The whole answer: which environment, which script, what it does, what is worth a warning.

use std::rc::Rc;

use super::forecast::{Act, Forecast, Request, forecast};
use super::hands::{Hands, hands};
use super::language::Language;
use super::saved::{KnownFrom, Saved};
use super::target::{active, target};
use super::{conda, findings};
use crate::env::EnvBlock;
use crate::findings::Finding;
use crate::lookup::Caller;
use crate::python::{Atlas, Creator, Environment};
use crate::text::Text;
use crate::venv::{Health, health};

/// How much of a script is read: the makers' are below 20 kB.
const SCRIPT_LIMIT: usize = 1 << 20;

/// What is asked.
pub struct Question<'a> {
    /// The shell that would do it.
    pub shell: Caller,
    /// What it would do.
    pub act: Act,
    /// With which environment; none: the nearest or the active one.
    pub directory: Option<&'a Text>,
    /// The environment that the calling shell started with, where that is known.
    pub initial: Option<EnvBlock>,
    /// Whether a person types to the shell.
    pub interactive: bool,
}

/// What is answered.
#[derive(Debug)]
pub struct Study {
    /// The environment in question.
    pub environment: Option<Rc<Environment>>,
    /// How it is.
    pub health: Option<Health>,
    /// Its script for the shell, where there is one.
    pub script: Option<Text>,
    /// What the script does; none where there is none to run.
    pub forecast: Option<Forecast>,
    /// What the shell has kept from an earlier activation.
    pub saved: Saved,
    /// The other possible PATH, where nobody could say what the shell has kept.
    pub alternative: Option<Alternative>,
    /// The commands that change hands.
    pub hands: Hands,
    /// What is worth a warning.
    pub findings: Vec<Finding>,
}

/// The outcome under the other assumption.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The assumption, in words.
    pub assuming: &'static str,
    /// PATH afterwards.
    pub path_after: Option<Text>,
}

impl Study {
    fn foretell(&mut self, atlas: &Atlas<'_>, question: &Question<'_>, forecast: Forecast) {
        let caller =
            if question.shell.exists_on(atlas.scene().flavor) { question.shell } else { Caller::Execvp };
        let ends = (forecast.path_before.as_deref(), forecast.path_after.as_deref());
        self.hands = hands(atlas.survey(), caller, ends.0, ends.1);
        self.forecast = Some(forecast);
    }
}

/// A script that does something which envpeek does not understand.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{script}` does something in line {line} that is not understood: {what}")]
pub struct NotUnderstood {
    /// The script.
    pub script: Text,
    /// The line.
    pub line: usize,
    /// What stands there.
    pub what: String,
}

/// Answers a question.
pub fn study(atlas: &Atlas<'_>, question: &Question<'_>) -> Result<Study, NotUnderstood> {
    let scene = atlas.scene();
    let language = Language::of(question.shell);
    let exports = language.is_some_and(Language::exports_saved_path);
    let mut saved = Saved::find(scene, exports, question.initial.clone(), question.interactive);
    saved.script = language.and_then(|language| active_script(atlas, language));
    let environment = target(atlas, question.directory, question.act);
    let found = environment
        .as_ref()
        .zip(language)
        .and_then(|(environment, language)| script(atlas, environment, language));
    if question.act == Act::Deactivate && question.directory.is_some() {
        saved.script.clone_from(&found);
    }
    let mut study = Study {
        health: environment.as_ref().map(|environment| health(atlas, environment)),
        environment,
        script: found.as_ref().map(|(path, _)| path.clone()),
        forecast: None,
        saved,
        alternative: None,
        hands: Hands::default(),
        findings: Vec::new(),
    };
    let prefix = study.environment.clone().filter(|environment| environment.creator == Some(Creator::Conda));
    if let (Some(prefix), Some(language)) = (&prefix, language) {
        study.script = None;
        study.saved = Saved::nothing(KnownFrom::Environment);
        let forecast = conda::forecast(scene, &prefix.root, question.act, language);
        study.foretell(atlas, question, forecast);
        study.findings = findings::findings(atlas, question, &study);
        return Ok(study);
    }
    let unknown_here = question.act == Act::Deactivate && !study.saved.defines_deactivate;
    if let (Some((path, text)), Some(language), false) = (&found, language, unknown_here) {
        let whole = |saved: &Saved| run(atlas, question, language, (path, text), saved);
        let forecast = whole(&study.saved)?;
        let matters = question.act == Act::Activate || study.saved.other.is_some();
        if study.saved.known_from == KnownFrom::Unknown && matters && language != Language::Nu {
            let (saved, assuming) = study.saved.otherwise();
            study.alternative = alternative(&whole(&saved)?, &forecast, assuming);
        }
        study.foretell(atlas, question, forecast);
    }
    study.findings = findings::findings(atlas, question, &study);
    Ok(study)
}

fn alternative(other: &Forecast, main: &Forecast, assuming: &'static str) -> Option<Alternative> {
    let path_after = other.path_after.clone();
    (path_after != main.path_after).then_some(Alternative { assuming, path_after })
}

fn run(
    atlas: &Atlas<'_>,
    question: &Question<'_>,
    language: Language,
    (script, text): (&Text, &Text),
    saved: &Saved,
) -> Result<Forecast, NotUnderstood> {
    let request = Request {
        shell: question.shell,
        language,
        act: question.act,
        script,
        text,
        saved,
        root: atlas.scene().user == Some(0),
        interactive: question.interactive,
    };
    let forecast = forecast(atlas.survey(), &request);
    match forecast.not_understood() {
        Some((line, what)) => Err(NotUnderstood { script: script.clone(), line, what: what.to_owned() }),
        None => Ok(forecast),
    }
}

fn active_script(atlas: &Atlas<'_>, language: Language) -> Option<(Text, Text)> {
    script(atlas, &*active(atlas)?, language)
}

fn script(atlas: &Atlas<'_>, environment: &Environment, language: Language) -> Option<(Text, Text)> {
    let scene = atlas.scene();
    language.scripts().iter().find_map(|name| {
        let path = scene.flavor.join(&environment.bin, name.as_bytes());
        let text = scene.disk.read(&path, SCRIPT_LIMIT).ok()?;
        Some((path, Text::from(text)))
    })
}
