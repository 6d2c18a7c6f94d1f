//! Permission is what the kernel says, not what the mode bits show: access lists and `noexec` mounts, asked as
//! somebody who is not root. Only root can arrange these scenes.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use envpeek::lookup::Caller;

use crate::callers::{FIRST, SECOND};
use crate::candidates::Kind;
use crate::mounts::{Mount, succeeds};
use crate::ordinary_user;
use crate::sandbox::{Environment, Sandbox};
use crate::shells::{Asker, NAME, Ran};

/// A scene of two candidates, of which nobody may not execute the first.
struct Refused {
    sandbox: Sandbox,
    environment: Environment,
    second: PathBuf,
    program: PathBuf,
}

impl Refused {
    /// `refuse` takes the permission away, or says that it cannot.
    fn new(first: &Path, refuse: impl Fn(&Path) -> Option<()>) -> Option<Self> {
        let sandbox = Sandbox::new();
        let first = sandbox.planted(first, Kind::Binary, FIRST);
        refuse(&first.join(NAME))?;
        let second = sandbox.planted("second", Kind::Binary, SECOND);
        let path = [first.as_os_str(), second.as_os_str()].join(OsStr::new(":"));
        let environment = sandbox.environment(Some(&path));
        let program = sandbox.path("envpeek");
        fs::copy(env!("CARGO_BIN_EXE_envpeek"), &program).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        ordinary_user::give(&sandbox.path("home"));
        Some(Self { sandbox, environment, second, program })
    }

    /// The file that envpeek names to nobody.
    fn named(&self, caller: Caller) -> String {
        let mut command = ordinary_user::command(&self.sandbox, &self.program, &self.environment).unwrap();
        let output = command.args(["which", "--plain", "--as", caller.name(), NAME]).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    }

    fn is_passed_over_by(&self, caller: Caller) {
        let second = format!("{}\n", self.second.join(NAME).display());
        assert_eq!(self.named(caller), second, "{caller}");
        let Some(asker) = Asker::of(caller).and_then(Asker::for_nobody) else { return };
        let went_on = |ran: &Ran| match ran {
            Ran::Named(path) => path.starts_with(&self.second),
            other => *other == Ran::Marked(SECOND),
        };
        let ran = asker.ask_until(&self.sandbox, &self.environment, went_on);
        assert!(went_on(&ran), "{caller} did {ran:?}");
    }
}

/// All but those that look at the bits themselves: Go before 1.20, hence elvish 0.19.
fn askers() -> impl Iterator<Item = Caller> {
    let looks_at_bits = [Caller::Elvish, Caller::Go, Caller::RustWhich, Caller::Cmd, Caller::Powershell];
    Caller::ALL.into_iter().filter(move |caller| !looks_at_bits.contains(caller))
}

#[test]
fn an_access_list_counts_and_not_the_bits() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let refuse = |file: &Path| {
        let list = format!("u:{}:r--", ordinary_user::NOBODY);
        succeeds("setfacl", &["-m".as_ref(), list.as_ref(), file.as_os_str()])?;
        assert_eq!(fs::metadata(file).unwrap().permissions().mode() & 0o777, 0o755);
        Some(())
    };
    let Some(scene) = Refused::new("first".as_ref(), refuse) else { return };
    askers().for_each(|caller| scene.is_passed_over_by(caller));
}

#[test]
fn a_mount_without_execution_counts_and_not_the_bits() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let place = Sandbox::new();
    let Some(mount) = Mount::noexec(place.path("cwd")) else { return };
    let Some(scene) = Refused::new(&mount.0.join("first"), |_| Some(())) else { return };
    askers().for_each(|caller| scene.is_passed_over_by(caller));
}
