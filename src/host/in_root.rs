//! Resolving a path inside a directory by one system call: `openat2` with `RESOLVE_IN_ROOT` (Linux 5.6).

use rustix::fs::{Mode, OFlags, ResolveFlags};
use rustix::io::Errno;

use crate::disk::{DiskError, Trouble};
use crate::text::Text;

/// The outside path of what `path` leads to inside `root`; none where the kernel cannot say, or where the root is
/// another process's view, whose outside paths have no name here.
pub(super) fn resolve(root: &[u8], path: &[u8]) -> Option<Result<Text, DiskError>> {
    if root.starts_with(b"/proc/") {
        return None;
    }
    let failed = |trouble| Some(Err(DiskError { operation: "resolve", path: path.into(), trouble }));
    match open(root, path) {
        Ok(outside) => outside.map(Ok),
        Err(Errno::NOENT) => failed(Trouble::Missing),
        Err(Errno::NOTDIR) => failed(Trouble::NotADirectory),
        Err(Errno::ACCESS) => failed(Trouble::Denied),
        Err(Errno::LOOP) => failed(Trouble::LinkLoop),
        Err(Errno::NAMETOOLONG) => failed(Trouble::NameTooLong),
        Err(_) => None,
    }
}

fn open(root: &[u8], path: &[u8]) -> Result<Option<Text>, Errno> {
    let flags = OFlags::PATH | OFlags::CLOEXEC;
    let directory = rustix::fs::open(root, flags | OFlags::DIRECTORY, Mode::empty())?;
    let file = rustix::fs::openat2(&directory, path, flags, Mode::empty(), ResolveFlags::IN_ROOT)?;
    let own = format!("/proc/self/fd/{}", std::os::fd::AsRawFd::as_raw_fd(&file));
    let outside = rustix::fs::readlink(own, Vec::new())?.into_bytes();
    Ok(outside.starts_with(root).then(|| outside.into()))
}
