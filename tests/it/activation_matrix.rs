//! Every script of every maker, sourced for real in every shell, against what `envpeek activation` foretold.
//!
//! envpeek runs inside of the shell, just before the script is sourced and just before `deactivate`; then the
//! complete exported environment is compared, byte for byte.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::makers::{Made, environments};
use crate::program::envpeek;
use crate::sandbox::{Environment, Sandbox, os_string};
use crate::tools;

/// A shell: its program, its options, the suffix of its scripts.
pub(crate) struct Shell {
    pub(crate) name: &'static str,
    pub(crate) program: &'static str,
    pub(crate) options: &'static [&'static str],
    pub(crate) suffix: &'static str,
}

const fn posix(name: &'static str, program: &'static str, options: &'static [&'static str]) -> Shell {
    Shell { name, program, options, suffix: "" }
}

pub(crate) const POSIX: [Shell; 7] = [
    posix("bash", "bash", &["--norc", "--noprofile"]),
    posix("zsh", "zsh", &["-f"]),
    posix("dash", "dash", &[]),
    posix("ksh", "ksh93", &[]),
    posix("mksh", "mksh", &[]),
    posix("yash", "yash", &[]),
    posix("busybox", "busybox", &["sh"]),
];
pub(crate) const FISH: Shell =
    Shell { name: "fish", program: "fish", options: &["--no-config"], suffix: ".fish" };
pub(crate) const TCSH: Shell = Shell { name: "tcsh", program: "tcsh", options: &["-f"], suffix: ".csh" };
pub(crate) const NU: Shell = Shell { name: "nu", program: "nu", options: &["-n"], suffix: ".nu" };
pub(crate) const XONSH: Shell =
    Shell { name: "xonsh", program: "xonsh", options: &["--no-rc"], suffix: ".xsh" };

/// Variables that shells change by themselves, from one command to the next.
const RESTLESS: [&[u8]; 8] =
    [b"_", b"SHLVL", b"PWD", b"OLDPWD", b"A__z", b"LAST_EXIT_CODE", b"CURRENT_FILE", b"FILE_PWD"];

pub(crate) type Block = BTreeMap<Vec<u8>, Vec<u8>>;

/// What an environment has beside HOME and the locale.
type Variables = Vec<(&'static str, Vec<u8>)>;

/// The environments that a shell is started in, with their names.
fn contexts(root: &Path) -> Vec<(&'static str, Variables)> {
    let usual = ("PATH", b"/usr/bin:/bin".to_vec());
    let there = format!("/usr/bin:{}/bin:/bin", root.display()).into_bytes();
    vec![
        ("plain", vec![usual.clone()]),
        ("empty PATH", vec![("PATH", Vec::new())]),
        ("no PATH", vec![]),
        ("empty entries", vec![("PATH", b":/usr/bin::/bin:".to_vec())]),
        ("already there", vec![("PATH", there)]),
        ("not UTF-8", vec![("PATH", b"/a\xff:/usr/bin:/bin".to_vec())]),
        ("PYTHONHOME", vec![usual.clone(), ("PYTHONHOME", b"/ph".to_vec())]),
        ("empty PYTHONHOME", vec![usual.clone(), ("PYTHONHOME", Vec::new())]),
        ("quiet", vec![usual.clone(), ("VIRTUAL_ENV_DISABLE_PROMPT", b"1".to_vec())]),
        ("PKG_CONFIG_PATH", vec![usual.clone(), ("PKG_CONFIG_PATH", b"/x:/y".to_vec())]),
        ("empty PKG_CONFIG_PATH", vec![usual.clone(), ("PKG_CONFIG_PATH", Vec::new())]),
        ("PS1", vec![usual, ("PS1", b"> ".to_vec())]),
    ]
}

/// One run of a shell: what it is told, line by line, and the files that it leaves.
pub(crate) struct Run<'a> {
    pub(crate) shell: &'a Shell,
    sandbox: &'a Sandbox,
    lines: Vec<String>,
    files: Vec<PathBuf>,
}

impl<'a> Run<'a> {
    pub(crate) fn new(shell: &'a Shell, sandbox: &'a Sandbox) -> Self {
        Self { shell, sandbox, lines: Vec::new(), files: Vec::new() }
    }

    pub(crate) fn say(&mut self, line: impl Into<String>) {
        self.lines.push(line.into());
    }

