//! A long list costs what its distinct directories cost, and many names what their places cost: counted, not timed.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;

use crate::program::envpeek;
use crate::sandbox::Sandbox;
use crate::tools;

/// How often each path of the sandbox is named in a system call; none without strace.
fn counted(sandbox: &Sandbox, path: &str, words: &[&str]) -> Option<BTreeMap<String, usize>> {
    let strace = tools::required("strace")?;
    let trace = sandbox.path("trace");
    let path = path.replace('@', &sandbox.shown(""));
    let environment = sandbox.environment(Some(OsStr::new(&path)));
    let mut command = sandbox.command(&strace, &environment);
    command.args(["-f", "-qq", "-e", "trace=%file", "-o"]).arg(&trace).arg(envpeek()).args(words);
    let answer = command.output().unwrap();
    assert!(answer.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&answer.stderr));
    let shown = sandbox.shown("");
    let mut counts = BTreeMap::new();
    for line in fs::read_to_string(trace).unwrap().lines().filter(|line| !line.contains("execve(")) {
        if let Some(path) = line.split('"').nth(1).and_then(|path| path.strip_prefix(&shown)) {
            *counts.entry(path.to_owned()).or_default() += 1;
        }
    }
    Some(counts)
}

fn stdout(sandbox: &Sandbox, path: &str, words: &[&str]) -> String {
    let path = path.replace('@', &sandbox.shown(""));
    let environment = sandbox.environment(Some(OsStr::new(&path)));
    let answer = sandbox.command(envpeek(), &environment).args(words).output().unwrap();
    assert!(answer.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&answer.stderr));
    String::from_utf8(answer.stdout).unwrap()
}

/// A hundred missing directories and three that are there, one of them under two names.
fn scene() -> (Sandbox, String) {
    let sandbox = Sandbox::new();
    sandbox.draw("a/other x\nb/tool x = #!/bin/sh\\n\nc/tool x = #!/bin/sh\\n# another\\n\nl -> b");
    let missing: Vec<String> = (0..100).map(|number| format!("@m{number}")).collect();
    (sandbox, format!("@a:{}:@b:@l:@c", missing.join(":")))
}

fn repeated(path: &str) -> String {
    [path; 20].join(":")
}

#[test]
fn a_list_written_twenty_times_costs_as_many_questions_as_once() {
    let (sandbox, once) = scene();
    for words in [
        &["path", "--as", "dash"][..],
        &["path", "--json", "--as", "dash"],
        &["which", "--plain", "--as", "dash", "nothing"],
        &["which", "--as", "dash", "nothing"],
        &["which", "--json", "--as", "dash", "tool"],
        &["which", "--as", "dash", "tool", "other", "x", "y", "z", "nothing"],
    ] {
        let Some(expected) = counted(&sandbox, &once, words) else { return };
        let found = counted(&sandbox, &repeated(&once), words).unwrap();
        assert_eq!(found, expected, "{words:?}");
        assert!(found.len() > 100, "{found:?}");
    }
}

#[test]
fn a_directory_that_is_not_there_costs_one_question() {
    let (sandbox, once) = scene();
    let Some(counts) = counted(&sandbox, &once, &["path", "--as", "dash"]) else { return };
    let most = (0..100).map(|number| counts[&format!("m{number}")]).max();
    assert_eq!(most, Some(1));
}

#[test]
fn repeats_change_no_answer() {
    let (sandbox, once) = scene();
    let once = format!("{once}:@b/:@d\u{e4}::rel:@a:/usr/bin");
    let entries = |path: &str| -> Vec<serde_json::Value> {
        let said = stdout(&sandbox, path, &["path", "--json", "--as", "dash"]);
        let document: serde_json::Value = serde_json::from_str(&said).unwrap();
        document["entries"].as_array().unwrap().clone()
    };
    let (alone, together) = (entries(&once), entries(&repeated(&once)));
    assert_eq!(together.len(), 20 * alone.len());
    assert_eq!(together[..alone.len()], alone, "the first time everything is as without repeats");
    for (index, entry) in together.iter().enumerate().skip(alone.len()) {
        let first = &alone[index % alone.len()];
        for field in ["written", "directory", "real", "form", "state", "executables"] {
            assert_eq!(entry[field], first[field], "{field} of {entry}");
        }
        assert!(entry["codes"].as_array().unwrap().contains(&"duplicate-entry".into()), "{entry}");
    }
    let winner = |path: &str| stdout(&sandbox, path, &["which", "--plain", "--as", "dash", "tool", "other"]);
    assert_eq!(winner(&repeated(&once)), winner(&once));
}

#[test]
fn more_directories_than_a_person_reads_are_not_listed_for_suggestions() {
    let sandbox = Sandbox::new();
    let directories: Vec<String> = (0..300).map(|number| format!("d{number}")).collect();
    directories.iter().for_each(|name| sandbox.draw(&format!("{name}/tool x")));
    let path: Vec<String> = directories.iter().map(|name| format!("@{name}")).collect();
    let few = stdout(&sandbox, &path[..200].join(":"), &["which", "--as", "dash", "tol"]);
    assert!(few.contains("`tool`"), "{few}");
    let Some(counts) = counted(&sandbox, &path.join(":"), &["which", "--as", "dash", "tol"]) else { return };
    let asked: usize = counts.iter().filter(|(path, _)| path.starts_with('d')).map(|(_, count)| count).sum();
    assert_eq!(asked, 300, "one look a directory");
}

#[test]
fn many_names_get_the_answers_of_single_calls() {
    let (sandbox, path) = scene();
    sandbox.draw("a/Mixed x = #!/bin/sh\\n\nc/plain\nc/gone -> nowhere\nb/ähnlich x = #!/bin/sh\\n");
    let absent: Vec<String> = (0..100).map(|number| format!("absent{number}")).collect();
    let mut names = vec!["tool", "other", "Mixed", "mixed", "plain", "gone", "ähnlich", "tool"];
    names.extend(absent.iter().map(String::as_str));
    for form in [&["which", "--plain", "--as", "dash"][..], &["which", "-a", "--plain", "--as", "zsh"]] {
        let together = stdout(&sandbox, &path, &[form, &names].concat());
        let single: String =
            names[..8].iter().map(|name| stdout(&sandbox, &path, &[form, &[name]].concat())).collect();
        assert_eq!(together, single, "{form:?}");
    }
    let document = |names: &[&str]| -> Vec<serde_json::Value> {
        let said = stdout(&sandbox, &path, &[&["which", "--json", "--as", "bash"][..], names].concat());
        let document: serde_json::Value = serde_json::from_str(&said).unwrap();
        document["queries"].as_array().unwrap().clone()
    };
    let together = document(&names);
    for (name, query) in names[..7].iter().zip(&together) {
        let mut alone = document(&[name]).remove(0);
        alone["suggestions"] = query["suggestions"].clone(); // similar names are for few names only
        assert_eq!(*query, alone, "{name}");
    }
}

#[test]
fn a_thousand_names_are_found_by_listing() {
    let (sandbox, path) = scene();
    let names: Vec<String> = (0..1000).map(|number| format!("absent{number}")).collect();
    let mut words = vec!["which", "--plain", "--as", "dash", "tool"];
    words.extend(names.iter().map(String::as_str));
    let Some(counts) = counted(&sandbox, &path, &words) else { return };
    assert!(counts.keys().all(|path| !path.contains("absent")), "{counts:?}");
    assert!(counts["b"] <= 2 && counts["c"] <= 2 && counts["m7"] <= 2, "{counts:?}");
}
