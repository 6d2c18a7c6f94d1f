//! Carries out the lines that change the environment.

use crate::activation::memory::Memory;
use crate::flavor::Flavor;
use crate::text::Text;

/// A line that is not understood.
pub(super) struct Trouble {
    pub(super) line: usize,
    pub(super) what: String,
}

/// A line without comment, with its number.
pub(super) type Line<'text> = (usize, &'text str);

/// A `PowerShell` that carries out a script.
pub(super) struct PowerShell {
    pub(super) memory: Memory,
    pub(super) flavor: Flavor,
    /// The environment's directory: the parent of the script's.
    pub(super) root: Text,
    /// The script's directory.
    pub(super) bin: Text,
    /// The last component of the root.
    pub(super) leaf: Text,
    /// The prompt in `pyvenv.cfg`.
    pub(super) config_prompt: Option<Text>,
    /// `$Prompt`, once it was set.
    pub(super) prompt: Option<Text>,
    /// Kept variables whose value is `$null`.
    pub(super) nulls: Vec<Text>,
    /// The body of `deactivate`.
    pub(super) functions: Vec<(usize, String)>,
    /// What became of the block that was closed last.
    pub(super) closed: Branch,
    /// Whether `deactivate` was called with `-NonDestructive`.
    pub(super) nondestructive: bool,
}

/// Whether the lines of a block run.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Branch {
    /// They do.
    Taken,
    /// They do not; those of an `else` do.
    Waiting,
    /// Neither these nor those of an `else`.
    Over,
    /// Nobody knows; nothing in it may change the environment.
    Unknown,
}

impl PowerShell {
    /// Runs a whole script.
    pub(super) fn script(&mut self, text: &[u8]) -> Result<(), Trouble> {
        let body = self.functions_of(text)?;
        self.lines(&body)
    }

    /// Takes the functions out: of `deactivate` the body is kept, the others change nothing. Gives the rest.
    pub(super) fn functions_of(&mut self, text: &[u8]) -> Result<Vec<(usize, String)>, Trouble> {
        let text = String::from_utf8_lossy(text).replace('\r', "");
        let mut rest = Vec::new();
        let mut lines = code(&text).into_iter();
        while let Some((number, line)) = lines.next() {
            if !line.starts_with("function ") && !line.starts_with("Param(") {
                rest.push((number, line.to_owned()));
                continue;
            }
            let (mut depth, mut body) = (depth_of(line), Vec::new());
            let mut begun = line.contains('{') || line.starts_with("Param(");
            while depth > 0 || !begun {
                let Some((number, line)) = lines.next() else { break };
                depth += depth_of(line);
                begun |= line.contains('{');
                body.push((number, line.to_owned()));
            }
            if line.starts_with("function global:deactivate") {
                body.pop();
                self.functions = body;
            }
        }
        if self.functions.is_empty() {
            return Err(Trouble { line: 1, what: "a script without `deactivate`".to_owned() });
        }
        Ok(rest)
    }

    /// Calls `deactivate`.
    pub(super) fn deactivate(&mut self, nondestructive: bool) -> Result<(), Trouble> {
        self.nondestructive = nondestructive;
        self.memory.undoing = nondestructive;
        let body = self.functions.clone();
        let result = self.lines(&body);
        self.memory.undoing = false;
        result
    }

    fn lines(&mut self, lines: &[(usize, String)]) -> Result<(), Trouble> {
        let mut branches: Vec<Branch> = Vec::new();
        for (number, line) in lines {
            self.memory.line = *number;
            self.line(line, &mut branches).map_err(|what| Trouble { line: *number, what })?;
        }
        Ok(())
    }

    fn line(&mut self, line: &str, branches: &mut Vec<Branch>) -> Result<(), String> {
        let line = match line.strip_prefix('}') {
            Some(behind) => {
                self.closed = branches.pop().unwrap_or(Branch::Over);
                behind.trim()
            }
            None => line,
        };
        let running = branches.iter().all(|branch| *branch == Branch::Taken);
        if line.ends_with('{') {
            branches.push(if running { self.branch(line) } else { Branch::Over });
            return Ok(());
        }
        if branches.contains(&Branch::Unknown) && touches_environment(line) {
            return Err(format!("`{line}` under a condition that only a real run decides"));
        }
        if running { self.statement(line) } else { Ok(()) }
    }

