//! `envpeek path`, as a user and a script meet it.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::PermissionsExt as _;

use serde_json::{Value, json};

use crate::sandbox::{Sandbox, os_string};

fn entries(document: &Value) -> &Vec<Value> {
    document["entries"].as_array().unwrap()
}

/// The codes of the entry at a position.
fn codes(document: &Value, position: usize) -> Vec<&str> {
    entries(document)[position - 1]["codes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|code| code.as_str().unwrap())
        .collect()
}

/// The document about a PATH whose `@` stands for the sandbox.
fn document(sandbox: &Sandbox, path: &str, more: &[&str]) -> Value {
    let path = path.replace('@', &sandbox.shown(""));
    let words: Vec<&str> =
        ["path", "--json", "--as", "bash"].into_iter().chain(more.iter().copied()).collect();
    sandbox.ask_with(Some(OsStr::new(&path)), &words).json()
}

#[test]
fn every_entry_is_told_with_position_form_state_and_executables() {
    let sandbox = Sandbox::new();
    sandbox.draw("bin/one x\nbin/two x\nbin/note\nbin/link -> one\nbin/gone -> nowhere\nbin/sub/");
    let found = document(&sandbox, "@bin::@missing", &[]);
    assert_eq!(found["presence"], "set");
    assert_eq!(found["separator"], ":");
    assert_eq!(found["default"], Value::Null);
    let first = &entries(&found)[0];
    assert_eq!(first["position"], 1);
    assert_eq!(
        (&first["form"], &first["state"], &first["executables"]),
        (&json!("absolute"), &json!("directory"), &json!(3))
    );
    let second = &entries(&found)[1];
    assert_eq!(
        (&second["written"], &second["form"], &second["directory"]),
        (&json!(""), &json!("empty"), &json!(sandbox.shown("cwd")))
    );
    let third = &entries(&found)[2];
    assert_eq!(
        (&third["state"], &third["real"], &third["executables"]),
        (&json!("missing"), &Value::Null, &Value::Null)
    );
}

#[test]
fn unset_empty_and_set_are_three_things() {
    let sandbox = Sandbox::new();
    let unset = sandbox.ask_with::<&str>(None, &["path", "--json", "--as", "execvp"]).json();
    assert_eq!(
        (&unset["presence"], &unset["value"], &unset["entries"]),
        (&json!("unset"), &Value::Null, &json!([]))
    );
    assert_eq!(unset["default"], json!(["/bin", "/usr/bin"]));
    let empty = |caller| sandbox.ask_with(Some(OsStr::new("")), &["path", "--json", "--as", caller]).json();
    assert_eq!(empty("bash")["presence"], "empty");
    assert_eq!(empty("bash")["value"], "");
    assert_eq!(entries(&empty("bash"))[0]["form"], "empty");
    assert_eq!(empty("ksh")["entries"], json!([]));
}

#[test]
fn an_empty_value_has_no_surplus_colon_to_remove() {
    let sandbox = Sandbox::new();
    let empty = sandbox.ask_with(Some(OsStr::new("")), &["path", "--json", "--as", "bash"]).json();
    assert_eq!(empty["findings"][0]["remedy"], "give it a value, or unset it");
}

#[test]
fn another_user_s_home_is_found_by_those_that_expand_it() {
    let sandbox = Sandbox::new();
    let value = OsStr::new("~root/nothing:~nobody-of-that-name/x");
    let asked = |caller| sandbox.ask_with(Some(value), &["path", "--json", "--as", caller]).json();
    let bash = asked("bash");
    assert_eq!(entries(&bash)[0]["directory"], "/root/nothing");
    assert_eq!(entries(&bash)[1]["directory"], format!("{}/~nobody-of-that-name/x", sandbox.shown("cwd")));
    let dash = asked("dash");
    assert_eq!(entries(&dash)[0]["directory"], format!("{}/~root/nothing", sandbox.shown("cwd")));
}

#[test]
fn each_kind_of_entry_has_its_code_and_no_other() {
    let sandbox = Sandbox::new();
    sandbox.draw("bin/\nfile\nlink -> bin\ngone -> nowhere\nloop -> loop\nfree/\ncwd/sub/");
    std::fs::set_permissions(sandbox.path("free"), std::fs::Permissions::from_mode(0o777)).unwrap();
    let long = "x".repeat(300);
    let cases = [
        ("@bin", vec![]),
        ("@missing", vec!["missing-directory"]),
        ("@file", vec!["not-a-directory"]),
        ("@file/below", vec!["not-a-directory"]),
        ("@bin", vec!["duplicate-entry"]),
        ("@bin/", vec!["duplicate-directory"]),
        ("@link", vec!["duplicate-directory"]),
        ("@home/../bin", vec!["duplicate-directory"]),
        ("@gone", vec!["dangling-entry"]),
        ("@loop", vec!["link-loop-entry"]),
        ("@free", vec!["world-writable-directory"]),
        ("", vec!["empty-entry"]),
        ("sub", vec!["relative-entry"]),
        ("~/nothing", vec!["tilde-entry"]),
        ("$HOME/bin", vec!["unexpanded-variable"]),
        ("/opt/${NAME}/bin", vec!["unexpanded-variable"]),
        ("%JAVA_HOME%/bin", vec!["unexpanded-variable"]),
        ("\"/usr/lib\"", vec!["quoted-entry"]),
        (" /usr/lib", vec!["stray-whitespace"]),
        ("/usr/lib\r", vec!["stray-whitespace"]),
        ("/usr/lib\u{a0}", vec!["stray-whitespace"]),
        ("/usr/lib;/usr/share", vec!["wrong-separator"]),
        ("/a\u{202e}b", vec!["control-characters", "missing-directory"]),
        (&format!("/{long}"), vec!["entry-too-long"]),
        ("/usr/bin", vec![]),
    ];
    let path: Vec<&str> = cases.iter().map(|(entry, _)| *entry).collect();
    let found = document(&sandbox, &path.join(":"), &[]);
    for (index, (entry, expected)) in cases.iter().enumerate() {
        assert_eq!(&codes(&found, index + 1), expected, "{entry}");
    }
    let related = |code: &str| {
        found["findings"].as_array().unwrap().iter().find(|finding| finding["code"] == code).unwrap()["related"].clone()
    };
    assert_eq!(related("duplicate-entry"), json!([1]));
    for finding in found["findings"].as_array().unwrap() {
        assert!(
            !finding["message"].as_str().unwrap().is_empty()
                && !finding["remedy"].as_str().unwrap().is_empty()
        );
    }
}

#[test]
fn a_directory_closed_to_the_user_is_denied_and_so_is_one_behind_it() {
    let sandbox = Sandbox::new();
    sandbox.draw("closed/inner/tool x");
    std::fs::set_permissions(sandbox.path("closed"), std::fs::Permissions::from_mode(0o000)).unwrap();
    let path = sandbox.path_of(&["closed", "closed/inner"]);
    let mut words = vec![OsString::from("path"), "--json".into()];
    let answer = crate::program::Answer::of(
        sandbox.call_as_ordinary_user(&sandbox.environment(Some(&path)), &mut words).output().unwrap(),
    );
    let found = answer.json();
    assert_eq!(
        (&entries(&found)[0]["state"], &entries(&found)[1]["state"]),
        (&json!("denied"), &json!("denied"))
    );
    assert_eq!(codes(&found, 1), ["unreadable-directory"]);
}

#[test]
fn bytes_survive_that_are_no_text() {
    let sandbox = Sandbox::new();
    let path = os_string(b"/a\xff:/usr/bin:/b\x1b[31m");
    let words = |voice| ["path", voice];
    let found = sandbox.ask_with(Some(&path), &words("--json")).json();
    assert_eq!(found["value_hex"], "2f61ff3a2f7573722f62696e3a2f621b5b33316d");
    assert_eq!(entries(&found)[0]["written_hex"], "2f61ff");
    assert!(entries(&found)[1].get("written_hex").is_none());
    assert_eq!(codes(&found, 1), ["missing-directory", "not-utf8-entry"]);
    let raw = sandbox.ask_with(Some(&path), &words("-0")).stdout;
    assert!(raw.windows(3).any(|bytes| bytes == b"/a\xff") && raw.ends_with(b"\0"));
    for voice in ["--plain", "--color=never", "--json"] {
        let shown = sandbox.ask_with(Some(&path), &words(voice)).stdout;
        assert!(!shown.contains(&0x1b) && std::str::from_utf8(&shown).is_ok(), "{voice}");
    }
}

#[test]
fn a_path_that_occurs_twice_in_the_environment_is_found() {
    let sandbox = Sandbox::new();
    sandbox.draw("env = PATH=/usr/bin\\nPATH=/bin\\n");
    let words = |caller| ["path", "--json", "--env-file", "../env", "--as", caller].map(OsStr::new);
    let seen = |caller: &'static str| sandbox.ask(&[], &words(caller)).json();
    assert_eq!(seen("zsh")["value"], "/usr/bin");
    assert_eq!(seen("bash")["value"], "/bin");
    assert_eq!(seen("bash")["codes"], json!(["duplicate-variable"]));
}

#[test]
fn other_variables_have_their_own_meaning_of_an_empty_entry() {
    let sandbox = Sandbox::new();
    let mut environment = sandbox.environment(Some(OsStr::new("/usr/bin")));
    environment.set("MANPATH", "/usr/share::");
    environment.set("LD_LIBRARY_PATH", "/usr/lib;:/usr/lib");
    environment.set("XDG_DATA_DIRS", "share:/usr/share");
    let ask = |name: &str| {
        crate::program::Answer::of(
            sandbox.call(&environment, &["path", "--json", "--var", name]).output().unwrap(),
        )
        .json()
    };
    assert_eq!(ask("MANPATH")["codes"], json!([]));
    assert_eq!(codes(&ask("LD_LIBRARY_PATH"), 2), ["empty-entry"]);
    assert_eq!(codes(&ask("XDG_DATA_DIRS"), 1)[0], "missing-directory");
    assert_eq!(ask("CDPATH")["presence"], "unset");
}

#[test]
fn a_value_that_no_program_could_be_started_with_is_an_error() {
    let sandbox = Sandbox::new();
    std::fs::write(sandbox.path("env"), format!("PATH=/usr/bin:{}\0", "/x:".repeat(50_000))).unwrap();
    let found = sandbox.ask(&[], &["path", "--json", "--env-file", "../env"]).json();
    assert!(found["codes"].as_array().unwrap().contains(&json!("value-too-long")));
}

#[test]
fn the_system_s_own_path_gives_no_finding_above_info() {
    let sandbox = Sandbox::new();
    let stock = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    for words in [vec!["path", "--json"], vec!["which", "--json", "sh", "ls"]] {
        let found = sandbox.ask_with(Some(OsStr::new(stock)), &words).json().to_string();
        assert!(!found.contains("\"warning\"") && !found.contains("\"error\""), "{found}");
    }
    assert_eq!(
        sandbox.ask_with(Some(OsStr::new(stock)), &["path"]).headline(),
        "PATH has 6 entries; nothing is wrong with it"
    );
}

#[test]
fn people_see_home_as_a_tilde_and_scripts_do_not() {
    let sandbox = Sandbox::new();
    sandbox.draw("home/bin/tool x");
    assert!(sandbox.ask(&["home/bin"], &["path"]).text().contains("  ~/bin\n"));
    let plain = sandbox.ask(&["home/bin"], &["path", "--plain"]);
    assert!(
        plain.stdout.starts_with(
            [b"1\t", sandbox.path("home/bin").as_os_str().as_bytes(), b"\t"].concat().as_slice()
        )
    );
}

#[test]
fn people_are_told_the_first_of_many_findings_and_how_many_more_there_are() {
    let sandbox = Sandbox::new();
    let missing: Vec<String> = (1..=25).map(|number| format!("/nowhere/{number}")).collect();
    let path = format!("{}::/usr/bin", missing.join(":"));
    let text = sandbox.ask_with(Some(OsStr::new(&path)), &["path", "--as", "bash"]).text().to_owned();
    assert!(text.starts_with("PATH has 27 entries; 26 things need attention\n"), "{text}");
    assert_eq!(text.matches("`/nowhere/").count(), 10, "{text}");
    assert!(text.contains("warning: entry 26 (empty)"), "another kind is told all the same: {text}");
    assert!(
        text.ends_with("\nand 15 more of this kind (missing-directory), marked in the list above\n"),
        "{text}"
    );
    assert_eq!(text.matches("does not exist\n").count(), 25 + 10, "{text}");
    let found = sandbox.ask_with(Some(OsStr::new(&path)), &["path", "--json", "--as", "bash"]).json();
    assert_eq!(found["findings"].as_array().unwrap().len(), 26);
}

#[test]
fn every_entry_that_needs_attention_is_marked() {
    let sandbox = Sandbox::new();
    let names: Vec<String> = (1..=12).map(|number| format!("open-{number}")).collect();
    for name in &names {
        fs::create_dir(sandbox.path(name)).unwrap();
        fs::set_permissions(sandbox.path(name), fs::Permissions::from_mode(0o777)).unwrap();
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let text = sandbox.ask(&names, &["path"]).text().to_owned();
    let marked = |line: &&str| line.contains("/open-") && line.ends_with("  world-writable-directory");
    assert_eq!(text.lines().filter(marked).count(), 12, "{text}");
    assert!(
        text.contains("\nand 2 more of this kind (world-writable-directory), marked in the list above\n")
    );
}

#[test]
fn timing_tells_what_a_miss_costs_and_how_many_come_before() {
    let sandbox = Sandbox::new();
    sandbox.draw("bin/one x\nmore/two x");
    let found = document(&sandbox, "@bin:@more:@missing:@bin", &["--timing"]);
    for (index, entry) in entries(&found).iter().enumerate() {
        assert!(entry["timing"]["miss_ns"].as_u64().is_some_and(|time| time > 0), "{entry}");
        assert_eq!(entry["timing"]["misses_before"], index);
    }
    assert_eq!(found["absent"]["misses"], 4);
    assert_eq!(entries(&document(&sandbox, "@bin", &[]))[0].get("timing"), None);
    let answer = sandbox.ask(&["bin", "more"], &["path", "--timing", "--as", "bash"]);
    let text = answer.text();
    assert!(text.contains("  after 1 miss, "), "{text}");
    assert!(text.contains("  a name that is nowhere costs 2 misses, "), "{text}");
}
