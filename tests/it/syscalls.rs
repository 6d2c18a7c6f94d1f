//! How often the system is asked: each question once, and none whose answer nobody needs. Counted by strace.

use std::ffi::OsStr;
use std::fs;

use crate::program::envpeek;
use crate::sandbox::Sandbox;
use crate::tools;

/// The system calls of one call as strace writes them, a line each; none without strace.
fn trace(sandbox: &Sandbox, path: &str, words: &[&str], which: &str) -> Option<String> {
    let strace = tools::required("strace")?;
    let trace = sandbox.path("trace");
    let path = path.replace('@', &sandbox.shown(""));
    let environment = sandbox.environment(Some(OsStr::new(&path)));
    let mut command = sandbox.command(&strace, &environment);
    command.args(["-f", "-qq", "-e", which, "-o"]).arg(&trace).arg(envpeek()).args(words);
    let answer = command.output().unwrap();
    assert!(answer.status.code().is_some_and(|code| code < 2), "{}", String::from_utf8_lossy(&answer.stderr));
    Some(fs::read_to_string(trace).unwrap())
}

/// The system calls that name a path below the sandbox, each as `call path` or `call name`.
fn questions(sandbox: &Sandbox, path: &str, words: &[&str]) -> Option<Vec<String>> {
    let text = trace(sandbox, path, words, "trace=%file")?;
    let shown = sandbox.shown("");
    let question = |line: &str| {
        let (call, rest) = line.split_once(' ')?.1.trim_start().split_once('(')?;
        let asked = rest.split('"').nth(1)?.strip_prefix(&shown)?.to_owned();
        (call != "execve" && !asked.ends_with("cwd")).then(|| format!("{call} {asked}"))
    };
    Some(text.lines().filter_map(question).collect())
}

/// How many system calls one call makes beyond those with which every process of this program begins and ends.
fn own_calls(sandbox: &Sandbox, path: &str, words: &[&str]) -> Option<usize> {
    let count = |words: &[&str]| Some(trace(sandbox, path, words, "trace=all")?.lines().count());
    Some(count(words)?.saturating_sub(count(&["--version"])?))
}

/// How often another process is read.
fn processes_read(sandbox: &Sandbox, path: &str, words: &[&str]) -> Option<usize> {
    let text = trace(sandbox, path, words, "trace=%file")?;
    Some(text.lines().filter(|line| line.contains("\"/proc/") && !line.contains("\"/proc/self/")).count())
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

/// Three looks, the permission and the head of the script, the same of its interpreter, the interpreter's loader: 16
/// with a debug build's checks of what it closes. The rest is for an allocator that asks for more memory.
const FEW: usize = 18;

#[test]
fn a_path_alone_costs_few_system_calls() {
    let sandbox = scene();
    for words in [["which", "--plain", "tool"], ["which", "-q", "tool"]] {
        let Some(calls) = own_calls(&sandbox, "@a:@d:@b:@c", &words) else { return };
        assert!(calls <= FEW, "{calls} system calls for {words:?}");
    }
}

#[test]
fn the_calling_shell_is_looked_up_only_where_it_matters() {
    let sandbox = scene();
    let read = |path, words: &[&str]| processes_read(&sandbox, path, words);
    let Some(plain) = read("@a:@b", &["which", "--plain", "tool"]) else { return };
    assert_eq!(plain, 0, "all callers read this list alike");
    let others: [&[&str]; 4] = [
        &["which", "-q", "nothing"],
        &["which", "-a", "--plain", "tool"],
        &["which", "--as", "dash", "tool"],
        &["--version"],
    ];
    for words in others {
        assert_eq!(read("@a:@b:@c", words), Some(0), "{words:?}");
    }
    assert!(read("~/bin:@b", &["which", "--plain", "tool"]) > Some(0), "callers differ at this list");
    assert!(read("@a:@b", &["which", "tool"]) > Some(0), "the answer names the caller");
}

#[test]
fn people_are_not_shown_real_paths_so_none_is_looked_for() {
    let sandbox = scene();
    let links = |words: &[&str]| {
        let asked = questions(&sandbox, "@l:@b", words)?;
        Some(asked.iter().filter(|question| question.starts_with("readlink")).count())
    };
    let Some(human) = links(&["which", "--as", "dash", "tool"]) else { return };
    assert_eq!(human, 0);
    assert!(links(&["which", "--as", "dash", "--json", "tool"]) > Some(0));
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
fn what_only_programs_are_told_of_a_list_is_not_looked_for_otherwise() {
    let sandbox = scene();
    let beyond = |words: &[&str]| {
        let asked = questions(&sandbox, "@a:@l:@d:@a", words)?;
        let is_beyond = |question: &&String| question.starts_with("readlink") || question.ends_with("/other");
        Some(asked.iter().filter(is_beyond).count())
    };
    let Some(human) = beyond(&["path"]) else { return };
    assert_eq!((human, beyond(&["path", "--plain"])), (0, Some(0)));
    assert!(beyond(&["path", "--json"]) > Some(1), "real paths and executables");
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
