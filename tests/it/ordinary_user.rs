//! Root may do almost everything, so permission is only tested by somebody else.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::Command;

use crate::sandbox::Sandbox;
use crate::tools;

/// The user and group `nobody` of most systems.
const NOBODY: u32 = 65_534;

/// Runs the tests whose names contain `filter` once more as nobody, where this is root. The test program is copied:
/// nobody may not enter the place where it was built.
fn again_as_nobody(filter: &str) {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let Some(setpriv) = tools::required("setpriv") else { return };
    let sandbox = Sandbox::new();
    let program = sandbox.path("tests");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let output = Command::new(setpriv)
        .args([format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")])
        .args(["--clear-groups", "--"])
        .arg(&program)
        .arg(filter)
        .env_remove("CI")
        .current_dir("/")
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "as nobody:\n{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(!said.contains("running 0 tests"), "no test is called {filter}");
}

#[test]
fn the_rules_hold_for_an_ordinary_user_too() {
    again_as_nobody("callers");
}
