//! Mounts for tests, which only root can make.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::tools;

/// A mount that goes when it is dropped.
pub(crate) struct Mount(pub(crate) PathBuf);

impl Mount {
    /// An empty file system on `directory` from which nothing may be executed.
    pub(crate) fn noexec(directory: PathBuf) -> Option<Self> {
        let words = ["-t", "tmpfs", "-o", "noexec,mode=755", "envpeek-test"].map(OsStr::new);
        succeeds("mount", &[&words[..], &[directory.as_os_str()]].concat())?;
        Some(Self(directory))
    }

    /// An empty file system on `directory`.
    pub(crate) fn plain(directory: PathBuf) -> Option<Self> {
        let words = ["-t", "tmpfs", "-o", "mode=755", "envpeek-test"].map(OsStr::new);
        succeeds("mount", &[&words[..], &[directory.as_os_str()]].concat())?;
        Some(Self(directory))
    }

    /// `file` in the place of another one.
    pub(crate) fn of_file(file: &Path, place: PathBuf) -> Option<Self> {
        succeeds("mount", &["--bind".as_ref(), file.as_os_str(), place.as_os_str()])?;
        Some(Self(place))
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = succeeds("umount", &["-l".as_ref(), self.0.as_os_str()]);
    }
}

/// Runs a program that this user or this machine may lack the right to.
pub(crate) fn succeeds(program: &str, arguments: &[&OsStr]) -> Option<()> {
    let output = Command::new(tools::required(program)?).args(arguments).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() { Some(()) } else { tools::skip(&format!("{program} cannot: {said}")) }
}
