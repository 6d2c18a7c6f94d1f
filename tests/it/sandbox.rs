//! A place of its own for one test: a temporary directory that anybody may enter, with a working directory, a home
//! and an environment in which nothing of this machine's is left.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::{OsStrExt as _, OsStringExt as _};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use envpeek::env::{EnvBlock, Variable};
use envpeek::flavor::Flavor;
use envpeek::host::OsDisk;
use envpeek::machine::Machine;
use envpeek::scene::Scene;
use envpeek::text::Text;

use crate::candidates::Kind;
use crate::shells::NAME;

/// A temporary directory with `cwd` and `home` in it, removed at the end, whatever the permissions inside.
pub(crate) struct Sandbox {
    directory: tempfile::TempDir,
}

impl Sandbox {
    /// An empty one.
    pub(crate) fn new() -> Self {
        let directory = tempfile::Builder::new().prefix("envpeek-").tempdir().unwrap();
        fs::set_permissions(directory.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let sandbox = Self { directory };
        for name in ["cwd", "home", "home/.config", "home/.cache", "home/.local", "home/.local/share"] {
            fs::create_dir(sandbox.path(name)).unwrap();
        }
        sandbox
    }

    /// The place called `name` in it.
    pub(crate) fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.directory.path().join(name)
    }

    /// A new directory called `name` with a candidate in it.
    pub(crate) fn planted(&self, name: impl AsRef<Path>, kind: Kind, mark: u8) -> PathBuf {
        let directory = self.path(name);
        fs::create_dir_all(&directory).unwrap();
        let spare = self.path(format!("spare-{mark}"));
        fs::create_dir(&spare).unwrap();
        kind.make(&directory.join(NAME), &spare, mark);
        directory
    }

    /// The environment of a person who has just logged in to nothing, with this PATH.
    pub(crate) fn environment(&self, path: Option<&OsStr>) -> Environment {
        let mut environment = Environment(BTreeMap::new());
        environment.set("HOME", self.path("home"));
        environment.set("LC_ALL", "C.UTF-8");
        environment.set("TERM", "dumb");
        path.into_iter().for_each(|path| environment.set("PATH", path));
        environment
    }

    /// What envpeek's library sees of it, with this disk and environment.
    pub(crate) fn scene<'disk>(&self, disk: &'disk OsDisk, environment: &Environment) -> Scene<'disk> {
        Scene {
            flavor: Flavor::Unix,
            env: environment.block(),
            cwd: text(&self.path("cwd")),
            home: Some(text(&self.path("home"))),
            disk,
            machine: Machine::of(std::env::consts::ARCH, false),
            user: Some(rustix::process::geteuid().as_raw()),
        }
    }

    /// `program`, to be started in the working directory with this environment alone and nothing to read.
    pub(crate) fn command(&self, program: &Path, environment: &Environment) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(&environment.0).current_dir(self.path("cwd")).stdin(Stdio::null());
        command
    }
}

impl Drop for Sandbox {
    /// What a test has closed is opened again, so that it can be removed.
    fn drop(&mut self) {
        open(self.directory.path());
    }
}

fn open(directory: &Path) {
    drop(fs::set_permissions(directory, fs::Permissions::from_mode(0o755)));
    for entry in fs::read_dir(directory).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            open(&entry.path());
        }
    }
}

/// Variables by name.
#[derive(Clone, Debug)]
pub(crate) struct Environment(pub(crate) BTreeMap<OsString, OsString>);

impl Environment {
    /// Sets one of them.
    pub(crate) fn set(&mut self, name: impl Into<OsString>, value: impl Into<OsString>) {
        self.0.insert(name.into(), value.into());
    }

    /// The same as the library takes it.
    pub(crate) fn block(&self) -> EnvBlock {
        let variable = |(name, value): (&OsString, &OsString)| Variable {
            name: name.as_bytes().into(),
            value: value.as_bytes().into(),
        };
        EnvBlock::new(Flavor::Unix, self.0.iter().map(variable).collect())
    }
}

/// A path as the library takes it.
pub(crate) fn text(path: &Path) -> Text {
    path.as_os_str().as_bytes().into()
}

/// Bytes as the system takes them.
pub(crate) fn os_string(bytes: &[u8]) -> OsString {
    OsString::from_vec(bytes.to_vec())
}
