//! The builtins and the few programs that `activate.fish` scripts use.

use super::run::{Fish, Flow, Stop, join};
use crate::activation::condition;
use crate::activation::ground::{base_name, directory_name};
use crate::text::Text;

impl Fish<'_> {
    /// Runs a function or builtin, or says of a program what it would print.
    pub(super) fn command(&mut self, name: &[u8], arguments: &[Text], input: Option<&[u8]>) -> Flow<()> {
        if self.call(name, arguments.to_vec())? {
            return Ok(());
        }
        // `set` keeps the status of a substitution among its arguments (measured with fish 3.6).
        if name != b"set" {
            self.status = Some(0);
        }
        match name {
            b"true" | b":" | b"complete" | b"bind" | b"abbr" | b"alias" | b"set_color" | b"emit" => {}
            b"false" => self.status = Some(1),
            b"set" => self.set(arguments)?,
            b"test" | b"[" => self.test(name, arguments)?,
            b"functions" => self.functions_builtin(arguments),
            b"string" => self.string(arguments)?,
            b"status" => self.status_builtin(arguments)?,
            b"echo" => self.print(&arguments.join(&b" "[..])),
            b"builtin" => match arguments.split_first() {
                Some((name, rest)) => self.command(name, rest, input)?,
                None => self.status = Some(2),
            },
            b"command" => self.command_builtin(arguments)?,
            b"return" => return Err(Stop::Return),
            b"head" | b"tr" => self.filter(name, arguments, input),
            b"printf" => self.status = None,
            b"source" | b"." | b"eval" | b"exit" | b"exec" | b"cd" | b"read" | b"fish_add_path" => {
                return Err(self.not_understood(format!("`{}`", Text::from(name))));
            }
            _ => self.program(name, arguments),
        }
        Ok(())
    }

    fn print(&mut self, line: &[u8]) {
        self.printed.extend_from_slice(line);
        self.printed.push(b'\n');
    }

    fn set(&mut self, arguments: &[Text]) -> Flow<()> {
        let flags = |argument: &&Text| argument.len() > 1 && argument.starts_with(b"-");
        let options: Vec<u8> =
            arguments.iter().take_while(flags).flat_map(|flag| flag[1..].to_vec()).collect();
        let operands: Vec<&Text> = arguments.iter().skip_while(flags).collect();
        let Some((name, values)) = operands.split_first() else {
            return Err(self.not_understood("`set` alone"));
        };
        if options.contains(&b'-') || name.contains(&b'[') {
            return Err(self.not_understood("`set` in this form"));
        }
        if options.contains(&b'q') {
            let known = |name: &&&Text| self.locals.contains_key(**name) || self.memory.value(name).is_some();
            let missing = operands.iter().filter(|name| !known(name)).count();
            self.status = Some(i32::try_from(missing).unwrap_or(i32::MAX));
        } else if options.contains(&b'e') {
            self.erase(&operands);
        } else {
            let mut elements: Vec<Text> = values.iter().map(|value| (*value).clone()).collect();
            if options.contains(&b'a') {
                elements.splice(0..0, self.list(name)?);
            } else if options.contains(&b'p') {
                elements.extend(self.list(name)?);
            }
            self.assign(name, elements, &options);
        }
        Ok(())
    }

    fn erase(&mut self, names: &[&Text]) {
        let mut missing = false;
        for name in names {
            if self.locals.remove(*name).is_none() {
                missing |= self.memory.value(name).is_none();
                self.memory.unset(name);
            }
        }
        self.status = Some(if missing { 4 } else { 0 });
    }

    fn assign(&mut self, name: &Text, elements: Vec<Text>, options: &[u8]) {
        let local = options.contains(&b'l') || (!options.contains(&b'g') && self.locals.contains_key(name));
        if local {
            self.locals.insert(name.clone(), elements);
        } else if options.contains(&b'x') {
            self.memory.assign_exported(name, join(name, &elements));
        } else {
            self.memory.assign(name, join(name, &elements));
        }
    }

    fn test(&mut self, name: &[u8], arguments: &[Text]) -> Flow<()> {
        let arguments = match arguments.split_last() {
            Some((last, front)) if name == b"[" && last == "]" => front,
            _ => arguments,
        };
        let truth = condition::holds(arguments, self.ground)
            .ok_or_else(|| self.not_understood("a test in this form"))?;
        self.status = Some(i32::from(!truth));
        Ok(())
    }

    fn functions_builtin(&mut self, arguments: &[Text]) {
        match arguments {
            [option, names @ ..] if option == "-q" => {
                let known = names.iter().all(|name| self.names.contains(name));
                self.status = Some(i32::from(!known));
            }
            [option, names @ ..] if option == "-e" => {
                for name in names {
                    self.names.remove(name);
                    self.functions.remove(name);
                }
            }
            [option, _, copy] if option == "-c" => drop(self.names.insert(copy.clone())),
            _ => {}
        }
    }

    fn string(&mut self, arguments: &[Text]) -> Flow<()> {
        let words: Vec<&[u8]> = arguments.iter().map(Text::as_bytes).collect();
        match words.as_slice() {
            // Alternatives of plain names, as the makers write it: 'CYGWIN|MSYS|MINGW'.
            [b"match", b"-qr" | b"-rq", pattern, subjects @ ..] => {
                let names: Vec<&[u8]> = pattern.split(|byte| *byte == b'|').collect();
                if !names.iter().all(|name| name.iter().all(u8::is_ascii_alphanumeric)) {
                    return Err(self.not_understood("`string match`"));
                }
                let fits =
                    |subject: &&[u8]| names.iter().any(|name| bstr::ByteSlice::contains_str(*subject, name));
                self.status = Some(i32::from(!subjects.iter().any(fits)));
            }
            [b"sub", b"-s", b"1", b"-l", b"1", subject] => {
                let first = Text::from(&subject[..subject.len().min(1)]);
                self.print(&first);
            }
            _ => return Err(self.not_understood("`string`")),
        }
        Ok(())
    }

    fn status_builtin(&mut self, arguments: &[Text]) -> Flow<()> {
        match arguments.first().map(Text::as_bytes) {
            Some(b"-f" | b"--current-filename" | b"filename" | b"current-filename") => {
                let script = self.script.clone();
                self.print(&script);
                Ok(())
            }
            _ => Err(self.not_understood("`status`")),
        }
    }

    fn command_builtin(&mut self, arguments: &[Text]) -> Flow<()> {
        match arguments {
            [option, name] if ["-s", "-v", "-q", "--search"].iter().any(|known| option == known) => {
                self.status = Some(i32::from(!self.finds(name)));
                Ok(())
            }
            [name, rest @ ..] if !name.starts_with(b"-") => {
                self.program(name, rest);
                Ok(())
            }
            _ => Err(self.not_understood("`command` in this form")),
        }
    }

    /// `head -c 1` and `tr "." "\n"`, with which old scripts take fish's version apart.
    fn filter(&mut self, name: &[u8], arguments: &[Text], input: Option<&[u8]>) {
        let words: Vec<&[u8]> = arguments.iter().map(Text::as_bytes).collect();
        match (name, words.as_slice(), input) {
            _ if !self.finds(name) => self.status = Some(127),
            (b"head", [b"-c", b"1"], Some(input)) => self.printed.extend(input.first()),
            (b"tr", [[from], b"\\n"], Some(input)) => {
                self.printed.extend(input.iter().map(|byte| if byte == from { b'\n' } else { *byte }));
            }
            _ => self.status = None,
        }
    }

    fn finds(&self, name: &[u8]) -> bool {
        (self.ground.finds)(name, self.memory.value(b"PATH").map(Text::as_bytes))
    }

    /// A program changes no variable of the shell; only what a few of them print is known.
    fn program(&mut self, name: &[u8], arguments: &[Text]) {
        if !self.finds(name) {
            self.status = Some(127);
            return;
        }
        let operand = arguments.iter().find(|argument| *argument != "--");
        let printed = match (name, operand) {
            (b"uname", _) => Some(Text::from("Linux")),
            (b"basename", Some(path)) => Some(base_name(path)),
            (b"dirname", Some(path)) => Some(directory_name(path)),
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
}
