//! Root may do almost everything, so permission is only tested by somebody else.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::sandbox::{Environment, Sandbox};
use crate::tools;

/// The user and group `nobody` of most systems.
pub(crate) const NOBODY: u32 = 65_534;

/// What `setpriv` needs to run a program as nobody.
pub(crate) fn options() -> [OsString; 4] {
    [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}"), "--clear-groups".into(), "--".into()]
        .map(OsString::from)
}

/// `program` in this sandbox and environment, as nobody; root only.
pub(crate) fn command(sandbox: &Sandbox, program: &Path, environment: &Environment) -> Option<Command> {
    let mut command = sandbox.command(&tools::required("setpriv")?, environment);
    command.args(options()).arg(program);
    Some(command)
}

/// Whether nobody can start this program: it, or its interpreter, may lie below root's own home.
pub(crate) fn may_start(program: &Path) -> bool {
    let Some(setpriv) = tools::required("setpriv") else { return false };
    let mut command = Command::new(setpriv);
    command.args(options()).arg(program).arg("--version").stdin(Stdio::null());
    let complaint = |output: Output| String::from_utf8_lossy(&output.stderr).contains("setpriv:");
    !command.output().map_or(true, complaint)
}

/// Gives a directory and all below it to nobody.
pub(crate) fn give(directory: &Path) {
    std::os::unix::fs::chown(directory, Some(NOBODY), Some(NOBODY)).unwrap();
    for entry in fs::read_dir(directory).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            give(&entry.path());
        }
    }
}

/// Runs the tests whose names contain `filter` once more as nobody, where this is root. The test program is copied:
/// nobody may not enter the place where it was built.
fn again_as_nobody(filter: &str) {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let sandbox = Sandbox::new();
    let program = sandbox.path("tests");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let Some(setpriv) = tools::required("setpriv") else { return };
    let mut command = Command::new(setpriv);
    command.args(options()).arg(&program).arg(filter).env_remove("CI").current_dir("/");
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "as nobody:\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("running 0 tests"), "no test is called {filter}");
}

#[test]
fn the_rules_hold_for_an_ordinary_user_too() {
    again_as_nobody("callers");
}
