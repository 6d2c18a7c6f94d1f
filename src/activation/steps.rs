//! A run of a script as a lesson: what it does, one thing after the other, and PATH after each.

use super::memory::Effect;
use super::outcome::Outcome;
use crate::text::Text;

/// One thing that the script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What, in one sentence.
    pub what: String,
    /// Why, where there is something to learn.
    pub why: Option<&'static str>,
    /// The line that does it.
    pub line: usize,
    /// PATH afterwards, where it is set.
    pub path: Option<Text>,
}

/// The steps of a run that began with this PATH.
pub fn steps(outcome: &Outcome, path: Option<&Text>) -> Vec<Step> {
    let mut path = path.cloned();
    let mut steps: Vec<Step> = Vec::new();
    for effect in &outcome.effects {
        if effect.name == "PATH" {
            path = effect.after.as_ref().map(|variable| variable.value.clone());
        }
        if let Some((what, why)) = words(effect) {
            steps.push(Step { what, why, line: effect.line, path: path.clone() });
        }
    }
    if outcome.deactivates {
        let what = "define `deactivate`, which puts everything back".to_owned();
        let why = Some("it lives in this shell only: a shell started from here does not know it");
        steps.push(Step { what, why, line: 0, path });
    }
    steps
}

fn words(effect: &Effect) -> Option<(String, Option<&'static str>)> {
    let name = &effect.name;
    let Some(after) = &effect.after else { return removal(effect) };
    let value = &after.value;
    let before = effect.before.as_ref().map(|variable| &variable.value);
    Some(match name.as_bytes() {
        b"PATH" if effect.undoing => (
            "put PATH back to what it was before the earlier activation".to_owned(),
            Some("whatever was added to PATH since then is lost here"),
        ),
        b"PATH" => match before.and_then(|before| value.strip_suffix(before.as_bytes())) {
            Some(added) if !added.is_empty() && before.is_some_and(|before| *before != *value) => (
                format!("put `{}` in front of PATH", Text::from(added.strip_suffix(b":").unwrap_or(added))),
                Some("the first directory that has a command wins, so the environment's commands win now"),
            ),
            _ => (format!("set PATH to `{value}`"), None),
        },
        // Only the export of a value that is already there.
        b"VIRTUAL_ENV" | b"PS1" | b"VIRTUAL_ENV_PROMPT" if before == Some(value) => return None,
        b"VIRTUAL_ENV" => (
            format!("set VIRTUAL_ENV to `{value}`"),
            Some("tools read it to learn which environment is active"),
        ),
        b"VIRTUAL_ENV_PROMPT" => (
            format!("set VIRTUAL_ENV_PROMPT to `{value}`"),
            Some("prompts show it as the environment's name"),
        ),
        b"PS1" | b"prompt" if effect.undoing => ("put the prompt back".to_owned(), None),
        b"PS1" | b"prompt" => ("put the environment's name into the prompt".to_owned(), None),
        b"_OLD_VIRTUAL_PATH" => {
            ("remember PATH in _OLD_VIRTUAL_PATH".to_owned(), Some(reach(after.exported)))
        }
        b"_OLD_FISH_PROMPT_OVERRIDE" => ("remember that the prompt was changed".to_owned(), None),
        _ if name.starts_with(b"_OLD_") => {
            let original = name.strip_prefix(b"_OLD_VIRTUAL_").or_else(|| name.strip_prefix(b"_OLD_"));
            (format!("remember {} in {name}", Text::from(original.unwrap_or_default())), None)
        }
        _ if name.starts_with(b"_") || !after.exported => return None,
        _ => (format!("set {name} to `{value}`"), None),
    })
}

fn reach(exported: bool) -> &'static str {
    if exported {
        "`deactivate` needs it; it is exported, so a child shell can undo this activation"
    } else {
        "`deactivate` needs it; it stays in this shell, so a child shell cannot undo this activation"
    }
}

fn removal(effect: &Effect) -> Option<(String, Option<&'static str>)> {
    let name = &effect.name;
    let exported = effect.before.as_ref().is_some_and(|variable| variable.exported);
    match name.as_bytes() {
        b"PYTHONHOME" => Some((
            "remove PYTHONHOME".to_owned(),
            Some("it would lead the environment's Python to another standard library"),
        )),
        _ if name.starts_with(b"_") || !exported => None,
        _ => Some((format!("remove {name}"), None)),
    }
}
