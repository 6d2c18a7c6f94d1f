//! What README.md promises and shows, held against the program.

use std::ffi::OsString;
use std::process::Command;

use crate::program::{Answer, envpeek};
use crate::sandbox::Sandbox;
use crate::tools::{package, required};

fn readme() -> String {
    std::fs::read_to_string(package().join("README.md")).unwrap()
}

/// The lines of the `console` block that shows this call.
fn shown(call: &str) -> Vec<String> {
    let readme = readme();
    let block =
        readme.split("```console\n").find(|block| block.lines().next().unwrap().ends_with(call)).unwrap();
    block.split("```").next().unwrap().lines().skip(1).map(normal).collect()
}

/// A line without what differs from machine to machine: versions, process numbers, the base interpreter.
fn normal(line: &str) -> String {
    let line = line.split(", CPython").next().unwrap();
    line.split(", process").next().unwrap().to_owned()
}

/// Ana's project with an environment, and tools of hers that come first on PATH.
fn ana() -> (Sandbox, OsString) {
    let sandbox = Sandbox::new();
    let python = required("python3").unwrap();
    let made =
        Command::new(&python).args(["-m", "venv"]).arg(sandbox.path("home/app/.venv")).status().unwrap();
    assert!(made.success());
    for name in ["python", "python3"] {
        sandbox.draw(&format!("home/tools/bin/{name} -> {}", python.canonicalize().unwrap().display()));
    }
    let mut path = sandbox.path("home/tools/bin").into_os_string();
    path.push(":/usr/local/bin:/usr/bin:/bin");
    (sandbox, path)
}

/// What envpeek says in a bash that does this first, in Ana's project.
fn said(sandbox: &Sandbox, path: &str, before: &str, call: &str) -> Vec<String> {
    let environment = sandbox.environment(Some(path.as_ref()));
    let script = format!("cd ~/app && {before}; {} {call}; exit", envpeek().display());
    let output =
        sandbox.command(&required("bash").unwrap(), &environment).args(["-c", &script]).output().unwrap();
    let text = Answer::of(output).text().replace(&sandbox.shown("home"), "/home/ana");
    text.lines().map(normal).collect()
}

#[test]
fn the_screens_are_what_the_program_says() {
    let (sandbox, path) = ana();
    let before = "source .venv/bin/activate; PATH=$HOME/tools/bin:$PATH";
    let status = said(&sandbox, "/usr/local/bin:/usr/bin:/bin", before, "venv-status");
    assert_eq!(status, shown("venv-status"));
    let activation = said(&sandbox, path.to_str().unwrap(), "true", "activation");
    let promised = shown("activation");
    assert_eq!(activation[..promised.len()], promised);
}

#[test]
fn ci_runs_the_very_test_command() {
    let command = "tests/setup && cargo test";
    assert!(readme().contains(&format!("```sh\n{command}\n```")));
    let ci = std::fs::read_to_string(package().join(".ci/run")).unwrap();
    assert!(ci.contains(&format!("tests() {{ {command}; }}")));
}

#[test]
fn every_command_of_the_help_stands_in_the_table() {
    let help = Command::new(envpeek()).arg("--help").output().unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let commands =
        help.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.trim().is_empty());
    for command in commands.map(|line| line.split_whitespace().next().unwrap()) {
        assert!(readme().contains(&format!("| `envpeek {command}")), "{command}");
    }
}
