//! Reads a POSIX shell script into a [tree](super::tree), one complete command at a time, as a shell does.
//!
//! Only the grammar that `activate` scripts use is known: no here-documents, no arithmetic. What is not known
//! is an error with its line, never a guess.

mod command;
mod word;

use super::dialect::Dialect;
use super::tree::Command;

/// A place where the script could not be read on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(in crate::activation::posix) struct SyntaxError {
    /// Line in the script, counted from 1.
    pub line: usize,
    /// What stands there.
    pub what: &'static str,
    /// Whether a shell would stop there too; else it is only envpeek that cannot read on.
    pub real: bool,
}

/// A reader's place in a script.
pub(in crate::activation::posix) struct Parser<'text> {
    text: &'text [u8],
    at: usize,
    line: usize,
    dialect: &'static Dialect,
    /// How many commands and words are open around this place.
    depth: usize,
}

/// How deep commands and words may be nested: the makers' scripts reach ten. A reader that calls itself must know
/// when to stop.
const DEEPEST: usize = 100;

type Parsed<T> = Result<T, SyntaxError>;

/// Whether a redirection takes the standard output away.
type Silent = bool;

impl<'text> Parser<'text> {
    /// A reader at the beginning of `text`, whose first line has this number.
    pub(in crate::activation::posix) fn new(
        text: &'text [u8],
        line: usize,
        dialect: &'static Dialect,
    ) -> Self {
        Self { text, at: 0, line, dialect, depth: 0 }
    }

    /// The next complete command, or `None` at the end.
    pub(in crate::activation::posix) fn next_command(&mut self) -> Parsed<Option<Command>> {
        self.skip_separators();
        if self.at == self.text.len() {
            return Ok(None);
        }
        let command = self.and_or()?;
        self.end_of_command()?;
        Ok(Some(command))
    }

    fn end_of_command(&mut self) -> Parsed<()> {
        self.skip_blanks();
        match self.peek() {
            None | Some(b'\n' | b';' | b'&' | b')') => Ok(()),
            Some(_) => Err(self.error("a word that does not belong here")),
        }
    }

    /// Counts one more thing inside another.
    fn enter(&mut self) -> Parsed<()> {
        self.depth += 1;
        if self.depth > DEEPEST { Err(self.unknown("things nested too deeply")) } else { Ok(()) }
    }

    fn error(&self, what: &'static str) -> SyntaxError {
        SyntaxError { line: self.line, what, real: true }
    }

    fn unknown(&self, what: &'static str) -> SyntaxError {
        SyntaxError { line: self.line, what, real: false }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn rest(&self) -> &'text [u8] {
        &self.text[self.at..]
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        self.line += usize::from(byte == b'\n');
        Some(byte)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest().starts_with(wanted.as_bytes());
        if found {
            self.at += wanted.len();
        }
        found
    }

    /// Blanks, continued lines and comments, but no line end.
    fn skip_blanks(&mut self) {
        loop {
            match self.rest() {
                [b' ' | b'\t', ..] => self.at += 1,
                [b'\\', b'\n', ..] => {
                    self.at += 2;
                    self.line += 1;
                }
                [b'#', ..] => self.at += self.rest().iter().take_while(|byte| **byte != b'\n').count(),
                _ => return,
            }
        }
    }

    fn skip_separators(&mut self) {
        loop {
            self.skip_blanks();
            match self.rest() {
                [b';', b';', ..] => return,
                [b'\n' | b';', ..] => drop(self.bump()),
                [b'&', next, ..] if *next != b'&' => self.at += 1,
                _ => return,
            }
        }
    }

    fn skip_newlines(&mut self) {
        loop {
            self.skip_blanks();
            if self.peek() != Some(b'\n') {
                return;
            }
            self.bump();
        }
    }

    /// The reserved or plain word that begins here, without taking it.
    fn peek_word(&self) -> &'text [u8] {
        let length = self.rest().iter().take_while(|byte| !is_meta(**byte)).count();
        &self.rest()[..length]
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = self.peek_word() == word.as_bytes();
        if found {
            self.at += word.len();
        }
        found
    }

    fn expect_word(&mut self, word: &str, what: &'static str) -> Parsed<()> {
        self.skip_separators();
        if self.take_word(word) { Ok(()) } else { Err(self.error(what)) }
    }
}

fn is_meta(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')')
}

/// How many bytes at the beginning of a text are a name.
fn name_length(text: &[u8]) -> usize {
    match text.first() {
        Some(first) if first.is_ascii_alphabetic() || *first == b'_' => {
            text.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count()
        }
        _ => 0,
    }
}

fn is_name(text: &[u8]) -> bool {
    !text.is_empty() && name_length(text) == text.len()
}
