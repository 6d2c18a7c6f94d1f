//! Of many files at once it is told for most by one look whether they may be executed. What `test -x` says about each
//! is the oracle: for every mix of owner and bits, with access lists, mounts without execution, links across mounts.
//! Only root can arrange such scenes.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::mounts::{Mount, succeeds};
use crate::program::{Answer, envpeek};
use crate::sandbox::Sandbox;
use crate::tools;

/// A user whom nobody knows, and who is not the one that stands for unknown owners.
const SOMEBODY: u32 = 12_345;
const SOMEBODY_ELSE: u32 = 23_456;
const ROOT: u32 = 0;

const OWNERS: [u32; 3] = [SOMEBODY, ROOT, SOMEBODY_ELSE];
const MODES: [u32; 11] = [0o755, 0o700, 0o644, 0o100, 0o010, 0o001, 0o000, 0o655, 0o077, 0o4755, 0o500];

/// Every mix of owner and bits, in each directory at another name.
fn fill(directory: &Path, shift: usize) {
    fs::create_dir_all(directory).unwrap();
    let mixes = || OWNERS.iter().flat_map(|owner| MODES.iter().map(move |mode| (*owner, *mode)));
    for (number, (owner, mode)) in mixes().cycle().skip(shift).take(mixes().count()).enumerate() {
        let file = directory.join(format!("tool-{number}"));
        fs::write(&file, "#!/bin/sh\n").unwrap();
        chown(&file, Some(owner), Some(owner)).unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
    }
}

fn grant(list: &str, file: &Path) -> Option<()> {
    succeeds("setfacl", &["-m".as_ref(), format!("u:{SOMEBODY}:{list}").as_ref(), file.as_os_str()])
}

/// The scene's directories, and what is mounted there. It has a file system of its own: where tests run, that of
/// temporary files may be one that is asked about each file.
fn scene(sandbox: &Sandbox) -> Option<(Vec<PathBuf>, [Mount; 3])> {
    fs::create_dir(sandbox.path("scene")).unwrap();
    let plain = Mount::plain(sandbox.path("scene"))?;
    let directory = |name: &str| sandbox.path("scene").join(name);
    let (own, more, lists, links) =
        (directory("own"), directory("more"), directory("lists"), directory("links"));
    fill(&own, 0);
    fill(&more, 5);
    fill(&lists, 16);
    for number in 0..OWNERS.len() * MODES.len() {
        grant(if number % 2 == 0 { "r--" } else { "rwx" }, &lists.join(format!("tool-{number}")))?;
    }
    fs::create_dir(directory("noexec")).unwrap();
    let noexec = Mount::noexec(directory("noexec"))?;
    fill(&noexec.0, 0);
    fs::create_dir(&links).unwrap();
    for number in 0..OWNERS.len() * MODES.len() {
        let name = format!("tool-{number}");
        symlink(if number % 2 == 0 { &own } else { &noexec.0 }.join(&name), links.join(&name)).unwrap();
    }
    let file = Mount::of_file(&noexec.0.join("tool-0"), more.join("tool-0"))?;
    Some((vec![own, more, lists, noexec.0.clone(), links], [file, noexec, plain]))
}

/// `program`, to be run by this user.
fn as_user(user: u32, program: &Path, sandbox: &Sandbox, path: &OsStr) -> Option<Command> {
    let mut command = sandbox.command(&tools::required("setpriv")?, &sandbox.environment(Some(path)));
    command.args([
        format!("--reuid={user}"),
        format!("--regid={user}"),
        "--clear-groups".into(),
        "--".into(),
    ]);
    command.arg(program);
    Some(command)
}

/// The files that the shell calls executable.
fn executable(user: u32, sandbox: &Sandbox, directories: &[PathBuf]) -> Option<BTreeSet<PathBuf>> {
    let script = r#"for file do if [ -f "$file" ] && [ -x "$file" ]; then echo "$file"; fi; done"#;
    let mut command = as_user(user, &tools::required("dash")?, sandbox, OsStr::new(""))?;
    command.args(["-c", script, "dash"]);
    for directory in directories {
        command.args(fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{output:?}");
    Some(String::from_utf8(output.stdout).unwrap().lines().map(PathBuf::from).collect())
}

/// The files that contend for a name.
fn contenders(user: u32, sandbox: &Sandbox, directories: &[PathBuf]) -> Option<BTreeSet<PathBuf>> {
    let program = sandbox.path("envpeek");
    fs::copy(envpeek(), &program).unwrap();
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let path = std::env::join_paths(directories).unwrap();
    let mut command = as_user(user, &program, sandbox, &path)?;
    let document = Answer::of(command.args(["shadows", "--as", "dash", "--json"]).output().unwrap()).json();
    let path = |standing: &Value| PathBuf::from(standing["path"].as_str().unwrap());
    let of_name = |name: &Value| {
        let losers = name["shadowed"].as_array().unwrap().iter();
        losers.chain([&name["winner"]]).map(path).collect::<Vec<_>>()
    };
    Some(document["names"].as_array().unwrap().iter().flat_map(of_name).collect())
}

#[test]
fn exactly_what_the_kernel_lets_somebody_execute_contends() {
    if !rustix::process::geteuid().is_root() {
        return;
    }
    let sandbox = Sandbox::new();
    let Some((directories, _mounts)) = scene(&sandbox) else { return };
    for user in [SOMEBODY, ROOT, SOMEBODY_ELSE] {
        let Some(mut expected) = executable(user, &sandbox, &directories) else { return };
        let files = expected.clone();
        let is_alone =
            |file: &PathBuf| files.iter().filter(|other| other.file_name() == file.file_name()).count() == 1;
        expected.retain(|file| !is_alone(file));
        assert!(expected.len() > 20, "a scene in which {user} may execute almost nothing proves nothing");
        assert_eq!(contenders(user, &sandbox, &directories), Some(expected), "user {user}");
    }
}
