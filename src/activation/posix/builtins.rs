//! The builtins and the few programs that `activate` scripts use.

use super::run::{Flow, Shell, Stop};
use crate::activation::condition;
use crate::activation::ground::{base_name, directory_name};
use crate::text::Text;

/// How much of a sourced file is read.
const SCRIPT_LIMIT: usize = 1 << 20;

impl Shell<'_> {
    /// Runs a builtin, or says of a program what it would print.
    pub(super) fn builtin_or_program(&mut self, name: &[u8], arguments: &[Text]) -> Flow<()> {
        self.status = Some(0);
        match name {
            b":" | b"true" | b"hash" | b"rehash" | b"unalias" | b"setopt" | b"unsetopt" | b"trap"
            | b"shopt" => {}
            b"false" => self.status = Some(1),
            b"export" => self.declare(arguments, true),
            b"typeset" | b"declare" | b"local" | b"readonly" => {
                let exported =
                    arguments.iter().any(|argument| argument.starts_with(b"-") && argument.contains(&b'x'));
                self.declare(arguments, exported);
            }
            b"unset" => self.unset(arguments),
            b"alias" => {
                self.status = Some(i32::from(!arguments.iter().any(|argument| argument.contains(&b'='))))
            }
            b"[" | b"[[" | b"test" => self.test(name, arguments)?,
            b"echo" => self.echo(arguments)?,
            b"printf" => self.printf(arguments),
            b"return" => return Err(Stop::Return),
            b"exit" => {
                let why = "the script ends the shell itself".to_owned();
                return Err(Stop::Aborted { line: self.memory.line, why });
            }
            b"." | b"source" => self.source(arguments)?,
            b"command" | b"builtin" => self.command_builtin(arguments)?,
            b"eval" | b"cd" | b"read" | b"set" | b"shift" | b"exec" | b"enable" | b"let" => {
                return Err(self.not_understood(format!("`{}`", Text::from(name))));
            }
            _ => self.program(name, arguments),
        }
        Ok(())
    }

    fn declare(&mut self, arguments: &[Text], exported: bool) {
        for argument in arguments.iter().filter(|argument| !argument.starts_with(b"-")) {
            let mut halves = argument.splitn(2, |byte| *byte == b'=');
            let name = halves.next().unwrap_or_default();
            match (halves.next(), exported) {
                (Some(value), true) => self.memory.assign_exported(name, Text::from(value)),
                (Some(value), false) => self.memory.assign(name, Text::from(value)),
                (None, true) => self.memory.export(name),
                (None, false) => {}
            }
        }
    }

    fn unset(&mut self, arguments: &[Text]) {
        let functions = arguments.first().is_some_and(|first| first == "-f");
        for name in arguments.iter().filter(|argument| !argument.starts_with(b"-")) {
            if functions {
                self.functions.remove(name);
            } else {
                self.memory.unset(name);
            }
        }
    }

    fn echo(&mut self, arguments: &[Text]) -> Flow<()> {
        if arguments.first().is_some_and(|first| first.starts_with(b"-")) {
            return Err(self.not_understood("`echo` with an option"));
        }
        self.print(&arguments.join(&b" "[..]));
        Ok(())
    }

    fn printf(&mut self, arguments: &[Text]) {
        match arguments {
            [format, value] if format == "%s" => self.printed.extend_from_slice(value),
            [format, value] if format == "%s\\n" => self.print(value),
            [plain] if !plain.contains(&b'%') && !plain.contains(&b'\\') => {
                self.printed.extend_from_slice(plain)
            }
            _ => self.status = None,
        }
    }

    fn print(&mut self, line: &[u8]) {
        self.printed.extend_from_slice(line);
        self.printed.push(b'\n');
    }

    /// A file that the script sources in turn.
    fn source(&mut self, arguments: &[Text]) -> Flow<()> {
        let Some(file) = arguments.first().filter(|file| file.contains(&b'/')) else {
            return Err(self.not_understood("a sourced file without its directory"));
        };
        match self.ground.disk.read(&self.ground.absolute(file), SCRIPT_LIMIT) {
            Ok(text) => {
                self.enter()?;
                let outer = std::mem::replace(&mut self.script, file.clone());
                let line = self.memory.line;
                let result = self.run_script(&text);
                self.memory.line = line;
                self.script = outer;
                self.depth -= 1;
                result
            }
            Err(_) if matches!(self.kind.name, "bash" | "zsh" | "mksh") => {
                self.status = Some(1);
                Ok(())
            }
            Err(error) => Err(Stop::Aborted { line: self.memory.line, why: error.to_string() }),
        }
    }

    fn command_builtin(&mut self, arguments: &[Text]) -> Flow<()> {
        match arguments {
            [option, name] if option == "-v" => {
                let found = self.finds(name);
                self.status = Some(if found { 0 } else { 127 });
                self.print(if found { name } else { b"" });
                Ok(())
            }
            [name, rest @ ..] if !name.starts_with(b"-") => self.builtin_or_program(name, rest),
            _ => Err(self.not_understood("`command` in this form")),
        }
    }

    fn finds(&self, name: &[u8]) -> bool {
        self.kind.built_in_tools.iter().any(|tool| tool.as_bytes() == name)
            || (self.ground.finds)(name, self.memory.value(b"PATH").map(Text::as_bytes))
    }

    /// A program changes no variable of the shell; only what a few of them print is known.
    fn program(&mut self, name: &[u8], arguments: &[Text]) {
        if !self.finds(name) {
            self.status = Some(127);
            return;
        }
        // BusyBox's own realpath takes `--` for a file name.
        let dashes = self.kind.name == "busybox" && name == b"realpath";
        let operand = arguments.iter().find(|argument| dashes || *argument != "--");
        let printed = match (name, operand) {
            (b"uname", Some(option)) if option == "-r" => Some(self.ground.kernel_release()),
            (b"uname", _) => Some(Text::from("Linux")),
            // Microsoft's program leaves a path alone that is Linux's already; from its documentation.
            (b"wslpath", Some(path)) if path.starts_with(b"/") => Some(path.clone()),
            (b"basename", Some(path)) => Some(base_name(path)),
            (b"dirname", Some(path)) => Some(directory_name(path)),
            (b"realpath", Some(path)) if dashes && path == "--" => None,
            (b"realpath", Some(path)) => self.ground.real_path(path),
            _ => {
                self.status = None;
                return;
            }
        };
        match printed {
            Some(line) => self.print(&line),
            None => self.status = Some(1),
        }
    }

    fn test(&mut self, name: &[u8], arguments: &[Text]) -> Flow<()> {
        let end: &[u8] = if name == b"[" { b"]" } else { b"]]" };
        let arguments = match arguments.split_last() {
            Some((last, front)) if name != b"test" && last.as_bytes() == end => front,
            _ => arguments,
        };
        let truth = condition::holds(arguments, self.ground)
            .ok_or_else(|| self.not_understood("a test in this form"))?;
        self.status = Some(i32::from(!truth));
        Ok(())
    }
}
