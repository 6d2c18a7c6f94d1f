//! What a line of a POSIX `activate` script says, as a tree.

use std::rc::Rc;

use crate::text::Text;

/// A sequence of commands, one after the other.
pub(super) type List = Vec<Command>;

/// One command with the line it begins on.
#[derive(Debug, Clone)]
pub(super) struct Command {
    /// Line in the script, counted from 1.
    pub line: usize,
    /// What it does.
    pub act: Act,
}

/// The kinds of command that `activate` scripts are made of.
#[derive(Debug, Clone)]
pub(super) enum Act {
    /// Assignments, then a program or builtin with its arguments; silent where its output is redirected.
    Simple { assignments: Vec<(Text, Word)>, words: Vec<Word>, silent: bool },
    /// `left && right`.
    And(Box<Command>, Box<Command>),
    /// `left || right`.
    Or(Box<Command>, Box<Command>),
    /// `! command`.
    Not(Box<Command>),
    /// `a | b`: every part runs in a process of its own and changes nothing here.
    Pipeline(Vec<Command>),
    /// `if … then … elif … else … fi`: conditions with their bodies, and the last resort.
    If(Vec<(List, List)>, List),
    /// `case word in patterns) … ;; esac`.
    Case(Word, Vec<(Vec<Word>, List)>),
    /// `while … do … done`.
    While(List, List),
    /// `for name in words; do … done`.
    For(Text, Vec<Word>, List),
    /// `{ … }`.
    Group(List),
    /// `( … )`: sees the variables, changes none.
    Subshell(List),
    /// `name () { … }`.
    Define(Text, Rc<Command>),
}

/// A word before its expansions.
pub(super) type Word = Vec<Part>;

/// A piece of a word.
#[derive(Debug, Clone)]
pub(super) enum Part {
    /// Plain text; `true` where it was quoted.
    Literal(Text, bool),
    /// `"…"`.
    Quoted(Word),
    /// `$name`, `${name}`, `${name:-word}`.
    Parameter { name: Text, operator: Option<Operator> },
    /// `$(…)` or backquotes.
    Output(List),
    /// `${…}` in a form that only some shells know: its inside.
    Peculiar(Text),
}

/// What stands behind a parameter's name.
#[derive(Debug, Clone)]
pub(super) struct Operator {
    /// Which one.
    pub kind: OperatorKind,
    /// With a colon, empty counts as unset.
    pub colon: bool,
    /// The word behind it.
    pub word: Word,
}

/// The operators of parameter expansion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum OperatorKind {
    /// `-`: the word where it is unset.
    Default,
    /// `=`: the same, and assign it.
    Assign,
    /// `+`: the word where it is set.
    Alternative,
    /// `?`: an error where it is unset.
    Require,
    /// `#` and `##`: without a matching beginning.
    CutPrefix,
    /// `%` and `%%`: without a matching end.
    CutSuffix,
}