    fn say_into_file(&mut self, command: &str) {
        let file = self.sandbox.path(format!("out-{}", self.files.len()));
        drop(fs::remove_file(&file));
        let line = match self.shell.name {
            "nu" => format!("^{command} | save -r -f {}", file.display()),
            _ => format!("{command} > {}", file.display()),
        };
        self.say(line);
        self.files.push(file);
    }

    pub(crate) fn dump(&mut self) {
        self.say_into_file("/usr/bin/env -0");
    }

    /// envpeek's forecast for the shell that starts it.
    pub(crate) fn foretell(&mut self, words: &str) {
        self.say_into_file(&format!("{} activation --json {words}", envpeek().display()));
    }

    pub(crate) fn source(&mut self, root: &Path) {
        let script = root.join(format!("bin/activate{}", self.shell.suffix));
        self.say(sourcing(self.shell, &script));
    }

    /// Lines that a child shell of the same kind shall run.
    pub(crate) fn in_child(&mut self, tell: impl FnOnce(&mut Self)) {
        let mut outer = std::mem::take(&mut self.lines);
        tell(self);
        let script = self.sandbox.path(format!("child{}", self.shell.suffix));
        fs::write(&script, self.lines.join("\n") + "\n").unwrap();
        let program = tools::required(self.shell.program).unwrap();
        let call = if self.shell.name == "nu" { "^" } else { "" };
        outer.push(format!(
            "{call}{} {} {}",
            program.display(),
            self.shell.options.join(" "),
            script.display()
        ));
        self.lines = outer;
    }

    /// The files' contents; none for those that the shell did not get to.
    pub(crate) fn finish(self, environment: &Environment) -> Option<Vec<Option<Vec<u8>>>> {
        let script = self.sandbox.path(format!("script{}", self.shell.suffix));
        fs::write(&script, self.lines.join("\n") + "\n").unwrap();
        let program = tools::required(self.shell.program)?;
        let mut command = self.sandbox.command(&program, environment);
        command.args(self.shell.options).arg(&script).output().unwrap();
        Some(self.files.iter().map(|file| fs::read(file).ok().filter(|bytes| !bytes.is_empty())).collect())
    }
}

fn sourcing(shell: &Shell, script: &Path) -> String {
    let quoted = quoted(shell, script);
    match shell.name {
        "fish" | "tcsh" | "xonsh" => format!("source {quoted}"),
        "nu" => format!("overlay use {quoted}"),
        _ => format!(". {quoted}"),
    }
}

