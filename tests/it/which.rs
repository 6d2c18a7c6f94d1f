//! `envpeek which`, as a user and a script meet it.

use std::ffi::OsStr;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::program::Answer;
use crate::sandbox::Sandbox;

const SCRIPT: &str = "x = #!/bin/sh\\n";

/// The document's first query.
fn query(sandbox: &Sandbox, directories: &[&str], words: &[&str]) -> Value {
    let words: Vec<&str> = ["which", "--json"].into_iter().chain(words.iter().copied()).collect();
    sandbox.ask(directories, &words).json()["queries"][0].clone()
}

/// Verdict and reason of each candidate.
fn verdicts(query: &Value) -> Vec<(&str, Option<&str>)> {
    let candidates = query["candidates"].as_array().unwrap().iter();
    candidates
        .map(|candidate| (candidate["verdict"].as_str().unwrap(), candidate["reason"].as_str()))
        .collect()
}

#[test]
fn the_winner_comes_first_and_every_loser_has_its_reason() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!(
        "a/tool\nb/tool/\nc/tool -> nowhere\nd/tool -> tool\ne/tool {SCRIPT}\nf/tool {SCRIPT}\ng/tool -> ../e/tool"
    ));
    let found = query(&sandbox, &["a", "b", "c", "d", "e", "f", "g"], &["tool", "--as", "dash"]);
    let expected = [
        ("rejected", Some("not-executable")),
        ("rejected", Some("directory")),
        ("rejected", Some("dangling-link")),
        ("rejected", Some("link-loop")),
        ("wins", None),
        ("shadowed", None),
        ("shadowed", None),
    ];
    assert_eq!(verdicts(&found), expected);
    assert_eq!(
        found["winner"],
        json!({ "path": sandbox.shown("e/tool"), "position": 5, "real": sandbox.real("e/tool"), "runs": true, "reason": null })
    );
    let linked = &found["candidates"][6];
    assert_eq!(linked["same_file_as"], 5);
    assert_eq!(linked["interpreter"], "/bin/sh");
    assert_eq!(linked["kind"], "script");
    assert_eq!(found["codes"], json!(["callers-disagree", "rejected-before-winner", "shadowed-command"]));
}

#[test]
fn a_missing_interpreter_stops_bash_and_not_dash() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool x = #!/nowhere/python\\n\nb/tool {SCRIPT}\nc/tool x = #!/bin/sh\\r\\n"));
    let bash = sandbox.ask(&["a", "b"], &["which", "--json", "--as", "bash", "tool"]);
    assert_eq!(bash.status, Some(1));
    let found = &bash.json()["queries"][0];
    assert_eq!(
        (&found["found"], &found["winner"]["runs"], &found["winner"]["reason"]),
        (&json!(true), &json!(false), &json!("missing-interpreter"))
    );
    assert!(found["codes"].as_array().unwrap().contains(&json!("missing-interpreter")));
    let plain = sandbox.ask(&["a", "b"], &["which", "--plain", "--as", "bash", "tool"]);
    assert_eq!((plain.status, plain.text()), (Some(1), ""));
    let dash = query(&sandbox, &["a", "b"], &["tool", "--as", "dash"]);
    assert_eq!(verdicts(&dash), [("rejected", Some("missing-interpreter")), ("wins", None)]);
    let other = dash["disagreements"]
        .as_array()
        .unwrap()
        .iter()
        .find(|other| other["as"].as_array().unwrap().contains(&json!("bash")))
        .unwrap();
    assert_eq!((&other["path"], &other["runs"]), (&json!(sandbox.shown("a/tool")), &json!(false)));
    let carriage_return = query(&sandbox, &["c", "b"], &["tool", "--as", "fish"]);
    assert!(carriage_return["candidates"][0]["why"].as_str().unwrap().contains("carriage return"));
}

#[test]
fn plain_prints_the_winning_path_alone() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}\nb/tool {SCRIPT}\nb/other {SCRIPT}"));
    let ask = |words: &[&str]| sandbox.ask(&["a", "b"], words);
    let found = ask(&["which", "--plain", "tool", "absent", "other"]);
    assert_eq!(found.status, Some(1));
    assert_eq!(found.text(), format!("{}\n{}\n", sandbox.shown("a/tool"), sandbox.shown("b/other")));
    let all = ask(&["which", "-a", "--plain", "tool"]);
    assert_eq!(all.text(), format!("{}\n{}\n", sandbox.shown("a/tool"), sandbox.shown("b/tool")));
    assert_eq!(ask(&["which", "-0", "tool"]).stdout, format!("{}\0", sandbox.shown("a/tool")).into_bytes());
    let quiet = ask(&["which", "-q", "tool"]);
    assert_eq!((quiet.status, quiet.text()), (Some(0), ""));
    assert_eq!(ask(&["which", "-q", "absent"]).status, Some(1));
}

