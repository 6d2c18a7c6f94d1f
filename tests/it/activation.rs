//! `activation` as users and scripts meet it: words, documents, exit statuses, what is inspected.

use std::ffi::OsStr;
use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::makers::{pythons, venv};
use crate::program::Answer;
use crate::sandbox::Sandbox;

/// A small script of the usual form, for an environment in `root`.
fn script(root: &str) -> String {
    format!(
        "deactivate () {{\n    if [ -n \"${{_OLD_VIRTUAL_PATH:-}}\" ] ; then\n        PATH=\"$_OLD_VIRTUAL_PATH\"\n        export PATH\n        unset _OLD_VIRTUAL_PATH\n    fi\n    unset VIRTUAL_ENV\n    [ \"$1\" = nondestructive ] || unset -f deactivate\n}}\ndeactivate nondestructive\nVIRTUAL_ENV='{root}'\nexport VIRTUAL_ENV\n_OLD_VIRTUAL_PATH=\"$PATH\"\nPATH=\"$VIRTUAL_ENV/bin:$PATH\"\nexport PATH\n"
    )
}

/// A sandbox with a project that has a `.venv`, and a `bin` with a `python` of its own.
fn project() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.draw(
        "cwd/.venv/pyvenv.cfg = home = /usr/bin\\nversion = 3.11.2\\n
         cwd/.venv/bin/python x = #!/bin/sh\\n
         cwd/.venv/bin/tool x = #!/bin/sh\\n
         bin/python x = #!/bin/sh\\n
         bin/other x = #!/bin/sh\\n",
    );
    let root = sandbox.shown("cwd/.venv");
    fs::write(sandbox.path("cwd/.venv/bin/activate"), script(&root)).unwrap();
    sandbox
}

fn ask(sandbox: &Sandbox, words: &[&str]) -> Answer {
    let all = [&["activation", "--shell", "bash"], words].concat();
    sandbox.ask(&["bin"], &all)
}

#[test]
fn the_document_has_every_key_of_the_contract() {
    let sandbox = project();
    let document = ask(&sandbox, &["--json"]).json();
    let keys: Vec<&String> = document.as_object().unwrap().keys().skip(4).collect();
    let known = [
        "action",
        "shell",
        "script",
        "command",
        "environment",
        "path",
        "moves",
        "variables",
        "steps",
        "commands",
        "unchanged",
        "saved_path",
        "alternative",
        "codes",
        "findings",
    ];
    assert_eq!(keys, known);
    let (bin, root) = (sandbox.shown("bin"), sandbox.shown("cwd/.venv"));
    assert_eq!(document["action"], "activate");
    assert_eq!(document["script"], format!("{root}/bin/activate"));
    assert_eq!(document["command"], format!("source {root}/bin/activate"));
    assert_eq!(document["environment"]["root"], root);
    assert_eq!(document["path"], json!({"before": bin, "after": format!("{root}/bin:{bin}")}));
    let moves = json!([
        {"directory": format!("{root}/bin"), "from": null, "to": 1, "change": "added"},
        {"directory": bin, "from": 1, "to": 2, "change": "shifted"},
    ]);
    assert_eq!(document["moves"], moves);
    let commands = json!([
        {"name": "python", "before": format!("{bin}/python"), "after": format!("{root}/bin/python")},
        {"name": "tool", "before": null, "after": format!("{root}/bin/tool")},
    ]);
    assert_eq!(document["commands"], commands);
    assert_eq!(document["unchanged"], 2, "`activate` and `other`");
    assert_eq!(document["saved_path"], json!({"value": null, "known_from": "environment"}));
    assert_eq!(document["alternative"], Value::Null);
    let kept =
        document["variables"].as_array().unwrap().iter().find(|change| change["name"] == "_OLD_VIRTUAL_PATH");
    assert_eq!(kept.unwrap()["exported"], false);
}

