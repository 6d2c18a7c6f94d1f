//! Running envpeek itself in a sandbox, and drawing the files that it shall find there.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::sandbox::{Environment, Sandbox};

/// The program under test.
pub(crate) fn envpeek() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_envpeek"))
}

/// What one call answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: Option<i32>,
    pub(crate) stdout: Vec<u8>,
    pub(crate) stderr: String,
}

impl Answer {
    pub(crate) fn of(output: Output) -> Self {
        let stderr = String::from_utf8(output.stderr).unwrap();
        Self { status: output.status.code(), stdout: output.stdout, stderr }
    }

    /// Standard output as text.
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.stdout).unwrap()
    }

    /// Standard output as a document.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The first line for people.
    pub(crate) fn headline(&self) -> &str {
        self.text().lines().next().unwrap_or_default()
    }
}

impl Sandbox {
    /// Draws files below the sandbox, one a line, in the grammar of `FakeDisk`: `bin/tool x = #!/bin/sh\n`,
    /// `notes`, `bin/`, `bin -> usr/bin`.
    pub(crate) fn draw(&self, drawing: &str) {
        drawing.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| self.draw_line(line));
    }

    fn draw_line(&self, line: &str) {
        if let Some((path, target)) = line.split_once(" -> ") {
            fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
            return symlink(target, self.path(path)).unwrap();
        }
        let (head, content) = line.split_once(" = ").unwrap_or((line, ""));
        let (name, marks) = head.split_once(' ').unwrap_or((head, ""));
        let path = self.path(name);
        if name.ends_with('/') {
            return fs::create_dir_all(path).unwrap();
        }
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content.replace("\\n", "\n").replace("\\r", "\r")).unwrap();
        let mode = if marks.contains('x') { 0o755 } else { 0o644 };
        fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
    }

    /// A PATH of directories of the sandbox.
    pub(crate) fn path_of(&self, names: &[&str]) -> OsString {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        std::env::join_paths(paths).unwrap()
    }

    /// envpeek with these words, ready to be started in this environment.
    pub(crate) fn call<W: AsRef<OsStr>>(&self, environment: &Environment, words: &[W]) -> Command {
        let mut command = self.command(envpeek(), environment);
        command.args(words);
        command
    }

    /// What envpeek answers to these words, with these directories of the sandbox as PATH.
    pub(crate) fn ask<W: AsRef<OsStr>>(&self, directories: &[&str], words: &[W]) -> Answer {
        self.ask_with(Some(&self.path_of(directories)), words)
    }

    /// What envpeek answers to these words with this PATH, or with none.
    pub(crate) fn ask_with<W: AsRef<OsStr>>(&self, path: Option<&OsStr>, words: &[W]) -> Answer {
        Answer::of(self.call(&self.environment(path), words).output().unwrap())
    }

    /// A place of the sandbox as JSON shows it.
    pub(crate) fn shown(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }
}

impl Sandbox {
    /// A place of the sandbox with every link resolved, as JSON shows it.
    pub(crate) fn real(&self, name: &str) -> String {
        self.path(name).canonicalize().unwrap().to_str().unwrap().to_owned()
    }

    /// envpeek as started by an ordinary user: by this one, or by nobody where this one is root.
    pub(crate) fn call_as_ordinary_user(
        &self,
        environment: &Environment,
        words: &mut Vec<OsString>,
    ) -> Command {
        if !rustix::process::geteuid().is_root() {
            return self.call(environment, words);
        }
        let program = self.path("envpeek");
        // What is being written cannot be started, and a copy counts as written as long as another test's child
        // holds the descriptor. A link need not be written.
        fs::hard_link(envpeek(), &program).or_else(|_| fs::copy(envpeek(), &program).map(drop)).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let mut command = self.command(&crate::tools::required("setpriv").unwrap(), environment);
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(program).args(words);
        command
    }
}
