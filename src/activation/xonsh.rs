//! `activate.xsh`.
//!
//! The script is a Python class with a few embedded literals and a list of the variables that it manages, each of
//! which is kept in an exported `_OLD_VIRTUAL_NAME`. Lines outside of the class beside those that call it are not
//! understood.

use super::ground::{Ground, base_name, directory_name};
use super::literal::literal;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use crate::flavor::Flavor;
use crate::text::Text;

/// What a script says.
#[derive(Debug, Default)]
struct Said {
    /// The environment's directory; none where the script takes its own place.
    root: Option<Text>,
    /// What the prompt is to show; empty for the directory's own name.
    prompt: Text,
    /// The directory with the commands.
    bin: Text,
    /// The variables that are kept and put back, in this order.
    managed: Vec<Text>,
    /// The text that stands for "it was not set".
    sentinel: Option<Text>,
    /// Whether `PKG_CONFIG_PATH` gets the environment's directory.
    pkg_config: bool,
    /// Whether it lets the object of an earlier activation in this xonsh deactivate first.
    calls_previous: bool,
    /// The Tcl and Tk libraries that the maker found.
    libraries: Vec<(Text, Text)>,
    /// Lines of the two methods.
    activating: usize,
    deactivating: usize,
}

type NotUnderstood = (usize, String);

/// Carries out `source script`.
///
/// `previous` is the script that was sourced in this very xonsh before, where there is one.
pub(super) fn activate(
    ground: &Ground<'_>,
    mut memory: Memory,
    script: &[u8],
    text: &[u8],
    previous: Option<&[u8]>,
) -> Outcome {
    let ending = match read(text) {
        Ok(said) => {
            memory.undoing = true;
            let previous = previous.filter(|_| said.calls_previous).and_then(|text| read(text).ok());
            let added = memory.value(b"VIRTUAL_ENV").map(|root| Flavor::Unix.join(root, b"lib/pkgconfig"));
            let only_added =
                previous.is_some() && added.is_some() && memory.value(b"PKG_CONFIG_PATH") == added.as_ref();
            if let Some(previous) = &previous {
                undo(previous, &mut memory);
            }
            undo(&said, &mut memory);
            if only_added {
                forget_unset(&said, &mut memory);
            }
            memory.undoing = false;
            apply(&said, &mut memory, ground, script);
            Ending::Whole
        }
        Err((line, what)) => Ending::NotUnderstood { line, what },
    };
    let deactivates = ending == Ending::Whole;
    let (variables, effects) = memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}

/// Carries out `deactivate`.
pub(super) fn deactivate(mut memory: Memory, text: &[u8]) -> Outcome {
    let ending = match read(text) {
        Ok(said) => {
            undo(&said, &mut memory);
            forget_unset(&said, &mut memory);
            Ending::Whole
        }
        Err((line, what)) => Ending::NotUnderstood { line, what },
    };
    let (variables, effects) = memory.into_parts();
    Outcome { variables, effects, ending, deactivates: false }
}

fn read(text: &[u8]) -> Result<Said, NotUnderstood> {
    let mut said = Said { bin: Text::from("bin"), ..Said::default() };
    let mut knows_root = false;
    for (index, raw) in text.split(|byte| *byte == b'\n').enumerate() {
        let line = raw.trim_ascii();
        let assigned = |name: &str| {
            let rest = line.strip_prefix(b"self.").unwrap_or(line).strip_prefix(name.as_bytes())?;
            rest.strip_prefix(b" = ")
        };
        if let Some(value) = assigned("embedded_virtual_env") {
            said.root = literal(value).map(|(text, _)| text);
            knows_root = said.root.is_some() || value == b"dirname(dirname(realpath(__file__)))";
        } else if let Some(value) = assigned("embedded_virtual_prompt") {
            said.prompt = text_of(value).ok_or_else(|| unknown(index, line))?;
        } else if let Some(value) = assigned("embedded_bin_name") {
            said.bin = text_of(value).ok_or_else(|| unknown(index, line))?;
        } else if let Some(value) = assigned("_UNSET_SENTINEL") {
            said.sentinel = text_of(value);
        } else if let Some(value) = assigned("managed_vars") {
            said.managed = names(value);
        } else {
            library(&mut said, line);
            outside(index, raw)?;
        }
        said.calls_previous |= raw.starts_with(b"if hasattr(__xonsh__.xontrib, \"virtualenv\")");
        said.pkg_config |= line.starts_with(b"\"PKG_CONFIG_PATH\", [join(");
        said.activating = if line.starts_with(b"def activate(") { index + 1 } else { said.activating };
        said.deactivating = if line.starts_with(b"def deactivate(") { index + 1 } else { said.deactivating };
    }
    if knows_root && !said.managed.is_empty() {
        Ok(said)
    } else {
        Err((1, "a script of an unknown kind".to_owned()))
    }
}

