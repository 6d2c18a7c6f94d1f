//! Reads a POSIX shell script into a [tree](super::tree), one complete command at a time, as a shell does.
//!
//! Only the grammar that `activate` scripts use is known: no here-documents, no arithmetic. What is not known
//! is an error with its line, never a guess.

use std::rc::Rc;

use super::dialect::Dialect;
use super::tree::{Act, Command, List, Operator, OperatorKind, Part, Word};
use crate::text::Text;

/// A place where the script could not be read on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {what}")]
pub(super) struct SyntaxError {
    /// Line in the script, counted from 1.
    pub line: usize,
    /// What stands there.
    pub what: &'static str,
    /// Whether a shell would stop there too; else it is only envpeek that cannot read on.
    pub real: bool,
}

/// A reader's place in a script.
pub(super) struct Parser<'text> {
    text: &'text [u8],
    at: usize,
    line: usize,
    dialect: &'static Dialect,
}

type Parsed<T> = Result<T, SyntaxError>;

/// Whether a redirection takes the standard output away.
type Silent = bool;

impl<'text> Parser<'text> {
    /// A reader at the beginning of `text`, whose first line has this number.
    pub(super) fn new(text: &'text [u8], line: usize, dialect: &'static Dialect) -> Self {
        Self { text, at: 0, line, dialect }
    }