#[test]
fn the_nearest_environment_is_found_from_below_and_a_project_stands_for_its_own() {
    let sandbox = project();
    fs::create_dir_all(sandbox.path("cwd/src/deep")).unwrap();
    let root = sandbox.shown("cwd/.venv");
    for words in [&["--cwd", "src/deep"][..], &["."], &[".venv"], &[".venv/"]] {
        let document = ask(&sandbox, &[words, &["--json"]].concat()).json();
        assert_eq!(document["environment"]["root"], root, "{words:?}");
    }
}

#[test]
fn no_environment_is_an_answer_with_status_one() {
    let sandbox = Sandbox::new();
    sandbox.draw("bin/");
    let answer = ask(&sandbox, &[]);
    assert_eq!(answer.status, Some(1));
    assert!(answer.headline().starts_with("There is no environment here"), "{}", answer.headline());
    let document = ask(&sandbox, &["bin", "--json"]).json();
    assert_eq!(document["environment"], Value::Null);
    assert_eq!(document["path"]["before"], document["path"]["after"]);
}

#[test]
fn a_script_that_is_not_understood_is_an_error_with_its_line() {
    let sandbox = project();
    let path = sandbox.path("cwd/.venv/bin/activate");
    let lines = script("x").lines().count();
    fs::write(&path, script("x") + "eval \"$(direnv hook bash)\"\n").unwrap();
    let answer = ask(&sandbox, &[]);
    assert_eq!((answer.status, answer.stdout.len()), (Some(2), 0));
    assert!(answer.stderr.contains(&format!("in line {}", lines + 1)), "{}", answer.stderr);
    assert!(answer.stderr.contains("hint: "), "{}", answer.stderr);
}

#[test]
fn where_nobody_knows_what_the_shell_has_kept_both_outcomes_are_given() {
    let sandbox = project();
    let (bin, root) = (sandbox.shown("bin"), sandbox.shown("cwd/.venv"));
    let file = sandbox.path("env");
    fs::write(&file, format!("PATH=/v/bin:{bin}\0VIRTUAL_ENV=/v\0")).unwrap();
    let document = ask(&sandbox, &["--json", "--env-file", file.to_str().unwrap()]).json();
    assert_eq!(document["saved_path"], json!({"value": bin, "known_from": "unknown"}));
    assert_eq!(document["path"]["after"], format!("{root}/bin:{bin}"));
    assert_eq!(document["alternative"]["path"]["after"], format!("{root}/bin:/v/bin:{bin}"));
}

#[test]
fn a_path_that_the_environment_itself_keeps_is_certain() {
    let sandbox = project();
    let (bin, root) = (sandbox.shown("bin"), sandbox.shown("cwd/.venv"));
    let file = sandbox.path("env");
    let text = format!("PATH=/v/bin:{bin}\0VIRTUAL_ENV=/v\0_OLD_VIRTUAL_PATH=/kept\0");
    fs::write(&file, text).unwrap();
    let document = ask(&sandbox, &["--json", "--env-file", file.to_str().unwrap()]).json();
    assert_eq!(document["saved_path"], json!({"value": "/kept", "known_from": "environment"}));
    assert_eq!(document["path"]["after"], format!("{root}/bin:/kept"));
    assert_eq!(document["alternative"], Value::Null);
}

#[test]
fn a_process_is_a_shell_that_was_started_with_its_environment() {
    let sandbox = project();
    let mut environment = sandbox.environment(Some(OsStr::new("/v/bin:/usr/bin:/bin")));
    environment.set("VIRTUAL_ENV", "/v");
    let sleep = crate::tools::required("sleep").unwrap();
    let mut child = sandbox.command(&sleep, &environment).arg("600").spawn().unwrap();
    let words = ["--json", "--pid", &child.id().to_string()];
    let document = ask(&sandbox, &words).json();
    child.kill().unwrap();
    child.wait().unwrap();
    let root = sandbox.shown("cwd/.venv");
    assert_eq!(document["saved_path"], json!({"value": null, "known_from": "parent"}));
    assert_eq!(document["path"]["after"], format!("{root}/bin:/v/bin:/usr/bin:/bin"));
}

