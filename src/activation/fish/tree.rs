//! What a line of an `activate.fish` script says, as a tree.

use std::rc::Rc;

use crate::text::Text;

/// A statement with the line it begins on.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Line in the script, counted from 1.
    pub line: usize,
    /// `and` or `or` before it: it runs only after a success or a failure.
    pub after: Option<Needed>,
    /// What it does.
    pub act: Act,
}

/// What a statement with `and` or `or` waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Needed {
    /// `and`, `&&`.
    Success,
    /// `or`, `||`.
    Failure,
}

/// The kinds of statement.
#[derive(Clone, Debug)]
pub(super) enum Act {
    /// Commands joined by pipes, each a list of words.
    Pipeline(Vec<Vec<Word>>),
    /// `not …`.
    Not(Box<Statement>),
    /// `if … else if … else … end`.
    If(Vec<(Vec<Statement>, Vec<Statement>)>, Vec<Statement>),
    /// `function NAME … end`.
    Function(Text, Rc<Vec<Statement>>),
    /// `begin … end`.
    Block(Vec<Statement>),
    /// `for`, `while` and `switch`, of which only the kind is kept.
    Loop(&'static str),
}

/// A word before its expansions.
pub(super) type Word = Vec<Part>;

/// A piece of a word.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Plain or quoted text.
    Literal(Text),
    /// `$NAME` or `$NAME[…]`; quoted, its elements are joined.
    Variable { name: Text, first_only: bool, quoted: bool },
    /// `(…)` or `(…)[1]`: one element a line; quoted, in one piece.
    Output { body: Vec<Statement>, first_only: bool, quoted: bool },
}
