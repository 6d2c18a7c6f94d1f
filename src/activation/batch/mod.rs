//! `activate.bat` for cmd.
//!
//! A batch file reads line by line, replaces `%NAME%` before it looks at the line (in a block, before it looks at
//! the block), and every variable of cmd is exported: a child cmd undoes its parent's activation. From Microsoft's
//! documentation of `set`, `if`, `for` and `goto`.

mod run;
#[cfg(test)]
mod tests;

use super::forecast::Act;
use super::ground::Ground;
use super::memory::Memory;
use super::outcome::{Ending, Outcome};
use crate::text::Text;
use run::{Batch, Trouble};

/// Carries out a batch file, or `deactivate.bat` beside it.
pub(super) fn carry_out(
    ground: &Ground<'_>,
    memory: Memory,
    script: &[u8],
    text: &[u8],
    act: Act,
) -> Outcome {
    let flavor = ground.flavor;
    let beside = flavor.join(flavor.parent(script).unwrap_or_default(), b"deactivate.bat");
    let other = ground.disk.read(&beside, 1 << 16).ok();
    let deactivates = act == Act::Activate && other.is_some();
    let mut batch = Batch { memory, flavor, script: Text::from(script), depth: 0 };
    let result = match (act, other) {
        (Act::Activate, _) => batch.script(text),
        (Act::Deactivate, Some(text)) => batch.script(&text),
        (Act::Deactivate, None) => Err(Trouble { line: 1, what: "there is no deactivate.bat".to_owned() }),
    };
    let ending = match result {
        Ok(()) => Ending::Whole,
        Err(Trouble { line, what }) => Ending::NotUnderstood { line, what },
    };
    let (variables, effects) = batch.memory.into_parts();
    Outcome { variables, effects, ending, deactivates }
}
