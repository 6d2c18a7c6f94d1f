//! `activate.csh` for tcsh.
//!
//! csh keeps what `deactivate` needs in variables of its own, stops a script at an undefined variable, and its
//! `deactivate` is an alias.

mod commands;
mod expand;
mod run;
#[cfg(test)]
mod tests;
mod words;

use std::collections::HashMap;

use run::{Csh, Stop};
use words::Token;

use super::forecast::Act;
use super::ground::Ground;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};

/// The variables that tcsh has of its own before any script. Only an interactive one has a prompt.
pub(super) fn own_variables(interactive: bool, memory: &mut Memory) {
    memory.begin_with_own(b"tcsh", b"6");
    if interactive {
        memory.begin_with_own(b"prompt", b"%# ");
    }
}

/// Carries out `source script`, or only what `deactivate` of that script does.
pub(super) fn carry_out(ground: &Ground<'_>, memory: Memory, text: &[u8], act: Act) -> Outcome {
    let mut csh = Csh { ground, memory, aliases: HashMap::new(), commands: 0, depth: 0 };
    let result = match act {
        Act::Activate => csh.run_script(text),
        Act::Deactivate => deactivate(&mut csh, text),
    };
    let ending = match result {
        Ok(()) => Ending::Whole,
        Err(Stop::Aborted { line, why }) => Ending::Aborted { line, why },
        Err(Stop::NotUnderstood { line, what }) => Ending::NotUnderstood { line, what },
    };
    let deactivates = csh.aliases.contains_key(&b"deactivate"[..]);
    let (variables, effects) = csh.memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}

/// Finds the alias that the script defines, without running the script, and uses it.
fn deactivate(csh: &mut Csh<'_>, text: &[u8]) -> run::Flow<()> {
    let is = |token: Option<&Token>, word: &str| matches!(token, Some(Token::Word(found)) if found == word);
    for (number, line) in words::lines(text) {
        let Some(tokens) = words::tokens(&line) else { continue };
        let defines = is(tokens.first(), "alias") && is(tokens.get(1), "deactivate");
        let names_script = is(tokens.first(), "set") && is(tokens.get(1), "deactivate_script");
        if defines || names_script {
            csh.memory.line = number;
            csh.commands(&tokens)?;
        }
    }
    match csh.aliases.get(&b"deactivate"[..]).cloned() {
        Some(body) => csh.alias(&body, &[]),
        None => Err(csh.not_understood("a script without `deactivate`")),
    }
}
