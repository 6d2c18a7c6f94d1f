//! The one door to the file system.
//!
//! Code that thinks asks a [`Disk`]; `host` implements it with system calls, [`FakeDisk`] from a drawing, and
//! [`Rooted`] keeps every path of another disk inside one directory. Every path given to a disk is absolute;
//! every error says which path and which operation it was.

mod fake;
mod folder;
mod rooted;

use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

pub use fake::FakeDisk;
pub use folder::{Found, Glance, Names, Reading, Sought, StillWanted, Until, Wanted};
pub use rooted::Rooted;

use crate::flavor::Flavor;
use crate::text::Text;

/// What the disk is asked. All paths are absolute and in the disk's own spelling.
pub trait Disk {
    /// Looks at `path` itself: a link is seen as a link (`lstat`).
    fn look(&self, path: &[u8]) -> Result<Sight, DiskError>;

    /// Looks at what `path` leads to, through any links (`stat`).
    fn follow(&self, path: &[u8]) -> Result<Sight, DiskError>;

    /// Whether the kernel would let this process execute the file, or search the directory:
    /// `faccessat(X_OK, AT_EACCESS)`, which knows access lists, `noexec` mounts and the effective user.
    fn may_execute(&self, path: &[u8]) -> bool;

    /// The names in a directory, in the order the system gives them, without `.` and `..`.
    fn list(&self, path: &[u8]) -> Result<Vec<Listed>, DiskError>;

    /// The first `limit` bytes of a file.
    fn read(&self, path: &[u8], limit: usize) -> Result<Vec<u8>, DiskError>;

    /// What a link says, untouched.
    fn read_link(&self, path: &[u8]) -> Result<Text, DiskError>;

    /// The path with every link and `..` resolved.
    fn real_path(&self, path: &[u8]) -> Result<Text, DiskError>;

    /// Whether a directory that is there does not answer when it is asked for a file: its own sight may be remembered.
    fn is_silent(&self, directory: &[u8]) -> bool {
        let _ = directory;
        false
    }

    /// How many regular files in a directory this process may execute, links followed.
    fn count_executables(&self, directory: &[u8]) -> Result<usize, DiskError> {
        let runs = |listed: &Listed| {
            let path = Flavor::Unix.join(directory, &listed.name);
            self.follow(&path).is_ok_and(|sight| sight.may_be_executable() && self.may_execute(&path))
        };
        let may_be_file = |listed: &&Listed| matches!(listed.kind, None | Some(Kind::File | Kind::Link));
        Ok(self.list(directory)?.iter().filter(may_be_file).filter(|listed| runs(listed)).count())
    }

    /// Reads several directories, each of them once however often and under whatever names it stands there.
    fn read_each(&self, directories: &[&[u8]]) -> Vec<Result<Reading, DiskError>> {
        folder::read_each(self, directories)
    }

    /// Looks for files by directory and name, links followed: an answer a name, directory by directory.
    fn look_each(&self, wanted: &[Wanted<'_>]) -> Vec<Vec<Sought>> {
        wanted.iter().map(|wanted| folder::look_in(self, wanted)).collect()
    }

    /// Looks for each name in each directory; a link is seen as a link. One answer a name, directory by directory.
    fn glance_each(&self, directories: &[&[u8]], names: &[&[u8]], until: Until) -> Vec<Vec<Glance>> {
        let mut wanted = StillWanted::new(names.len(), until);
        let glance = |directory: &&[u8]| wanted.ask(|name| folder::glance(self, directory, names[name]));
        directories.iter().map(glance).collect()
    }

    /// How long one answer may take from now on. A disk that need not wait for anybody has no use for it.
    fn wait_at_most(&self, limit: Duration) {
        let _ = limit;
    }

    /// What will be asked next: a disk that has to wait for answers can ask for all of them at once.
    fn expect(&self, questions: Expected) {
        let _ = questions;
    }

    /// Whether two files hold the same bytes.
    fn same_bytes(&self, one: &[u8], other: &[u8]) -> Result<bool, DiskError> {
        Ok(self.read(one, usize::MAX)? == self.read(other, usize::MAX)?)
    }

    /// The path outside of `root` that `path` means inside it, answered by the kernel in one step where it can
    /// (`openat2` with `RESOLVE_IN_ROOT`, Linux 5.6). None: ask again step by step.
    fn resolve_in_root(&self, root: &[u8], path: &[u8]) -> Option<Result<Text, DiskError>> {
        let _ = (root, path);
        None
    }
}

/// Questions that will follow, about each of these directories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The directories.
    pub directories: Vec<Text>,
    /// The names that will be looked for in each; none where the directories themselves are the question.
    pub names: Vec<Text>,
    /// How many bytes will be read of a file that is found.
    pub head: usize,
}

/// What one look at a path gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    /// What kind of file it is.
    pub kind: Kind,
    /// Permission bits (`st_mode & 07777`); on Windows 0.
    pub mode: u32,
    /// Owner's user id; on Windows 0.
    pub owner: u32,
    /// Length in bytes.
    pub size: u64,
    /// Which file it is, whatever the path; none where the system does not tell.
    pub identity: Option<Identity>,
}

/// What kind of file stands at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A regular file.
    File,
    /// A directory.
    Directory,
    /// A symbolic link that was not followed.
    Link,
    /// A named pipe.
    Fifo,
    /// A socket.
    Socket,
    /// A character or block device, or something stranger.
    Device,
}

/// Device and inode: equal for two paths exactly when they name the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Identity {
    /// The device that holds the file.
    pub device: u64,
    /// Its number there.
    pub inode: u64,
}

/// One name in a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// The name, without the directory.
    pub name: Text,
    /// Its kind, where the listing itself tells; a link is told as a link.
    pub kind: Option<Kind>,
}

/// Why the disk could not answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot {operation} `{path}`: {trouble}")]
pub struct DiskError {
    /// What was attempted, as a verb phrase.
    pub operation: &'static str,
    /// On which path.
    pub path: Text,
    /// What went wrong.
    pub trouble: Trouble,
}

/// What went wrong, in the kinds that matter to a look-up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Trouble {
    /// Nothing stands there (ENOENT).
    Missing,
    /// A component before the last is no directory (ENOTDIR).
    NotADirectory,
    /// A directory on the way is closed to this user, or the file is (EACCES, EPERM).
    Denied,
    /// Too many links on the way (ELOOP).
    LinkLoop,
    /// A component is longer than the file system allows (ENAMETOOLONG, 255 bytes on most).
    NameTooLong,
    /// No answer came within the time limit: a network or another process behind the directory is slow or gone.
    Silent(Duration),
    /// Anything else, in the system's words.
    Other(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => out.write_str("it does not exist"),
            Self::NotADirectory => out.write_str("a part of the path is not a directory"),
            Self::Denied => out.write_str("permission denied"),
            Self::LinkLoop => out.write_str("too many levels of links"),
            Self::NameTooLong => out.write_str("the name is too long"),
            Self::Silent(limit) => write!(out, "no answer within {limit:?}"),
            Self::Other(words) => out.write_str(words),
        }
    }
}
