//! Directories that answer late or never: the rest of the answer is there, and says what is missing.

use std::os::unix::fs::symlink;
use std::process::Stdio;

use serde_json::Value;

use crate::far::{Manner, PROGRAM};
use crate::program::Answer;
use crate::sandbox::Sandbox;
use crate::terminal::Terminal;

/// Short, since a directory that never answers costs this much; what answers does so in a hundredth of it.
const LIMIT: &str = "0.7";

/// A sandbox with a directory `near` that holds the program and another one.
fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("near/{PROGRAM} x = #!/bin/sh\\n\nnear/other x = #!/bin/sh\\n"));
    sandbox
}

fn ask(sandbox: &Sandbox, directories: &[&str], words: &[&str]) -> Answer {
    let words: Vec<&str> = words.iter().copied().chain(["--as", "dash", "--timeout", LIMIT]).collect();
    sandbox.ask(directories, &words)
}

fn codes_at(document: &Value, position: usize) -> Vec<&str> {
    let findings = document["findings"].as_array().unwrap().iter();
    let here = findings.filter(|finding| finding["position"] == position);
    here.map(|finding| finding["code"].as_str().unwrap()).collect()
}

#[test]
fn which_finds_the_winner_behind_a_directory_that_never_answers() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let answer = ask(&sandbox, &["dead", "near"], &["which", "other", "--json"]);
    assert_eq!(answer.status, Some(0));
    let query = &answer.json()["queries"][0];
    assert_eq!(query["winner"]["path"], sandbox.shown("near/other"));
    assert_eq!(query["unseen"][0]["position"], 1);
    assert_eq!(query["codes"], serde_json::json!(["slow-directory"]));
    assert_eq!(codes_at(query, 1), ["slow-directory"]);
}

#[test]
fn which_for_people_says_what_it_could_not_see() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let answer = ask(&sandbox, &["dead", "near"], &["which", "other"]);
    let text = answer.text();
    assert!(text.contains("not seen: entry 1: "), "{text}");
    assert!(text.contains("no answer within 700ms"), "{text}");
    assert_eq!(text.matches("hint: ").count(), 1, "{text}");
    assert!(text.contains("of those that answered"), "{text}");
}

#[test]
fn which_for_scripts_names_the_winner_alone() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    for names in [&["other"][..], &["other", "a", "b", "c", "d", "e"]] {
        let words: Vec<&str> = ["which", "--plain"].into_iter().chain(names.iter().copied()).collect();
        let answer = ask(&sandbox, &["dead", "near"], &words);
        assert_eq!(answer.text(), format!("{}\n", sandbox.shown("near/other")), "{answer:?}");
    }
}

#[test]
fn path_says_which_entry_does_not_answer_and_everything_about_the_others() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let document = ask(&sandbox, &["dead", "near", "dead"], &["path", "--json"]).json();
    let entries = &document["entries"];
    assert_eq!(entries[0]["state"], Value::Null);
    assert_eq!(entries[1]["state"], "directory");
    assert_eq!(entries[1]["executables"], 2);
    assert_eq!(codes_at(&document, 1), ["slow-directory"]);
    assert!(codes_at(&document, 3).contains(&"duplicate-entry"), "{document}");
}

#[test]
fn a_directory_that_answers_for_itself_alone_does_not_answer() {
    let sandbox = sandbox();
    let Some(_shell) = sandbox.mount("shell", &Manner::shell()) else { return };
    let human = ask(&sandbox, &["shell", "near"], &["path"]);
    assert!(human.text().contains("/shell  does not answer\n"), "{human:?}");
    assert!(human.text().contains("warning: entry 1 "), "{human:?}");
    let plain = ask(&sandbox, &["shell", "near"], &["path", "--plain"]);
    let states: Vec<_> = plain.text().lines().map(|line| line.split('\t').nth(3).unwrap()).collect();
    assert_eq!(states, ["unknown", "directory"], "{plain:?}");
}

#[test]
fn a_link_to_a_dead_directory_keeps_nothing_else_back() {
    let sandbox = sandbox();
    sandbox.draw("more/other x");
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    for directory in ["near", "more"] {
        symlink(sandbox.path("dead/tool"), sandbox.path(directory).join("gone")).unwrap();
    }
    for names in [&[][..], &["other", "gone"]] {
        let words: Vec<&str> = ["shadows", "--json"].into_iter().chain(names.iter().copied()).collect();
        let document = ask(&sandbox, &["near", "more"], &words).json();
        assert_eq!(document["names"].as_array().unwrap().len(), 1, "{document}");
        assert_eq!(document["names"][0]["name"], "other", "{document}");
        assert_eq!(document["unseen"][0]["path"], sandbox.shown("near/gone"), "{document}");
        assert_eq!(codes_at(&document, 1), ["slow-directory"], "{document}");
    }
    let listed = ask(&sandbox, &["near", "more"], &["path", "--json"]).json();
    assert_eq!(listed["entries"][0]["state"], "directory");
    assert_eq!(listed["entries"][0]["executables"], Value::Null, "not known without that link: {listed}");
}

