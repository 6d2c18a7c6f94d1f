//! Real environments, made by the real makers.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tools;

/// One environment.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// Who made it, and how.
    pub(crate) label: String,
    /// Its directory.
    pub(crate) root: PathBuf,
    /// Whether it is the one of its kind that a test tries in every way.
    pub(crate) stands_for_others: bool,
}

/// Every Python from 3.6 on that this machine has: on PATH, and pyenv's.
pub(crate) fn pythons() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let pyenv = env::var_os("PYENV_ROOT").map(PathBuf::from);
    let pyenv = pyenv.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".pyenv")));
    let versions = pyenv.map(|root| root.join("versions")).and_then(|versions| versions.read_dir().ok());
    let installed = versions.into_iter().flatten().flatten().map(|version| version.path().join("bin"));
    let mut directories: Vec<PathBuf> = installed.collect();
    directories.sort();
    directories.extend(env::split_paths(&path).filter(|directory| !directory.ends_with("shims")));
    let named = (6..=15).filter_map(|minor| {
        let found = directories
            .iter()
            .map(|directory| directory.join(format!("python3.{minor}")))
            .find(|file| file.is_file());
        found.filter(|python| works(python))
    });
    named.collect()
}

fn works(python: &Path) -> bool {
    let mut command = Command::new(python);
    let status = command.args(["-c", "import venv"]).stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// A venv without pip in `root`.
pub(crate) fn venv(python: &Path, root: &Path, prompt: Option<&str>) {
    let mut command = Command::new(python);
    command.args(["-m", "venv", "--without-pip"]);
    command.args(prompt.into_iter().flat_map(|prompt| ["--prompt", prompt]));
    must(command.arg(root));
}

fn must(command: &mut Command) {
    command
        .env("UV_PYTHON_DOWNLOADS", "never")
        .env("VIRTUALENV_NO_PERIODIC_UPDATE", "1")
        .env_remove("VIRTUAL_ENV")
        .stdin(Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Environments of every maker and version that can be had, in `folder`.
pub(crate) fn environments(folder: &Path) -> Vec<Made> {
    let pythons = pythons();
    assert!(!pythons.is_empty() || env::var_os("CI").is_none(), "no Python with venv");
    let mut made: Vec<Made> = pythons.iter().map(|python| version(python, folder)).collect();
    for (python, name) in pythons.first().into_iter().chain(pythons.last()).zip(["blank old", "blank new"]) {
        let root = folder.join(name);
        venv(python, &root, Some("it's a 'name'"));
        made.push(Made { label: name.to_owned(), root, stands_for_others: true });
    }
    made.extend(virtualenvs(folder));
    made.extend(uv_environments(folder));
    made
}

fn version(python: &Path, folder: &Path) -> Made {
    let label = format!("venv-{}", python.file_name().unwrap().to_string_lossy());
    let root = folder.join(&label);
    venv(python, &root, None);
    Made { stands_for_others: label == "venv-python3.10", label, root }
}

fn virtualenvs(folder: &Path) -> Vec<Made> {
    let Some(program) = tools::required("virtualenv") else { return Vec::new() };
    let kinds: [(&str, &[&str]); 3] = [
        ("virtualenv", &[]),
        ("virtualenv it's", &["--prompt", "a 'b' $c"]),
        ("virtualenv-copies", &["--copies"]),
    ];
    let make = |(name, options): (&str, &[&str])| {
        let root = folder.join(name);
        must(
            Command::new(&program).args(["-q", "--no-pip", "--no-periodic-update"]).args(options).arg(&root),
        );
        Made { label: name.to_owned(), root, stands_for_others: true }
    };
    kinds.into_iter().map(make).collect()
}

fn uv_environments(folder: &Path) -> Vec<Made> {
    let Some(program) = tools::required("uv") else { return Vec::new() };
    let kinds: [(&str, &[&str]); 4] = [
        ("uv", &[]),
        ("uv it's", &["--prompt", "u 'v w"]),
        ("uv-relocatable", &["--relocatable"]),
        ("uv-system", &["--system-site-packages"]),
    ];
    let make = |(name, options): (&str, &[&str])| {
        let root = folder.join(name);
        must(Command::new(&program).args(["venv", "-q", "--no-config"]).args(options).arg(&root));
        Made { label: name.to_owned(), root, stands_for_others: true }
    };
    kinds.into_iter().map(make).collect()
}
