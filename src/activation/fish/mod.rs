//! `activate.fish`.
//!
//! fish reads a script whole, keeps PATH as a list, and exports what a later `deactivate` needs, so that a
//! child fish undoes its parent's activation.

mod commands;
mod parse;
mod run;
#[cfg(test)]
mod tests;
mod tree;

use std::collections::{BTreeMap, HashMap, HashSet};

use run::{Fish, Stop};
use tree::Act as Does;

use super::forecast::Act;
use super::ground::Ground;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use crate::text::Text;

/// PATH where the environment has none (measured with fish 3.6 and 4.9).
const DEFAULT_PATH: &str = "/bin:/usr/bin";

/// The variables that fish has of its own before any script, and what it makes of PATH.
pub(super) fn own_variables(memory: &mut Memory) {
    memory.begin_with(b"FISH_VERSION", b"3.6.0", false);
    let value = memory.value(b"PATH").cloned().unwrap_or_else(|| Text::from(DEFAULT_PATH));
    let dotted: Vec<&[u8]> =
        value.split(|byte| *byte == b':').map(|entry| if entry.is_empty() { b"." } else { entry }).collect();
    memory.begin_with(b"PATH", &dotted.join(&b':'), true);
}

/// Carries out `source script`, or only what `deactivate` of that script does. `here` says whether the
/// environment that is active was activated in this very fish, which then has its functions.
pub(super) fn carry_out(
    ground: &Ground<'_>,
    memory: Memory,
    script: &[u8],
    text: &[u8],
    act: Act,
    here: bool,
) -> Outcome {
    let mut names = HashSet::from([Text::from("fish_prompt")]);
    if here {
        names.insert(Text::from("_old_fish_prompt"));
    }
    let mut fish = Fish {
        ground,
        memory,
        locals: BTreeMap::new(),
        functions: HashMap::new(),
        names,
        script: Text::from(script),
        status: Some(0),
        printed: Vec::new(),
        commands: 0,
        depth: 0,
    };
    let ending = match parse::script(text) {
        Err(error) if !error.real => Ending::NotUnderstood { line: error.line, what: error.what.to_owned() },
        Err(error) => Ending::Aborted { line: error.line, why: error.what.to_owned() },
        Ok(statements) => ending(match act {
            Act::Activate => fish.run(&statements),
            Act::Deactivate => deactivate(&mut fish, &statements),
        }),
    };
    let deactivates = fish.names.contains(&b"deactivate"[..]);
    let (variables, effects) = fish.memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}

fn ending(result: run::Flow<()>) -> Ending {
    match result {
        Ok(()) | Err(Stop::Return) => Ending::Whole,
        Err(Stop::NotUnderstood { line, what }) => Ending::NotUnderstood { line, what },
    }
}

fn deactivate(fish: &mut Fish<'_>, statements: &[tree::Statement]) -> run::Flow<()> {
    let defines = |statement: &&tree::Statement| matches!(statement.act, Does::Function(..));
    for statement in statements.iter().filter(defines) {
        fish.run(std::slice::from_ref(statement))?;
    }
    if fish.call(b"deactivate", Vec::new())? {
        Ok(())
    } else {
        Err(fish.not_understood("a script without `deactivate`"))
    }
}