pub(crate) fn quoted(shell: &Shell, path: &Path) -> String {
    let text = path.display().to_string();
    match shell.name {
        "nu" | "xonsh" => format!("\"{text}\""),
        "fish" => format!("'{}'", text.replace('\'', "\\'")),
        _ => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

fn block(bytes: &[u8]) -> Block {
    let record = |record: &[u8]| {
        let at = record.iter().position(|byte| *byte == b'=')?;
        Some((record[..at].to_vec(), record[at + 1..].to_vec()))
    };
    let records = bytes.split(|byte| *byte == 0).filter_map(record);
    records.filter(|(name, _)| !RESTLESS.contains(&name.as_slice())).collect()
}

/// A text of the document: its bytes where it is not UTF-8.
fn text(holder: &Value, key: &str) -> Option<Vec<u8>> {
    if let Some(hex) = holder[format!("{key}_hex")].as_str() {
        let digits = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
        return Some((0..hex.len()).step_by(2).map(digits).collect());
    }
    holder[key].as_str().map(|text| text.as_bytes().to_vec())
}

/// The environment that the document foretells.
fn foretold(before: &Block, document: &Value) -> Block {
    let mut after = before.clone();
    for change in document["variables"].as_array().unwrap() {
        let name = text(change, "name").unwrap();
        if RESTLESS.contains(&name.as_slice()) {
            continue;
        }
        match text(change, "after").filter(|_| change["exported"] == true) {
            Some(value) => drop(after.insert(name, value)),
            None => drop(after.remove(&name)),
        }
    }
    after
}

fn shown(block: &Block, other: &Block) -> String {
    let differs = |(name, value): &(&Vec<u8>, &Vec<u8>)| other.get(*name) != Some(*value);
    let line = |(name, value): (&Vec<u8>, &Vec<u8>)| {
        format!("{}={:?}", String::from_utf8_lossy(name), String::from_utf8_lossy(value))
    };
    block.iter().filter(differs).map(line).collect::<Vec<_>>().join(" ")
}

/// What is wrong with a forecast, given the environment before and after.
pub(crate) fn mistake(
    before: Option<&[u8]>,
    document: Option<&[u8]>,
    after: Option<&[u8]>,
) -> Option<String> {
    let (Some(before), Some(document), Some(after)) = (before.map(block), document, after.map(block)) else {
        // The shell itself ended in the middle: a script that cannot be read does that to some.
        let stopped =
            document.is_some_and(|document| String::from_utf8_lossy(document).contains("activation-stops"));
        let missing =
            document.is_some_and(|document| String::from_utf8_lossy(document).contains("script-missing"));
        return if stopped || missing { None } else { Some("the shell ended".to_owned()) };
    };
    let document: Value = serde_json::from_slice(document).ok()?;
    let expected = foretold(&before, &document);
    if text(&document["path"], "after") != after.get(&b"PATH"[..]).cloned() {
        return Some(format!("path.after is {}", document["path"]["after"]));
    }
    (expected != after)
        .then(|| format!("foretold [{}] but is [{}]", shown(&expected, &after), shown(&after, &expected)))
}

/// Activates and deactivates once, and compares both forecasts.
fn try_once(shell: &Shell, sandbox: &Sandbox, made: &Made, environment: &Environment) -> Option<Vec<String>> {
    let mut run = Run::new(shell, sandbox);
    let root = quoted(shell, &made.root);
    run.dump();
    run.foretell(&root);
    run.source(&made.root);
    run.dump();
    run.foretell(&format!("--undo {root}"));
    run.say("deactivate");
    run.dump();
    let files = run.finish(environment)?;
    let file = |at: usize| files[at].as_deref();
    if file(0).is_none() {
        // The shell itself does not start there: Nushell without UTF-8, xonsh with a PYTHONHOME that leads nowhere.
        return Some(Vec::new());
    }
    let activating = mistake(file(0), file(1), file(2)).map(|words| format!("activate: {words}"));
    let stopped =
        file(1).is_some_and(|document| String::from_utf8_lossy(document).contains("activation-stops"));
    let ended = stopped || file(2).is_none();
    let deactivating = if ended {
        None
    } else {
        mistake(file(2), file(3), file(4)).map(|words| format!("deactivate: {words}"))
    };
    Some(activating.into_iter().chain(deactivating).collect())
}

fn matrix(shells: &[Shell]) {
    let sandbox = Sandbox::new();
    let made = environments(&sandbox.path("home"));
    let mut mistakes = Vec::new();
    let mut runs = 0;
    for shell in shells {
        if tools::required(shell.program).is_none() {
            continue;
        }
        let mut scripts = HashSet::new();
        for made in &made {
            let Ok(script) = fs::read_to_string(made.root.join(format!("bin/activate{}", shell.suffix)))
            else {
                continue;
            };
            // A script that differs from another one in its names only need not meet every context, and of the many
            // versions of venv the first, the last and the one with a prompt variable of its own do.
            let is_new = scripts.insert(script.replace(&made.label, ""));
            let most = match (is_new, made.stands_for_others) {
                (false, _) => 1,
                (true, false) => 3,
                // xonsh takes a second to start.
                (true, true) if shell.name == "xonsh" && made.label.contains(' ') => 1,
                (true, true) => usize::MAX,
            };
            let contexts = contexts(&made.root).into_iter().take(most);
            for (context, variables) in contexts {
                let mut environment = sandbox.environment(None);
                for (name, value) in variables {
                    environment.set(name, os_string(&value));
                }
                let found = try_once(shell, &sandbox, made, &environment).unwrap();
                runs += 1;
                mistakes.extend(
                    found
                        .into_iter()
                        .map(|words| format!("{} {} {context}: {words}", shell.name, made.label)),
                );
            }
        }
    }
    assert!(mistakes.is_empty(), "{} of {runs} runs differ:\n{}", mistakes.len(), mistakes.join("\n"));
}

#[test]
fn every_posix_shell_does_what_was_foretold() {
    matrix(&POSIX);
}

#[test]
fn fish_and_tcsh_do_what_was_foretold() {
    matrix(&[FISH, TCSH]);
}

#[test]
fn nushell_and_xonsh_do_what_was_foretold() {
    let shells = [NU, XONSH].into_iter().filter(|shell| tools::optional(shell.program).is_some());
    matrix(&shells.collect::<Vec<_>>());
}
