//! Carries an `activate.csh` out on variables in memory.

use std::collections::HashMap;

use super::words::{self, Token};
use crate::activation::ground::Ground;
use crate::activation::memory::{MOST_COMMANDS, Memory};
use crate::text::Text;

/// Why a script did not simply go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// tcsh itself stops here; what was done so far stays.
    Aborted { line: usize, why: String },
    /// envpeek cannot know how it goes on.
    NotUnderstood { line: usize, what: String },
}

pub(super) type Flow<T> = Result<T, Stop>;

/// A tcsh that carries out a script.
pub(super) struct Csh<'a> {
    pub ground: &'a Ground<'a>,
    pub memory: Memory,
    pub aliases: HashMap<Text, Text>,
    /// How many commands were run.
    pub commands: usize,
    pub depth: usize,
}

/// Where a line stands in the `if`s around it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Branch {
    /// It runs.
    Taken,
    /// It does not, but an `else` may.
    Waiting,
    /// An earlier branch ran, or the whole `if` does not.
    Over,
}

impl Csh<'_> {
    /// Runs a whole script.
    pub(super) fn run_script(&mut self, text: &[u8]) -> Flow<()> {
        let mut branches: Vec<Branch> = Vec::new();
        for (number, line) in words::lines(text) {
            self.memory.line = number;
            let Some(tokens) = words::tokens(&line) else {
                // Quotes in branches that are not taken are not looked at either.
                if branches.iter().all(|branch| *branch == Branch::Taken) {
                    return Err(self.aborted("a quote is not closed"));
                }
                continue;
            };
            self.line(&tokens, &mut branches)?;
        }
        Ok(())
    }

    fn line(&mut self, tokens: &[Token], branches: &mut Vec<Branch>) -> Flow<()> {
        let running = branches.iter().all(|branch| *branch == Branch::Taken);
        match (word(tokens, 0), word(tokens, 1)) {
            (Some(b"if"), _) => self.conditional(tokens, running, branches),
            (Some(b"else"), Some(b"if")) => {
                let state = self.otherwise(branches)?;
                let waiting = state == Branch::Waiting;
                let taken = waiting && self.condition(&tokens[1..])?.0;
                branches.push(if taken { Branch::Taken } else { state });
                Ok(())
            }
            (Some(b"else"), _) => {
                let state = self.otherwise(branches)?;
                branches.push(if state == Branch::Waiting { Branch::Taken } else { state });
                Ok(())
            }
            (Some(b"endif"), _) => {
                branches.pop().map(drop).ok_or_else(|| self.aborted("`endif` without `if`"))
            }
            _ if running => self.commands(tokens),
            _ => Ok(()),
        }
    }

    /// Takes the innermost branch off and says what an `else` to it does.
    fn otherwise(&self, branches: &mut Vec<Branch>) -> Flow<Branch> {
        let last = branches.pop().ok_or_else(|| self.aborted("`else` without `if`"))?;
        let outer = branches.iter().all(|branch| *branch == Branch::Taken);
        Ok(if last == Branch::Waiting && outer { Branch::Waiting } else { Branch::Over })
    }

    fn conditional(&mut self, tokens: &[Token], running: bool, branches: &mut Vec<Branch>) -> Flow<()> {
        let block = word(tokens, tokens.len() - 1) == Some(b"then");
        if !running {
            if block {
                branches.push(Branch::Over);
            }
            return Ok(());
        }
        let (truth, behind) = self.condition(tokens)?;
        if block {
            branches.push(if truth { Branch::Taken } else { Branch::Waiting });
            return Ok(());
        }
        if truth { self.commands(&tokens[behind..]) } else { Ok(()) }
    }

    /// The truth of `if ( … )` and how many tokens that was.
    fn condition(&mut self, tokens: &[Token]) -> Flow<(bool, usize)> {
        let mut depth = 0;
        for (at, token) in tokens.iter().enumerate().skip(1) {
            depth += i32::from(*token == Token::Open) - i32::from(*token == Token::Close);
            if depth == 0 {
                let inside = tokens.get(2..at).unwrap_or_default();
                return Ok((self.expression(inside)?, at + 1));
            }
        }
        Err(self.not_understood("an `if` in this form"))
    }

    fn expression(&mut self, tokens: &[Token]) -> Flow<bool> {
        if tokens.len() > 200 {
            return Err(self.not_understood("a condition of so many words"));
        }
        if let Some(at) = tokens.iter().rposition(|token| *token == Token::Or) {
            return Ok(self.expression(&tokens[..at])? || self.expression(&tokens[at + 1..])?);
        }
        if let Some(at) = tokens.iter().rposition(|token| *token == Token::And) {
            return Ok(self.expression(&tokens[..at])? && self.expression(&tokens[at + 1..])?);
        }
        match tokens {
            [Token::Word(not), rest @ ..] if not == "!" => Ok(!self.expression(rest)?),
            [Token::Open, inner @ .., Token::Close] => self.expression(inner),
            [left, Token::Word(operator), right] => self.comparison(left, operator, right),
            [Token::Word(only)] => {
                let value = self.one(only)?;
                Ok(!matches!(value.as_bytes(), b"" | b"0"))
            }
            _ => Err(self.not_understood("a condition in this form")),
        }
    }

    fn comparison(&mut self, left: &Token, operator: &Text, right: &Token) -> Flow<bool> {
        let (Token::Word(left), Token::Word(right)) = (left, right) else {
            return Err(self.not_understood("a comparison in this form"));
        };
        let left = self.one(left)?;
        match operator.as_bytes() {
            b"==" => Ok(left == self.one(right)?),
            b"!=" => Ok(left != self.one(right)?),
            // The only pattern in use asks for a line end in the prompt: *"$newline:q"*.
            b"=~" if right.starts_with(b"*") && right.ends_with(b"*") && right.len() > 1 => {
                let inside = self.one(&right[1..right.len() - 1])?;
                Ok(bstr::ByteSlice::contains_str(left.as_bytes(), inside.as_bytes()))
            }
            _ => Err(self.not_understood("a comparison in this form")),
        }
    }

    /// Commands joined by `;`, `&&` and `||`.
    pub(super) fn commands(&mut self, tokens: &[Token]) -> Flow<()> {
        let mut success = true;
        let mut runs = true;
        for part in tokens.split_inclusive(|token| matches!(token, Token::Then | Token::And | Token::Or)) {
            let (command, joint) = match part.split_last() {
                Some((last @ (Token::Then | Token::And | Token::Or), command)) => (command, last),
                _ => (part, &Token::Then),
            };
            if runs {
                success = self.simple(command)?;
            }
            runs = match joint {
                Token::And => success,
                Token::Or => !success,
                _ => true,
            };
        }
        Ok(())
    }

    fn simple(&mut self, tokens: &[Token]) -> Flow<bool> {
        self.commands += 1;
        if self.commands > MOST_COMMANDS || self.memory.overflown {
            return Err(self.not_understood("a script that does not come to an end"));
        }
        let mut written = Vec::new();
        for token in tokens {
            match token {
                Token::Word(word) => written.push(word),
                _ => return Err(self.not_understood("parentheses in a command")),
            }
        }
        let Some((name, rest)) = written.split_first() else { return Ok(true) };
        if let Some(body) = self.aliases.get(*name).cloned() {
            return self.alias(&body, rest).map(|()| true);
        }
        let mut words = Vec::new();
        for word in rest {
            words.extend(self.expand(word)?);
        }
        self.command(name, &words)
    }

    /// An alias: its text with the arguments put in where `\!:*` stands.
    pub(super) fn alias(&mut self, body: &[u8], arguments: &[&Text]) -> Flow<()> {
        self.depth += 1;
        if self.depth > 16 {
            return Err(self.not_understood("aliases that call each other without end"));
        }
        let arguments: Vec<&[u8]> = arguments.iter().map(|argument| argument.as_bytes()).collect();
        let undoing = self.memory.undoing;
        self.memory.undoing |= arguments.first().is_some_and(|first| *first == b"nondestructive");
        let line = bstr::ByteSlice::replace(body, "\\!:*", arguments.join(&b' '));
        let tokens = words::tokens(&line).ok_or_else(|| self.aborted("a quote is not closed"))?;
        let result = self.commands(&tokens);
        self.memory.undoing = undoing;
        self.depth -= 1;
        result
    }

    /// tcsh's own error at the current line.
    pub(super) fn aborted(&self, why: impl Into<String>) -> Stop {
        Stop::Aborted { line: self.memory.line, why: why.into() }
    }

    /// The error for something that cannot be known, at the current line.
    pub(super) fn not_understood(&self, what: impl Into<String>) -> Stop {
        Stop::NotUnderstood { line: self.memory.line, what: what.into() }
    }
}

fn word(tokens: &[Token], at: usize) -> Option<&[u8]> {
    match tokens.get(at) {
        Some(Token::Word(word)) => Some(word.as_bytes()),
        _ => None,
    }
}
