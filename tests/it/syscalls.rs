//! How often the system is asked: each question once, and none whose answer nobody needs. Counted by strace.

use std::ffi::OsStr;
use std::fs;

use crate::program::envpeek;
use crate::sandbox::Sandbox;
use crate::tools;

/// The system calls of one call that name a path below the sandbox, each as `call path` or `call name`; none without
/// strace.
fn questions(sandbox: &Sandbox, path: &str, words: &[&str]) -> Option<Vec<String>> {
    let strace = tools::required("strace")?;
    let trace = sandbox.path("trace");
    let path = path.replace('@', &sandbox.shown(""));
    let environment = sandbox.environment(Some(OsStr::new(&path)));
    let mut command = sandbox.command(&strace, &environment);
    command.args(["-f", "-qq", "-e", "trace=%file", "-o"]).arg(&trace).arg(envpeek()).args(words);
    let answer = command.output().unwrap();
    assert!(answer.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&answer.stderr));
    let text = fs::read_to_string(trace).unwrap();
    let shown = sandbox.shown("");
    let question = |line: &str| {
        let (call, rest) = line.split_once(' ')?.1.trim_start().split_once('(')?;
        let asked = rest.split('"').nth(1)?.strip_prefix(&shown)?.to_owned();
        (call != "execve" && !asked.ends_with("cwd")).then(|| format!("{call} {asked}"))
    };
    Some(text.lines().filter_map(question).collect())
}

fn scene() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.draw("a/other x\nb/tool x = #!/bin/sh\\n\nc/tool x = #!/bin/sh\\n# another\\n\nd/\nl -> b");
    sandbox
}

/// The questions about `tool` itself, without the name of the call.
fn about_tool(questions: &[String]) -> Vec<&str> {
    let asked = questions.iter().filter_map(|question| question.split_once(' '));
    asked.map(|(_, path)| path).filter(|path| path.ends_with("tool")).collect()
}

#[test]
fn a_path_alone_costs_one_look_a_directory_up_to_the_winner() {
    let sandbox = scene();
    let words = ["which", "--plain", "--as", "dash", "tool"];
    let Some(asked) = questions(&sandbox, "@a:@d:@a:@b:@c", &words) else { return };
    let about = about_tool(&asked);
    let looks = |path: &str| about.iter().filter(|asked| **asked == path).count();
    assert_eq!((looks("a/tool"), looks("d/tool")), (1, 1), "{asked:?}");
    assert_eq!(looks("b/tool"), 3, "a look, the permission and the first bytes: {asked:?}");
    assert_eq!(looks("c/tool"), 0, "{asked:?}");
}

#[test]
fn nothing_is_asked_twice_for_the_evidence() {
    let sandbox = scene();
    let words = ["which", "--as", "dash", "tool"];
    let Some(mut asked) = questions(&sandbox, "@a:@b:@a:@c:@missing:@b:@d", &words) else { return };
    asked.sort();
    let twice: Vec<_> = asked.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| &pair[0]).collect();
    assert!(twice.is_empty(), "{twice:?} of {asked:?}");
}

#[test]
fn many_names_are_looked_for_through_their_directories() {
    let sandbox = scene();
    let words = ["which", "--plain", "--as", "dash", "one", "two", "three", "four", "five", "tool"];
    let Some(asked) = questions(&sandbox, "@a:@b:@l:@d:@a", &words) else { return };
    let opened: Vec<_> = asked.iter().filter(|question| question.starts_with("open")).collect();
    let directories = opened.iter().filter(|question| !question.ends_with("tool")).count();
    assert_eq!(directories, 4, "each spelling once: {asked:?}");
    assert!(!asked.iter().any(|question| question.ends_with("/one")), "{asked:?}");
}

#[test]
fn a_name_that_stands_once_costs_no_look() {
    let sandbox = scene();
    let Some(asked) = questions(&sandbox, "@a:@b:@c:@l:@a:@missing", &["shadows", "--as", "dash"]) else {
        return;
    };
    assert!(!asked.iter().any(|question| question.contains("other")), "{asked:?}");
    assert_eq!(asked.iter().filter(|question| question.ends_with(" a")).count(), 1, "{asked:?}");
}