#[test]
fn a_name_with_a_separator_never_consults_path() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/sub/tool {SCRIPT}\ncwd/sub/tool {SCRIPT}\ncwd/plain"));
    let found = query(&sandbox, &["a"], &["sub/tool"]);
    assert_eq!(
        (&found["kind"], &found["winner"]["path"], &found["winner"]["position"]),
        (&json!("path"), &json!(sandbox.shown("cwd/sub/tool")), &Value::Null)
    );
    let absolute = sandbox.shown("a/sub/tool");
    assert_eq!(query(&sandbox, &["a"], &[&absolute])["winner"]["path"], json!(absolute));
    let rejected = query(&sandbox, &["a"], &["./plain"]);
    assert_eq!(verdicts(&rejected), [("rejected", Some("not-executable"))]);
    assert_eq!(rejected["found"], false);
}

#[test]
fn permission_is_what_the_kernel_says_of_this_user() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}\nb/tool {SCRIPT}"));
    std::fs::set_permissions(sandbox.path("a/tool"), std::fs::Permissions::from_mode(0o700)).unwrap();
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let path = sandbox.path_of(&["a", "b"]);
    let mut words = ["which", "--json", "--as", "dash", "tool"].map(Into::into).to_vec();
    let found = Answer::of(
        sandbox.call_as_ordinary_user(&sandbox.environment(Some(&path)), &mut words).output().unwrap(),
    )
    .json();
    assert_eq!(verdicts(&found["queries"][0]), [("rejected", Some("denied")), ("wins", None)]);
}

#[test]
fn what_is_not_found_says_where_it_looked_and_what_is_close() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/python3 {SCRIPT}\nb/pythom\nhome/.local/bin/pyton3 {SCRIPT}"));
    let missing = query(&sandbox, &["a", "b"], &["pyton3"]);
    assert_eq!(missing["suggestions"], json!([sandbox.shown("home/.local/bin/pyton3"), "python3"]));
    assert_eq!(missing["searched"], json!([sandbox.shown("a"), sandbox.shown("b")]));
    assert_eq!(missing["winner"], Value::Null);
    let said = sandbox.ask(&["a", "b"], &["which", "pyton3"]);
    assert_eq!(said.status, Some(1));
    assert!(
        said.headline().starts_with("pyton3: not found in any of the 2 directories on PATH"),
        "{}",
        said.text()
    );
    assert!(said.text().contains("hint: ~/.local/bin/pyton3 exists, but its directory is not on PATH"));
}

#[test]
fn a_name_that_differs_in_case_alone_is_close_however_short() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/ls {SCRIPT}\na/lt {SCRIPT}"));
    assert_eq!(query(&sandbox, &["a"], &["LS"])["suggestions"], json!(["ls"]));
    assert_eq!(query(&sandbox, &["a"], &["l"])["suggestions"], json!([]));
}

#[test]
fn a_directory_of_that_name_is_no_reason_to_worry() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool/\nb/tool {SCRIPT}\na/X11/"));
    for name in ["tool", "X11"] {
        let found = query(&sandbox, &["a", "b"], &[name]);
        assert_eq!(found["findings"][0]["severity"], "info", "{found}");
        assert_eq!(found["candidates"][0]["reason"], "directory");
        assert!(!sandbox.ask(&["a", "b"], &["which", name]).text().contains("hint:"));
    }
}

#[test]
fn nobody_is_told_to_make_a_device_executable() {
    let sandbox = Sandbox::new();
    let found = query(&sandbox, &[], &["/dev/null"]);
    assert_eq!(found["findings"][0]["remedy"], "nothing needs to be done: it is no program");
}

#[test]
fn the_empty_name_is_shown() {
    let sandbox = Sandbox::new();
    sandbox.draw("a/");
    assert_eq!(sandbox.ask(&["a"], &["which", ""]).headline(), "``: not found in the one directory on PATH");
}

#[test]
fn the_link_chain_leads_to_the_real_file() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("real/tool-1.2 {SCRIPT}\nlib/tool -> ../real/tool-1.2\na/tool -> ../lib/tool"));
    let found = query(&sandbox, &["a"], &["tool"]);
    let links: Vec<&str> = found["candidates"][0]["links"]
        .as_array()
        .unwrap()
        .iter()
        .map(|link| link.as_str().unwrap())
        .collect();
    assert_eq!(links.len(), 2);
    assert!(links[1].ends_with("real/tool-1.2"));
    assert_eq!(found["candidates"][0]["real"], json!(sandbox.real("real/tool-1.2")));
}

#[test]
fn an_unset_path_is_replaced_by_the_caller_s_own_list() {
    let sandbox = Sandbox::new();
    let found = sandbox.ask_with::<&str>(None, &["which", "--json", "--as", "execvp", "sh"]);
    assert_eq!(found.status, Some(0));
    let yash = sandbox.ask_with::<&str>(None, &["which", "--json", "--as", "yash", "sh"]);
    assert_eq!(yash.status, Some(1));
}

