//! `activate.nu`.
//!
//! A Nushell script changes the environment in few ways only: `load-env`, `hide-env` and `$env.NAME = …`. So it is
//! enough to know which names go into the record that is loaded, and the few literals that their values are made
//! of; any other change is not understood. The makers' scripts agree on what each name means.

use std::collections::{BTreeMap, BTreeSet};

use super::ground::{base_name, directory_name};
use super::literal::literal;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use super::saved::Saved;
use crate::flavor::Flavor;
use crate::text::Text;

/// The names that a script may load, beside PATH.
const KNOWN: [&str; 10] = [
    "PATH",
    "VIRTUAL_ENV",
    "VIRTUAL_ENV_PROMPT",
    "PKG_CONFIG_PATH",
    "PROMPT_COMMAND",
    "VIRTUAL_PREFIX",
    "VIRTUAL_PROMPT",
    "_OLD_VIRTUAL_PATH",
    "_OLD_PROMPT_COMMAND",
    "TCL_LIBRARY",
];

/// What a script says.
#[derive(Debug, Default)]
struct Said {
    /// `let NAME = 'literal'`.
    literals: BTreeMap<Text, Text>,
    /// The name that the prompt is to show; none for the directory's own.
    prompt: Option<Text>,
    /// Names in the record that is loaded, each with its line.
    loaded: BTreeMap<&'static str, usize>,
    /// Names that are hidden.
    hidden: Vec<(Text, usize)>,
    /// Libraries of Tcl and Tk that the maker found.
    libraries: Vec<(Text, Text, usize)>,
    /// Whether `false` and `0` count as false in `VIRTUAL_ENV_DISABLE_PROMPT`.
    reads_truth: bool,
    /// Whether the script finds its environment from its own place.
    relocatable: bool,
}

/// Carries out `overlay use script`.
pub(super) fn activate(mut memory: Memory, script: &[u8], text: &[u8]) -> Outcome {
    let ending = match read(text) {
        Ok(said) => apply(&said, &mut memory, script),
        Err(Trouble { line, what, real: false }) => Ending::NotUnderstood { line, what },
        Err(Trouble { line, what, real: true }) => Ending::Aborted { line, why: what },
    };
    let deactivates = ending == Ending::Whole;
    let (variables, effects) = memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}

/// Carries out `overlay hide activate`, which drops every change since the overlay was opened: what the shell
/// started with comes back, as far as that is known.
pub(super) fn deactivate(mut memory: Memory, text: &[u8], saved: &Saved) -> Outcome {
    let ending = match read(text) {
        Ok(said) => {
            // The overlay also hides what an earlier one of the same name has loaded.
            let earlier =
                KNOWN.iter().filter(|name| **name != "PATH" && memory.value(name.as_bytes()).is_some());
            let names: BTreeSet<String> = earlier.map(ToString::to_string).chain(said.names()).collect();
            for name in names {
                match saved.initial.as_ref().and_then(|initial| initial.get(&name)) {
                    Some(value) => memory.assign_exported(name.as_bytes(), value.clone()),
                    None => memory.unset(name.as_bytes()),
                }
            }
            Ending::Whole
        }
        Err(Trouble { line, what, real: false }) => Ending::NotUnderstood { line, what },
        Err(Trouble { line, what, real: true }) => Ending::Aborted { line, why: what },
    };
    if let Some(path) = path_at_opening(saved) {
        memory.assign_exported(b"PATH", path.clone());
    }
    let (variables, effects) = memory.into_parts();
    Outcome { variables, effects, ending, deactivates: false }
}

/// Overlays of one name replace each other while PATH grows; hiding the last one drops everything in front of what
/// the shell started with.
fn path_at_opening(saved: &Saved) -> Option<&Text> {
    let kept = saved.value.as_ref()?;
    let started_with = saved.initial.as_ref().and_then(|initial| initial.get("PATH"));
    let grew = |path: &&Text| kept.strip_suffix(path.as_bytes()).is_some_and(|added| added.ends_with(b":"));
    Some(started_with.filter(grew).unwrap_or(kept))
}

/// A place where the script cannot be read on.
struct Trouble {
    line: usize,
    what: String,
    /// Whether Nushell stops there too.
    real: bool,
}

