//! What a piece of text is to the reader; colours follow from that. Only this file knows the painter.

use colored::{Color, ColoredString, Colorize};

/// The part that a piece of text plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// What wins.
    Winner,
    /// What loses to it.
    Loser,
    /// What needs attention soon.
    Warning,
    /// What is wrong.
    Error,
    /// Advice.
    Hint,
    /// What is worth knowing and does not press.
    Aside,
    /// A name that the reader asked about.
    Subject,
    /// An environment.
    Environment,
}

impl Role {
    /// The text in the role's colour, out of the sixteen that every colour terminal has.
    pub(super) fn painted(self, text: &str) -> String {
        colored::control::set_override(true);
        self.paint(text).to_string()
    }

    fn paint(self, text: &str) -> ColoredString {
        match self {
            Self::Winner => text.color(Color::Green).bold(),
            Self::Loser => text.color(Color::Yellow),
            Self::Warning => text.color(Color::Yellow).bold(),
            Self::Error => text.color(Color::Red).bold(),
            Self::Hint => text.color(Color::Cyan),
            Self::Aside => text.dimmed(),
            Self::Subject => text.bold(),
            Self::Environment => text.color(Color::Magenta),
        }
    }
}
