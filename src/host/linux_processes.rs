//! Other processes, by `/proc` (proc(5)).

use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;

use rustix::fs::{Mode, OFlags, open};

use crate::process::{ProcessError, Processes};
use crate::text::Text;

/// The processes of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsProcesses;

fn failed(pid: u32, what: &'static str, error: &std::io::Error) -> ProcessError {
    match error.kind() {
        ErrorKind::NotFound => ProcessError::Missing(pid),
        ErrorKind::PermissionDenied => ProcessError::Denied { pid, what },
        _ if error.raw_os_error() == Some(rustix::io::Errno::SRCH.raw_os_error()) => {
            ProcessError::Without { pid, what }
        }
        _ => ProcessError::Other { pid, what, words: error.to_string() },
    }
}

fn link(pid: u32, name: &str, what: &'static str) -> Result<Text, ProcessError> {
    let target =
        std::fs::read_link(format!("/proc/{pid}/{name}")).map_err(|error| failed(pid, what, &error))?;
    Ok(target.as_os_str().as_bytes().into())
}

/// The kernel gives the whole line in one read.
fn line<'line>(pid: u32, name: &str, line: &'line mut [u8]) -> Option<&'line [u8]> {
    let file = open(format!("/proc/{pid}/{name}"), OFlags::CLOEXEC, Mode::empty()).ok()?;
    let length = rustix::io::read(file, &mut *line).ok()?;
    line.get(..length)
}

impl Processes for OsProcesses {
    fn parent(&self) -> Option<u32> {
        let parent = rustix::process::getppid()?;
        u32::try_from(parent.as_raw_nonzero().get()).ok()
    }

    /// From `pid (comm) state ppid …`: the name may hold blanks and parentheses, so its end is the last `)`.
    fn parent_of(&self, pid: u32) -> Option<u32> {
        let mut line = [0; 1024];
        let stat = self::line(pid, "stat", &mut line)?;
        let name_end = stat.iter().rposition(|&byte| byte == b')')?;
        let rest = std::str::from_utf8(stat.get(name_end + 1..)?).ok()?;
        rest.split_ascii_whitespace().nth(1)?.parse().ok()
    }

    /// What the process calls itself, which the kernel tells in a third of the time that its parent takes; `sh` is a
    /// name that several programs bear, so there the executable is asked.
    fn program(&self, pid: u32) -> Option<Text> {
        let mut line = [0; 64];
        let comm = self::line(pid, "comm", &mut line)?.strip_suffix(b"\n")?;
        let executable =
            || link(pid, "exe", "executable").ok()?.rsplit(|&byte| byte == b'/').next().map(Text::from);
        let is_vague = matches!(comm, b"sh" | b"-sh");
        Some(is_vague.then(executable).flatten().unwrap_or_else(|| comm.into()))
    }

    fn environment(&self, pid: u32) -> Result<Vec<u8>, ProcessError> {
        std::fs::read(format!("/proc/{pid}/environ")).map_err(|error| failed(pid, "environment", &error))
    }

    fn working_directory(&self, pid: u32) -> Result<Text, ProcessError> {
        let outside = link(pid, "cwd", "working directory")?;
        let root = link(pid, "root", "root directory")?;
        match outside.strip_prefix(root.as_bytes()) {
            Some([]) => Ok("/".into()),
            Some(inside) if root != "/" && inside.first() == Some(&b'/') => Ok(inside.into()),
            _ => Ok(outside),
        }
    }

    fn root(&self, pid: u32) -> Result<Option<Text>, ProcessError> {
        let root = link(pid, "root", "root directory")?;
        let theirs = link(pid, "ns/mnt", "mount namespace")?;
        let same_mounts = std::fs::read_link("/proc/self/ns/mnt")
            .is_ok_and(|own| own.as_os_str().as_bytes() == theirs.as_bytes());
        Ok((root != "/" || !same_mounts).then(|| format!("/proc/{pid}/root").into()))
    }
}