impl Trouble {
    fn unknown(line: usize, what: String) -> Self {
        Self { line, what, real: false }
    }
}

impl Said {
    /// Every variable that the script changes, beside PATH.
    fn names(&self) -> Vec<String> {
        let loaded = self.loaded.keys().filter(|name| **name != "PATH").map(ToString::to_string);
        let libraries = self.libraries.iter().map(|(name, _, _)| name.lossy().into_owned());
        let hidden = self.hidden.iter().map(|(name, _)| name.lossy().into_owned());
        let own = ["CURRENT_FILE", "FILE_PWD"].map(str::to_owned);
        loaded.chain(libraries).chain(hidden).chain(own).collect()
    }
}

fn read(text: &[u8]) -> Result<Said, Trouble> {
    let mut said = Said::default();
    let mut deciding = Text::new();
    for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let number = index + 1;
        let line = line.trim_ascii();
        if line.is_empty() || line.starts_with(b"#") {
            continue;
        }
        if let Some((name, value)) = binding(line) {
            deciding = Text::from(name);
            bind(&mut said, name, value, number);
        }
        read_prompt(&mut said, &deciding, line, number)?;
        said.reads_truth |= contains(line, "| into bool");
        read_keys(&mut said, line, number)?;
        read_effect(&mut said, line, number)?;
    }
    if said.literals.contains_key(&b"virtual_env"[..]) || said.relocatable {
        Ok(said)
    } else {
        Err(Trouble::unknown(1, "a script that names no environment".to_owned()))
    }
}

/// `let name = value` or `const name = value`.
fn binding(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let rest = line.strip_prefix(b"let ").or_else(|| line.strip_prefix(b"const "))?;
    let at = bstr::ByteSlice::find(rest, " = ")?;
    Some((rest[..at].trim_ascii(), rest[at + 3..].trim_ascii()))
}

fn bind(said: &mut Said, name: &[u8], value: &[u8], number: usize) {
    if let Some((text, b"")) = literal(value) {
        said.literals.insert(Text::from(name), text);
    } else if name == b"virtual_env" && value == b"(path self | path dirname | path dirname)" {
        said.relocatable = true;
    } else if let Some((name, value)) = inserted(value) {
        said.libraries.push((name, value, number));
    }
}

/// `if (… | is-empty) { … } else { $new_env | insert NAME 'literal' }`.
fn inserted(value: &[u8]) -> Option<(Text, Text)> {
    let at = bstr::ByteSlice::find(value, "| insert ")?;
    let mut halves = value[at + 9..].splitn(2, |byte| *byte == b' ');
    let name = Text::from(halves.next()?);
    let (text, _) = literal(halves.next()?)?;
    Some((name, text))
}

/// The literal that is asked whether it is empty; where it is, the directory's name is taken.
fn read_prompt(said: &mut Said, deciding: &Text, line: &[u8], number: usize) -> Result<(), Trouble> {
    if !(deciding == "virtual_env_prompt" || deciding == "virtual_prompt") {
        return Ok(());
    }
    let Some(at) = bstr::ByteSlice::find(line, "if (") else { return Ok(()) };
    match literal(&line[at + 4..]) {
        Some((text, rest)) if rest.starts_with(b" | is-empty)") || rest.starts_with(b" == '')") => {
            said.prompt = Some(text).filter(|text| !text.is_empty());
            Ok(())
        }
        // A quote in the name ended the text too early: the maker did not escape it.
        Some(_) if line.iter().filter(|byte| **byte == b'\'').count() % 2 == 1 => {
            Err(Trouble { line: number, what: "a quote is not closed".to_owned(), real: true })
        }
        Some(_) => Err(Trouble::unknown(number, "a name with quotes in it".to_owned())),
        None => Ok(()),
    }
}

/// `NAME: value` pairs of a record, several on a line or one.
fn read_keys(said: &mut Said, line: &[u8], number: usize) -> Result<(), Trouble> {
    let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
    for (at, word) in words.iter().enumerate() {
        let key = match word.strip_suffix(b":") {
            Some(key) => key,
            None if words.get(at + 1) == Some(&&b":"[..]) => word,
            None => continue,
        };
        let key = if key == b"$path_name" { b"PATH" } else { key };
        if !key.iter().all(|byte| byte.is_ascii_uppercase() || *byte == b'_') || key.is_empty() {
            continue;
        }
        match KNOWN.iter().find(|known| known.as_bytes() == key) {
            Some(known) => drop(said.loaded.insert(known, number)),
            None => return Err(Trouble::unknown(number, format!("the variable {}", Text::from(key)))),
        }
    }
    Ok(())
}