fn unknown(index: usize, line: &[u8]) -> NotUnderstood {
    (index + 1, format!("`{}`", Text::from(line)))
}

/// A literal, also inside `__import__("os").fsdecode(b'…')`.
fn text_of(value: &[u8]) -> Option<Text> {
    let value = value.strip_prefix(b"__import__(\"os\").fsdecode(").unwrap_or(value);
    literal(value).map(|(text, _)| text)
}

fn names(tuple: &[u8]) -> Vec<Text> {
    let inside = tuple.strip_prefix(b"(").unwrap_or(tuple);
    let texts = inside.split(|byte| *byte == b',').filter_map(|item| literal(item.trim_ascii_start()));
    texts.map(|(text, _)| text).collect()
}

fn library(said: &mut Said, line: &[u8]) {
    for (key, name) in
        [("self.embedded_tcl_library = ", "TCL_LIBRARY"), ("self.embedded_tk_library = ", "TK_LIBRARY")]
    {
        if let Some((value, _)) =
            line.strip_prefix(key.as_bytes()).and_then(literal).filter(|(text, _)| !text.is_empty())
        {
            said.libraries.push((Text::from(name), value));
        }
    }
}

/// Refuses lines outside of the class that are not the makers' way of calling it.
fn outside(index: usize, raw: &[u8]) -> Result<(), NotUnderstood> {
    let expected =
        ["class ", "#", "if not hasattr(__xonsh__", "if hasattr(__xonsh__", "__xonsh__.xontrib.virtualenv"];
    let inside = raw.is_empty() || raw[0].is_ascii_whitespace();
    if inside || expected.iter().any(|words| raw.starts_with(words.as_bytes())) {
        Ok(())
    } else {
        Err(unknown(index, raw))
    }
}

fn backup(name: &[u8]) -> Text {
    Text::from([b"_OLD_VIRTUAL_", name].concat())
}

fn undo(said: &Said, memory: &mut Memory) {
    memory.line = said.deactivating;
    for name in &said.managed {
        let backup = backup(name);
        let Some(previous) = memory.value(&backup).cloned() else { continue };
        if said.sentinel.as_ref() == Some(&previous) {
            memory.unset(name);
        } else {
            memory.assign_exported(name, previous);
        }
        memory.unset(&backup);
    }
    memory.unset(b"VIRTUAL_ENV");
    memory.unset(b"VIRTUAL_ENV_PROMPT");
}

/// virtualenv remembers inside of xonsh which variables were not set; a variable without a backup is one.
fn forget_unset(said: &Said, memory: &mut Memory) {
    if said.sentinel.is_none() && said.pkg_config && !memory.changed(b"PKG_CONFIG_PATH") {
        memory.unset(b"PKG_CONFIG_PATH");
    }
}

fn apply(said: &Said, memory: &mut Memory, ground: &Ground<'_>, script: &[u8]) {
    memory.line = said.activating;
    let own_place = || {
        let real = ground.real_path(script).unwrap_or_else(|| Text::from(script));
        directory_name(&directory_name(&real))
    };
    let root = said.root.clone().unwrap_or_else(own_place);
    let prompt = if said.prompt.is_empty() { base_name(&root) } else { said.prompt.clone() };
    memory.assign_exported(b"VIRTUAL_ENV", root.clone());
    memory.assign_exported(b"VIRTUAL_ENV_PROMPT", prompt);
    let path = memory.value(b"PATH").cloned().unwrap_or_default();
    let first = Flavor::Unix.join(&root, &said.bin);
    replace(said, memory, b"PATH", Some(in_front(&first, &path)));
    if said.pkg_config {
        let old = memory.value(b"PKG_CONFIG_PATH").cloned().unwrap_or_default();
        replace(
            said,
            memory,
            b"PKG_CONFIG_PATH",
            Some(in_front(&Flavor::Unix.join(&root, b"lib/pkgconfig"), &old)),
        );
    }
    replace(said, memory, b"PYTHONHOME", None);
    for (name, value) in &said.libraries {
        replace(said, memory, name, Some(value.clone()));
    }
}

/// Keeps a variable's value and gives it another, or removes it.
fn replace(said: &Said, memory: &mut Memory, name: &[u8], value: Option<Text>) {
    let backup = backup(name);
    match (memory.value(name).cloned(), &said.sentinel) {
        (Some(previous), _) => memory.assign_exported(&backup, previous),
        (None, Some(sentinel)) => memory.assign_exported(&backup, sentinel.clone()),
        (None, None) => memory.unset(&backup),
    }
    match value {
        Some(value) => memory.assign_exported(name, value),
        None => memory.unset(name),
    }
}

/// xonsh keeps these variables as lists: an empty text is an empty list.
fn in_front(first: &[u8], rest: &[u8]) -> Text {
    if rest.is_empty() { Text::from(first) } else { Text::from([first, b":", rest].concat()) }
}
