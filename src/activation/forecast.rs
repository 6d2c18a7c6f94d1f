//! The forecast: an environment block before, a script, and the block afterwards.

use std::collections::BTreeSet;

use super::ground::Ground;
use super::language::Language;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use super::saved::{self, Saved};
use super::{batch, csh, fish, nushell, posix, powershell, xonsh};
use crate::env::EnvBlock;
use crate::lookup::{Caller, Candidate, EmptyList, Survey, resolve};
use crate::pathlist::{PathList, Presence};
use crate::scene::Scene;
use crate::text::Text;

/// What is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// What sourcing the script does.
    Activate,
    /// What `deactivate` does.
    Deactivate,
}

impl Act {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Activate => "activate",
            Self::Deactivate => "deactivate",
        }
    }
}

/// A question about one script.
pub struct Request<'a> {
    /// The shell that sources it.
    pub shell: Caller,
    /// Its language.
    pub language: Language,
    /// What is asked.
    pub act: Act,
    /// The script's path, as it is given to the shell.
    pub script: &'a [u8],
    /// The script itself.
    pub text: &'a [u8],
    /// What the shell has kept from an earlier activation.
    pub saved: &'a Saved,
    /// Whether the shell is root's: some have another prompt then.
    pub root: bool,
    /// Whether a person types to the shell.
    pub interactive: bool,
}

/// A variable that changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariableChange {
    /// Its name.
    pub name: Text,
    /// What programs see before; none where they see nothing.
    pub before: Option<Text>,
    /// Its value afterwards; none where it is gone.
    pub after: Option<Text>,
    /// Whether programs see it afterwards, or saw it before where it is gone.
    pub exported: bool,
    /// Whether its value afterwards is known to the last byte.
    pub certain: bool,
}

/// What will be.
#[derive(Clone, Debug)]
pub struct Forecast {
    /// PATH before, as programs see it.
    pub path_before: Option<Text>,
    /// PATH afterwards.
    pub path_after: Option<Text>,
    /// Every variable that changes, by name.
    pub variables: Vec<VariableChange>,
    /// The run of the script.
    pub outcome: Outcome,
}

/// Carries the script out on the scene's environment.
pub fn forecast(survey: &Survey<'_>, request: &Request<'_>) -> Forecast {
    let scene = survey.scene();
    let finds = |name: &[u8], path: Option<&[u8]>| finds(survey, request.shell, name, path);
    let ground = Ground {
        disk: scene.disk,
        flavor: scene.flavor,
        working_directory: scene.cwd.clone(),
        finds: &finds,
    };
    let mut memory = start(request, &scene.env);
    saved::recall(request, &ground, scene, &mut memory);
    let outcome = match (request.language, request.act) {
        (Language::Nu, Act::Deactivate) => nushell::deactivate(memory, request.text, request.saved),
        _ => carry_out(request, &ground, memory, request.act, request.script, request.text),
    };
    let mut forecast = with_hidden(scene, outcome, &hidden_names(request, &scene.env));
    // An interactive shell has a prompt that it does not export; what the script puts before it is all that is known.
    let prompt =
        forecast.variables.iter_mut().filter(|change| change.name == "PS1" && change.before.is_none());
    prompt.for_each(|change| change.certain = !request.interactive);
    forecast
}

/// The forecast that follows from what is left.
pub(super) fn of_outcome(scene: &Scene<'_>, outcome: Outcome) -> Forecast {
    with_hidden(scene, outcome, &BTreeSet::new())
}

fn with_hidden(scene: &Scene<'_>, outcome: Outcome, hidden: &BTreeSet<Text>) -> Forecast {
    Forecast {
        path_before: scene.env.get("PATH").cloned(),
        path_after: exported_path(scene, &outcome, hidden),
        variables: changes(scene, &outcome, hidden),
        outcome,
    }
}

/// A shell that has just taken this environment over.
pub(super) fn start(request: &Request<'_>, env: &EnvBlock) -> Memory {
    let hidden = hidden_names(request, env);
    let mut memory = Memory::default();
    for variable in env.variables().iter().filter(|variable| !hidden.contains(&variable.name)) {
        memory.begin_with(&variable.name, &variable.value, true);
    }
    match request.language {
        Language::Posix(shell) => posix::own_variables(shell, request.root, &mut memory),
        Language::Fish => fish::own_variables(&mut memory),
        Language::Csh => csh::own_variables(request.interactive, &mut memory),
        Language::Nu | Language::Xonsh | Language::PowerShell | Language::Batch => {}
    }
    memory
}

