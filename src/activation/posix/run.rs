//! Carries a script out on variables in memory: nothing is started, nothing is written.

use std::collections::HashMap;
use std::rc::Rc;

use super::dialect::Dialect;
use super::parse::{Parser, SyntaxError};
use super::pattern;
use super::tree::{Act, Command, List, Word};
use crate::activation::ground::Ground;
use crate::activation::memory::{MOST_COMMANDS, Memory};
use crate::text::Text;

/// Why a script did not simply go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// `return`.
    Return,
    /// The shell itself stops here; what was done so far stays.
    Aborted { line: usize, why: String },
    /// envpeek cannot know how it goes on.
    NotUnderstood { line: usize, what: String },
}

pub(super) type Flow<T> = Result<T, Stop>;

impl From<SyntaxError> for Stop {
    fn from(error: SyntaxError) -> Self {
        let SyntaxError { line, what, real } = error;
        if real {
            Self::Aborted { line, why: what.to_owned() }
        } else {
            Self::NotUnderstood { line, what: what.to_owned() }
        }
    }
}

/// A shell that carries out a script.
pub(super) struct Shell<'a> {
    pub kind: &'static Dialect,
    pub ground: &'a Ground<'a>,
    pub memory: Memory,
    pub functions: HashMap<Text, Rc<Command>>,
    /// The script, as it was given to `source`.
    pub script: Text,
    /// The arguments of the function that runs.
    pub arguments: Vec<Text>,
    /// The last status; none where only a real run would tell.
    pub status: Option<i32>,
    /// What the commands inside `$(…)` printed so far.
    pub printed: Vec<u8>,
    /// How many commands were run.
    pub commands: usize,
    /// How deep sourced files and functions are nested.
    pub depth: usize,
}