    /// The block that this line opens: an `else` belongs to the block that was closed last.
    fn branch(&self, line: &str) -> Branch {
        if let Some(condition) = line.strip_prefix("elseif ") {
            return self.next_branch(self.closed, Some(condition));
        }
        if line.starts_with("else") {
            return self.next_branch(self.closed, None);
        }
        if line.starts_with("catch") {
            return Branch::Over;
        }
        self.next_branch(Branch::Waiting, line.strip_prefix("if "))
    }

    fn next_branch(&self, last: Branch, condition: Option<&str>) -> Branch {
        match (last, condition) {
            (Branch::Unknown, _) => Branch::Unknown,
            (Branch::Waiting, None) => Branch::Taken,
            (Branch::Waiting, Some(condition)) => match self.holds(condition.trim_end_matches('{').trim()) {
                Some(true) => Branch::Taken,
                Some(false) => Branch::Waiting,
                None => Branch::Unknown,
            },
            _ => Branch::Over,
        }
    }

    /// Whether `( … )` is true.
    fn holds(&self, condition: &str) -> Option<bool> {
        let inside = condition.strip_prefix('(')?.strip_suffix(')')?.trim();
        if let Some(negated) = inside.strip_prefix("-not ").or_else(|| inside.strip_prefix('!')) {
            // Nobody writes two in a row.
            if negated.starts_with(['!', '-']) {
                return None;
            }
            return self.holds(&format!("({negated})")).map(|truth| !truth);
        }
        let lower = inside.to_ascii_lowercase();
        if let Some(name) = lower.strip_prefix("$env:") {
            return Some(self.variable(name).is_some_and(|value| !value.is_empty()));
        }
        if let Some(what) = lower.strip_prefix("test-path ") {
            let what = what.trim_start_matches("-path ").trim();
            return match what.split_once(':')? {
                ("env", name) => Some(self.variable(name).is_some()),
                ("variable", name) => Some(self.kept(name).is_some() || self.is_null(name)),
                _ => None,
            };
        }
        if let Some(name) = lower.strip_prefix("$null -eq $variable:") {
            return Some(self.is_null(name));
        }
        match inside {
            "$VenvDir" => Some(false),
            "$Prompt" => Some(self.prompt.is_some()),
            "$NonDestructive" => Some(self.nondestructive),
            "$pyvenvCfg -and $pyvenvCfg['prompt']" => Some(self.config_prompt.is_some()),
            _ if lower.starts_with("$_old_") => {
                Some(self.kept(&lower[1..]).is_some_and(|value| !value.is_empty()))
            }
            _ => {
                let (text, behind) = crate::activation::literal::literal(inside.as_bytes())?;
                [&b" -ne \"\""[..], b" -ne ''"].contains(&behind).then_some(!text.is_empty())
            }
        }
    }

    fn statement(&mut self, line: &str) -> Result<(), String> {
        let lower = line.to_ascii_lowercase();
        if lower.starts_with("deactivate -nondestructive") {
            return self.deactivate(true).map_err(|trouble| trouble.what);
        }
        if let Some((name, value)) = line.split_once(" = ").filter(|_| line.starts_with('$')) {
            return self.assignment(name, value);
        }
        if let Some((name, value)) = line.split_once(" += ").filter(|_| lower.starts_with("$env:")) {
            let name = name[5..].to_owned();
            let old = self.variable(&name).unwrap_or_default();
            let added = self.value(value).ok_or_else(|| format!("`{line}`"))?;
            self.set(&name, Text::from([old.as_bytes(), added.as_bytes()].concat()));
            return Ok(());
        }
        let words: Vec<&str> = line.split_whitespace().filter(|word| *word != "-Path").collect();
        match words.as_slice() {
            ["Copy-Item", from, "-Destination", to] if is_env(from) && is_env(to) => {
                match self.variable(&from[4..]) {
                    Some(value) => self.set(&to[4..], value),
                    None => self.memory.unset(&to.as_bytes()[4..]),
                }
                Ok(())
            }
            ["Remove-Item", name, ..] if is_env(name) => {
                let name = self.spelled(&name[4..]);
                self.memory.unset(name.as_bytes());
                Ok(())
            }
            ["New-Variable", "-Scope", "global", "-Name", name, "-Value", value]
                if is_env(value.trim_start_matches('$')) =>
            {
                match self.variable(&value[5..]) {
                    Some(value) => self.memory.begin_or_assign(name.as_bytes(), value),
                    None => self.nulls.push(Text::from(name.to_ascii_lowercase())),
                }
                Ok(())
            }
            ["Remove-Variable", name, ..] => {
                let name = name.trim_matches('"');
                self.nulls.retain(|null| *null != name.to_ascii_lowercase().as_str());
                self.memory.unset(self.spelled(name).as_bytes());
                Ok(())
            }
            _ if touches_environment(line) => Err(format!("`{line}`")),
            _ => Ok(()),
        }
    }