fn read_effect(said: &mut Said, line: &[u8], number: usize) -> Result<(), Trouble> {
    let changes = ["load-env", "hide-env", "source-env", "source ", "cd ", "with-env"];
    if let Some(rest) = line.strip_prefix(b"hide-env ") {
        let names = rest.split(|byte| *byte == b' ').filter(|word| !word.starts_with(b"-"));
        said.hidden.extend(names.map(|name| (Text::from(name), number)));
        return Ok(());
    }
    let assigns = line.starts_with(b"$env.") && bstr::ByteSlice::contains_str(line, " = ");
    if line != b"load-env $new_env"
        && (assigns || changes.iter().any(|change| line.starts_with(change.as_bytes())))
    {
        return Err(Trouble::unknown(number, format!("`{}`", Text::from(line))));
    }
    Ok(())
}

fn contains(line: &[u8], words: &str) -> bool {
    bstr::ByteSlice::contains_str(line, words)
}

fn apply(said: &Said, memory: &mut Memory, script: &[u8]) -> Ending {
    let line = |name: &str| said.loaded.get(name).copied().unwrap_or_default();
    let Some(path) = memory.value(b"PATH").cloned() else {
        let why = "Nushell stops here, because PATH is not set".to_owned();
        return Ending::Aborted { line: line("PATH"), why };
    };
    let own = |name: &[u8]| said.literals.get(name).cloned();
    let place = || directory_name(&directory_name(script));
    let root = own(b"virtual_env").unwrap_or_else(place);
    let bin = own(b"bin").unwrap_or_else(|| Text::from("bin"));
    let directory = Flavor::Unix.join(&root, &bin);
    let prompt = said.prompt.clone().unwrap_or_else(|| base_name(&root));
    let quiet = is_true(memory.value(b"VIRTUAL_ENV_DISABLE_PROMPT"), said.reads_truth);
    let pkg_config = Flavor::Unix.join(&root, b"lib/pkgconfig");
    let old_pkg_config = memory.value(b"PKG_CONFIG_PATH").cloned().unwrap_or_default();

    memory.assign_exported(b"CURRENT_FILE", Text::from(script));
    memory.assign_exported(b"FILE_PWD", directory_name(script));
    let load = |name: &str, value: Text, memory: &mut Memory| {
        if said.loaded.contains_key(name) {
            memory.line = line(name);
            memory.assign_exported(name.as_bytes(), value);
        }
    };
    load("PATH", in_front(&directory, &path), memory);
    load("VIRTUAL_ENV", root, memory);
    load("VIRTUAL_ENV_PROMPT", prompt.clone(), memory);
    let joined = if old_pkg_config.is_empty() { pkg_config } else { in_front(&pkg_config, &old_pkg_config) };
    load("PKG_CONFIG_PATH", joined, memory);
    if !quiet {
        let shown = Text::from([b"(", prompt.as_bytes(), b") "].concat());
        load("VIRTUAL_PREFIX", shown.clone(), memory);
        load("VIRTUAL_PROMPT", shown, memory);
        load("_OLD_VIRTUAL_PATH", path, memory);
        // A closure is no text, so programs do not see it.
        if said.loaded.contains_key("PROMPT_COMMAND") {
            memory.unset(b"PROMPT_COMMAND");
        }
    }
    for (name, value, line) in said.libraries.iter().filter(|(_, value, _)| !value.is_empty()) {
        memory.line = *line;
        memory.assign_exported(name, value.clone());
    }
    for (name, line) in &said.hidden {
        memory.line = *line;
        memory.unset(name);
    }
    Ending::Whole
}

fn in_front(first: &[u8], rest: &[u8]) -> Text {
    Text::from([first, b":", rest].concat())
}

fn is_true(value: Option<&Text>, reads_truth: bool) -> bool {
    value.is_some_and(|value| {
        let says_false = matches!(value.to_ascii_lowercase().as_slice(), b"false" | b"0");
        !(value.is_empty() || (reads_truth && says_false))
    })
}