#[test]
fn a_container_s_environment_is_read_inside_of_it() {
    let sandbox = project();
    fs::create_dir_all(sandbox.path("rootfs/srv/app/.venv/bin")).unwrap();
    fs::write(sandbox.path("rootfs/srv/app/.venv/pyvenv.cfg"), "home = /usr/bin\n").unwrap();
    fs::write(sandbox.path("rootfs/srv/app/.venv/bin/activate"), script("/srv/app/.venv")).unwrap();
    let root = sandbox.shown("rootfs");
    let document = ask(&sandbox, &["--json", "--root", &root, "--cwd", "/srv/app", "--path", "/bin"]).json();
    assert_eq!(document["script"], "/srv/app/.venv/bin/activate");
    assert_eq!(document["path"]["after"], "/srv/app/.venv/bin:/bin");
    assert_eq!(document["codes"], json!([]));
}

#[test]
fn the_picture_has_a_line_from_every_entry_to_its_new_place() {
    let sandbox = project();
    let answer = ask(&sandbox, &["--path", "/usr/local/bin:/usr/bin:/bin", "--home", "/nowhere"]);
    let picture: Vec<&str> = answer.text().lines().skip(4).take(5).collect();
    let expected = [
        "  before                       after",
        "   1 /usr/local/bin ─────╮     1 ",
        "   2 /usr/bin       ───╮ ╰──▶  2 /usr/local/bin",
        "   3 /bin           ─╮ ╰────▶  3 /usr/bin",
        "                     ╰──────▶  4 /bin",
    ];
    for (line, expected) in picture.iter().zip(expected) {
        assert!(line.starts_with(expected), "{}", answer.text());
    }
    assert!(picture[1].ends_with("new"), "{}", picture[1]);
}

#[test]
fn the_picture_is_plain_ascii_where_the_locale_is_and_never_wider_than_eighty() {
    let sandbox = project();
    let long = format!("/usr/bin:/{}:/bin", "long/".repeat(30));
    let mut environment = sandbox.environment(Some(OsStr::new(&long)));
    environment.set("LC_ALL", "C");
    for words in
        [&["activation", "--shell", "bash"][..], &["activation", "--shell", "bash", "--color", "always"]]
    {
        let answer = Answer::of(sandbox.call(&environment, words).output().unwrap());
        assert!(answer.text().is_ascii(), "{}", answer.text());
        let picture = answer.text().lines().skip(4).take(5);
        let visible = |line: &str| {
            line.split('\u{1b}')
                .map(|part| part.split_once('m').map_or(part.len(), |(_, rest)| rest.len()))
                .sum::<usize>()
        };
        let widest =
            picture.map(|line| if line.contains('\u{1b}') { visible(line) } else { line.len() }).max();
        assert!(widest.unwrap() <= 80, "{}", answer.text());
    }
}

#[test]
fn the_lesson_names_each_step_with_its_line_and_path() {
    let sandbox = project();
    let answer = ask(&sandbox, &["--steps", "--path", "/usr/bin"]);
    let root = sandbox.shown("cwd/.venv");
    let text = answer.text().replace(&sandbox.shown("home"), "~");
    for words in [
        format!("set VIRTUAL_ENV to `{root}`"),
        "remember PATH in _OLD_VIRTUAL_PATH".to_owned(),
        format!("put `{root}/bin` in front of PATH"),
        format!("PATH = {root}/bin:/usr/bin"),
        "define `deactivate`".to_owned(),
    ] {
        assert!(text.contains(&words), "{words}\n{text}");
    }
}

#[test]
fn records_tell_entries_variables_and_commands() {
    let sandbox = project();
    let answer = ask(&sandbox, &["--plain", "--path", "/usr/bin"]);
    let root = sandbox.shown("cwd/.venv");
    assert!(answer.text().contains(&format!("entry\tadded\t\t1\t{root}/bin\n")), "{}", answer.text());
    assert!(answer.text().contains(&format!("variable\tVIRTUAL_ENV\t\t{root}\n")), "{}", answer.text());
    assert!(answer.text().contains("command\tpython\t"), "{}", answer.text());
}

