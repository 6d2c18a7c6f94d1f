//! `venv-status` on healthy environments by every maker, compared with what their Pythons say of themselves.

use std::fs;

use crate::environments::{Maker, python, pythons};
use crate::sandbox::Sandbox;
use crate::venv_verdict::{agrees_on_version, agrees_with_python, status, verdict, verdict_without_pip};

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
