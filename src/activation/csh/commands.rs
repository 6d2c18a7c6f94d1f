//! The builtins that `activate.csh` scripts use.

use super::run::{Csh, Flow};
use crate::text::Text;

/// How much of a sourced file is read.
const SCRIPT_LIMIT: usize = 1 << 20;

impl Csh<'_> {
    /// Runs a builtin; a program changes no variable, and only of `test` the status is known.
    pub(super) fn command(&mut self, name: &[u8], words: &[Text]) -> Flow<bool> {
        match name {
            b"alias" => {
                if let Some((name, body)) = words.split_first().filter(|(_, body)| !body.is_empty()) {
                    self.aliases.insert(name.clone(), Text::from(body.join(&b" "[..])));
                }
            }
            b"unalias" => words.iter().for_each(|name| drop(self.aliases.remove(name))),
            b"set" => self.set(words)?,
            b"unset" => words.iter().for_each(|name| self.memory.set_own(name, None)),
            b"setenv" => match words {
                [name] => self.memory.assign_exported(name, Text::new()),
                [name, value] => self.memory.assign_exported(name, value.clone()),
                _ => return Err(self.aborted("setenv: Too many arguments.")),
            },
            b"unsetenv" => words.iter().for_each(|name| self.memory.unset(name)),
            b"source" => self.source(words)?,
            b"test" => return self.test(words),
            b"eval" | b"cd" | b"exec" | b"exit" | b"foreach" | b"while" | b"switch" | b"goto" | b"@" => {
                return Err(self.not_understood(format!("`{}`", Text::from(name))));
            }
            // Other builtins and programs change no variable.
            _ => {}
        }
        Ok(true)
    }

    /// `set name=value`, `set name = value` and `set name`, any number of them.
    fn set(&mut self, words: &[Text]) -> Flow<()> {
        let mut words = words.iter().peekable();
        while let Some(word) = words.next() {
            let (name, value) = match word.iter().position(|byte| *byte == b'=') {
                Some(at) => (Text::from(&word[..at]), Text::from(&word[at + 1..])),
                None if words.next_if(|next| *next == "=").is_some() => {
                    (word.clone(), words.next().cloned().unwrap_or_default())
                }
                None => (word.clone(), Text::new()),
            };
            if name.is_empty() || name.contains(&b'[') {
                return Err(self.not_understood("`set` in this form"));
            }
            self.memory.set_own(&name, Some(value));
        }
        Ok(())
    }

    fn source(&mut self, words: &[Text]) -> Flow<()> {
        let Some(file) = words.first() else { return Err(self.aborted("source: Too few arguments.")) };
        let text = self.ground.disk.read(&self.ground.absolute(file), SCRIPT_LIMIT);
        let text = text.map_err(|_| self.aborted(format!("{file}: No such file or directory.")))?;
        let line = self.memory.line;
        let undoing = self.memory.undoing;
        self.memory.undoing |= file.ends_with(b"/deactivate.csh");
        self.depth += 1;
        if self.depth > 16 {
            return Err(self.not_understood("files that source each other without end"));
        }
        let result = self.run_script(&text);
        self.depth -= 1;
        self.memory.undoing = undoing;
        self.memory.line = line;
        result
    }

    /// `test` is a program to csh: where PATH does not lead to it, it fails.
    fn test(&mut self, words: &[Text]) -> Flow<bool> {
        let path = self.memory.value(b"PATH").map(Text::as_bytes);
        if !(self.ground.finds)(b"test", path) {
            return Ok(false);
        }
        crate::activation::condition::holds(words, self.ground)
            .ok_or_else(|| self.not_understood("a test in this form"))
    }
}
