//! Making real Python environments, and asking real Pythons where they are. envpeek itself never runs any of them.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::sandbox::{Environment, Sandbox};
use crate::tools;

/// A tool that makes environments.
#[derive(Clone, Debug)]
pub(crate) enum Maker {
    /// `python -m venv`.
    Venv(PathBuf),
    /// virtualenv, for this Python.
    Virtualenv(PathBuf),
    /// `uv venv`, for this Python.
    Uv(PathBuf),
}

/// The Pythons of this machine that can make environments: the system's first, then pyenv's, none older than 3.6.
pub(crate) fn pythons() -> Vec<PathBuf> {
    static FOUND: OnceLock<Vec<PathBuf>> = OnceLock::new();
    FOUND.get_or_init(find_pythons).clone()
}

fn find_pythons() -> Vec<PathBuf> {
    let root = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let root = root.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".pyenv")));
    let versions = root.map(|root| root.join("versions")).and_then(|versions| fs::read_dir(versions).ok());
    let managed = versions.into_iter().flatten().flatten().map(|version| version.path().join("bin/python3"));
    let mut managed: Vec<PathBuf> = managed.filter(|python| python.is_file()).collect();
    managed.sort();
    let known = std::iter::once(PathBuf::from("/usr/bin/python3")).chain(managed);
    let found: Vec<PathBuf> = known.filter(|python| makes_environments(python)).collect();
    assert!(!found.is_empty() || std::env::var_os("CI").is_none(), "no Python with venv: run tests/setup");
    found
}

/// The first of them.
pub(crate) fn python() -> Option<PathBuf> {
    pythons().into_iter().next().or_else(|| tools::skip("no Python with venv and ensurepip"))
}

fn makes_environments(python: &Path) -> bool {
    let words = ["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 6))"];
    let status = Command::new(python).args(words).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

impl Sandbox {
    /// An environment in `name`, made with these further words. None where the tool is not here.
    pub(crate) fn make(&self, maker: &Maker, name: &str, words: &[&str]) -> Option<PathBuf> {
        let root = self.path(name);
        let mut command = match maker {
            Maker::Venv(python) => {
                let mut command = self.tool(python);
                command.args(["-m", "venv"]);
                command
            }
            Maker::Virtualenv(python) => {
                let mut command = self.tool(&tools::required("virtualenv")?);
                command.args(["--quiet", "--no-download", "--python"]).arg(python);
                command
            }
            Maker::Uv(python) => {
                let mut command = self.tool(&tools::required("uv")?);
                command.args(["--quiet", "--offline", "venv", "--python"]).arg(python);
                command
            }
        };
        let output = command.args(words).arg(&root).output().unwrap();
        assert!(output.status.success(), "{maker:?} {words:?}: {}", String::from_utf8_lossy(&output.stderr));
        Some(root)
    }

    /// The system's Python makes an environment in `name` without `pip`, which is quick.
    pub(crate) fn venv(&self, name: &str) -> Option<PathBuf> {
        self.make(&Maker::Venv(python()?), name, &["--without-pip"])
    }

    fn tool(&self, program: &Path) -> Command {
        let mut environment = self.environment(Some(OsStr::new("/usr/bin:/bin")));
        environment.set("UV_PYTHON_DOWNLOADS", "never");
        environment.set("UV_CACHE_DIR", self.path("home/.cache/uv"));
        environment.set("VIRTUALENV_OVERRIDE_APP_DATA", self.path("home/.cache/virtualenv"));
        environment.set("VIRTUALENV_NO_PERIODIC_UPDATE", "1");
        self.command(program, &environment)
    }

    /// An environment block as an activation script leaves it: the variable, and the directory of commands in
    /// front of the system's.
    pub(crate) fn activated(&self, root: &Path) -> Environment {
        let path = format!("{}:/usr/bin:/bin", root.join("bin").display());
        let mut environment = self.environment(Some(OsStr::new(&path)));
        environment.set("VIRTUAL_ENV", root);
        environment
    }

    /// What the Python that bash runs for `name` says of itself.
    pub(crate) fn truth(&self, environment: &Environment, name: &str) -> Option<Truth> {
        let program = "import sys; print('\\n'.join([sys.prefix, getattr(sys, 'base_prefix', sys.prefix), '%d.%d.%d' % sys.version_info[:3]]))";
        let bash = tools::required("bash")?;
        let line = format!("exec {name} -c \"$PROGRAM\"");
        let mut environment = environment.clone();
        environment.set("PROGRAM", program);
        let output = self.command(&bash, &environment).args(["--norc", "-c", &line]).output().unwrap();
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut lines = text.lines().map(str::to_owned);
        Some(Truth { prefix: lines.next()?, base: lines.next()?, version: lines.next()? })
    }
}

impl Sandbox {
    /// What the Python that bash runs for `python` prints of this expression.
    pub(crate) fn truth_of(&self, environment: &Environment, expression: &str) -> String {
        let line = format!("exec python -c \"import sys; print({expression})\"");
        let bash = tools::required("bash").unwrap();
        let output = self.command(&bash, environment).args(["--norc", "-c", &line]).output().unwrap();
        String::from_utf8_lossy(&output.stdout).trim().to_owned()
    }
}

/// What a running Python knows of its own place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Truth {
    /// `sys.prefix`
    pub(crate) prefix: String,
    /// `sys.base_prefix`
    pub(crate) base: String,
    /// `sys.version_info`
    pub(crate) version: String,
}

impl Truth {
    /// The environment that it is in: none where it is its own base.
    pub(crate) fn environment(&self) -> Option<&str> {
        (self.prefix != self.base).then_some(self.prefix.as_str())
    }
}
