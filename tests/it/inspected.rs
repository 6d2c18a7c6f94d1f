//! What is inspected: the options that replace parts of the world, and the shell that is found by itself.

use std::ffi::OsStr;
use std::process::{Command, Stdio};

use serde_json::{Value, json};

use crate::program::{Answer, envpeek};
use crate::sandbox::Sandbox;
use crate::tools::required;

const SCRIPT: &str = "x = #!/bin/sh\\n";

#[test]
fn the_environment_can_come_from_a_file_or_from_standard_input() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}"));
    let record = format!("HOME=/nobody\0PATH={}\0", sandbox.shown("a"));
    std::fs::write(sandbox.path("env"), &record).unwrap();
    let words = ["which", "--json", "tool", "--env-file", "../env"];
    let found = sandbox.ask(&[], &words).json();
    assert_eq!(found["queries"][0]["winner"]["path"], json!(sandbox.shown("a/tool")));
    assert_eq!(
        (&found["context"]["source"], &found["context"]["home"]),
        (&json!("env-file"), &json!("/nobody"))
    );
    let mut call = sandbox.call(&sandbox.environment(None), &["which", "--plain", "tool", "--env-file", "-"]);
    let mut child = call.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), record.as_bytes()).unwrap();
    assert_eq!(
        Answer::of(child.wait_with_output().unwrap()).text(),
        format!("{}\n", sandbox.shown("a/tool"))
    );
}

#[test]
fn what_cannot_be_read_is_an_error_with_path_and_operation() {
    let sandbox = Sandbox::new();
    let file = sandbox.ask(&[], &["path", "--env-file", "../absent"]);
    assert_eq!(file.status, Some(2));
    assert!(
        file.stderr.starts_with("error: cannot read `") && file.stderr.contains("hint: "),
        "{}",
        file.stderr
    );
    let process = sandbox.ask(&[], &["path", "--pid", "4194304"]);
    assert_eq!((process.status, process.stderr.as_str()), (Some(2), "error: there is no process 4194304\n"));
    let root = sandbox.ask(&[], &["path", "--root", "../absent"]);
    assert_eq!(root.status, Some(2));
    let caller = sandbox.ask(&[], &["path", "--as", "cmd", "--platform", "unix"]);
    assert_eq!(caller.status, Some(2));
}

#[test]
fn cwd_home_and_path_can_be_replaced() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("elsewhere/tool {SCRIPT}\nana/bin/tool {SCRIPT}"));
    let (elsewhere, ana) = (sandbox.shown("elsewhere"), sandbox.shown("ana"));
    let here = sandbox.ask(&[], &["which", "--plain", "tool", "--path", ":", "--cwd", &elsewhere]);
    assert_eq!(here.text(), format!("{elsewhere}/tool\n"));
    let home =
        sandbox.ask(&[], &["which", "--plain", "tool", "--path", "~/bin", "--home", &ana, "--as", "bash"]);
    assert_eq!(home.text(), format!("{ana}/bin/tool\n"));
}

#[test]
fn a_running_process_is_shown_as_it_was_started() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!("a/tool {SCRIPT}\nthere/"));
    let mut command = Command::new(required("bash").unwrap());
    command
        .env_clear()
        .env("PATH", sandbox.path("a"))
        .env("HOME", "/them")
        .current_dir(sandbox.path("there"));
    let mut child =
        command.args(["-c", "PATH=/changed; read -r line"]).stdin(Stdio::piped()).spawn().unwrap();
    let found = sandbox.ask(&[], &["which", "--json", "tool", "--pid", &child.id().to_string()]).json();
    drop(child.stdin.take());
    child.wait().unwrap();
    let context = &found["context"];
    assert_eq!((&context["source"], &context["pid"]), (&json!("pid"), &json!(child.id())));
    assert_eq!(
        (&context["cwd"], &context["home"], &context["as"]),
        (&json!(sandbox.real("there")), &json!("/them"), &json!("bash"))
    );
    assert_eq!(found["queries"][0]["winner"]["path"], json!(sandbox.shown("a/tool")));
}

#[test]
fn another_user_s_process_is_unknown_and_never_empty() {
    let sandbox = Sandbox::new();
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let mut child = Command::new("sleep").arg("20").spawn().unwrap();
    let mut words = ["path", "--pid", &child.id().to_string()].map(Into::into).to_vec();
    let answer =
        Answer::of(sandbox.call_as_ordinary_user(&sandbox.environment(None), &mut words).output().unwrap());
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(answer.status, Some(2));
    assert!(answer.stderr.contains("permission denied"), "{}", answer.stderr);
}

