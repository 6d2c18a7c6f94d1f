//! `venv-status` on real environments that were moved, copied, or lost a part.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::environments::{Maker, python, pythons};
use crate::sandbox::Sandbox;
use crate::venv_verdict::{agrees_on_version, agrees_with_python, status, verdict, verdict_without_pip};

#[test]
fn a_claim_that_leads_nowhere_is_told_by_how() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    let mut environment = sandbox.activated(&root);
    environment.set("VIRTUAL_ENV", sandbox.path("gone"));
    assert!(verdict(&status(&sandbox, &environment)).starts_with("inconsistent: error venv-missing"));
    for invalid in [OsString::from("v"), ".".into(), sandbox.path("home").into()] {
        environment.set("VIRTUAL_ENV", invalid);
        assert!(
            verdict(&status(&sandbox, &environment)).starts_with("inconsistent: error venv-claim-invalid")
        );
    }
    environment.set("VIRTUAL_ENV", "");
    let document = status(&sandbox, &environment);
    assert_eq!(verdict_without_pip(&document), "inconsistent: warning venv-unclaimed");
    assert_eq!(document["claimed"], Value::Array(Vec::new()));
    agrees_with_python(&sandbox, &environment, &document);
}

#[test]
fn a_moved_environment_leads_to_its_old_place_and_a_copy_to_the_original() {
    let Some(python) = python() else { return };
    for maker in [Maker::Venv(python.clone()), Maker::Virtualenv(python)] {
        let sandbox = Sandbox::new();
        let Some(root) = sandbox.make(&maker, "old", &[]) else { continue };
        let copy = sandbox.path("copy");
        let copied = std::process::Command::new("cp").arg("-a").args([&root, &copy]).status().unwrap();
        assert!(copied.success());
        let environment = sandbox.activated(&copy);
        let document = status(&sandbox, &environment);
        assert_eq!(verdict(&document), "inconsistent: error venv-moved, error pip-of-other-environment");
        assert_eq!(document["effective"]["pip"]["environment"], root.to_str().unwrap());
        agrees_with_python(&sandbox, &environment, &document);
        fs::rename(&root, sandbox.path("new")).unwrap();
        let environment = sandbox.activated(&sandbox.path("new"));
        let document = status(&sandbox, &environment);
        assert!(verdict(&document).starts_with("inconsistent: error venv-moved"), "{document:#}");
        agrees_with_python(&sandbox, &environment, &document);
        assert_eq!(
            verdict_without_pip(&status(&sandbox, &sandbox.activated(&root))),
            "inconsistent: error venv-missing"
        );
    }
}

#[test]
fn a_relocatable_environment_of_uv_may_be_moved() {
    let sandbox = Sandbox::new();
    let Some(root) = python().and_then(|python| sandbox.make(&Maker::Uv(python), "old", &["--relocatable"]))
    else {
        return;
    };
    let new = sandbox.path("new");
    fs::rename(&root, &new).unwrap();
    assert_eq!(verdict_without_pip(&status(&sandbox, &sandbox.activated(&new))), "active: ");
}

/// A Python that is only a link to a real one, so that it can go or change.
fn loose_base(sandbox: &Sandbox, python: &Path) -> PathBuf {
    let base = sandbox.path("base");
    fs::create_dir_all(&base).unwrap();
    drop(fs::remove_file(base.join("python3")));
    symlink(python, base.join("python3")).unwrap();
    base.join("python3")
}

#[test]
fn a_base_that_went_or_changed_its_minor_version_is_missing() {
    let Some(first) = python() else { return };
    let sandbox = Sandbox::new();
    let root = sandbox.make(&Maker::Venv(first.clone()), "v", &["--without-pip"]).unwrap();
    let base = loose_base(&sandbox, &first);
    for name in ["python", "python3"] {
        drop(fs::remove_file(root.join("bin").join(name)));
        symlink(&base, root.join("bin").join(name)).unwrap();
    }
    let environment = sandbox.activated(&root);
    assert_eq!(verdict_without_pip(&status(&sandbox, &environment)), "active: ");
    let mine = sandbox.truth(&environment, "python").unwrap().version;
    let minor = |version: &str| version.rsplit_once('.').unwrap().0.to_owned();
    let other = pythons().into_iter().find(|other| {
        loose_base(&sandbox, other);
        minor(&sandbox.truth(&environment, "python").unwrap().version) != minor(&mine)
    });
    if other.is_some() {
        let document = status(&sandbox, &environment);
        assert_eq!(verdict_without_pip(&document), "inconsistent: error venv-base-missing", "{document:#}");
        agrees_with_python(&sandbox, &environment, &document);
        agrees_on_version(&sandbox, &environment, &document);
    }
    fs::remove_file(&base).unwrap();
    let document = status(&sandbox, &environment);
    assert_eq!(verdict_without_pip(&document), "inconsistent: error venv-base-missing", "{document:#}");
    assert_eq!(document["environment"]["base"], base.to_str().unwrap());
    assert_eq!(document["environment"]["base_exists"], false);
    agrees_with_python(&sandbox, &environment, &document);
}

#[test]
fn a_lost_configuration_turns_the_environment_into_its_base() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    fs::remove_file(root.join("pyvenv.cfg")).unwrap();
    let environment = sandbox.activated(&root);
    let document = status(&sandbox, &environment);
    assert_eq!(verdict_without_pip(&document), "inconsistent: error venv-config-missing");
    assert_eq!(document["effective"]["python"]["environment"], Value::Null);
    agrees_with_python(&sandbox, &environment, &document);
}

#[test]
fn a_configuration_with_one_invalid_byte_kills_python() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    let mut config = fs::read(root.join("pyvenv.cfg")).unwrap();
    config.extend(b"note = \xff\n");
    fs::write(root.join("pyvenv.cfg"), config).unwrap();
    let environment = sandbox.activated(&root);
    let document = status(&sandbox, &environment);
    assert_eq!(verdict_without_pip(&document), "inconsistent: error venv-config-broken");
    assert_eq!(document["environment"]["config"]["note_hex"], "ff");
    assert_eq!(sandbox.truth(&environment, "python"), None);
}