/// Runs a script in the request's shell.
pub(super) fn carry_out(
    request: &Request<'_>,
    ground: &Ground<'_>,
    memory: Memory,
    act: Act,
    script: &[u8],
    text: &[u8],
) -> Outcome {
    match request.language {
        Language::Posix(shell) => posix::carry_out(shell, ground, memory, script, text, act),
        Language::Fish => {
            fish::carry_out(ground, memory, script, text, act, request.saved.defines_deactivate)
        }
        Language::Csh => csh::carry_out(ground, memory, text, act),
        Language::Nu => nushell::activate(memory, script, text),
        Language::Xonsh if act == Act::Activate => {
            let previous = request.saved.script.as_ref().filter(|_| request.saved.defines_deactivate);
            xonsh::activate(ground, memory, script, text, previous.map(|(_, text)| text.as_bytes()))
        }
        Language::Xonsh => xonsh::deactivate(memory, text),
        Language::PowerShell => powershell::carry_out(ground, memory, script, text, act),
        Language::Batch => batch::carry_out(ground, memory, script, text, act),
    }
}

/// yash does not see a variable whose value is not valid text, but passes it on (measured with yash 2.52).
fn hidden_names(request: &Request<'_>, env: &EnvBlock) -> BTreeSet<Text> {
    if request.shell != Caller::Yash {
        return BTreeSet::new();
    }
    let invalid = env.variables().iter().filter(|variable| variable.value.as_utf8().is_none());
    invalid.map(|variable| variable.name.clone()).collect()
}

fn finds(survey: &Survey<'_>, shell: Caller, name: &[u8], path: Option<&[u8]>) -> bool {
    let list = PathList::split(path, survey.scene().flavor);
    let one_entry =
        list.presence() == Presence::Empty && shell.rules().empty_list == EmptyList::WorkingDirectory;
    let list = if one_entry { list.with_one_empty_entry() } else { list };
    resolve(survey, &list, name, shell).winner().is_some_and(Candidate::runs)
}

fn exported_path(scene: &Scene<'_>, outcome: &Outcome, hidden: &BTreeSet<Text>) -> Option<Text> {
    exported(outcome, b"PATH").or_else(|| untouched(scene, b"PATH", hidden))
}

fn exported(outcome: &Outcome, name: &[u8]) -> Option<Text> {
    outcome.variables.get(name).filter(|variable| variable.exported).map(|variable| variable.value.clone())
}

/// The value that passes through a shell which does not see it.
fn untouched(scene: &Scene<'_>, name: &[u8], hidden: &BTreeSet<Text>) -> Option<Text> {
    let record = || scene.env.variables().iter().find(|variable| variable.name.as_bytes() == name);
    if hidden.contains(name) { record().map(|variable| variable.value.clone()) } else { None }
}

fn changes(scene: &Scene<'_>, outcome: &Outcome, hidden: &BTreeSet<Text>) -> Vec<VariableChange> {
    let mut names: BTreeSet<&Text> = outcome.effects.iter().map(|effect| &effect.name).collect();
    names.extend(scene.env.variables().iter().map(|variable| &variable.name));
    names.into_iter().filter_map(|name| change(scene, outcome, hidden, name)).collect()
}

fn change(
    scene: &Scene<'_>,
    outcome: &Outcome,
    hidden: &BTreeSet<Text>,
    name: &Text,
) -> Option<VariableChange> {
    let before = scene.env.variables().iter().find(|variable| variable.name == *name);
    let before = before.map(|variable| variable.value.clone());
    let kept = outcome.variables.get(name);
    let after = kept.map(|variable| variable.value.clone()).or_else(|| untouched(scene, name, hidden));
    let exported = kept.map_or(before.is_some(), |variable| variable.exported);
    let touched = outcome.effects.iter().any(|effect| effect.name == *name);
    let differs = before != after || (before.is_some() && !exported);
    (differs && (touched || exported)).then(|| VariableChange {
        name: name.clone(),
        before,
        after,
        exported,
        certain: true,
    })
}

impl Forecast {
    /// The line that is not understood and what stands there, where that keeps the forecast from being one.
    pub fn not_understood(&self) -> Option<(usize, &str)> {
        match &self.outcome.ending {
            Ending::NotUnderstood { line, what } => Some((*line, what)),
            _ => None,
        }
    }
}
