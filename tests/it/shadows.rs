//! `envpeek shadows`, as a user and a script meet it.

use std::ffi::OsStr;
use std::fs;

use crate::program::Answer;
use crate::sandbox::Sandbox;

/// The answer about a PATH whose `@` stands for the sandbox.
fn ask(sandbox: &Sandbox, path: &str, words: &[&str]) -> Answer {
    let path = path.replace('@', &sandbox.shown(""));
    let words: Vec<&str> = ["shadows", "--as", "bash"].into_iter().chain(words.iter().copied()).collect();
    sandbox.ask_with(Some(OsStr::new(&path)), &words)
}

fn three_directories() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.draw("a/tool x\na/once x\nb/tool x\nb/copy x\nc/copy x\nc/tool -> ../a/tool\nb/once\nl -> a");
    fs::write(sandbox.path("b/tool"), "#!/bin/sh\n# another\n").unwrap();
    sandbox
}

#[test]
fn shadows_tells_winner_and_losers_of_each_name() {
    let sandbox = three_directories();
    let document = ask(&sandbox, "@a:@b:@c:@nowhere", &["--json"]).json();
    let names: Vec<&str> =
        document["names"].as_array().unwrap().iter().map(|name| name["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["copy", "tool"]);
    let tool = &document["names"][1];
    assert_eq!(tool["winner"]["position"], 1);
    assert_eq!(tool["winner"]["path"], sandbox.shown("a/tool"));
    assert_eq!(
        (&tool["shadowed"][0]["position"], &tool["shadowed"][0]["relation"]),
        (&2.into(), &"different".into())
    );
    assert_eq!(
        (&tool["shadowed"][1]["position"], &tool["shadowed"][1]["relation"]),
        (&3.into(), &"same-file".into())
    );
}

#[test]
fn shadows_says_by_its_exit_status_whether_something_is_shadowed() {
    let sandbox = three_directories();
    assert_eq!(ask(&sandbox, "@a:@b", &["-q"]).status, Some(1));
    assert_eq!(ask(&sandbox, "@a:@b", &["-q", "once", "nothing"]).status, Some(0));
    assert_eq!(ask(&sandbox, "@a:@l:@a/:@a", &["-q"]).status, Some(0));
    assert_eq!(ask(&sandbox, "@a:@c", &["-q", "tool"]).status, Some(0), "the same file is no contest");
}

#[test]
fn shadows_compares_bytes_where_it_is_told_to() {
    let sandbox = three_directories();
    let relation = |words: &[&str]| {
        ask(&sandbox, "@b:@c", words).json()["names"][0]["shadowed"][0]["relation"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    assert_eq!(relation(&["copy", "--json"]), "different");
    assert_eq!(relation(&["copy", "--json", "--compare"]), "same-bytes");
}

#[test]
fn shadows_prints_a_record_for_each_loser() {
    let sandbox = three_directories();
    let plain = ask(&sandbox, "@a:@c", &["--plain"]);
    let expected = format!("tool\tsame-file\t{}\t{}\n", sandbox.shown("a/tool"), sandbox.shown("c/tool"));
    assert_eq!(plain.text(), expected);
}

#[test]
fn shadows_groups_for_people_by_pairs_of_directories() {
    let sandbox = three_directories();
    let answer = ask(&sandbox, "@a:@b:@c", &[]);
    let text = answer.text();
    assert!(text.starts_with("2 names stand for different files in 3 directories on PATH\n"), "{text}");
    assert!(text.contains("a (entry 1) before "), "{text}");
    assert!(text.find("(entry 1) before").unwrap() < text.find("(entry 2) before").unwrap(), "{text}");
}

#[test]
fn a_merged_usr_machine_has_no_contests() {
    let merged = fs::canonicalize("/bin").is_ok_and(|real| real == OsStr::new("/usr/bin"));
    if !merged {
        return crate::tools::skip::<()>("this machine has no merged /usr").unwrap_or_default();
    }
    let answer = ask(&Sandbox::new(), "/usr/sbin:/usr/bin:/sbin:/bin", &[]);
    assert_eq!(answer.status, Some(0), "{}", answer.text());
}
