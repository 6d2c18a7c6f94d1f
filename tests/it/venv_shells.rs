//! `venv-status` as it is asked: by a person in a shell that has really activated an environment.

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::environments::{Maker, python};
use crate::program::envpeek;
use crate::sandbox::Sandbox;
use crate::tools;

/// A shell, the words that make it read no start-up files and run a script, and the script that activates.
struct Shell {
    program: &'static str,
    caller: &'static str,
    words: &'static [&'static str],
    source: &'static str,
}

const SHELLS: &[Shell] = &[
    Shell { program: "bash", caller: "bash", words: &["--norc", "-c"], source: "source $V/bin/activate" },
    Shell { program: "dash", caller: "dash", words: &["-c"], source: ". $V/bin/activate" },
    Shell { program: "zsh", caller: "zsh", words: &["-f", "-c"], source: "source $V/bin/activate" },
    Shell {
        program: "fish",
        caller: "fish",
        words: &["--no-config", "-c"],
        source: "source $V/bin/activate.fish",
    },
    Shell { program: "ksh93", caller: "ksh", words: &["-c"], source: ". $V/bin/activate" },
    Shell { program: "mksh", caller: "mksh", words: &["-c"], source: ". $V/bin/activate" },
    Shell {
        program: "tcsh",
        caller: "tcsh",
        words: &["-f", "-c"],
        source: "set prompt=x; source $V/bin/activate.csh",
    },
];

impl Sandbox {
    /// What is in `N.json` for each call `ask N` of the script, run by this shell in `cwd`. `ask` stands for
    /// `envpeek venv-status --json`.
    fn documents(&self, shell: &Shell, script: &str, count: usize) -> Option<Vec<Value>> {
        let program = tools::required(shell.program)?;
        let mut environment = self.environment(Some(OsStr::new("/usr/local/bin:/usr/bin:/bin")));
        environment.set("ENVPEEK", envpeek());
        environment.set("V", self.path("v"));
        environment.set("OUT", self.path("out"));
        fs::create_dir_all(self.path("out")).unwrap();
        let ask = |number: usize| format!("$ENVPEEK venv-status --json > $OUT/{number}.json");
        let script = (1..=count).fold(script.to_owned(), |script, number| {
            script.replace(&format!("ask {number}\n"), &format!("{}\n", ask(number)))
        });
        let output = self.command(&program, &environment).args(shell.words).arg(&script).output().unwrap();
        let document = |number: usize| {
            let text = fs::read(self.path("out").join(format!("{number}.json"))).unwrap_or_default();
            serde_json::from_slice(&text)
                .unwrap_or_else(|error| panic!("{}: {error}: {output:?}", shell.program))
        };
        Some((1..=count).map(document).collect())
    }
}

fn codes(document: &Value) -> Vec<&str> {
    document["codes"].as_array().unwrap().iter().filter_map(Value::as_str).collect()
}

#[test]
fn activating_and_deactivating_in_every_shell_is_seen() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    for shell in SHELLS {
        let script = format!("ask 1\n{}\nask 2\ndeactivate\nask 3\n", shell.source);
        let Some(answers) = sandbox.documents(shell, &script, 3) else { continue };
        let statuses: Vec<_> = answers.iter().map(|answer| answer["status"].as_str().unwrap()).collect();
        assert_eq!(statuses, ["inactive", "active", "inactive"], "{}: {answers:#?}", shell.program);
        assert_eq!(answers[1]["environment"]["root"], root.to_str().unwrap());
        assert_eq!(answers[1]["context"]["as"], shell.caller);
    }
}

#[test]
fn environments_of_other_makers_are_active_in_every_shell_that_reads_their_script() {
    let Some(python) = python() else { return };
    for maker in [Maker::Virtualenv(python.clone()), Maker::Uv(python)] {
        let words: &[&str] = if matches!(maker, Maker::Uv(_)) { &[] } else { &["--no-pip"] };
        let sandbox = Sandbox::new();
        let Some(root) = sandbox.make(&maker, "v", words) else { continue };
        for shell in SHELLS {
            let script = format!("{}\nask 1\ndeactivate\nask 2\n", shell.source);
            let Some(answers) = sandbox.documents(shell, &script, 2) else { continue };
            assert_eq!(answers[0]["status"], "active", "{} {maker:?}: {:#}", shell.program, answers[0]);
            assert_eq!(answers[0]["environment"]["root"], root.to_str().unwrap());
            assert_eq!(answers[1]["status"], "inactive", "{} {maker:?}: {:#}", shell.program, answers[1]);
        }
    }
}