impl Shell<'_> {
    /// Runs a whole script, command by command, as a shell reads it.
    pub(super) fn run_script(&mut self, text: &[u8]) -> Flow<()> {
        let mut parser = Parser::new(text, 1, self.kind);
        while let Some(command) = parser.next_command()? {
            match self.command(&command) {
                Err(Stop::Return) => return Ok(()),
                other => other?,
            }
        }
        Ok(())
    }

    /// Learns the functions that a script defines, without running it, and calls `deactivate`.
    pub(super) fn deactivate(&mut self, text: &[u8]) -> Flow<()> {
        let mut parser = Parser::new(text, 1, self.kind);
        while let Some(command) = parser.next_command()? {
            if let Act::Define(name, body) = command.act {
                self.functions.insert(name, body);
            }
        }
        if self.call(b"deactivate", Vec::new())? {
            Ok(())
        } else {
            Err(self.not_understood("a script without `deactivate`"))
        }
    }

    /// Calls a function with arguments, if there is one of this name.
    pub(super) fn call(&mut self, name: &[u8], arguments: Vec<Text>) -> Flow<bool> {
        let Some(body) = self.functions.get(name).cloned() else { return Ok(false) };
        self.enter()?;
        let nondestructive = arguments.first().is_some_and(|first| first == "nondestructive");
        let undoing = self.memory.undoing;
        self.memory.undoing |= nondestructive;
        let outer = std::mem::replace(&mut self.arguments, arguments);
        let result = self.command(&body);
        self.arguments = outer;
        self.memory.undoing = undoing;
        self.depth -= 1;
        match result {
            Ok(()) | Err(Stop::Return) => Ok(true),
            Err(stop) => Err(stop),
        }
    }

    /// Counts one more level of nesting.
    pub(super) fn enter(&mut self) -> Flow<()> {
        self.depth += 1;
        if self.depth > 32 {
            Err(self.not_understood("functions or files that call each other without end"))
        } else {
            Ok(())
        }
    }

    fn list(&mut self, list: &List) -> Flow<()> {
        self.status = Some(0);
        list.iter().try_for_each(|command| self.command(command))
    }

    fn command(&mut self, command: &Command) -> Flow<()> {
        self.memory.line = command.line;
        self.commands += 1;
        if self.commands > MOST_COMMANDS || self.memory.overflown || self.printed.len() > 1 << 18 {
            return Err(self.not_understood("a script that does not come to an end"));
        }
        match &command.act {
            Act::Simple { assignments, words, silent } => self.simple(assignments, words, *silent),
            Act::And(left, right) => self.junction(left, right, true),
            Act::Or(left, right) => self.junction(left, right, false),
            Act::Not(inner) => {
                self.command(inner)?;
                self.status = self.status.map(|status| i32::from(status == 0));
                Ok(())
            }
            Act::Pipeline(parts) => self.pipeline(parts),
            Act::If(clauses, otherwise) => self.conditional(clauses, otherwise),
            Act::Case(subject, arms) => self.choice(subject, arms),
            Act::While(condition, body) => self.repetition(condition, body),
            Act::For(name, words, body) => self.iteration(name, words, body),
            Act::Group(list) => self.list(list),
            Act::Subshell(list) => self.apart(|shell| shell.list(list)),
            Act::Define(name, body) => {
                self.functions.insert(name.clone(), Rc::clone(body));
                self.status = Some(0);
                Ok(())
            }
        }
    }

    /// Whether the last command succeeded.
    fn truth(&self) -> Flow<bool> {
        self.status
            .map(|status| status == 0)
            .ok_or_else(|| self.not_understood("a condition that only a real run decides"))
    }

    /// `left && right` or `left || right`. Where nobody knows how `left` ends, `right` may not matter.
    fn junction(&mut self, left: &Command, right: &Command, needed: bool) -> Flow<()> {
        self.command(left)?;
        if self.status.is_some() {
            return if self.truth()? == needed { self.command(right) } else { Ok(()) };
        }
        let unknown = self.truth();
        let changes = self.memory.changes();
        let functions = self.functions.len();
        self.command(right)?;
        if changes != self.memory.changes() || functions != self.functions.len() {
            unknown?;
        }
        self.status = self.status.filter(|status| (*status == 0) != needed);
        Ok(())
    }

    /// The error for something that cannot be known, at the current line.
    pub(super) fn not_understood(&self, what: impl Into<String>) -> Stop {
        Stop::NotUnderstood { line: self.memory.line, what: what.into() }
    }

    /// Runs something as a process of its own: its changes are forgotten.
    fn apart(&mut self, act: impl FnOnce(&mut Self) -> Flow<()>) -> Flow<()> {
        let memory = self.memory.clone();
        let functions = self.functions.clone();
        let result = act(self);
        self.memory = memory;
        self.functions = functions;
        match result {
            Err(Stop::Return | Stop::Aborted { .. }) => {
                self.status = Some(1);
                Ok(())
            }
            other => other,
        }
    }

    /// Every part is a process of its own, and what passes between them is not followed.
    fn pipeline(&mut self, parts: &[Command]) -> Flow<()> {
        let printed = self.printed.len();
        for part in parts {
            self.apart(|shell| shell.command(part))?;
        }
        self.printed.truncate(printed);
        self.status = None;
        Ok(())
    }

    fn conditional(&mut self, clauses: &[(List, List)], otherwise: &List) -> Flow<()> {
        for (condition, body) in clauses {
            self.list(condition)?;
            if self.truth()? {
                return self.list(body);
            }
        }
        self.list(otherwise)
    }

    fn choice(&mut self, subject: &Word, arms: &[(Vec<Word>, List)]) -> Flow<()> {
        let subject = self.value_of(subject)?;
        for (patterns, body) in arms {
            for pattern in patterns {
                if pattern::matches(&subject, &self.pattern_of(pattern)?) {
                    return self.list(body);
                }
            }
        }
        self.status = Some(0);
        Ok(())
    }

    fn repetition(&mut self, condition: &List, body: &List) -> Flow<()> {
        loop {
            self.list(condition)?;
            if !self.truth()? {
                self.status = Some(0);
                return Ok(());
            }
            self.commands += 1;
            if self.commands > MOST_COMMANDS {
                return Err(self.not_understood("a loop without an end"));
            }
            self.list(body)?;
        }
    }

    fn iteration(&mut self, name: &Text, words: &[Word], body: &List) -> Flow<()> {
        for value in self.fields(words)? {
            self.memory.assign(name, value);
            self.list(body)?;
        }
        Ok(())
    }

    fn simple(&mut self, assignments: &[(Text, Word)], words: &[Word], silent: bool) -> Flow<()> {
        self.status = Some(0);
        let fields = self.fields(words)?;
        let line = self.memory.line;
        let Some((name, arguments)) = fields.split_first() else {
            return self.assignments(assignments);
        };
        let printed = self.printed.len();
        if !self.call(name, arguments.to_vec())? {
            self.memory.line = line;
            self.builtin_or_program(name, arguments)?;
        }
        if silent {
            self.printed.truncate(printed);
        }
        Ok(())
    }

    fn assignments(&mut self, assignments: &[(Text, Word)]) -> Flow<()> {
        for (name, word) in assignments {
            let value = self.value_of(word)?;
            self.memory.assign(name, value);
        }
        Ok(())
    }

    /// What the commands print, without the line ends at its end.
    pub(super) fn output_of(&mut self, list: &List) -> Flow<Text> {
        let outer = std::mem::take(&mut self.printed);
        let line = self.memory.line;
        self.apart(|shell| shell.list(list))?;
        self.memory.line = line;
        let mut printed = std::mem::replace(&mut self.printed, outer);
        if self.status.is_none() {
            return Err(self.not_understood("the output of a program"));
        }
        while printed.last() == Some(&b'\n') {
            printed.pop();
        }
        Ok(Text::from(printed))
    }

    /// The value of a parameter, special ones included.
    pub(super) fn lookup(&self, name: &[u8]) -> Flow<Option<Text>> {
        match name {
            b"0" => Ok(Some(Text::from(self.kind.name))),
            b"#" => Ok(Some(Text::from(self.arguments.len().to_string()))),
            b"@" | b"*" => Ok(Some(Text::from(self.arguments.join(&b" "[..])))),
            b"?" => match self.status {
                Some(status) => Ok(Some(Text::from(status.to_string()))),
                None => Err(self.not_understood("the status of a program")),
            },
            b"$" | b"!" | b"-" => Err(self.not_understood(format!("`${}`", Text::from(name)))),
            [b'1'..=b'9'] => Ok(self.arguments.get(usize::from(name[0] - b'1')).cloned()),
            _ if self.is_own_path(name) => Ok(Some(self.script.clone())),
            _ if name.ends_with(b"]") && !self.kind.arrays => Err(self.bad_substitution(name)),
            _ => Ok(self.memory.value(name).cloned()),
        }
    }

    /// bash: `$BASH_SOURCE` is the array's first element.
    fn is_own_path(&self, name: &[u8]) -> bool {
        self.kind.own_path.is_some_and(|own| {
            own.as_bytes() == name || own.strip_suffix("[0]").is_some_and(|array| array.as_bytes() == name)
        })
    }

    /// The value of a `${…}` that only some shells know.
    pub(super) fn peculiar(&self, inside: &[u8]) -> Flow<Text> {
        if self.is_own_path(inside) { Ok(self.script.clone()) } else { Err(self.bad_substitution(inside)) }
    }

    fn bad_substitution(&self, inside: &[u8]) -> Stop {
        let known_elsewhere = [&b"(%):-%x"[..], b".sh.file", b"BASH_SOURCE[0]"].contains(&inside);
        let what = format!("`${{{}}}`", Text::from(inside));
        if known_elsewhere || !self.kind.arrays {
            Stop::Aborted {
                line: self.memory.line,
                why: format!("{what} is a bad substitution in {}", self.kind.name),
            }
        } else {
            self.not_understood(what)
        }
    }
}