    fn assignment(&mut self, name: &str, value: &str) -> Result<(), String> {
        let lower = name.to_ascii_lowercase();
        if let Some(variable) = lower.strip_prefix("$env:") {
            let spelled = name[name.len() - variable.len()..].to_owned();
            let value = self.value(value).ok_or_else(|| format!("`{name} = {value}`"))?;
            self.set(&spelled, value);
        } else if lower == "$prompt" {
            let taken = ["[IO.Path]::GetFileName(", "Split-Path"].iter().any(|call| value.starts_with(call));
            let value = if taken { Some(self.leaf.clone()) } else { self.value(value) };
            self.prompt = Some(value.ok_or_else(|| format!("`{name}`"))?);
        }
        Ok(())
    }

    /// `PowerShell` removes a variable that it sets to nothing.
    fn set(&mut self, name: &str, value: Text) {
        let name = self.spelled(name);
        if value.is_empty() {
            self.memory.unset(name.as_bytes());
        } else {
            self.memory.assign_exported(name.as_bytes(), value);
        }
    }

    /// The name as the environment spells it: on Windows case does not count.
    fn spelled(&self, name: &str) -> String {
        let known = self.memory.names().find(|known| self.flavor.same_name(known, name.as_bytes()));
        let insensitive = self.memory.names().find(|known| known.eq_ignore_ascii_case(name.as_bytes()));
        let found = known.or_else(|| insensitive.filter(|known| known.starts_with(b"_OLD_")));
        found.map_or_else(|| name.to_owned(), |known| known.lossy().into_owned())
    }

    /// An exported variable's value.
    pub(super) fn variable(&self, name: &str) -> Option<Text> {
        let upper = name.to_ascii_uppercase();
        let found = self.memory.variable(self.spelled(name).as_bytes());
        let found = found.or_else(|| self.memory.variable(upper.as_bytes()));
        found.filter(|variable| variable.exported).map(|variable| variable.value.clone())
    }

    /// A kept variable's value.
    pub(super) fn kept(&self, name: &str) -> Option<Text> {
        let found = self.memory.variable(name.to_ascii_uppercase().as_bytes());
        found.filter(|variable| !variable.exported).map(|variable| variable.value.clone())
    }

    fn is_null(&self, name: &str) -> bool {
        self.nulls.iter().any(|null| *null == name.to_ascii_lowercase().as_str())
    }
}

fn is_env(word: &str) -> bool {
    word.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("env:"))
}

fn touches_environment(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let assigns = lower.starts_with("$env:") && line.contains('=');
    let items = ["set-item", "copy-item", "remove-item", "new-item", "clear-item"];
    let changes = items.iter().any(|item| lower.starts_with(item)) && lower.contains("env:");
    assigns
        || changes
        || lower.contains("setenvironmentvariable")
        || lower.starts_with(". ")
        || lower.starts_with("& ")
}

/// Braces and parentheses that a line opens and does not close.
fn depth_of(line: &str) -> i32 {
    line.bytes()
        .map(|byte| i32::from(byte == b'{' || byte == b'(') - i32::from(byte == b'}' || byte == b')'))
        .sum()
}

/// The lines that are neither blank nor comment.
fn code(text: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut comment = false;
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        comment |= line.starts_with("<#");
        if !comment && !line.is_empty() && !line.starts_with('#') {
            lines.push((index + 1, line));
        }
        if line.ends_with("#>") {
            comment = false;
        }
    }
    lines
}