/// uv's relocatable script cannot find itself in dash and claims `.` (measured with uv 0.13 and dash 0.5.12).
#[test]
fn a_relocatable_environment_in_dash_claims_the_working_directory() {
    let sandbox = Sandbox::new();
    let made = python().and_then(|python| sandbox.make(&Maker::Uv(python), "v", &["--relocatable"]));
    if made.is_none() {
        return;
    }
    let dash = SHELLS.iter().find(|shell| shell.program == "dash").unwrap();
    let script = format!("{}\nask 1\n", dash.source);
    let Some(answers) = sandbox.documents(dash, &script, 1) else { return };
    assert_eq!(answers[0]["claimed"][0]["value"], ".");
    assert!(codes(&answers[0]).contains(&"venv-claim-invalid"), "{:#}", answers[0]);
}

#[test]
fn a_path_that_is_rebuilt_after_activation_is_seen_in_every_shell() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("v") else { return };
    for shell in SHELLS {
        let (front, back) = match shell.program {
            "fish" => ("set -gx PATH /usr/bin $PATH", "set -gx PATH /usr/bin /bin"),
            "tcsh" => ("setenv PATH /usr/bin:\"$PATH\"", "setenv PATH /usr/bin:/bin"),
            _ => ("PATH=/usr/bin:$PATH", "PATH=/usr/bin:/bin"),
        };
        let script = format!("{}\n{front}\nask 1\n{back}\nask 2\n", shell.source);
        let Some(answers) = sandbox.documents(shell, &script, 2) else { continue };
        assert!(codes(&answers[0]).contains(&"venv-not-effective"), "{}: {:#}", shell.program, answers[0]);
        assert!(codes(&answers[1]).contains(&"venv-not-on-path"), "{}: {:#}", shell.program, answers[1]);
        let remedy = answers[1]["findings"][0]["remedy"].as_str().unwrap();
        let script = shell.source.rsplit_once('/').unwrap().1;
        assert!(remedy.ends_with(&format!("{}/bin/{script}", root.display())), "{}: {remedy}", shell.program);
    }
}

#[test]
fn the_remedy_puts_the_environment_back_into_effect() {
    let sandbox = Sandbox::new();
    if sandbox.venv("v").is_none() {
        return;
    }
    for shell in SHELLS.iter().filter(|shell| shell.program != "tcsh") {
        let spoil = if shell.program == "fish" { "set -gx PATH /usr/bin /bin" } else { "PATH=/usr/bin:/bin" };
        let script = format!("{}\n{spoil}\nask 1\n", shell.source);
        let Some(answers) = sandbox.documents(shell, &script, 1) else { continue };
        let remedy = answers[0]["findings"][0]["remedy"].as_str().unwrap().to_owned();
        let script = format!("{}\n{spoil}\n{remedy}\nask 1\n", shell.source);
        let answers = sandbox.documents(shell, &script, 1).unwrap();
        assert_eq!(answers[0]["status"], "active", "{}: {remedy}", shell.program);
    }
}

#[test]
fn a_moved_environment_activates_its_old_place() {
    let sandbox = Sandbox::new();
    let Some(root) = sandbox.venv("cwd/.venv") else { return };
    sandbox.draw("elsewhere/");
    let new = sandbox.path("elsewhere/project");
    fs::create_dir(&new).unwrap();
    fs::rename(&root, new.join(".venv")).unwrap();
    for shell in &SHELLS[..4] {
        let source = shell.source.replace("$V", ".venv");
        let script = format!("cd {}\n{source}\nask 1\n", new.display());
        let Some(answers) = sandbox.documents(shell, &script, 1) else { continue };
        assert_eq!(answers[0]["status"], "inconsistent");
        let found = codes(&answers[0]);
        assert!(
            found.contains(&"venv-missing") && found.contains(&"venv-moved"),
            "{}: {found:?}",
            shell.program
        );
    }
}

#[test]
fn an_environment_on_top_of_an_inherited_one_stacks() {
    let sandbox = Sandbox::new();
    let Some(second) = sandbox.venv("b") else { return };
    sandbox.venv("v").unwrap();
    let bash = &SHELLS[0];
    let inner = format!(
        "source {0}/bin/activate; $ENVPEEK venv-status --json > $OUT/1.json; deactivate; $ENVPEEK venv-status --json > $OUT/2.json",
        second.display()
    );
    let script = format!("{}\nbash --norc -c '{inner}'\n", bash.source);
    let Some(answers) = sandbox.documents(bash, &script, 2) else { return };
    assert_eq!(answers[0]["status"], "active");
    assert!(codes(&answers[0]).contains(&"several-environments"), "{:#}", answers[0]);
    assert_eq!(answers[0]["environment"]["root"], second.to_str().unwrap());
    assert_eq!(answers[1]["status"], "inconsistent");
    assert!(codes(&answers[1]).contains(&"venv-unclaimed"), "{:#}", answers[1]);
}