#[test]
fn a_root_directory_cannot_be_left() {
    let sandbox = Sandbox::new();
    sandbox.draw(&format!(
        "outside/secret {SCRIPT}\njail/usr/bin/tool {SCRIPT}\njail/bin -> usr/bin\njail/abs -> /usr/bin\njail/escape -> ../../outside\njail/bin/sh x"
    ));
    let root = sandbox.shown("jail");
    let ask = |words: &[&str]| {
        let words: Vec<&str> = words.iter().copied().chain(["--root", &root]).collect();
        sandbox.ask(&[], &words)
    };
    let found = ask(&["which", "--json", "tool", "--path", "/abs:/bin:/usr/bin"]).json();
    assert_eq!(
        found["queries"][0]["winner"],
        json!({ "path": "/abs/tool", "position": 1, "real": "/usr/bin/tool", "runs": true, "reason": null })
    );
    assert_eq!(found["queries"][0]["candidates"][2]["same_file_as"], 1);
    assert_eq!((&found["context"]["root"], &found["context"]["cwd"]), (&json!(root), &json!("/")));
    for path in ["/escape", "/../outside", "/escape/../outside"] {
        assert_eq!(ask(&["which", "secret", "--path", path]).status, Some(1), "{path}");
    }
    let list = ask(&["path", "--json", "--path", "/abs"]).json();
    assert_eq!(list["entries"][0]["real"], "/usr/bin");
}

#[test]
fn windows_rules_apply_on_any_host() {
    let sandbox = Sandbox::new();
    sandbox.draw("a/tool.exe\na/TOOL.com\nb/tool\ncwd/here.bat");
    let path = format!("C:\\missing;{};\"{}\";;%SystemRoot%", sandbox.shown("a"), sandbox.shown("b"));
    let ask = |words: &[&str]| {
        let words: Vec<&str> =
            words.iter().copied().chain(["--platform", "windows", "--json", "--path", &path]).collect();
        sandbox.ask(&[], &words).json()
    };
    let list = ask(&["path"]);
    let column = |name: &str| {
        list["entries"].as_array().unwrap().iter().map(|entry| entry[name].clone()).collect::<Vec<Value>>()
    };
    assert_eq!(list["separator"], ";");
    assert_eq!(column("form"), ["absolute", "absolute", "absolute", "empty", "unexpanded"]);
    assert_eq!(column("state")[..3], [json!("missing"), json!("directory"), json!("directory")]);
    let found = ask(&["which", "Tool"]);
    assert_eq!((&found["context"]["as"], &found["context"]["platform"]), (&json!("cmd"), &json!("windows")));
    let winner = &found["queries"][0]["winner"];
    assert!(winner["path"].as_str().unwrap().ends_with("/a/TOOL.com"), "{winner}");
    assert_eq!(ask(&["which", "here"])["queries"][0]["found"], true);
    assert_eq!(ask(&["which", "here", "--as", "powershell"])["queries"][0]["found"], false);
}

#[test]
fn no_permission_counts_for_the_rust_crate_by_windows_rules() {
    let sandbox = Sandbox::new();
    sandbox.draw("a/tool.EXE");
    let mut environment = sandbox.environment(Some(&sandbox.path_of(&["a"])));
    environment.set("PATHEXT", ".EXE");
    let words = ["which", "tool", "--as", "rust-which", "--platform", "windows", "--json"];
    let answer = Answer::of(sandbox.call(&environment, &words).output().unwrap()).json();
    assert_eq!(answer["queries"][0]["winner"]["runs"], true, "{answer}");
}

/// Starts envpeek from a real shell, which waits for it.
fn asked_from(shell: &str, before: &[&str]) -> Option<Value> {
    let sandbox = Sandbox::new();
    let program = required(shell)?;
    let call = format!("{} path --json; true", envpeek().display());
    let mut command = sandbox.command(&program, &sandbox.environment(Some(OsStr::new("/usr/bin:/bin"))));
    let output = command.args(before).arg("-c").arg(&call).output().unwrap();
    Some(Answer::of(output).json()["context"].clone())
}

#[test]
fn the_shell_that_started_envpeek_is_found() {
    let shells = [
        ("bash", "bash"),
        ("dash", "dash"),
        ("zsh", "zsh"),
        ("fish", "fish"),
        ("tcsh", "tcsh"),
        ("ksh93", "ksh"),
        ("mksh", "mksh"),
        ("yash", "yash"),
        ("elvish", "elvish"),
    ];
    for (program, caller) in shells {
        if let Some(context) = asked_from(program, &[]) {
            assert_eq!(context["as"], caller);
            assert!(
                context["as_reason"].as_str().unwrap().starts_with("it started envpeek, process "),
                "{context}"
            );
        }
    }
    if let Some(context) = asked_from("busybox", &["sh"]) {
        assert_eq!(context["as"], "busybox");
    }
}

#[test]
fn an_empty_root_is_a_mistake_and_not_the_working_directory() {
    let sandbox = Sandbox::new();
    let empty = sandbox.ask(&[], &["path", "--root", ""]);
    assert_eq!(empty.status, Some(2));
    assert!(empty.stderr.starts_with("error: --root is empty\nhint: "), "{}", empty.stderr);
}
