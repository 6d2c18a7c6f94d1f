//! What `which` says of Pythons, compared with what they say of themselves.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::symlink;

use serde_json::Value;

use crate::environments::{Maker, python, pythons};
use crate::program::Answer;
use crate::sandbox::{Environment, Sandbox};

/// The first candidate of a name, as bash looks it up.
fn candidate(sandbox: &Sandbox, environment: &Environment, name: &str) -> Value {
    let words = ["which", "--json", "--as", "bash", name];
    let answer = Answer::of(sandbox.call(environment, &words).output().unwrap());
    answer.json()["queries"][0]["candidates"][0].clone()
}

/// Whether a version agrees with the real one, as far as it is known.
fn agrees(said: &Value, real: &str) -> bool {
    let said = said.as_str().unwrap_or_default();
    said == real || said.strip_suffix('?').is_some_and(|known| real.starts_with(known))
}

#[test]
fn every_python_has_its_version_and_kind() {
    for python in pythons() {
        let sandbox = Sandbox::new();
        let directory = python.parent().unwrap();
        let environment = sandbox.environment(Some(directory.as_os_str()));
        let truth = sandbox.truth(&environment, "python3").unwrap();
        let minor = truth.version.rsplit_once('.').unwrap().0;
        for name in ["python3".to_owned(), format!("python{minor}")] {
            let found = candidate(&sandbox, &environment, &name)["python"].clone();
            assert!(agrees(&found["version"], &truth.version), "{name}: {found}");
            assert_eq!(found["environment"], Value::Null);
            assert_eq!(found["kind"], if python.starts_with("/usr") { "system" } else { "pyenv" });
        }
    }
}

#[test]
fn pythons_and_scripts_of_an_environment_name_it() {
    let Some(python) = python() else { return };
    let sandbox = Sandbox::new();
    let root = sandbox.make(&Maker::Venv(python), "v", &[]).unwrap();
    let environment = sandbox.activated(&root);
    let real = sandbox.truth(&environment, "python").unwrap().version;
    for name in ["python", "python3", "pip", "pip3"] {
        let found = candidate(&sandbox, &environment, name)["python"].clone();
        assert_eq!(found["environment"], root.to_str().unwrap(), "{name}");
        assert_eq!(found["kind"], "venv");
        assert!(agrees(&found["version"], &real), "{found}");
    }
    let script = root.join("bin/black");
    fs::copy(root.join("bin/pip"), &script).unwrap();
    assert_eq!(candidate(&sandbox, &environment, "black")["python"]["environment"], root.to_str().unwrap());
    assert_eq!(candidate(&sandbox, &environment, "ls")["python"], Value::Null);
}

#[test]
fn a_link_to_the_python_of_an_environment_is_another_python() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    sandbox.draw("links/");
    symlink(root.join("bin/python"), sandbox.path("links/python")).unwrap();
    symlink(&root, sandbox.path("whole")).unwrap();
    for (directory, inside) in [("links", false), ("whole/bin", true)] {
        let environment = sandbox.environment(Some(&sandbox.path_of(&[directory])));
        let found = candidate(&sandbox, &environment, "python")["python"].clone();
        let truth = sandbox.truth(&environment, "python").unwrap();
        assert_eq!(truth.environment().is_some(), inside);
        assert_eq!(found["environment"].is_string(), inside, "{directory}: {found}");
    }
}

#[test]
fn a_python_that_lost_its_base_is_still_told_by_its_place() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    for name in ["python", "python3"] {
        drop(fs::remove_file(root.join("bin").join(name)));
        symlink("/nowhere/python3", root.join("bin").join(name)).unwrap();
    }
    let environment = sandbox.environment(Some(OsStr::new(root.join("bin").to_str().unwrap())));
    let found = candidate(&sandbox, &environment, "python");
    assert_eq!((&found["verdict"], &found["reason"]), (&"rejected".into(), &"dangling-link".into()));
    assert_eq!(found["python"]["environment"], root.to_str().unwrap());
    assert_eq!(found["python"]["kind"], "venv");
    assert_eq!(found["python"]["version_from"], "creation");
}