    /// The next complete command, or `None` at the end.
    pub(super) fn next_command(&mut self) -> Parsed<Option<Command>> {
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

    fn list(&mut self, ends: &[&str]) -> Parsed<List> {
        let mut commands = List::new();
        loop {
            self.skip_separators();
            let word = self.peek_word();
            let ended = ends.iter().any(|end| end.as_bytes() == word)
                || self.peek() == Some(b')')
                || self.rest().starts_with(b";;");
            if ended || self.peek().is_none() {
                return Ok(commands);
            }
            commands.push(self.and_or()?);
            self.end_of_command()?;
        }
    }

    fn and_or(&mut self) -> Parsed<Command> {
        let mut left = self.pipeline()?;
        loop {
            self.skip_blanks();
            let line = left.line;
            if self.take("&&") {
                self.skip_newlines();
                left = Command { line, act: Act::And(Box::new(left), Box::new(self.pipeline()?)) };
            } else if self.take("||") {
                self.skip_newlines();
                left = Command { line, act: Act::Or(Box::new(left), Box::new(self.pipeline()?)) };
            } else {
                return Ok(left);
            }
        }
    }

    fn pipeline(&mut self) -> Parsed<Command> {
        self.skip_blanks();
        let line = self.line;
        if self.take_word("!") {
            return Ok(Command { line, act: Act::Not(Box::new(self.pipeline()?)) });
        }
        let first = self.command()?;
        let mut parts = vec![first];
        while self.takes_pipe() {
            self.skip_newlines();
            parts.push(self.command()?);
        }
        if parts.len() == 1 {
            return Ok(parts.remove(0));
        }
        Ok(Command { line, act: Act::Pipeline(parts) })
    }

    fn takes_pipe(&mut self) -> bool {
        self.skip_blanks();
        !self.rest().starts_with(b"||") && self.take("|")
    }

    fn command(&mut self) -> Parsed<Command> {
        self.skip_blanks();
        let line = self.line;
        let act = match self.compound()? {
            Some(act) => {
                self.redirections()?;
                act
            }
            None => self.simple()?,
        };
        Ok(Command { line, act })
    }

    fn compound(&mut self) -> Parsed<Option<Act>> {
        if self.take("(") {
            let list = self.list(&[])?;
            return if self.take(")") {
                Ok(Some(Act::Subshell(list)))
            } else {
                Err(self.error("`)` is missing"))
            };
        }
        Ok(Some(match self.peek_word() {
            b"{" => self.group()?,
            b"if" => self.conditional()?,
            b"case" => self.choice()?,
            b"while" => self.repetition()?,
            b"for" => self.iteration()?,
            b"function" => self.keyword_function()?,
            name if is_name(name) && self.begins_function(name.len()) => self.function(name)?,
            _ => return Ok(None),
        }))
    }

    fn group(&mut self) -> Parsed<Act> {
        self.at += 1;
        let list = self.list(&["}"])?;
        self.expect_word("}", "`}` is missing")?;
        Ok(Act::Group(list))
    }

    fn conditional(&mut self) -> Parsed<Act> {
        self.at += 2;
        let mut clauses = Vec::new();
        loop {
            let condition = self.list(&["then"])?;
            self.expect_word("then", "`then` is missing")?;
            clauses.push((condition, self.list(&["elif", "else", "fi"])?));
            if !self.take_word("elif") {
                break;
            }
        }
        let otherwise = if self.take_word("else") { self.list(&["fi"])? } else { List::new() };
        self.expect_word("fi", "`fi` is missing")?;
        Ok(Act::If(clauses, otherwise))
    }

    fn repetition(&mut self) -> Parsed<Act> {
        self.at += 5;
        let condition = self.list(&["do"])?;
        Ok(Act::While(condition, self.loop_body()?))
    }

    fn iteration(&mut self) -> Parsed<Act> {
        self.at += 3;
        self.skip_blanks();
        let name = Text::from(self.peek_word());
        self.at += name.len();
        self.skip_newlines();
        if !self.take_word("in") {
            return Err(self.unknown("a `for` without `in`"));
        }
        let (words, _) = self.words()?;
        Ok(Act::For(name, words, self.loop_body()?))
    }

    fn loop_body(&mut self) -> Parsed<List> {
        self.expect_word("do", "`do` is missing")?;
        let body = self.list(&["done"])?;
        self.expect_word("done", "`done` is missing")?;
        Ok(body)
    }

    fn choice(&mut self) -> Parsed<Act> {
        self.at += 4;
        self.skip_blanks();
        let subject = self.word()?;
        self.skip_newlines();
        if !self.take_word("in") {
            return Err(self.error("`in` is missing"));
        }
        let mut arms = Vec::new();
        loop {
            self.skip_newlines();
            if self.take_word("esac") {
                return Ok(Act::Case(subject, arms));
            }
            arms.push(self.arm()?);
        }
    }

    fn arm(&mut self) -> Parsed<(Vec<Word>, List)> {
        let _ = self.take("(");
        let mut patterns = Vec::new();
        loop {
            self.skip_blanks();
            patterns.push(self.word()?);
            self.skip_blanks();
            match self.bump() {
                Some(b'|') => {}
                Some(b')') => break,
                _ => return Err(self.error("a `case` pattern without `)`")),
            }
        }
        let body = self.list(&["esac"])?;
        let _ = self.take(";;");
        Ok((patterns, body))
    }

    fn begins_function(&self, length: usize) -> bool {
        let mut behind = self.rest()[length..].iter().filter(|byte| !matches!(byte, b' ' | b'\t'));
        behind.next() == Some(&b'(') && behind.next() == Some(&b')')
    }

    fn function(&mut self, name: &[u8]) -> Parsed<Act> {
        self.at += name.len();
        while self.bump() != Some(b')') {}
        self.function_body(name)
    }

    fn keyword_function(&mut self) -> Parsed<Act> {
        self.at += 8;
        self.skip_blanks();
        let name = self.peek_word();
        self.at += name.len();
        if self.begins_function(0) {
            while self.bump() != Some(b')') {}
        }
        self.function_body(name)
    }

    fn function_body(&mut self, name: &[u8]) -> Parsed<Act> {
        self.skip_newlines();
        Ok(Act::Define(Text::from(name), Rc::new(self.command()?)))
    }

    fn redirections(&mut self) -> Parsed<()> {
        while self.redirection()?.is_some() {}
        Ok(())
    }

    /// Takes a redirection. All that counts of it is whether it takes the output away.
    fn redirection(&mut self) -> Parsed<Option<Silent>> {
        self.skip_blanks();
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        let arrow = match &self.rest()[digits..] {
            [b'<', b'<', ..] => return Err(self.unknown("a here-document")),
            [b'>', b'>' | b'&' | b'|', ..] | [b'<', b'&' | b'>', ..] => 2,
            [b'&', b'>', ..] if digits == 0 => 2,
            [b'>' | b'<', ..] => 1,
            _ => return Ok(None),
        };
        let descriptor = &self.rest()[..digits];
        let silent = self.rest()[digits] != b'<' && matches!(descriptor, b"" | b"1");
        self.at += digits + arrow;
        self.skip_blanks();
        self.word()?;
        Ok(Some(silent))
    }

    fn words(&mut self) -> Parsed<(Vec<Word>, Silent)> {
        let mut words = Vec::new();
        let mut silent = false;
        loop {
            if let Some(takes_output) = self.redirection()? {
                silent |= takes_output;
            } else if self.peek().is_none_or(is_meta) {
                return Ok((words, silent));
            } else {
                words.push(self.word()?);
            }
        }
    }

    fn simple(&mut self) -> Parsed<Act> {
        let mut assignments = Vec::new();
        while self.begins_assignment() {
            let length = self.rest().iter().take_while(|byte| **byte != b'=').count();
            let name = Text::from(&self.rest()[..length]);
            self.at += length + 1;
            let value = if self.peek().is_none_or(is_meta) { Word::new() } else { self.word()? };
            assignments.push((name, value));
            self.skip_blanks();
        }
        let (words, silent) = self.words()?;
        if assignments.is_empty() && words.is_empty() && self.peek().is_some_and(|byte| byte != b'\n') {
            return Err(self.error("an operator where a command should stand"));
        }
        Ok(Act::Simple { assignments, words, silent })
    }

    fn begins_assignment(&self) -> bool {
        let Some(equals) = self.rest().iter().position(|byte| *byte == b'=') else { return false };
        let target = &self.rest()[..equals];
        let name = target.strip_suffix(b"]").and_then(|front| front.split(|byte| *byte == b'[').next());
        is_name(name.unwrap_or(target))
    }

    fn word(&mut self) -> Parsed<Word> {
        let mut word = Word::new();
        while let Some(byte) = self.peek().filter(|byte| !is_meta(*byte)) {
            word.push(self.part(byte)?);
        }
        Ok(word)
    }

    fn part(&mut self, byte: u8) -> Parsed<Part> {
        match byte {
            b'\'' => self.single_quoted(),
            b'"' => self.double_quoted(),
            b'$' => self.dollar(),
            b'`' => self.backquoted(false),
            b'\\' => Ok(self.escaped()),
            _ => {
                let plain = |byte: &&u8| {
                    !is_meta(**byte) && !matches!(**byte, b'\'' | b'"' | b'$' | b'`' | b'\\' | b'}')
                };
                let length = self.rest().iter().take_while(plain).count().max(1);
                let text = Text::from(&self.rest()[..length]);
                self.at += length;
                Ok(Part::Literal(text, false))
            }
        }
    }

    fn escaped(&mut self) -> Part {
        self.bump();
        match self.bump() {
            Some(b'\n') => Part::Literal(Text::new(), false),
            Some(byte) => Part::Literal(Text::from(vec![byte]), true),
            None => Part::Literal(Text::from("\\"), true),
        }
    }

    fn single_quoted(&mut self) -> Parsed<Part> {
        let error = self.error("a quote is not closed");
        self.bump();
        let length = self.rest().iter().position(|byte| *byte == b'\'').ok_or(error)?;
        let text = &self.rest()[..length];
        self.line += bstr::ByteSlice::find_iter(text, "\n").count();
        self.at += length + 1;
        Ok(Part::Literal(Text::from(text), true))
    }

    fn double_quoted(&mut self) -> Parsed<Part> {
        let error = self.error("a quote is not closed");
        self.bump();
        let word = self.inside_quotes(b'"', &error)?;
        self.bump();
        Ok(Part::Quoted(word))
    }

    /// What stands up to an unquoted `end`, by the rules inside double quotes.
    fn inside_quotes(&mut self, end: u8, error: &SyntaxError) -> Parsed<Word> {
        let mut word = Word::new();
        let mut plain = Vec::new();
        loop {
            let byte = self.peek().ok_or_else(|| error.clone())?;
            if byte == end || matches!(byte, b'$' | b'`') {
                if !plain.is_empty() {
                    word.push(Part::Literal(Text::from(std::mem::take(&mut plain)), true));
                }
                match byte {
                    _ if byte == end => return Ok(word),
                    b'$' => word.push(self.dollar()?),
                    _ => word.push(self.backquoted(true)?),
                }
                continue;
            }
            self.bump();
            match (byte, self.peek()) {
                (b'\\', Some(b'\n')) => drop(self.bump()),
                (b'\\', Some(next)) if matches!(next, b'$' | b'`' | b'"' | b'\\') => {
                    plain.push(next);
                    self.bump();
                }
                _ => plain.push(byte),
            }
        }
    }

    fn backquoted(&mut self, quoted: bool) -> Parsed<Part> {
        let error = self.error("a backquote is not closed");
        let line = self.line;
        self.bump();
        let mut inner = Vec::new();
        loop {
            match self.bump().ok_or_else(|| error.clone())? {
                b'`' => break,
                b'\\' => match self.bump().ok_or_else(|| error.clone())? {
                    byte @ (b'`' | b'\\' | b'$') => inner.push(byte),
                    b'"' if quoted => inner.push(b'"'),
                    byte => inner.extend([b'\\', byte]),
                },
                byte => inner.push(byte),
            }
        }
        Ok(Part::Output(Parser::new(&inner, line, self.dialect).list(&[])?))
    }

    fn dollar(&mut self) -> Parsed<Part> {
        self.bump();
        match self.rest() {
            [b'(', b'(', ..] => Err(self.unknown("arithmetic")),
            [b'(', ..] => self.output(),
            [b'{', ..] => self.braced(),
            [b'\'', ..] => Err(self.unknown("a `$'…'` text")),
            [byte, ..] if byte.is_ascii_digit() || b"@*#?$!-".contains(byte) => {
                self.at += 1;
                Ok(plain_parameter(&[*byte]))
            }
            rest => {
                let length = name_length(rest);
                self.at += length;
                let name = &rest[..length];
                Ok(if name.is_empty() {
                    Part::Literal(Text::from("$"), false)
                } else {
                    plain_parameter(name)
                })
            }
        }
    }

    fn output(&mut self) -> Parsed<Part> {
        self.bump();
        let list = self.list(&[])?;
        self.skip_newlines();
        if self.take(")") { Ok(Part::Output(list)) } else { Err(self.error("`)` is missing")) }
    }

    fn braced(&mut self) -> Parsed<Part> {
        let error = self.error("`}` is missing");
        self.bump();
        let begin = self.at;
        let mut length = name_length(self.rest());
        if length > 0 && self.rest().get(length) == Some(&b'[') {
            length += self.rest()[length..].iter().position(|byte| *byte == b']').map_or(0, |at| at + 1);
        }
        if length == 0 && self.peek().is_some_and(|byte| byte.is_ascii_digit() || b"@*?".contains(&byte)) {
            length = 1;
        }
        let name = Text::from(&self.rest()[..length]);
        self.at += length;
        if length > 0 && self.take("}") {
            return Ok(Part::Parameter { name, operator: None });
        }
        match if length > 0 { self.operator() } else { None } {
            Some((kind, colon)) => {
                let word = self.inside_quotes_of_operator(&error)?;
                Ok(Part::Parameter { name, operator: Some(Operator { kind, colon, word }) })
            }
            None => self.peculiar(begin, &error),
        }
    }

    fn operator(&mut self) -> Option<(OperatorKind, bool)> {
        let colon = self.rest().starts_with(b":");
        let kind = match self.rest().get(usize::from(colon))? {
            b'-' => OperatorKind::Default,
            b'=' => OperatorKind::Assign,
            b'+' => OperatorKind::Alternative,
            b'?' => OperatorKind::Require,
            b'#' if !colon => OperatorKind::CutPrefix,
            b'%' if !colon => OperatorKind::CutSuffix,
            _ => return None,
        };
        let cut = matches!(kind, OperatorKind::CutPrefix | OperatorKind::CutSuffix);
        self.at += 1 + usize::from(colon);
        if cut && matches!(self.peek(), Some(b'#' | b'%')) {
            self.at += 1;
        }
        Some((kind, colon))
    }

    /// The word of `${name:-word}`: quotes count, and it ends at `}`.
    fn inside_quotes_of_operator(&mut self, error: &SyntaxError) -> Parsed<Word> {
        let mut word = Word::new();
        loop {
            match self.peek().ok_or_else(|| error.clone())? {
                b'}' => {
                    self.bump();
                    return Ok(word);
                }
                byte if is_meta(byte) => {
                    self.bump();
                    word.push(Part::Literal(Text::from(vec![byte]), false));
                }
                byte => word.push(self.part(byte)?),
            }
        }
    }

    fn peculiar(&mut self, begin: usize, error: &SyntaxError) -> Parsed<Part> {
        while self.bump().ok_or_else(|| error.clone())? != b'}' {}
        if self.dialect.refuses_peculiar {
            return Err(SyntaxError { what: "the name of a parameter is not valid", ..error.clone() });
        }
        Ok(Part::Peculiar(Text::from(&self.text[begin..self.at - 1])))
    }
}

fn plain_parameter(name: &[u8]) -> Part {
    Part::Parameter { name: Text::from(name), operator: None }
}

fn is_meta(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b'<' | b'>' | b'(' | b')')
}

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