#[test]
fn a_login_shell_that_rebuilds_path_loses_the_environment() {
    let sandbox = Sandbox::new();
    if sandbox.venv("v").is_none() {
        return;
    }
    let bash = &SHELLS[0];
    // What Debian's /etc/profile does, from the home directory's profile: other systems keep PATH.
    sandbox.draw("home/.bash_profile = PATH=/usr/local/bin:/usr/bin:/bin\\n");
    let script = format!("{}\nbash -l -c '$ENVPEEK venv-status --json > $OUT/1.json'\n", bash.source);
    let Some(answers) = sandbox.documents(bash, &script, 1) else { return };
    assert!(codes(&answers[0]).contains(&"venv-not-on-path"), "{:#}", answers[0]);
}

/// The page that beginners read, from start to end: <https://fastapi.tiangolo.com/virtual-environments/>.
#[test]
fn the_tutorial_works_from_start_to_end() {
    let Some(python) = python() else { return };
    for shell in SHELLS.iter().filter(|shell| ["bash", "zsh", "fish"].contains(&shell.program)) {
        let sandbox = Sandbox::new();
        let Some(answers) = tutorial(&sandbox, shell, &python) else { continue };
        let project = |name: &str| sandbox.shown(&format!("cwd/{name}/.venv"));
        let seen = |number: usize| {
            let answer = &answers[number - 1];
            let root = answer["environment"]["root"].as_str().unwrap_or("-").to_owned();
            (answer["status"].as_str().unwrap().to_owned(), root)
        };
        let told = |status: &str, root: String| (status.to_owned(), root);
        assert_eq!(seen(1), told("inactive", "-".to_owned()), "before there is one");
        assert_eq!(answers[0]["nearby"], Value::Array(Vec::new()));
        assert_eq!(seen(2), told("inactive", "-".to_owned()), "created and not activated");
        assert_eq!(answers[1]["nearby"][0]["root"], project("awesome"));
        assert_eq!(seen(3), told("active", project("awesome")), "activated");
        assert_eq!(codes(&answers[2]), [""; 0], "nothing to complain about");
        assert_eq!(answers[2]["effective"]["pip"]["environment"], project("awesome"));
        assert_eq!(seen(4), told("active", project("awesome")), "in the other project without deactivating");
        assert_eq!(codes(&answers[3]), ["venv-of-other-project"]);
        assert_eq!(seen(5), told("inactive", "-".to_owned()), "deactivated");
        assert_eq!(answers[4]["nearby"][0]["root"], project("azkaban"));
        assert_eq!(seen(6), told("active", project("azkaban")), "the other project's own");
        assert_eq!(codes(&answers[5]), [""; 0]);
        assert_eq!(seen(7), told("inactive", "-".to_owned()), "the end");
        let read = |name: &str| fs::read_to_string(sandbox.path("out").join(name)).unwrap_or_default();
        assert_eq!(read("which").trim(), format!("{}/bin/python", project("awesome")));
        assert_eq!(
            read("imports"),
            "harry imports\nsirius does not import\nsirius imports\n",
            "{}",
            shell.program
        );
    }
}

fn tutorial(sandbox: &Sandbox, shell: &Shell, python: &Path) -> Option<Vec<Value>> {
    sandbox.draw("cwd/awesome/\ncwd/azkaban/");
    ["harry", "sirius"].iter().for_each(|name| wheel(sandbox, python, name));
    let source = shell.source.replace("$V", ".venv");
    let wheels = sandbox.shown("wheels");
    let install = |name: &str| {
        format!("pip install --quiet --disable-pip-version-check --no-index --find-links {wheels} {name}")
    };
    let tries = |name: &str| {
        format!(
            "python -c 'import {name}' 2>/dev/null && echo {name} imports >> $OUT/imports || echo {name} does not import >> $OUT/imports"
        )
    };
    let script = [
        "cd awesome",
        "ask 1",
        &format!("{} -m venv .venv", python.display()),
        "ask 2",
        &source,
        "ask 3",
        "$ENVPEEK which --plain python > $OUT/which",
        &install("harry"),
        &tries("harry"),
        "cd ../azkaban",
        &format!("{} -m venv .venv", python.display()),
        &tries("sirius"),
        "ask 4",
        "deactivate",
        "ask 5",
        &source,
        "ask 6",
        &install("sirius"),
        &tries("sirius"),
        "deactivate",
        "ask 7",
        "",
    ];
    sandbox.documents(shell, &script.join("\n"), 7)
}

