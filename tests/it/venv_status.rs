//! `venv-status` on real environments, compared with what their Pythons say of themselves.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::environments::{Maker, python, pythons};
use crate::program::Answer;
use crate::sandbox::{Environment, Sandbox};

/// What envpeek says, as bash would look names up.
fn status(sandbox: &Sandbox, environment: &Environment) -> Value {
    status_as(sandbox, environment, &["--as", "bash"])
}

fn status_as(sandbox: &Sandbox, environment: &Environment, words: &[&str]) -> Value {
    let words = [&["venv-status", "--json"], words].concat();
    let answer = Answer::of(sandbox.call(environment, &words).output().unwrap());
    let document = answer.json();
    let expected = i32::from(document["status"] != "active");
    assert_eq!(answer.status, Some(expected), "{answer:?}");
    document
}

/// Status and findings in short: `active: info pip-missing`.
fn verdict(document: &Value) -> String {
    let finding = |finding: &Value| {
        format!("{} {}", finding["severity"].as_str().unwrap(), finding["code"].as_str().unwrap())
    };
    let findings: Vec<String> = document["findings"].as_array().unwrap().iter().map(finding).collect();
    format!("{}: {}", document["status"].as_str().unwrap(), findings.join(", "))
}

/// Severities and codes without those of `pip`, where a test is about something else.
fn verdict_without_pip(document: &Value) -> String {
    let shown = verdict(document);
    let (status, findings) = shown.split_once(": ").unwrap();
    let kept: Vec<&str> = findings.split(", ").filter(|finding| !finding.contains(" pip-")).collect();
    format!("{status}: {}", kept.join(", "))
}

/// `effective.python` and `effective.python3` name the environment that the real ones find themselves in.
fn agrees_with_python(sandbox: &Sandbox, environment: &Environment, document: &Value) {
    for name in ["python", "python3"] {
        let truth = sandbox.truth(environment, name);
        let said = document["effective"][name]["environment"].as_str();
        let real = truth.as_ref().and_then(|truth| truth.environment());
        assert_eq!(said.map(same), real.map(same), "{name}: {document:#}");
    }
}

/// A path with its links resolved, since `sys.prefix` may be spelled otherwise.
fn same(path: &str) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.into())
}

fn agrees_on_version(sandbox: &Sandbox, environment: &Environment, document: &Value) {
    let said = document["environment"]["version"].as_str().unwrap();
    let real = sandbox.truth(environment, "python").unwrap().version;
    assert!(
        said == real || said.strip_suffix('?').is_some_and(|known| real.starts_with(known)),
        "{said} {real}"
    );
}

#[test]
fn healthy_environment_of_every_python_is_active_without_a_complaint() {
    let pythons = pythons();
    for (index, python) in pythons.iter().enumerate() {
        let sandbox = Sandbox::new();
        // Installing pip takes most of the time; the oldest and the newest way of writing it are enough.
        let with_pip = index < 2 || index + 1 == pythons.len();
        let words: &[&str] = if with_pip { &[] } else { &["--without-pip"] };
        let root = sandbox.make(&Maker::Venv(python.clone()), &format!("v{index}"), words).unwrap();
        let environment = sandbox.activated(&root);
        let document = status(&sandbox, &environment);
        assert_eq!(verdict_without_pip(&document), "active: ", "{}", python.display());
        assert_eq!(document["environment"]["kind"], "venv");
        assert_eq!(document["environment"]["system_site_packages"], false);
        if with_pip {
            assert_eq!(verdict(&document), "active: ", "{}", python.display());
            assert_eq!(document["effective"]["pip"]["environment"], root.to_str().unwrap());
        }
        agrees_with_python(&sandbox, &environment, &document);
        agrees_on_version(&sandbox, &environment, &document);
    }
}

#[test]
fn healthy_environment_of_every_maker_gives_nothing_above_info() {
    let Some(python) = python() else { return };
    let (venv, virtualenv, uv) =
        (Maker::Venv(python.clone()), Maker::Virtualenv(python.clone()), Maker::Uv(python));
    let cases: &[(&Maker, &[&str], &str, &str)] = &[
        (&venv, &["--system-site-packages"], "venv", "active: "),
        (&venv, &["--copies"], "venv", "active: "),
        (&virtualenv, &[], "virtualenv", "active: "),
        (&virtualenv, &["--copies"], "virtualenv", "active: "),
        (&virtualenv, &["--system-site-packages"], "virtualenv", "active: "),
        (&uv, &[], "uv", "active: info pip-"),
        (&uv, &["--relocatable"], "uv", "active: info pip-"),
        (&uv, &["--system-site-packages", "--prompt", "my env"], "uv", "active: info pip-"),
    ];
    for (index, (maker, words, kind, expected)) in cases.iter().enumerate() {
        let sandbox = Sandbox::new();
        let Some(root) = sandbox.make(maker, &format!("v{index}"), words) else { continue };
        let environment = sandbox.activated(&root);
        let document = status(&sandbox, &environment);
        let shown = verdict(&document);
        assert!(
            shown == *expected || expected.ends_with('-') && shown.starts_with(expected),
            "{words:?}: {shown}"
        );
        assert_eq!(document["environment"]["kind"], *kind);
        assert_eq!(document["environment"]["creator"], *kind);
        let system = words.contains(&"--system-site-packages");
        assert_eq!(document["environment"]["system_site_packages"], system);
        let prompt = document["environment"]["prompt"].as_str();
        assert_eq!(prompt, words.contains(&"--prompt").then_some("my env"));
        agrees_with_python(&sandbox, &environment, &document);
        agrees_on_version(&sandbox, &environment, &document);
    }
}