#[test]
fn shells_without_a_script_are_told_so() {
    let sandbox = project();
    for shell in ["elvish", "fish", "tcsh", "powershell"] {
        let answer = sandbox.ask(&["bin"], &["activation", "--json", "--shell", shell]);
        assert_eq!(answer.status, Some(1), "{shell}");
        assert_eq!(answer.json()["codes"], json!(["script-missing"]), "{shell}");
    }
}

#[test]
fn conda_s_command_takes_the_environment_s_name() {
    let sandbox = Sandbox::new();
    sandbox
        .draw("home/conda/envs/foo/conda-meta/history\nhome/conda/envs/foo/bin/tool x = #!/bin/sh\\n\nbin/");
    let root = sandbox.shown("home/conda/envs/foo");
    let document = ask(&sandbox, &["--json", &root]).json();
    assert_eq!(document["command"], "conda activate foo");
    assert_eq!(document["path"]["after"], format!("{root}/bin:{}", sandbox.shown("bin")));
    assert_eq!(document["codes"], json!([]));
}

#[test]
fn the_first_real_environment_of_a_beginner_gives_no_finding() {
    let Some(python) = pythons().pop() else { return };
    let sandbox = Sandbox::new();
    venv(&python, &sandbox.path("cwd/.venv"), None);
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let words = ["activation", "--json", "--shell", shell];
        let document = sandbox.ask_with(Some(OsStr::new("/usr/bin:/bin")), &words).json();
        assert_eq!(document["codes"], json!([]), "{shell}");
        let names: Vec<&Value> =
            document["commands"].as_array().unwrap().iter().map(|hand| &hand["name"]).collect();
        assert!(names.contains(&&json!("python")), "{names:?}");
    }
}

#[test]
fn standard_input_can_hold_the_environment() {
    let sandbox = project();
    let environment = sandbox.environment(None);
    let words = ["activation", "--json", "--shell", "zsh", "--env-file", "-"];
    let mut call = sandbox.call(&environment, &words);
    let mut child = call.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(b"PATH=/a\xff:/b\0").unwrap();
    let document = Answer::of(child.wait_with_output().unwrap()).json();
    assert!(document["path"]["after_hex"].as_str().unwrap().ends_with("2f61ff3a2f62"), "{document}");
}

/// The codes of a question about an environment block.
fn codes(sandbox: &Sandbox, block: &str, words: &[&str]) -> Value {
    let file = sandbox.path("env");
    fs::write(&file, block).unwrap();
    ask(sandbox, &[words, &["--json", "--env-file", file.to_str().unwrap()]].concat()).json()["codes"].clone()
}

#[test]
fn what_is_active_already_and_what_would_be_lost_are_said() {
    let sandbox = project();
    let root = sandbox.shown("cwd/.venv");
    let active = format!("PATH={root}/bin:/usr/bin\0VIRTUAL_ENV={root}\0");
    assert_eq!(codes(&sandbox, &active, &[]), json!(["already-active"]));
    assert_eq!(codes(&sandbox, &active, &["--undo"]), json!([]));
    let edited = format!("PATH=/new:{root}/bin:/usr/bin\0VIRTUAL_ENV={root}\0");
    assert_eq!(codes(&sandbox, &edited, &["--undo"]), json!(["lost-on-deactivate"]));
    let answer = ask(&sandbox, &["--undo", "--env-file", sandbox.path("env").to_str().unwrap()]);
    assert!(answer.text().contains("`/new` was added to PATH since the activation"), "{}", answer.text());
}

#[test]
fn a_process_that_has_inherited_an_environment_has_no_command_to_deactivate_it() {
    let sandbox = project();
    let root = sandbox.shown("cwd/.venv");
    let mut environment = sandbox.environment(Some(OsStr::new(&format!("{root}/bin:/usr/bin:/bin"))));
    environment.set("VIRTUAL_ENV", &root);
    let sleep = crate::tools::required("sleep").unwrap();
    let mut child = sandbox.command(&sleep, &environment).arg("600").spawn().unwrap();
    let document = ask(&sandbox, &["--undo", "--json", "--pid", &child.id().to_string()]).json();
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(document["codes"], json!(["deactivate-unknown"]));
    assert_eq!(document["path"]["before"], document["path"]["after"]);
}

