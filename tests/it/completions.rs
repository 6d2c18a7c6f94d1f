//! The completion scripts, loaded by their real shells and asked by pressing the tabulator key.
//!
//! PowerShell cannot be had for these tests: its script is parsed, never run.

use crate::terminal::{PROMPT, Terminal, wait_until};
use crate::tools;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// What is typed before the key, and the words that `envpeek` then gets.
const CASES: &[(&str, &str)] = &[
    ("envpeek whi", "which"),
    ("envpeek which zq", "which zq-only-here"),
    ("envpeek which ls zq", "which ls zq-only-here"),
    ("envpeek which --as posix", "which --as posix-spawn"),
    ("envpeek path --js", "path --json"),
    ("envpeek completions nush", "completions nushell"),
    ("envpeek activation some-d", "activation some-directory"),
];

#[test]
fn bash_completes_commands_callers_and_subcommands() {
    complete_in("bash", |home| {
        home.write("rc", &format!("PS1='{PROMPT} '\nsource '{}'\n", script("envpeek.bash")));
        vec!["--noprofile".into(), "--rcfile".into(), home.path("rc"), "-i".into()]
    });
}

#[test]
fn zsh_completes_commands_callers_and_subcommands() {
    complete_in("zsh", |home| {
        let folder = tools::package().join("completions");
        let lines = format!(
            "PS1='{PROMPT} '\nfpath=('{}' $fpath)\nautoload -Uz compinit\ncompinit -u -D\n",
            folder.display()
        );
        home.write(".zshrc", &lines);
        vec!["-d".into(), "-i".into()]
    });
}

#[test]
fn fish_completes_commands_callers_and_subcommands() {
    complete_in("fish", |home| {
        let lines =
            format!("function fish_prompt; echo -n '{PROMPT} '; end\nsource '{}'\n", script("envpeek.fish"));
        home.write("rc.fish", &lines);
        vec!["--private".into(), "-C".into(), format!("source {}", home.path("rc.fish"))]
    });
}

#[test]
fn elvish_completes_commands_callers_and_subcommands() {
    complete_in("elvish", |home| {
        let lines = format!(
            "set edit:prompt = {{ print '{PROMPT} ' }}\neval (slurp < '{}')\n",
            script("envpeek.elv")
        );
        home.write("rc.elv", &lines);
        vec!["-rc".into(), home.path("rc.elv")]
    });
}

#[test]
fn nushell_completes_commands_callers_and_subcommands() {
    complete_in("nu", |home| {
        let lines = format!(
            "$env.PROMPT_COMMAND = {{|| \"{PROMPT}\" }}\n$env.config.show_banner = false\nsource '{}'\n",
            script("envpeek.nu")
        );
        home.write("config.nu", &lines);
        home.write("env.nu", "");
        vec!["--config".into(), home.path("config.nu"), "--env-config".into(), home.path("env.nu")]
    });
}

/// Prints what tree-sitter's grammar of PowerShell does not understand in a file. It does not know the method
/// `.Where{ }`, which clap's script ends with.
const PARSE: &str = r"
import sys, tree_sitter, tree_sitter_powershell
language = tree_sitter.Language(tree_sitter_powershell.language())
nodes = [tree_sitter.Parser(language).parse(open(sys.argv[1], 'rb').read()).root_node]
while nodes:
    node = nodes.pop()
    if node.is_missing or node.type == 'ERROR' and node.text != b'Where':
        print('line', node.start_point.row + 1, node.text)
    nodes.extend(node.children)
";

#[test]
fn the_script_for_powershell_is_sound_by_its_grammar() {
    let Some(python) = tools::optional("tools-python") else { return };
    let parse = |file: &Path| {
        let output = Command::new(&python).args(["-c", PARSE]).arg(file).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    assert_eq!(parse(Path::new(&script("_envpeek.ps1"))), "");
    let home = Home::new();
    home.write("broken.ps1", "if ($true) { @('a' ");
    assert!(!parse(Path::new(&home.path("broken.ps1"))).is_empty());
}

/// Types every case into the shell that `prepare` sets up and gives the arguments for.
fn complete_in(shell: &str, prepare: impl Fn(&Home) -> Vec<String>) {
    let program = if shell == "nu" { tools::optional(shell) } else { tools::required(shell) };
    let Some(program) = program else { return };
    let home = Home::new();
    let mut words = vec![program.to_string_lossy().into_owned()];
    words.extend(prepare(&home));
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let path = format!("{}:/usr/bin:/bin", home.path("bin"));
    let folder = home.0.path().to_str().unwrap();
    let variables =
        [("PATH", path.as_str()), ("HOME", folder), ("ZDOTDIR", folder), ("XDG_CONFIG_HOME", folder)];
    for (typed, expected) in CASES {
        home.forget();
        let Some(terminal) = Terminal::start(&words, &variables, home.0.path()) else { return };
        terminal.wait_for(PROMPT);
        terminal.write(typed);
        terminal.wait_for(typed);
        terminal.press("Tab");
        terminal.wait_for(expected);
        terminal.press("Enter");
        let done = wait_until(|| home.said().is_some());
        assert!(done, "{shell}: {typed:?} was not run; the screen is\n{}", terminal.screen());
        let said = home.said().unwrap();
        assert_eq!(said.trim_end_matches('/'), *expected, "{shell}: {typed:?} and the tabulator key");
    }
}

fn script(name: &str) -> String {
    tools::package().join("completions").join(name).to_str().unwrap().to_owned()
}

/// A home directory with a `bin` on PATH: an `envpeek` that notes its words, and a command that no machine has.
struct Home(TempDir);

impl Home {
    fn new() -> Self {
        let home = Self(tempfile::tempdir().unwrap());
        for folder in ["bin", "some-directory"] {
            fs::create_dir(home.0.path().join(folder)).unwrap();
        }
        home.program(
            "envpeek",
            "printf '%s\\n' \"$*\" >\"$HOME/said.new\"; mv \"$HOME/said.new\" \"$HOME/said\"",
        );
        home.program("zq-only-here", ":");
        home
    }

    fn program(&self, name: &str, text: &str) {
        let file = self.0.path().join("bin").join(name);
        fs::write(&file, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).unwrap();
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.0.path().join(name), text).unwrap();
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    fn said(&self) -> Option<String> {
        let text = fs::read_to_string(self.said_file()).ok()?;
        Some(text.trim().to_owned())
    }

    fn forget(&self) {
        drop(fs::remove_file(self.said_file()));
    }

    fn said_file(&self) -> PathBuf {
        Path::new(self.0.path()).join("said")
    }
}