#[test]
fn a_look_up_that_gets_to_a_dead_directory_has_no_end() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let document = ask(&sandbox, &["near", "dead", "near"], &["path", "--timing", "--json"]).json();
    let timing = |position: usize| &document["entries"][position - 1]["timing"];
    assert!(timing(1)["miss_ns"].is_u64() && timing(2)["before_ns"].is_u64(), "{document}");
    assert_eq!((&timing(2)["miss_ns"], &timing(3)["before_ns"]), (&Value::Null, &Value::Null));
    assert_eq!(document["absent"], serde_json::json!({"misses": 3, "total_ns": null}));
}

#[test]
fn shadows_tells_the_contests_that_it_could_see() {
    let sandbox = sandbox();
    sandbox.draw("more/other x");
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    for names in [&[][..], &["other"]] {
        let words: Vec<&str> = ["shadows", "--json"].into_iter().chain(names.iter().copied()).collect();
        let document = ask(&sandbox, &["near", "dead", "more"], &words).json();
        assert_eq!(document["names"][0]["name"], "other", "{document}");
        assert_eq!(document["unseen"][0]["position"], 2, "{document}");
        assert_eq!(codes_at(&document, 2), ["slow-directory"], "{document}");
    }
}

#[test]
fn venv_status_says_that_a_directory_did_not_answer() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let document = ask(&sandbox, &["dead", "near"], &["venv-status", "--json"]).json();
    assert_eq!(document["status"], "inactive");
    assert_eq!(codes_at(&document, 1), ["slow-directory"], "{document}");
}

#[test]
fn a_far_directory_that_answers_is_read_like_a_near_one() {
    let sandbox = sandbox();
    let Some(_far) = sandbox.mount("far", &Manner::AtOnce) else { return };
    let path = sandbox.shown(&format!("far/{PROGRAM}"));
    let document = ask(&sandbox, &["far", "near"], &["which", PROGRAM, "--json"]).json();
    let query = &document["queries"][0];
    assert_eq!(query["winner"]["path"], path);
    assert_eq!(query["candidates"][0]["interpreter"], "/bin/sh");
    assert_eq!(query["codes"], serde_json::json!(["shadowed-command"]));
    let shadows = ask(&sandbox, &["far", "near"], &["shadows", "--compare", "--json"]).json();
    assert_eq!(shadows["names"][0]["shadowed"][0]["relation"], "same-bytes", "{shadows}");
    let listed = ask(&sandbox, &["far", "near"], &["path", "--json"]).json();
    assert_eq!(listed["entries"][0]["state"], "directory");
    assert_eq!(listed["codes"], serde_json::json!(["no-system-directories"]));
}

#[test]
fn far_directories_are_asked_side_by_side() {
    let sandbox = sandbox();
    let meeting = Manner::together(3);
    let mounts = ["one", "two", "three"].map(|name| sandbox.mount(name, &meeting));
    if mounts.iter().any(Option::is_none) {
        return;
    }
    // Whoever asked one after the other would wait for the first until the limit, and report it.
    let query = ask(&sandbox, &["one", "two", "three", "near"], &["which", PROGRAM, "--json"]).json();
    assert_eq!(query["queries"][0]["unseen"], serde_json::json!([]), "{query}");
}

#[test]
fn nobody_waits_for_a_scout_that_is_left_behind() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let path = sandbox.path_of(&["dead", "near"]);
    let mut command =
        sandbox.call(&sandbox.environment(Some(&path)), &["which", "other", "--timeout", LIMIT]);
    // The pipes end when nobody holds them any more, the scout included.
    let output = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(output.stderr, b"", "in a pipe nobody is told what takes so long");
}

#[test]
fn waiting_is_told_at_a_terminal_and_taken_away_again() {
    let sandbox = sandbox();
    let Some(_dead) = sandbox.mount("dead", &Manner::never()) else { return };
    let path = sandbox.path_of(&["dead", "near"]).into_string().unwrap();
    let Some(bash) = crate::tools::required("bash") else { return };
    let program = crate::program::envpeek().to_str().unwrap();
    let script = format!("'{program}' which other --timeout 3; read -r");
    let words = [bash.to_str().unwrap(), "--norc", "-c", &script];
    let Some(terminal) = Terminal::start(&words, &[("PATH", &path)], &sandbox.path("cwd")) else { return };
    terminal.wait_for("envpeek: waiting for ");
    terminal.wait_for("not seen: entry 1");
    assert!(!terminal.screen().contains("waiting for"), "{}", terminal.screen());
}

#[test]
fn a_time_limit_is_a_number_of_seconds_above_zero() {
    let sandbox = sandbox();
    for wrong in ["0", "-1", "soon", "nan", "inf"] {
        let answer = sandbox.ask(&["near"], &["which", "other", &format!("--timeout={wrong}")]);
        assert_eq!(answer.status, Some(2), "{wrong}");
        assert!(answer.stderr.starts_with("error: `--timeout` does not take "), "{}", answer.stderr);
    }
    assert_eq!(sandbox.ask(&["near"], &["which", "other", "--timeout", "0.5"]).status, Some(0));
}
