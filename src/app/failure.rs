//! When there is no answer: `error:`, `hint:`, exit status 2.

use super::{Outcome, Stream, World};
use crate::render::{ColorChoice, Role, Stage, decide_color};

/// Why a call has no answer.
#[derive(Debug)]
pub struct Failure {
    source: anyhow::Error,
    hint: Option<String>,
}

impl Failure {
    /// A call that cannot mean anything.
    pub fn usage(words: impl std::fmt::Display) -> Self {
        anyhow::anyhow!("{words}").into()
    }

    /// The same failure with advice.
    #[must_use]
    pub fn hint(mut self, words: impl Into<String>) -> Self {
        self.hint = Some(words.into());
        self
    }

    /// The messages and the exit status.
    pub fn into_outcome(self, world: &World<'_>) -> Outcome {
        let stage = stage(world);
        let mut text = format!("{} {:#}\n", stage.paint(Role::Error, "error:"), self.source);
        if let Some(hint) = self.hint {
            text += &format!("{} {hint}\n", stage.paint(Role::Hint, "hint:"));
        }
        Outcome { stderr: text.into_bytes(), exit: 2, ..Outcome::default() }
    }
}

/// The error, and the hint on a line of its own.
#[cfg(test)]
impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#}", self.source)?;
        self.hint.as_ref().map_or(Ok(()), |hint| write!(f, "\n{hint}"))
    }
}

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { source: error.into(), hint: None }
    }
}

fn stage(world: &World<'_>) -> Stage {
    let terminal = (world.terminal)(Stream::Err);
    Stage {
        color: decide_color(ColorChoice::Auto, &world.env, terminal.is_some()),
        width: terminal.and_then(|terminal| terminal.width),
        unicode: true,
        home: None,
        caller: "",
        caller_reason: String::new(),
    }
}