#[test]
fn nothing_found_on_path_is_ever_run() {
    let sandbox = Sandbox::new();
    let marker = sandbox.shown("marker");
    for name in ["python", "python3", "pip", "sh", "bash", "git", "ls", "env", "uname", "pyenv"] {
        sandbox.draw(&format!("a/{name} x = #!/bin/sh\\necho {name} >>{marker}\\n"));
    }
    let names = ["python", "python3", "pip", "sh", "git", "ls"];
    let which: Vec<&str> = ["which", "-a"].into_iter().chain(names).collect();
    sandbox.draw(
        "cwd/.venv/pyvenv.cfg = home = /usr/bin\\n\ncwd/.venv/bin/activate = deactivate () { true; }\\n",
    );
    let commands: [&[&str]; 9] = [
        &["path"],
        &which,
        &["path", "--json"],
        &["which", "absent"],
        &["venv-status"],
        &["activation", "--as", "bash"],
        &["activation", "--steps", "--json"],
        &["activation", "--undo"],
        &["shadows"],
    ];
    for words in commands {
        let answer = sandbox.ask(&["a", "cwd/.venv/bin"], words);
        assert!(!answer.stdout.is_empty() || !answer.stderr.is_empty(), "{words:?}: {answer:?}");
    }
    assert!(!sandbox.path("marker").exists());
}

#[test]
fn merged_usr_is_no_contest() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("usr/bin/tool {SCRIPT}\nbin -> usr/bin"));
    let found = query(&sandbox, &["usr/bin", "bin"], &["tool"]);
    assert_eq!(found["candidates"][1]["same_file_as"], 1);
    assert_eq!(found["codes"], json!([]));
}

#[test]
fn what_cannot_be_seen_is_named_with_the_command_that_asks_the_shell() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}"));
    let said = sandbox.ask(&["a"], &["which", "tool", "--as", "zsh"]);
    assert!(
        said.text().ends_with(
            "aliases, functions and remembered locations are not visible from here; ask it: type -a tool\n"
        ),
        "{}",
        said.text()
    );
    let document = sandbox.ask(&["a"], &["which", "--json", "tool", "--as", "execvp"]).json();
    assert_eq!(document["blind_spots"], json!([]));
    let many = sandbox.ask(&["a"], &["which", "--as", "zsh", "tool", "two", "three", "four", "five"]);
    assert!(many.text().ends_with("; ask it: type -a tool, and so on\n"), "{}", many.text());
}

#[test]
fn of_many_names_too_those_off_path_are_found() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}\nhome/.local/bin/mine {SCRIPT}"));
    let others: Vec<String> = (1..=80).map(|number| format!("nowhere-{number}")).collect();
    for more in [0, 4, 20, 80] {
        let mut words = vec!["which", "--json", "mine"];
        words.extend(others[..more].iter().map(String::as_str));
        let document = sandbox.ask(&["a"], &words).json();
        let found = &document["queries"][0]["suggestions"];
        assert_eq!(found[0], sandbox.shown("home/.local/bin/mine"), "with {more} others: {found}");
    }
}

#[test]
fn where_path_is_not_set_nothing_is_said_to_be_on_it() {
    let sandbox = Sandbox::new();
    let said = sandbox.ask_with::<&str>(None, &["which", "--as", "execvp", "nowhere-at-all"]);
    assert_eq!(
        said.headline(),
        "nowhere-at-all: not found; PATH is not set, and execvp looks in 2 directories of its own then"
    );
}

#[test]
fn the_directories_that_were_searched_are_said_once() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}"));
    let said = sandbox.ask(&["a"], &["which", "--as", "zsh", "tool", "two", "three"]);
    let text = said.text();
    assert_eq!(text.matches("  looked in ").count(), 1, "{text}");
    assert!(
        text.find("two: not found") < text.find("  looked in "),
        "at the first that is not found: {text}"
    );
}

#[test]
fn a_very_long_or_strange_name_is_not_found_and_nothing_worse() {
    let sandbox = Sandbox::new();
    let long = "x".repeat(5000);
    for name in [long.as_str(), "", ".", "..", "a\nb", "~", "-"] {
        let answer = sandbox.ask_with(Some(OsStr::new("/usr/bin::~")), &["which", "--", name]);
        assert_eq!(answer.status, Some(1), "{name:?}: {answer:?}");
    }
}

#[test]
fn what_the_shell_has_itself_comes_before_any_file() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/echo {SCRIPT}"));
    let said = sandbox.ask(&["a"], &["which", "echo", "--as", "bash"]);
    assert_eq!(
        (said.status, said.headline()),
        (Some(0), "in bash `echo` is a builtin, which comes before PATH")
    );
    let found = query(&sandbox, &["a"], &["echo", "--as", "bash"]);
    assert_eq!(found["builtin"]["kind"], "builtin");
    assert_eq!(found["winner"]["path"], json!(sandbox.shown("a/echo")));
    assert_eq!(query(&sandbox, &["a"], &["cd", "--as", "zsh"])["found"], false);
    assert_eq!(query(&sandbox, &["a"], &["echo", "--as", "execvp"])["builtin"], Value::Null);
    assert_eq!(query(&sandbox, &["a"], &["./echo", "--as", "bash"])["builtin"], Value::Null);
}
