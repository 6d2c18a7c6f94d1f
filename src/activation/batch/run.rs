//! Carries a batch file out on variables in memory.

use crate::activation::memory::Memory;
use crate::flavor::Flavor;
use crate::text::Text;

/// How many lines may run before a loop is suspected.
const MOST_LINES: usize = 10_000;

/// How deep commands may be nested: the makers' scripts reach three.
const DEEPEST: usize = 50;

/// A line that is not understood.
pub(super) struct Trouble {
    pub(super) line: usize,
    pub(super) what: String,
}

/// A cmd that carries out a batch file.
pub(super) struct Batch {
    pub(super) memory: Memory,
    pub(super) flavor: Flavor,
    /// The batch file itself.
    pub(super) script: Text,
    /// How many commands are open around this one.
    pub(super) depth: usize,
}

impl Batch {
    /// Runs the whole file.
    pub(super) fn script(&mut self, text: &[u8]) -> Result<(), Trouble> {
        let text = String::from_utf8_lossy(text).replace('\r', "");
        let lines = joined(&text);
        let (mut at, mut turns) = (0, 0);
        while let Some((number, line)) = lines.get(at) {
            self.memory.line = *number;
            let trouble = |what: String| Trouble { line: *number, what };
            turns += 1;
            if turns > MOST_LINES {
                return Err(trouble("a loop without an end".to_owned()));
            }
            at += 1;
            let jump = self.command(&self.replaced(line)).map_err(trouble)?;
            if let Some(label) = jump {
                let wanted = format!(":{}", label.to_ascii_lowercase());
                let found = lines.iter().position(|(_, line)| line.trim().to_ascii_lowercase() == wanted);
                at = found.ok_or_else(|| trouble(format!("`goto {label}`")))?;
            }
        }
        Ok(())
    }

    /// `%NAME%` and `%~dp0` replaced; an unset variable is nothing.
    fn replaced(&self, line: &str) -> String {
        let mut text = String::new();
        let mut rest = line;
        while let Some(at) = rest.find('%') {
            text += &rest[..at];
            rest = &rest[at + 1..];
            if let Some(behind) = rest.strip_prefix('%') {
                // `%%i` is a variable of `for`: replaced when the loop runs.
                text += "%";
                rest = behind;
            } else if let Some(behind) = rest.strip_prefix("~dp0") {
                text += &self.own_directory();
                rest = behind;
            } else if let Some(end) = rest.find('%') {
                text += &self.value(&rest[..end]);
                rest = &rest[end + 1..];
            }
        }
        text + rest
    }

    /// The batch file's directory, with a separator at its end.
    fn own_directory(&self) -> String {
        let directory = self.flavor.parent(&self.script).unwrap_or_default();
        let joined = self.flavor.join(directory, b"x");
        let shown = joined.lossy();
        shown[..shown.len() - 1].to_owned()
    }

    fn value(&self, name: &str) -> String {
        let known = self.spelled(name);
        self.memory.value(known.as_bytes()).map_or_else(String::new, |value| value.lossy().into_owned())
    }

    /// The name as the environment spells it: case does not count.
    fn spelled(&self, name: &str) -> String {
        let known = self.memory.names().find(|known| Flavor::Windows.same_name(known, name.as_bytes()));
        known.map_or_else(|| name.to_owned(), |known| known.lossy().into_owned())
    }

    /// Runs one command. Gives the label of a `goto`.
    fn command(&mut self, line: &str) -> Result<Option<String>, String> {
        self.depth += 1;
        if self.depth > DEEPEST || self.memory.overflown {
            return Err("a script that does not come to an end".to_owned());
        }
        let jump = self.single(line)?;
        self.depth -= 1;
        Ok(jump)
    }

    fn single(&mut self, line: &str) -> Result<Option<String>, String> {
        let line = line.trim().trim_start_matches('@').trim();
        let word = line.split([' ', '\t', '"']).next().unwrap_or_default().to_ascii_lowercase();
        match word.as_str() {
            _ if line.is_empty() || line.starts_with(':') => Ok(None),
            "rem" | "echo" | "title" => Ok(None),
            "set" => self.set(line[3..].trim()).map(|()| None),
            "if" => self.conditional(line[2..].trim()),
            "for" => self.iteration(line[3..].trim()),
            "goto" => Ok(Some(line[4..].trim().trim_start_matches(':').to_owned())),
            "(" => Err(format!("`{line}`")),
            // The code page changes nothing in the environment.
            _ if line.to_ascii_lowercase().contains("chcp") => Ok(None),
            _ => Err(format!("`{line}`")),
        }
    }

    fn set(&mut self, words: &str) -> Result<(), String> {
        let inside = match words.strip_prefix('"') {
            Some(quoted) => quoted.rfind('"').map_or(quoted, |end| &quoted[..end]),
            None => words,
        };
        let (name, value) = inside.split_once('=').ok_or_else(|| format!("`set {words}`"))?;
        let name = self.spelled(name);
        let undoing = name.eq_ignore_ascii_case("PATH") && value == self.value("_OLD_VIRTUAL_PATH");
        self.memory.undoing = undoing && !value.is_empty();
        if value.is_empty() {
            self.memory.unset(name.as_bytes());
        } else {
            self.memory.assign_exported(name.as_bytes(), Text::from(value));
        }
        self.memory.undoing = false;
        Ok(())
    }