#[test]
fn pip_is_recognised_in_paths_that_are_too_long_or_hold_a_blank() {
    let Some(python) = python() else { return };
    let long = "d".repeat(140);
    for maker in [Maker::Venv(python.clone()), Maker::Virtualenv(python)] {
        for name in ["with a blank", long.as_str()] {
            let sandbox = Sandbox::new();
            let Some(root) = sandbox.make(&maker, name, &[]) else { continue };
            let document = status(&sandbox, &sandbox.activated(&root));
            assert_eq!(verdict(&document), "active: ", "{maker:?} {name}");
            let interpreter = document["effective"]["pip"]["interpreter"].as_str().unwrap();
            assert!(interpreter.starts_with(root.join("bin/python").to_str().unwrap()), "{interpreter}");
        }
    }
}

#[test]
fn healthy_environments_in_odd_places_are_not_taken_for_moved_ones() {
    let Some(python) = python() else { return };
    let names =
        ["it's", "a b", "\u{fc}n\u{ef}", "per%cent", "back\\slash", "semi;colon", "(round)", "a=b", "-dash"];
    let (uv, venv, virtualenv) =
        (Maker::Uv(python.clone()), Maker::Venv(python.clone()), Maker::Virtualenv(python));
    let slow: &[&str] = &names[..3];
    let cases: [(Maker, &[&str], &[&str]); 3] =
        [(uv, &[], &names), (venv, &["--without-pip"], &names), (virtualenv, &["--no-pip"], slow)];
    for (maker, words, names) in cases {
        for name in names {
            let sandbox = Sandbox::new();
            let Some(root) = sandbox.make(&maker, name, words) else { break };
            let document = status(&sandbox, &sandbox.activated(&root));
            assert_eq!(verdict_without_pip(&document), "active: ", "{maker:?} {name}: {document:#}");
        }
    }
}

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

/// Forms of `pyvenv.cfg`; `{home}` is the line that names the base.
const CONFIGURATIONS: &[(&str, &str)] = &[
    ("plain", "{home}\ninclude-system-site-packages = false\n"),
    ("shouted", "{HOME}\nINCLUDE-SYSTEM-SITE-PACKAGES = TRUE\n"),
    ("carriage returns", "{home}\r\ninclude-system-site-packages = false\r\n"),
    ("byte order mark", "\u{feff}{home}\ninclude-system-site-packages = true\n"),
    ("empty", ""),
    ("no key", "nothing here\n"),
    ("twice", "{home}\ninclude-system-site-packages = true\ninclude-system-site-packages = false\n"),
    ("word", "{home}\ninclude-system-site-packages = yes\n"),
    ("absent", "{home}\n"),
];

#[test]
fn configurations_mean_to_envpeek_what_they_mean_to_python() {
    let pythons = pythons();
    let of_interest = pythons.first().into_iter().chain(pythons.last());
    for python in of_interest {
        let sandbox = Sandbox::new();
        let root = sandbox.make(&Maker::Venv(python.clone()), "v", &["--without-pip"]).unwrap();
        let environment = sandbox.activated(&root);
        for (what, text) in CONFIGURATIONS {
            let home = format!("home = {}", python.parent().unwrap().display());
            let text = text.replace("{home}", &home).replace("{HOME}", &home.replace("home", "HOME"));
            fs::write(root.join("pyvenv.cfg"), text).unwrap();
            let document = status(&sandbox, &environment);
            agrees_with_python(&sandbox, &environment, &document);
            let said = document["environment"]["system_site_packages"].as_bool().unwrap();
            let real = sandbox.truth_of(
                &environment,
                "any(p.startswith(sys.base_prefix) and p.endswith('-packages') for p in sys.path)",
            );
            assert_eq!(real, if said { "True" } else { "False" }, "{what}: {}", python.display());
        }
    }
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
fn conda_prefixes_are_environments_by_their_records() {
    let sandbox = Sandbox::new();
    let Some(python) = python() else { return };
    sandbox.draw(
        "conda/conda-meta/history\nconda/conda-meta/python-3.12.4-h2628c8c_1.json\nconda/bin/\npixi/bin/",
    );
    sandbox.draw("pixi/conda-meta/history\npixi/conda-meta/pixi");
    for prefix in ["conda", "pixi"] {
        for name in ["python", "python3"] {
            fs::copy(&python, sandbox.path(prefix).join("bin").join(name)).unwrap();
        }
        let mut environment = sandbox.environment(Some(&sandbox.path_of(&[&format!("{prefix}/bin")])));
        environment.set("CONDA_PREFIX", sandbox.path(prefix));
        let document = status(&sandbox, &environment);
        assert_eq!(verdict(&document), "active: info pip-missing", "{document:#}");
        assert_eq!(document["environment"]["kind"], prefix);
        environment.set("CONDA_PREFIX", "");
        assert_eq!(
            verdict_without_pip(&status(&sandbox, &environment)),
            "inconsistent: warning venv-unclaimed"
        );
    }
    let mut environment = sandbox.environment(Some(&sandbox.path_of(&["conda/bin"])));
    environment.set("CONDA_PREFIX", sandbox.path("conda"));
    assert_eq!(status(&sandbox, &environment)["environment"]["version"], "3.12.4");
    let root = sandbox.venv("v").unwrap();
    environment.set("VIRTUAL_ENV", &root);
    environment.set("PATH", sandbox.path_of(&["v/bin", "conda/bin"]));
    assert_eq!(verdict_without_pip(&status(&sandbox, &environment)), "active: info several-environments");
    environment.set("PATH", sandbox.path_of(&["conda/bin", "v/bin"]));
    let document = status(&sandbox, &environment);
    assert_eq!(
        verdict_without_pip(&document),
        "inconsistent: error venv-not-effective, warning several-environments"
    );
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
