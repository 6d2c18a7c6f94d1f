//! `venv-status` in every state that is not damage: who wins, who claims, what is near.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::Path;

use serde_json::Value;

use crate::environments::{Maker, python};
use crate::program::Answer;
use crate::sandbox::{Environment, Sandbox};
use crate::venv_verdict::{agrees_with_python, status, status_as, verdict, verdict_without_pip};

#[test]
fn another_python_in_front_wins_and_a_missing_entry_lets_others_win() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    symlink(python().unwrap(), sandbox.path("home/python")).unwrap();
    let mut environment = sandbox.activated(&root);
    environment.set("PATH", format!("{}:{}/bin:/usr/bin", sandbox.shown("home"), root.display()));
    let document = status(&sandbox, &environment);
    assert_eq!(verdict_without_pip(&document), "inconsistent: error venv-not-effective");
    let expected =
        format!("VIRTUAL_ENV names {}, but `python` runs {}", root.display(), sandbox.shown("home/python"));
    assert_eq!(document["summary"], expected);
    agrees_with_python(&sandbox, &environment, &document);
    // As after `sudo -E`, or in a login shell: the variable stays, PATH is another one.
    environment.set("PATH", "/usr/bin:/bin");
    let document = status(&sandbox, &environment);
    assert_eq!(verdict_without_pip(&document), "inconsistent: error venv-not-on-path");
    assert_eq!(document["findings"][0]["remedy"], format!("source {}/bin/activate", root.display()));
    agrees_with_python(&sandbox, &environment, &document);
}

#[test]
fn a_link_to_the_program_is_not_the_environment_and_a_link_to_a_directory_above_is() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    sandbox.draw("links/\n");
    for name in ["python", "python3"] {
        symlink(root.join("bin").join(name), sandbox.path("links").join(name)).unwrap();
    }
    symlink(&root, sandbox.path("whole")).unwrap();
    symlink(root.join("bin"), sandbox.path("commands")).unwrap();
    for (directory, expected) in
        [("links", false), ("whole/bin", true), ("commands", false), ("whole/../v/bin", true)]
    {
        let mut environment = sandbox.environment(Some(&sandbox.path_of(&[directory])));
        environment.set("VIRTUAL_ENV", &root);
        let document = status(&sandbox, &environment);
        assert_eq!(document["effective"]["python"]["environment"].is_string(), expected, "{directory}");
        agrees_with_python(&sandbox, &environment, &document);
    }
}

#[test]
fn an_entry_with_a_tilde_runs_the_environment_and_python_does_not_know() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("home/v") else { return };
    let mut environment = sandbox.activated(&root);
    environment.set("PATH", "~/v/bin:/usr/bin:/bin");
    let document = status(&sandbox, &environment);
    assert!(verdict(&document).starts_with("inconsistent: error venv-not-effective"), "{document:#}");
    agrees_with_python(&sandbox, &environment, &document);
}

#[test]
fn pip_of_another_environment_answers() {
    let Some(python) = python() else { return };
    let sandbox = Sandbox::new();
    let other = sandbox.make(&Maker::Venv(python), "other", &[]).unwrap();
    let root = sandbox.venv("v").unwrap();
    let mut environment = sandbox.activated(&root);
    environment.set("PATH", sandbox.path_of(&["v/bin", "other/bin"]));
    let document = status(&sandbox, &environment);
    assert_eq!(verdict(&document), "active: warning pip-of-other-environment, info several-environments");
    assert_eq!(document["effective"]["pip"]["environment"], other.to_str().unwrap());
    fs::copy(other.join("bin/pip"), root.join("bin/pip")).unwrap();
    let document = status(&sandbox, &environment);
    assert_eq!(verdict(&document), "active: error pip-of-other-environment, info several-environments");
    environment.set("PATH", sandbox.path_of(&["other/bin", "v/bin"]));
    let document = status(&sandbox, &environment);
    assert_eq!(verdict(&document), "inconsistent: error venv-not-effective, warning several-environments");
    agrees_with_python(&sandbox, &environment, &document);
}