    /// `if [not] defined NAME command`, or blocks with `else`.
    fn conditional(&mut self, words: &str) -> Result<Option<String>, String> {
        let (negated, rest) = match strip_word(words, "not") {
            Some(rest) => (true, rest),
            None => (false, words),
        };
        let rest = strip_word(rest, "defined").ok_or_else(|| format!("`if {words}`"))?;
        let (name, command) = rest.split_once(' ').ok_or_else(|| format!("`if {words}`"))?;
        let truth = self.memory.value(self.spelled(name).as_bytes()).is_some() != negated;
        let command = command.trim();
        let Some(block) = command.strip_prefix('(') else {
            return if truth { self.command(command) } else { Ok(None) };
        };
        let end = closing(block).ok_or_else(|| format!("`if {words}`"))?;
        let otherwise = strip_word(block[end + 1..].trim(), "else").unwrap_or_default().trim();
        let otherwise = otherwise.strip_prefix('(').and_then(|text| closing(text).map(|end| &text[..end]));
        self.block(if truth { &block[..end] } else { otherwise.unwrap_or_default() })
    }

    fn block(&mut self, block: &str) -> Result<Option<String>, String> {
        for command in commands(block) {
            if let Some(label) = self.command(command)? {
                return Ok(Some(label));
            }
        }
        Ok(None)
    }

    /// `for %%i in ("text") do command`; the output of programs is not known, and only the code page is asked for.
    fn iteration(&mut self, words: &str) -> Result<Option<String>, String> {
        if words.starts_with("/f") {
            return if words.contains("chcp") { Ok(None) } else { Err(format!("`for {words}`")) };
        }
        let unknown = || format!("`for {words}`");
        let name = words.strip_prefix('%').and_then(|rest| rest.chars().next()).ok_or_else(unknown)?;
        let (_, rest) = words.split_once('(').ok_or_else(unknown)?;
        let (item, rest) = rest.split_once(')').ok_or_else(unknown)?;
        let command = strip_word(rest.trim(), "do").ok_or_else(unknown)?;
        let item = item.trim().trim_matches('"').to_owned();
        let command = self.with_loop_variable(command.trim(), name, &item);
        self.command(&command)
    }

    /// `%i`, `%~fi` (the full path) and `%~nxi` (its last component) replaced.
    fn with_loop_variable(&self, command: &str, name: char, item: &str) -> String {
        let full = self.full_path(item);
        let leaf = Text::from(self.flavor.file_name(full.as_bytes())).lossy().into_owned();
        let forms = [
            (format!("%~f{name}"), full),
            (format!("%~nx{name}"), leaf),
            (format!("%{name}"), item.to_owned()),
        ];
        forms.iter().fold(command.to_owned(), |text, (form, value)| text.replace(form, value))
    }

    /// The path without `.` and `..`. A path in the spelling of another system keeps its separators.
    fn full_path(&self, item: &str) -> String {
        let foreign = item.starts_with('/');
        let separator = if self.flavor == Flavor::Windows && !foreign { '\\' } else { '/' };
        let mut parts: Vec<&str> = Vec::new();
        for part in item.split(['\\', '/'].as_slice()) {
            match part {
                "." => {}
                ".." => drop(parts.pop()),
                _ => parts.push(part),
            }
        }
        parts.join(&separator.to_string())
    }
}

fn strip_word<'text>(text: &'text str, word: &str) -> Option<&'text str> {
    let head = text.get(..word.len())?;
    let rest = &text[word.len()..];
    (head.eq_ignore_ascii_case(word) && rest.starts_with([' ', '\t', '('])).then(|| rest.trim_start())
}

/// Where the block ends that has begun: quotes hide parentheses.
fn closing(block: &str) -> Option<usize> {
    let (mut depth, mut quoted) = (0, false);
    for (at, character) in block.char_indices() {
        match character {
            '"' => quoted = !quoted,
            '\n' => quoted = false,
            '(' if !quoted => depth += 1,
            ')' if !quoted && depth == 0 => return Some(at),
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The commands of a block: lines, of which those with blocks of their own stay in one piece.
fn commands(block: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut begin = 0;
    for (at, _) in block.match_indices('\n').chain([(block.len(), "")]) {
        let piece = &block[begin..at];
        if !is_open(piece) {
            commands.push(piece);
            begin = (at + 1).min(block.len());
        }
    }
    commands
}

fn is_open(text: &str) -> bool {
    let mut quoted = false;
    let mut depth = 0;
    for character in text.chars() {
        match character {
            '"' => quoted = !quoted,
            '\n' => quoted = false,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
    }
    depth > 0
}

/// Lines with their numbers; a block is one line. Remarks are never joined.
fn joined(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (index, line) in text.lines().enumerate() {
        let remark =
            line.trim().trim_start_matches('@').get(..3).is_some_and(|word| word.eq_ignore_ascii_case("rem"));
        match lines.last_mut().filter(|_| open) {
            Some((_, whole)) => {
                whole.push('\n');
                whole.push_str(line);
            }
            None => lines.push((index + 1, line.to_owned())),
        }
        open = (open || !remark) && lines.last().is_some_and(|(_, whole)| is_open(whole));
    }
    lines
}
