//! Reads commands: lists, pipelines, compound commands, functions and simple commands.

use std::rc::Rc;

use super::{DEEPEST, Parsed, Parser, Silent, is_meta, is_name};
use crate::activation::posix::tree::{Act, Command, List, Word};
use crate::text::Text;

impl Parser<'_> {
    pub(super) fn list(&mut self, ends: &[&str]) -> Parsed<List> {
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

    pub(super) fn and_or(&mut self) -> Parsed<Command> {
        let mut left = self.pipeline()?;
        for _ in 0..DEEPEST {
            self.skip_blanks();
            let line = left.line;
            let join: fn(Box<Command>, Box<Command>) -> Act = match self.rest() {
                [b'&', b'&', ..] => Act::And,
                [b'|', b'|', ..] => Act::Or,
                _ => return Ok(left),
            };
            self.at += 2;
            self.skip_newlines();
            left = Command { line, act: join(Box::new(left), Box::new(self.pipeline()?)) };
        }
        Err(self.unknown("so many commands in a row"))
    }

    fn pipeline(&mut self) -> Parsed<Command> {
        self.skip_blanks();
        let line = self.line;
        if self.take_word("!") {
            self.enter()?;
            let act = Act::Not(Box::new(self.pipeline()?));
            self.depth -= 1;
            return Ok(Command { line, act });
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
        self.enter()?;
        let act = match self.compound()? {
            Some(act) => {
                self.redirections()?;
                act
            }
            None => self.simple()?,
        };
        self.depth -= 1;
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
        let part_of_name =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'[' | b']' | b'@');
        let equals = self.rest().iter().take_while(part_of_name).count();
        if self.rest().get(equals) != Some(&b'=') {
            return false;
        }
        let target = &self.rest()[..equals];
        let name = target.strip_suffix(b"]").and_then(|front| front.split(|byte| *byte == b'[').next());
        is_name(name.unwrap_or(target))
    }
}
