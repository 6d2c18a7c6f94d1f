//! What is worth a warning before one activates or deactivates.

use super::forecast::{Act, Forecast};
use super::language::Language;
use super::outcome::Ending;
use super::saved::is_bin_of;
use super::study::{Question, Study};
use super::target::active;
use crate::disk::Trouble;
use crate::findings::Finding;
use crate::findings::codes::{
    activation_stops, already_active, deactivate_unknown, lost_on_deactivate, script_for_other_directory,
    script_missing,
};
use crate::lookup::Caller;
use crate::pathlist::{Change, PathList, moves};
use crate::python::{Atlas, Creator, Environment};
use crate::shell::quote;
use crate::text::Text;

/// Everything that the study gives reason to say, worst first.
pub(super) fn findings(atlas: &Atlas<'_>, question: &Question<'_>, study: &Study) -> Vec<Finding> {
    let Some(environment) = &study.environment else { return Vec::new() };
    let mut found = Vec::new();
    found.extend(missing(atlas, question, study, environment));
    if let Some(forecast) = &study.forecast {
        found.extend(stops(question, study, forecast));
        found.extend(
            study.script.as_ref().and_then(|_| other_directory(atlas, question, environment, forecast)),
        );
        found.extend(lost(atlas, question, study, forecast));
    }
    found.extend(unknown_deactivate(question, study));
    found.extend(again(atlas, question, environment));
    found
}

fn missing(
    atlas: &Atlas<'_>,
    question: &Question<'_>,
    study: &Study,
    environment: &Environment,
) -> Option<Finding> {
    if study.script.is_some() || study.forecast.is_some() {
        return None;
    }
    if environment.is_prefix() {
        let message =
            format!("`{}` has no activation script: its maker starts a shell of its own", environment.root);
        return Some(script_missing::CODE.found(message, "enter it with `pixi shell`"));
    }
    let root = &environment.root;
    let Some(language) = Language::of(question.shell) else {
        let message = format!("no maker of environments writes an activation script for {}", question.shell);
        let bin = quote(question.shell, &environment.bin);
        let remedy = match question.shell {
            Caller::Elvish => format!("set paths = [{bin} $@paths]"),
            _ => format!("put {bin} in front of PATH by hand"),
        };
        return Some(script_missing::CODE.found(message, remedy));
    };
    let name = language.scripts().first().copied().unwrap_or_default();
    let path = atlas.scene().flavor.join(&environment.bin, name.as_bytes());
    if let Some(error) =
        atlas.scene().disk.read(&path, 1).err().filter(|error| error.trouble == Trouble::Denied)
    {
        let message = format!("{error}, so {} cannot activate `{root}`", question.shell);
        return Some(script_missing::CODE.found(message, "ask its owner for permission to read it"));
    }
    let message = format!("`{root}` has no `{name}`, so {} cannot activate it", question.shell);
    let maker = match environment.creator {
        Some(Creator::Uv) => "uv venv --allow-existing",
        Some(Creator::Virtualenv) => "virtualenv",
        _ => "python3 -m venv",
    };
    let remedy = format!("write the scripts anew: {maker} {}", quote(question.shell, root));
    Some(script_missing::CODE.found(message, remedy))
}

fn stops(question: &Question<'_>, study: &Study, forecast: &Forecast) -> Option<Finding> {
    let Ending::Aborted { line, why } = &forecast.outcome.ending else { return None };
    let script = study.script.as_ref()?;
    let message = format!("{} stops in line {line} of `{script}`: {why}", question.shell);
    Some(activation_stops::CODE.found(message, "what was changed before that line stays changed"))
}

/// The script names another place than the one it lies in: the environment was moved or copied.
fn other_directory(
    atlas: &Atlas<'_>,
    question: &Question<'_>,
    environment: &Environment,
    forecast: &Forecast,
) -> Option<Finding> {
    if question.act == Act::Deactivate {
        return None;
    }
    let variable =
        forecast.outcome.variables.get(&b"VIRTUAL_ENV"[..]).filter(|variable| variable.exported)?;
    let named = atlas.scene().absolute(&variable.value);
    let identity = |path: &[u8]| atlas.scene().disk.follow(path).ok().and_then(|sight| sight.identity);
    let same =
        named == environment.root || (identity(&named).is_some() && identity(&named) == environment.identity);
    if same && atlas.scene().flavor.is_absolute(&variable.value) {
        return None;
    }
    let there = if identity(&named).is_some() { "" } else { ", which does not exist" };
    let message = format!("the script in `{}` activates `{}`{there}", environment.root, variable.value);
    let remedy = format!(
        "create the environment anew in its place: python3 -m venv --clear {}",
        quote(question.shell, &environment.root)
    );
    Some(script_for_other_directory::CODE.found(message, remedy))
}

/// Entries that were added since the activation and go with it.
fn lost(atlas: &Atlas<'_>, question: &Question<'_>, study: &Study, forecast: &Forecast) -> Option<Finding> {
    let flavor = atlas.scene().flavor;
    let active = atlas.scene().env.get_non_empty("VIRTUAL_ENV").filter(|_| study.saved.is_here())?;
    let written = |value: &Option<Text>| -> Vec<Text> {
        let list = PathList::split(value.as_ref().map(Text::as_bytes), flavor);
        list.entries.iter().map(|entry| entry.written.clone()).collect()
    };
    let (before, after) = (written(&forecast.path_before), written(&forecast.path_after));
    let gone = moves(&before, &after).into_iter().filter(|step| step.change == Change::Removed);
    let gone = gone.filter(|step| !is_bin_of(flavor, active, &step.directory));
    let (positions, entries): (Vec<usize>, Vec<String>) =
        gone.map(|step| (step.from.unwrap_or_default(), format!("`{}`", step.directory))).unzip();
    let first = *positions.first()?;
    let act = match question.act {
        Act::Activate => "activating another environment",
        Act::Deactivate => "deactivating",
    };
    let verb = if entries.len() == 1 { "was" } else { "were" };
    let message =
        format!("{} {verb} added to PATH since the activation; {act} loses that", entries.join(", "));
    let finding =
        lost_on_deactivate::CODE.found(message, "add it again afterwards, or before activating").at(first);
    Some(positions[1..].iter().fold(finding, |finding, position| finding.related_to(*position)))
}

/// A child shell inherits the variables, but not the command.
fn unknown_deactivate(question: &Question<'_>, study: &Study) -> Option<Finding> {
    let needs_none = study.environment.as_ref().is_some_and(|environment| environment.is_prefix());
    if question.act == Act::Activate || study.saved.defines_deactivate || needs_none {
        return None;
    }
    let message = format!(
        "this {} has inherited the active environment, so it has no command `deactivate`",
        question.shell
    );
    let remedy = "leave this shell with `exit`, or source the script once more and then `deactivate`";
    Some(deactivate_unknown::CODE.found(message, remedy))
}

fn again(atlas: &Atlas<'_>, question: &Question<'_>, environment: &Environment) -> Option<Finding> {
    let active = active(atlas).filter(|_| question.act == Act::Activate)?;
    if !active.is(environment) {
        return None;
    }
    let message = format!("`{}` is the active environment already", environment.root);
    Some(already_active::CODE.found(message, "nothing needs to be done"))
}