#[test]
fn no_pip_anywhere_is_no_alarm() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    let mut environment = sandbox.activated(&root);
    environment.set("PATH", root.join("bin"));
    assert_eq!(verdict(&status(&sandbox, &environment)), "active: info pip-missing");
}

#[test]
fn variables_of_python_reach_into_environments() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    let mut environment = sandbox.activated(&root);
    environment.set("PATH", root.join("bin"));
    environment.set("PYTHONHOME", sandbox.path("gone"));
    environment.set("PYTHONPATH", sandbox.path("src"));
    let shown = verdict(&status(&sandbox, &environment));
    assert_eq!(shown, "active: warning pythonhome-set, info pip-missing, info pythonpath-set");
    assert_eq!(sandbox.truth(&environment, "python"), None);
}

#[test]
fn the_stock_machine_is_inactive_without_a_complaint() {
    let sandbox = Sandbox::new();
    let environment = sandbox.environment(Some(OsStr::new("/usr/local/bin:/usr/bin:/bin")));
    let document = status(&sandbox, &environment);
    assert_eq!(verdict(&document), "inactive: ");
    assert_eq!(document["environment"], Value::Null);
}

#[test]
fn the_environment_of_the_project_is_found_from_below_and_invites() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("cwd/.venv") else { return };
    sandbox.draw("cwd/src/app/");
    let environment = sandbox.environment(Some(OsStr::new("/usr/bin:/bin")));
    let deep = sandbox.shown("cwd/src/app");
    let document = status_as(&sandbox, &environment, &["--as", "fish", "--cwd", &deep]);
    assert_eq!(verdict(&document), "inactive: ");
    assert_eq!(document["nearby"][0]["root"], root.to_str().unwrap());
    assert_eq!(document["nearby"][0]["project"], sandbox.shown("cwd"));
    assert_eq!(document["nearby"][0]["active"], false);
    let words = ["venv-status", "--as", "fish"];
    let answer = Answer::of(sandbox.call(&environment, &words).output().unwrap());
    let hint =
        format!("hint: this project has an environment: source {}/bin/activate.fish\n", root.display());
    assert!(answer.text().contains(&hint), "{}", answer.text());
}

#[test]
fn the_environment_of_another_project_is_told() {
    let sandbox = Sandbox::new();
    let Some(own) = sandbox.venv("cwd/.venv") else { return };
    let other = sandbox.venv("a/.venv").unwrap();
    let document = status(&sandbox, &sandbox.activated(&other));
    assert_eq!(verdict_without_pip(&document), "active: warning venv-of-other-project");
    let remedy = format!("source {}/bin/activate", own.display());
    let finding = &document["findings"].as_array().unwrap().iter();
    assert!(finding.clone().any(|finding| finding["remedy"] == remedy.as_str()), "{document:#}");
}

#[test]
fn a_name_that_is_not_utf8_survives() {
    let sandbox = Sandbox::new();
    let name = OsStr::from_bytes(b"v\xff");
    let Some(made) = sandbox.venv("v") else { return };
    let root = sandbox.path(name);
    fs::rename(made, &root).unwrap();
    let mut environment = sandbox.activated(&root);
    let mut path = root.join("bin").into_os_string();
    path.push(":/usr/bin");
    environment.set("PATH", path);
    let document = status(&sandbox, &environment);
    assert!(document["claimed"][0]["value_hex"].as_str().unwrap().ends_with("76ff"), "{document:#}");
    assert!(document["environment"]["root_hex"].is_string());
    assert!(verdict(&document).contains("venv-moved"));
}

#[test]
fn the_environment_of_a_process_and_of_a_file_is_examined() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    let environment = sandbox.activated(&root);
    let mut sleeper = sandbox.command(Path::new("/bin/sleep"), &environment).arg("60").spawn().unwrap();
    let nothing = sandbox.environment(Some(OsStr::new("/usr/bin:/bin")));
    let pid = sleeper.id().to_string();
    let ready = crate::terminal::wait_until(|| {
        fs::read(format!("/proc/{pid}/environ"))
            .is_ok_and(|block| block.starts_with(b"HOME=") || !block.is_empty())
            && fs::read_link(format!("/proc/{pid}/exe")).is_ok_and(|exe| !exe.ends_with("it"))
    });
    assert!(ready);
    let document = status_as(&sandbox, &nothing, &["--pid", &pid]);
    sleeper.kill().unwrap();
    sleeper.wait().unwrap();
    assert_eq!(verdict_without_pip(&document), "active: ");
    assert_eq!(document["environment"]["root"], root.to_str().unwrap());
    let block = format!("VIRTUAL_ENV={0}\0PATH={0}/bin:/usr/bin\0", root.display());
    fs::write(sandbox.path("block"), block).unwrap();
    let document = status_as(&sandbox, &nothing, &["--env-file", &sandbox.shown("block"), "--as", "bash"]);
    assert_eq!(verdict_without_pip(&document), "active: ");
}

