//! `Activate.ps1`.
//!
//! The makers' scripts put their one idea in many `PowerShell` words, but they change the environment in few forms:
//! `$env:NAME = …`, `Copy-Item` and `Remove-Item` on `Env:`, and variables that keep old values. Those are carried
//! out line by line; a line of another form that touches the environment is not understood. From the scripts'
//! sources and Microsoft's documentation; not measured.

mod run;
#[cfg(test)]
mod tests;
mod values;

use super::forecast::Act;
use super::ground::{Ground, base_name};
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use crate::flavor::Flavor;
use crate::python::Config;
use crate::text::Text;
use run::{Branch, PowerShell, Trouble};

/// Carries out the script, or only what `deactivate` of that script does.
pub(super) fn carry_out(
    ground: &Ground<'_>,
    memory: Memory,
    script: &[u8],
    text: &[u8],
    act: Act,
) -> Outcome {
    let flavor = ground.flavor;
    let bin = flavor.parent(script).unwrap_or_default();
    let root = flavor.parent(bin).unwrap_or_default();
    let config =
        ground.disk.read(&flavor.join(root, b"pyvenv.cfg"), 1 << 16).map(|bytes| Config::parse(&bytes));
    let mut shell = PowerShell {
        memory,
        flavor,
        root: Text::from(root),
        bin: Text::from(bin),
        leaf: base_name_of(flavor, root),
        config_prompt: config.ok().and_then(|config| config.prompt()).filter(|prompt| !prompt.is_empty()),
        prompt: None,
        nulls: Vec::new(),
        functions: Vec::new(),
        closed: Branch::Over,
        nondestructive: false,
    };
    let result = match act {
        Act::Activate => shell.script(text),
        Act::Deactivate => shell.functions_of(text).and_then(|_| shell.deactivate(false)),
    };
    let ending = match result {
        Ok(()) => Ending::Whole,
        Err(Trouble { line, what }) => Ending::NotUnderstood { line, what },
    };
    let deactivates = act == Act::Activate && ending == Ending::Whole;
    let (variables, effects) = shell.memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}

fn base_name_of(flavor: Flavor, root: &[u8]) -> Text {
    if flavor == Flavor::Unix { base_name(root) } else { Text::from(flavor.file_name(root)) }
}