/// A package of one empty module, so that installing needs no network.
fn wheel(sandbox: &Sandbox, python: &Path, name: &str) {
    sandbox.draw("wheels/");
    let program = "import sys, zipfile
name, file = sys.argv[1:]
info = name + '-1.0.dist-info/'
with zipfile.ZipFile(file, 'w') as wheel:
    wheel.writestr(name + '.py', '')
    wheel.writestr(info + 'METADATA', 'Metadata-Version: 2.1\\nName: ' + name + '\\nVersion: 1.0\\n')
    wheel.writestr(info + 'WHEEL', 'Wheel-Version: 1.0\\nGenerator: test\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n')
    wheel.writestr(info + 'RECORD', '')
";
    let file = sandbox.path(format!("wheels/{name}-1.0-py3-none-any.whl"));
    let environment = sandbox.environment(Some(OsStr::new("/usr/bin:/bin")));
    let status =
        sandbox.command(python, &environment).args(["-c", program, name]).arg(file).status().unwrap();
    assert!(status.success());
}

#[test]
fn pyenv_virtualenv_is_active_through_its_shims() {
    let sandbox = Sandbox::new();
    let Some(python) = python() else { return };
    sandbox.draw("home/.pyenv/versions/3.99.1/envs/\nhome/.pyenv/shims/");
    let shim = format!(
        "#!/usr/bin/env bash\nset -e\nprogram=\"${{0##*/}}\"\nexport PYENV_ROOT=\"{}\"\nexec \"$PYENV_ROOT/libexec/pyenv\" exec \"$program\" \"$@\"\n",
        sandbox.shown("home/.pyenv")
    );
    for name in ["python", "python3"] {
        let path = sandbox.path("home/.pyenv/shims").join(name);
        fs::write(&path, &shim).unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
        fs::set_permissions(&path, permissions).unwrap();
    }
    let root = sandbox
        .make(&Maker::Venv(python), "home/.pyenv/versions/3.99.1/envs/app", &["--without-pip"])
        .unwrap();
    std::os::unix::fs::symlink(&root, sandbox.path("home/.pyenv/versions/app")).unwrap();
    let mut environment = sandbox.environment(Some(&sandbox.path_of(&["home/.pyenv/shims"])));
    environment.set("PATH", format!("{}:/usr/bin:/bin", sandbox.shown("home/.pyenv/shims")));
    environment.set("VIRTUAL_ENV", &root);
    environment.set("PYENV_VIRTUAL_ENV", &root);
    environment.set("PYENV_VERSION", "app");
    let words = ["venv-status", "--json", "--as", "bash"];
    let answer = crate::program::Answer::of(sandbox.call(&environment, &words).output().unwrap());
    let document = answer.json();
    assert_eq!(document["status"], "active", "{document:#}");
    assert_eq!(document["environment"]["kind"], "pyenv");
    assert_eq!(document["effective"]["python"]["shim"], "pyenv");
    assert_eq!(document["effective"]["python"]["decided_by"], "PYENV_VERSION");
}

/// pyenv's own shim says which Python it started, for every way of choosing.
#[test]
fn shims_lead_where_pyenv_leads() {
    let home = std::env::var_os("HOME").map(std::path::PathBuf::from).unwrap_or_default();
    let root = std::env::var_os("PYENV_ROOT").map_or_else(|| home.join(".pyenv"), std::path::PathBuf::from);
    let shim = root.join("shims/python3");
    if !shim.is_file() {
        return tools::skip::<()>("no pyenv").unwrap_or_default();
    }
    let sandbox = Sandbox::new();
    for (local, variable) in [
        (None, None),
        (Some("3.11\n"), None),
        (Some("3\n"), None),
        (Some("# comment\n\n  3.10  trailing\r\n"), None),
        (Some("system\n"), None),
        (Some("9.9.9\n"), None),
        (Some(""), None),
        (Some("../../bin\n"), None),
        (Some("9.9.9\n3.12\n"), None),
        (Some("3.11\n"), Some("3.9")),
        (None, Some("9.9:python-3.8")),
        (None, Some("system:3.8")),
    ] {
        drop(fs::remove_file(sandbox.path("cwd/.python-version")));
        if let Some(text) = local {
            fs::write(sandbox.path("cwd/.python-version"), text).unwrap();
        }
        let path = format!("{}/shims:{}/libexec:/usr/bin:/bin", root.display(), root.display());
        let mut environment = sandbox.environment(Some(OsStr::new(&path)));
        environment.set("PYENV_ROOT", &root);
        if let Some(version) = variable {
            environment.set("PYENV_VERSION", version);
        }
        let program = "import sys; print(sys.executable)";
        let real = sandbox.command(&shim, &environment).args(["-c", program]).output().unwrap();
        let real = String::from_utf8(real.stdout).unwrap();
        let words = ["which", "--json", "--as", "bash", "python3"];
        let answer = crate::program::Answer::of(sandbox.call(&environment, &words).output().unwrap());
        let said =
            answer.json()["queries"][0]["candidates"][0]["target"].as_str().unwrap_or_default().to_owned();
        assert_eq!(said, real.trim(), "{local:?} {variable:?}");
    }
}
