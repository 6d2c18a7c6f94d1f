//! When there is no answer: `error:`, `hint:`, exit status 2.

use clap::error::ErrorKind;

use super::{Outcome, World};
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

impl<E: Into<anyhow::Error>> From<E> for Failure {
    fn from(error: E) -> Self {
        Self { source: error.into(), hint: None }
    }
}

/// What clap has to say: help and version are answers, the rest is wrong usage.
pub(super) fn of_usage(error: &clap::Error, world: &World<'_>) -> Outcome {
    let is_answer = matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    let terminal = (world.terminal)();
    let stream = if is_answer { terminal.stdout } else { terminal.stderr };
    let rendered = error.render();
    let color = decide_color(ColorChoice::Auto, &world.env, stream);
    let text = if color { rendered.ansi().to_string() } else { rendered.to_string() };
    if is_answer {
        return Outcome { stdout: text.into_bytes(), ..Outcome::default() };
    }
    Outcome { stderr: text.into_bytes(), exit: 2, ..Outcome::default() }
}

fn stage(world: &World<'_>) -> Stage {
    let terminal = (world.terminal)();
    Stage {
        color: decide_color(ColorChoice::Auto, &world.env, terminal.stderr),
        width: terminal.width,
        unicode: true,
        home: None,
        caller: "",
        caller_reason: String::new(),
    }
}