#[test]
fn a_shell_that_stops_in_the_middle_is_foretold_to() {
    let sandbox = project();
    let root = sandbox.shown("cwd/.venv");
    let text = script(&root) + "export AFTER=\"open\n";
    fs::write(sandbox.path("cwd/.venv/bin/activate"), text).unwrap();
    let document = ask(&sandbox, &["--json"]).json();
    assert_eq!(document["codes"], json!(["activation-stops"]));
    assert!(document["path"]["after"].as_str().unwrap().starts_with(&root), "what came before stays");
}

#[test]
fn a_moved_environment_is_told_from_a_sound_one() {
    let sandbox = project();
    fs::write(sandbox.path("cwd/.venv/bin/activate"), script("/old/place/.venv")).unwrap();
    let document = ask(&sandbox, &["--json"]).json();
    assert_eq!(document["codes"], json!(["script-for-other-directory"]));
    assert!(document["path"]["after"].as_str().unwrap().starts_with("/old/place/.venv/bin:"));
    let python = document["commands"].as_array().unwrap().iter().find(|hand| hand["name"] == "python");
    assert_eq!(python, None, "nothing stands in the old place, so no command changes hands");
}

#[test]
fn a_closed_script_is_not_a_missing_one() {
    let sandbox = project();
    let environment = sandbox.environment(Some(&sandbox.path_of(&["bin"])));
    let closed = sandbox.path("cwd/.venv/bin/activate");
    fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o000)).unwrap();
    let mut words = ["activation", "--shell", "bash", "--json"].map(Into::into).to_vec();
    let answer = Answer::of(sandbox.call_as_ordinary_user(&environment, &mut words).output().unwrap());
    assert_eq!(answer.json()["codes"], json!(["script-missing"]));
    assert!(answer.text().contains("permission denied"), "{}", answer.text());
}

/// Neither shell runs here, so this proves only that the makers' scripts are understood and mean their own place.
#[test]
fn scripts_for_powershell_and_cmd_of_every_maker_are_understood() {
    let sandbox = Sandbox::new();
    let made = crate::makers::environments(&sandbox.path("home"));
    let file = sandbox.path("env");
    let documents = |words: &[&str]| -> Value {
        let all = [&["activation", "--json", "--env-file", file.to_str().unwrap()], words].concat();
        sandbox.ask_with(None, &all).json()
    };
    for made in &made {
        let root = made.root.to_str().unwrap();
        let scripts = ["bin/Activate.ps1", "bin/activate.ps1"];
        if scripts.iter().any(|script| made.root.join(script).exists()) {
            fs::write(&file, "PATH=/usr/bin\0PYTHONHOME=/p\0").unwrap();
            let document = documents(&["--shell", "powershell", root]);
            assert_eq!(document["path"]["after"], format!("{root}/bin:/usr/bin"), "{}", made.label);
            assert_eq!(document["codes"], json!([]), "{}", made.label);
            let changes = document["variables"].as_array().unwrap();
            let exports = |change: &&Value| change["exported"] == true && change["after"].is_string();
            let record = |change: &Value| {
                format!("{}={}\0", change["name"].as_str().unwrap(), change["after"].as_str().unwrap())
            };
            fs::write(&file, changes.iter().filter(exports).map(record).collect::<String>()).unwrap();
            let document = documents(&["--shell", "powershell", "--undo"]);
            assert_eq!(document["path"]["after"], "/usr/bin", "{}", made.label);
        }
        if made.root.join("bin/activate.bat").exists() {
            fs::write(&file, "PATH=C:\\Windows\0").unwrap();
            let document = documents(&["--platform", "windows", "--shell", "cmd", root]);
            let after = document["path"]["after"].as_str().unwrap();
            assert_eq!(after, format!("{root}\\bin;C:\\Windows"), "{}", made.label);
        }
    }
}
