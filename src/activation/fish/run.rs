//! Carries an `activate.fish` out on variables in memory.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::rc::Rc;

use super::tree::{Act, Needed, Part, Statement, Word};
use crate::activation::ground::Ground;
use crate::activation::memory::{MOST_COMMANDS, Memory};
use crate::text::Text;

/// Why a script did not simply go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `return`.
    Return,
    /// envpeek cannot know how it goes on.
    NotUnderstood { line: usize, what: String },
}

pub(super) type Flow<T> = Result<T, Stop>;

/// A fish that carries out a script.
pub(super) struct Fish<'a> {
    pub ground: &'a Ground<'a>,
    pub memory: Memory,
    /// Variables of the innermost blocks (`set -l`).
    pub locals: BTreeMap<Text, Vec<Text>>,
    pub functions: HashMap<Text, Rc<Vec<Statement>>>,
    /// Functions of which only the name matters.
    pub names: HashSet<Text>,
    pub script: Text,
    pub status: Option<i32>,
    pub printed: Vec<u8>,
    /// How many statements were run.
    pub commands: usize,
    pub depth: usize,
}

impl Fish<'_> {
    /// Runs statements one after the other.
    pub(super) fn run(&mut self, statements: &[Statement]) -> Flow<()> {
        statements.iter().try_for_each(|statement| self.statement(statement))
    }

    /// Calls a function with arguments, if there is one of this name.
    pub(super) fn call(&mut self, name: &[u8], arguments: Vec<Text>) -> Flow<bool> {
        let Some(body) = self.functions.get(name).cloned() else { return Ok(false) };
        self.depth += 1;
        if self.depth > 32 {
            return Err(self.not_understood("functions that call each other without end"));
        }
        let undoing = self.memory.undoing;
        self.memory.undoing |= arguments.first().is_some_and(|first| first == "nondestructive");
        let mut frame = BTreeMap::from([(Text::from("argv"), arguments)]);
        std::mem::swap(&mut self.locals, &mut frame);
        let result = self.run(&body);
        self.locals = frame;
        self.memory.undoing = undoing;
        self.depth -= 1;
        match result {
            Ok(()) | Err(Stop::Return) => Ok(true),
            Err(stop) => Err(stop),
        }
    }

    /// The error for something that cannot be known, at the current line.
    pub(super) fn not_understood(&self, what: impl Into<String>) -> Stop {
        Stop::NotUnderstood { line: self.memory.line, what: what.into() }
    }

    fn truth(&self) -> Flow<bool> {
        let unknown = || self.not_understood("a condition that only a real run decides");
        self.status.map(|status| status == 0).ok_or_else(unknown)
    }

    fn statement(&mut self, statement: &Statement) -> Flow<()> {
        if let Some(needed) = statement.after
            && self.truth()? != (needed == Needed::Success)
        {
            return Ok(());
        }
        self.memory.line = statement.line;
        self.commands += 1;
        if self.commands > MOST_COMMANDS || self.memory.overflown || self.printed.len() > 1 << 18 {
            return Err(self.not_understood("a script that does not come to an end"));
        }
        match &statement.act {
            Act::Pipeline(parts) => self.pipeline(parts),
            Act::Not(inner) => {
                self.statement(inner)?;
                self.status = self.status.map(|status| i32::from(status == 0));
                Ok(())
            }
            Act::If(clauses, otherwise) => self.conditional(clauses, otherwise),
            Act::Function(name, body) => {
                self.functions.insert(name.clone(), Rc::clone(body));
                self.names.insert(name.clone());
                Ok(())
            }
            Act::Block(body) => self.block(body),
            Act::Loop(kind) => Err(self.not_understood(format!("`{kind}`"))),
        }
    }

    fn conditional(
        &mut self,
        clauses: &[(Vec<Statement>, Vec<Statement>)],
        otherwise: &[Statement],
    ) -> Flow<()> {
        for (condition, body) in clauses {
            self.run(condition)?;
            if self.truth()? {
                return self.block(body);
            }
        }
        self.block(otherwise)
    }

    fn block(&mut self, body: &[Statement]) -> Flow<()> {
        let outer = self.locals.clone();
        let result = self.run(body);
        self.locals = outer;
        result
    }

    fn pipeline(&mut self, parts: &[Vec<Word>]) -> Flow<()> {
        let mut input = None;
        for (index, words) in parts.iter().enumerate() {
            let line = self.memory.line;
            let Some(words) = self.expand(words)? else {
                // An unknown command in a substitution: fish does not run the statement at all.
                self.status = Some(127);
                return Ok(());
            };
            self.memory.line = line;
            let Some((name, arguments)) = words.split_first() else { continue };
            let before = self.printed.len();
            self.command(name, arguments, input.as_deref())?;
            if index + 1 < parts.len() {
                input = Some(self.printed.split_off(before));
            }
        }
        Ok(())
    }

    fn expand(&mut self, words: &[Word]) -> Flow<Option<Vec<Text>>> {
        let mut expanded = Vec::new();
        for word in words {
            match self.elements(word)? {
                Some(elements) => expanded.extend(elements),
                None => return Ok(None),
            }
        }
        Ok(Some(expanded))
    }

    /// A word's elements: every combination of its parts' elements.
    fn elements(&mut self, word: &Word) -> Flow<Option<Vec<Text>>> {
        let mut elements = vec![Text::new()];
        for part in word {
            let Some(choices) = self.part(part)? else { return Ok(None) };
            let joined =
                |left: &Text| choices.iter().map(|right| joined_texts(left, right)).collect::<Vec<_>>();
            elements = elements.iter().flat_map(joined).collect();
            if elements.len() > MOST_COMMANDS {
                return Err(self.not_understood("a list without an end"));
            }
        }
        Ok(Some(elements))
    }

    fn part(&mut self, part: &Part) -> Flow<Option<Vec<Text>>> {
        Ok(Some(match part {
            Part::Literal(text) => vec![text.clone()],
            Part::Variable { name, first_only, quoted } => {
                let elements = self.list(name)?;
                match (quoted, first_only) {
                    (true, true) => vec![elements.into_iter().next().unwrap_or_default()],
                    (true, false) => vec![join(name, &elements)],
                    (false, true) => elements.into_iter().take(1).collect(),
                    (false, false) => elements,
                }
            }
            Part::Output { body, first_only, quoted } => match self.output(body)? {
                Some(text) if *quoted => vec![text],
                Some(text) if text.is_empty() => Vec::new(),
                Some(text) => {
                    let most = if *first_only { 1 } else { usize::MAX };
                    text.split(|byte| *byte == b'\n').take(most).map(Text::from).collect()
                }
                None => return Ok(None),
            },
        }))
    }

    fn output(&mut self, body: &[Statement]) -> Flow<Option<Text>> {
        let outer = std::mem::take(&mut self.printed);
        let line = self.memory.line;
        let result = self.run(body);
        self.memory.line = line;
        let mut printed = std::mem::replace(&mut self.printed, outer);
        result?;
        match self.status {
            None => Err(self.not_understood("the output of a program")),
            Some(127) => Ok(None),
            Some(_) => {
                if printed.last() == Some(&b'\n') {
                    printed.pop();
                }
                Ok(Some(Text::from(printed)))
            }
        }
    }

    /// A variable's elements; none where it is unset.
    pub(super) fn list(&self, name: &[u8]) -> Flow<Vec<Text>> {
        if let Some(elements) = self.locals.get(name) {
            return Ok(elements.clone());
        }
        if name == b"status" {
            return match self.status {
                Some(status) => Ok(vec![Text::from(status.to_string())]),
                None => Err(self.not_understood("the status of a program")),
            };
        }
        Ok(match self.memory.value(name) {
            None => Vec::new(),
            Some(value) if is_path_list(name) => value.split(|byte| *byte == b':').map(Text::from).collect(),
            Some(value) => vec![value.clone()],
        })
    }
}

/// fish 3 and later: a variable whose name ends in `PATH` is a list, separated by colons outside of fish.
pub(super) fn is_path_list(name: &[u8]) -> bool {
    name.ends_with(b"PATH")
}

/// A list as one text: what a quoted variable gives, and what programs see.
pub(super) fn join(name: &[u8], elements: &[Text]) -> Text {
    let separator: &[u8] = if is_path_list(name) { b":" } else { b" " };
    Text::from(elements.join(separator))
}

fn joined_texts(left: &[u8], right: &[u8]) -> Text {
    Text::from([left, right].concat())
}
