//! Reads a fish script into a [tree](super::tree).

use std::rc::Rc;

use super::tree::{Act, Needed, Part, Statement, Word};
use crate::text::Text;

/// A place where the script could not be read on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SyntaxError {
    /// Line in the script, counted from 1.
    pub line: usize,
    /// What stands there.
    pub what: &'static str,
    /// Whether fish would stop there too.
    pub real: bool,
}

/// How deep statements may be nested: the makers' scripts reach five.
const DEEPEST: usize = 60;

type Parsed<T> = Result<T, SyntaxError>;

/// Reads a whole script. Like fish, it wants all of it to be right before any of it runs.
pub(super) fn script(text: &[u8]) -> Parsed<Vec<Statement>> {
    let mut parser = Parser { text, at: 0, line: 1, depth: 0 };
    let statements = parser.statements()?;
    if parser.at == text.len() {
        Ok(statements)
    } else {
        Err(parser.error("a word that does not belong here"))
    }
}

struct Parser<'text> {
    text: &'text [u8],
    at: usize,
    line: usize,
    /// How many statements are open around this place.
    depth: usize,
}

impl<'text> Parser<'text> {
    fn error(&self, what: &'static str) -> SyntaxError {
        SyntaxError { line: self.line, what, real: true }
    }

    fn rest(&self) -> &'text [u8] {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    fn bump(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        self.line += usize::from(byte == b'\n');
        Some(byte)
    }

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
            if !matches!(self.peek(), Some(b'\n' | b';')) {
                return;
            }
            self.bump();
        }
    }

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

    /// Statements up to `end`, `else`, `case`, a closing parenthesis or the end of the text.
    fn statements(&mut self) -> Parsed<Vec<Statement>> {
        let mut statements = Vec::new();
        loop {
            self.skip_separators();
            match self.peek_word() {
                b"" if !self.begins_word() => return Ok(statements),
                b"end" | b"else" | b"case" => return Ok(statements),
                _ => self.chain(&mut statements)?,
            }
        }
    }

    fn begins_word(&self) -> bool {
        matches!(self.peek(), Some(b'\'' | b'"' | b'$' | b'('))
    }

    /// One statement with everything that `&&` and `||` join to it.
    fn chain(&mut self, statements: &mut Vec<Statement>) -> Parsed<()> {
        statements.push(self.statement()?);
        loop {
            self.skip_blanks();
            let after = match self.rest() {
                [b'&', b'&', ..] => Needed::Success,
                [b'|', b'|', ..] => Needed::Failure,
                _ => return Ok(()),
            };
            self.at += 2;
            self.skip_separators();
            statements.push(Statement { after: Some(after), ..self.statement()? });
        }
    }

    fn statement(&mut self) -> Parsed<Statement> {
        self.skip_blanks();
        let line = self.line;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(SyntaxError { line, what: "things nested too deeply", real: false });
        }
        let after = match self.peek_word() {
            b"and" => Some(Needed::Success),
            b"or" => Some(Needed::Failure),
            _ => None,
        };
        if after.is_some() {
            self.at += self.peek_word().len();
            self.skip_blanks();
        }
        let act = match self.peek_word() {
            b"not" | b"!" => self.negation()?,
            b"if" => self.conditional()?,
            b"function" => self.function()?,
            b"begin" => self.block()?,
            b"for" => self.skipped("for")?,
            b"while" => self.skipped("while")?,
            b"switch" => self.skipped("switch")?,
            _ => Act::Pipeline(self.pipeline()?),
        };
        self.depth -= 1;
        Ok(Statement { line, after, act })
    }

    fn negation(&mut self) -> Parsed<Act> {
        self.at += self.peek_word().len();
        Ok(Act::Not(Box::new(self.statement()?)))
    }

    fn conditional(&mut self) -> Parsed<Act> {
        let mut clauses = Vec::new();
        loop {
            self.at += 2;
            let mut condition = Vec::new();
            self.chain(&mut condition)?;
            while self.continues_condition() {
                self.chain(&mut condition)?;
            }
            clauses.push((condition, self.statements()?));
            if !self.take_word("else") {
                return self.end().map(|()| Act::If(clauses, Vec::new()));
            }
            self.skip_blanks();
            if self.peek_word() != b"if" {
                let otherwise = self.statements()?;
                return self.end().map(|()| Act::If(clauses, otherwise));
            }
        }
    }

    fn continues_condition(&mut self) -> bool {
        self.skip_separators();
        matches!(self.peek_word(), b"and" | b"or")
    }

    fn end(&mut self) -> Parsed<()> {
        if self.take_word("end") { self.redirections() } else { Err(self.error("`end` is missing")) }
    }

    fn function(&mut self) -> Parsed<Act> {
        self.at += 8;
        let head = self.words()?;
        let name = match head.first().map(Vec::as_slice) {
            Some([Part::Literal(name)]) => name.clone(),
            _ => return Err(self.error("a function without a plain name")),
        };
        let body = self.statements()?;
        self.end()?;
        Ok(Act::Function(name, Rc::new(body)))
    }

    fn block(&mut self) -> Parsed<Act> {
        self.at += 5;
        let body = self.statements()?;
        self.end()?;
        Ok(Act::Block(body))
    }

    fn skipped(&mut self, kind: &'static str) -> Parsed<Act> {
        self.at += kind.len();
        self.words()?;
        self.statements()?;
        while self.take_word("case") {
            self.words()?;
            self.statements()?;
        }
        self.end()?;
        Ok(Act::Loop(kind))
    }

    fn pipeline(&mut self) -> Parsed<Vec<Vec<Word>>> {
        let mut parts = vec![self.words()?];
        while self.peek() == Some(b'|') && !self.rest().starts_with(b"||") {
            self.at += 1;
            self.skip_separators();
            parts.push(self.words()?);
        }
        if parts.iter().any(Vec::is_empty) {
            return Err(self.error("an operator where a command should stand"));
        }
        Ok(parts)
    }

    fn redirections(&mut self) -> Parsed<()> {
        while self.redirection()? {}
        Ok(())
    }

    fn redirection(&mut self) -> Parsed<bool> {
        self.skip_blanks();
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let length = match &self.rest()[digits..] {
            [b'>', b'>' | b'&' | b'?', ..] | [b'<', b'&', ..] | [b'&', b'>', ..] => 2,
            [b'>' | b'<', ..] => 1,
            _ => return Ok(false),
        };
        self.at += digits + length;
        self.skip_blanks();
        self.word()?;
        Ok(true)
    }

    fn words(&mut self) -> Parsed<Vec<Word>> {
        let mut words = Vec::new();
        loop {
            if self.redirection()? {
                continue;
            }
            if self.peek().is_none_or(|byte| matches!(byte, b'\n' | b';' | b'|' | b'&' | b')')) {
                return Ok(words);
            }
            words.push(self.word()?);
        }
    }

    fn word(&mut self) -> Parsed<Word> {
        let mut word = Word::new();
        loop {
            match self.peek() {
                Some(b'\'') => word.push(Part::Literal(self.single_quoted()?)),
                Some(b'"') => self.double_quoted(&mut word)?,
                Some(b'$') => word.push(self.variable(false)?),
                Some(b'(') => word.push(self.output(false)?),
                Some(b'\\') => word.push(self.escape()),
                Some(byte) if !is_meta(byte) => {
                    let plain =
                        |byte: &&u8| !is_meta(**byte) && !matches!(**byte, b'\'' | b'"' | b'$' | b'\\');
                    let length = self.rest().iter().take_while(plain).count();
                    word.push(Part::Literal(Text::from(&self.rest()[..length])));
                    self.at += length;
                }
                _ => return Ok(word),
            }
        }
    }

    fn escape(&mut self) -> Part {
        self.bump();
        Part::Literal(match self.bump() {
            Some(b'n') => Text::from("\n"),
            Some(b't') => Text::from("\t"),
            Some(b'e') => Text::from("\x1b"),
            Some(byte) => Text::from(vec![byte]),
            None => Text::new(),
        })
    }

    fn single_quoted(&mut self) -> Parsed<Text> {
        let error = self.error("a quote is not closed");
        self.bump();
        let mut text = Vec::new();
        loop {
            match self.bump().ok_or_else(|| error.clone())? {
                b'\'' => return Ok(Text::from(text)),
                b'\\' if matches!(self.peek(), Some(b'\'' | b'\\')) => text.extend(self.bump()),
                byte => text.push(byte),
            }
        }
    }

    fn double_quoted(&mut self, word: &mut Word) -> Parsed<()> {
        let error = self.error("a quote is not closed");
        self.bump();
        let mut text = Vec::new();
        loop {
            match self.peek().ok_or_else(|| error.clone())? {
                b'"' => {
                    self.bump();
                    word.push(Part::Literal(Text::from(text)));
                    return Ok(());
                }
                b'$' => {
                    word.push(Part::Literal(Text::from(std::mem::take(&mut text))));
                    word.push(self.variable(true)?);
                }
                b'\\' => {
                    self.bump();
                    match self.peek() {
                        Some(b'"' | b'$' | b'\\') => text.extend(self.bump()),
                        Some(b'\n') => drop(self.bump()),
                        _ => text.push(b'\\'),
                    }
                }
                _ => text.extend(self.bump()),
            }
        }
    }

    fn variable(&mut self, quoted: bool) -> Parsed<Part> {
        self.bump();
        if self.peek() == Some(b'(') {
            return self.output(quoted);
        }
        let length =
            self.rest().iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        if length == 0 {
            return Err(self.error("`$` without a name"));
        }
        let name = Text::from(&self.rest()[..length]);
        self.at += length;
        let first_only = self.first_only();
        if !first_only && self.peek() == Some(b'[') {
            // Other parts of a list stand only in functions for fish 2, which are not called any more.
            while self.bump().is_some_and(|byte| byte != b']') {}
        }
        Ok(Part::Variable { name, first_only, quoted })
    }

    fn first_only(&mut self) -> bool {
        let found = self.rest().starts_with(b"[1]");
        self.at += if found { 3 } else { 0 };
        found
    }

    fn output(&mut self, quoted: bool) -> Parsed<Part> {
        self.bump();
        let body = self.statements()?;
        if self.bump() != Some(b')') {
            return Err(self.error("`)` is missing"));
        }
        Ok(Part::Output { body, first_only: self.first_only(), quoted })
    }
}

fn is_meta(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b';' | b'|' | b'&' | b'<' | b'>' | b'(' | b')')
}