#[test]
fn a_container_is_seen_from_inside() {
    let sandbox = Sandbox::new();
    sandbox.draw(
        "rootfs/usr/bin/python3 -> python3.12
         rootfs/usr/bin/python3.12 x
         rootfs/app/.venv/pyvenv.cfg = home = /usr/bin\\nversion = 3.12.4\\n
         rootfs/app/.venv/bin/python -> /usr/bin/python3
         rootfs/app/.venv/bin/python3 -> python
         rootfs/app/.venv/bin/activate = VIRTUAL_ENV=/app/.venv\\n
         block = VIRTUAL_ENV=/app/.venv\\nPATH=/app/.venv/bin:/usr/bin\\n",
    );
    let environment = sandbox.environment(Some(OsStr::new("/usr/bin:/bin")));
    let (root, block) = (sandbox.shown("rootfs"), sandbox.shown("block"));
    let words = ["--root", &root, "--env-file", &block, "--cwd", "/app", "--as", "bash"];
    let document = status_as(&sandbox, &environment, &words);
    // An empty file runs in bash, so these count as programs.
    assert_eq!(verdict(&document), "active: info pip-missing", "{document:#}");
    assert_eq!(document["environment"]["base"], "/usr/bin/python3.12");
    assert_eq!(document["nearby"][0]["root"], "/app/.venv");
}

#[test]
fn plain_and_quiet_answer_scripts() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    let mut environment = sandbox.activated(&root);
    environment.set("PATH", root.join("bin"));
    let ask = |words: &[&str]| Answer::of(sandbox.call(&environment, words).output().unwrap());
    let plain = ask(&["venv-status", "--plain", "--as", "bash"]);
    let expected = format!("active\t{0}\t{0}/bin/python\tpip-missing\n", root.display());
    assert_eq!((plain.text(), plain.status), (expected.as_str(), Some(0)));
    let quiet = ask(&["venv-status", "-q"]);
    assert_eq!((quiet.text(), quiet.status), ("", Some(0)));
}

/// The system calls of one call of envpeek, without those that every program has.
fn system_calls(sandbox: &Sandbox, environment: &Environment, words: &[&str]) -> Option<Vec<String>> {
    let strace = crate::tools::required("strace")?;
    let record = sandbox.path("record");
    let mut command = sandbox.command(&strace, environment);
    command.args(["-f", "-o"]).arg(&record).arg(crate::program::envpeek()).args(words);
    let output = command.output().unwrap();
    let text = fs::read_to_string(&record).unwrap_or_default();
    if text.is_empty() {
        return crate::tools::skip(&format!(
            "strace cannot trace here: {}",
            String::from_utf8_lossy(&output.stderr)
        ));
    }
    Some(text.lines().map(str::to_owned).collect())
}

#[test]
fn a_call_is_cheap_and_starts_no_process() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("cwd/.venv") else { return };
    let environment = sandbox.activated(&root);
    let start = system_calls(&sandbox, &environment, &["--version"]);
    let call = system_calls(&sandbox, &environment, &["venv-status", "--as", "bash"]);
    let (Some(start), Some(call)) = (start, call) else { return };
    let own = call.len().saturating_sub(start.len());
    assert!(own <= 60, "{own} system calls:\n{}", call.join("\n"));
    let processes = ["execve(", "fork(", "clone(", "clone3("];
    let started = call.iter().filter(|line| processes.iter().any(|name| line.contains(name))).count();
    assert_eq!(started, 1, "{}", call.join("\n"));
}
