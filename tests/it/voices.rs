//! How answers are said: streams, colours, closed pipes, full disks.

use std::ffi::OsStr;
use std::fs::OpenOptions;
use std::io::Read as _;
use std::process::Stdio;

use crate::program::Answer;
use crate::sandbox::Sandbox;

#[test]
fn every_document_begins_with_the_same_head() {
    let sandbox = Sandbox::new();
    for (words, name) in [(vec!["path", "--json"], "path"), (vec!["which", "x", "--json"], "which")] {
        let document = sandbox.ask(&["home"], &words).json();
        let keys: Vec<&String> = document.as_object().unwrap().keys().take(4).collect();
        assert_eq!(keys, ["report", "schema", "envpeek", "context"]);
        assert_eq!((&document["report"], &document["schema"]), (&name.into(), &1.into()));
        let context: Vec<&String> = document["context"].as_object().unwrap().keys().collect();
        assert_eq!(context, ["source", "pid", "cwd", "home", "root", "platform", "as", "as_reason"]);
    }
}

#[test]
fn colour_follows_the_documented_order() {
    let sandbox = Sandbox::new();
    let colored = |variables: &[(&str, &str)], words: &[&str]| {
        let mut environment = sandbox.environment(Some(OsStr::new("/nowhere")));
        variables.iter().for_each(|(name, value)| environment.set(*name, *value));
        let words: Vec<&str> = ["path"].into_iter().chain(words.iter().copied()).collect();
        Answer::of(sandbox.call(&environment, &words).output().unwrap()).stdout.contains(&0x1b)
    };
    assert!(!colored(&[], &[]));
    assert!(colored(&[], &["--color", "always"]));
    assert!(colored(&[("NO_COLOR", "1")], &["--color=always"]));
    assert!(colored(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], &[]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1")], &["--color", "never"]));
    assert!(!colored(&[("CLICOLOR_FORCE", "1")], &["--plain"]));
}

#[test]
fn a_closed_pipe_is_quiet_and_a_full_disk_is_an_error() {
    let sandbox = Sandbox::new();
    let environment = sandbox.environment(Some(OsStr::new(&"/x:".repeat(20_000))));
    let mut child =
        sandbox.call(&environment, &["path"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let mut words = String::new();
    child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
    child.wait().unwrap();
    assert_eq!(words, "");
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let answer = Answer::of(sandbox.call(&environment, &["path"]).stdout(full).output().unwrap());
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.starts_with("error: cannot write the answer: "), "{}", answer.stderr);
}

#[test]
fn without_a_working_directory_the_error_says_what_to_do() {
    let sandbox = Sandbox::new();
    sandbox.draw("gone/");
    let call = sandbox.call(&sandbox.environment(None), &["path"]);
    let script = format!("cd {} && rmdir {0} && exec \"$@\"", sandbox.shown("gone"));
    let mut shell = std::process::Command::new("/bin/sh");
    shell.env_clear().args(["-c", &script, "sh"]).arg(call.get_program()).args(call.get_args());
    let answer = Answer::of(shell.output().unwrap());
    assert_eq!(answer.status, Some(2));
    assert!(
        answer.stderr.contains("error: cannot tell the working directory")
            && answer.stderr.contains("hint: "),
        "{answer:?}"
    );
}

#[test]
fn the_name_of_a_variable_reaches_no_terminal_raw() {
    let sandbox = Sandbox::new();
    for (name, said) in [("X\u{1b}[1m", "X\\x1b[1m"), ("", ""), ("A=B", "A=B")] {
        let answer = sandbox.ask(&[], &["path", "--var", name]);
        assert_eq!(answer.status, Some(2), "{answer:?}");
        assert!(
            answer.stderr.starts_with(&format!("error: `{said}` is no name of a variable\n")),
            "{answer:?}"
        );
    }
}
