//! The disk of a Unix system, by system calls that take bytes.

use std::ffi::OsStr;
use std::fs::File;
use std::io::Read as _;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::FileTypeExt as _;
use std::path::Path;

use rustix::fs::{Access, AtFlags, CWD, FileType, OFlags, Stat};
use rustix::io::Errno;

use super::progress::Progress;
use crate::disk::{
    Disk, DiskError, Glance, Identity, Kind, Listed, Reading, Sight, Sought, Trouble, Until, Wanted,
};
use crate::text::Text;

#[path = "folders.rs"]
pub(super) mod folders;

use folders::{Links, Looked};

/// The bytes of a text that the system gave.
pub(super) fn text_of(text: &OsStr) -> Text {
    text.as_bytes().into()
}

/// The effective user id.
#[expect(clippy::unnecessary_wraps, reason = "other systems have no such number")]
pub(super) fn effective_user() -> Option<u32> {
    Some(rustix::process::geteuid().as_raw())
}

/// The file system as this process sees it.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsDisk;

pub(super) fn failed(operation: &'static str, path: &[u8], errno: Errno) -> DiskError {
    let trouble = match errno {
        Errno::NOENT => Trouble::Missing,
        Errno::NOTDIR => Trouble::NotADirectory,
        Errno::ACCESS | Errno::PERM => Trouble::Denied,
        Errno::LOOP => Trouble::LinkLoop,
        Errno::NAMETOOLONG => Trouble::NameTooLong,
        other => Trouble::Other(std::io::Error::from(other).to_string()),
    };
    DiskError { operation, path: path.into(), trouble }
}

pub(super) fn failed_io(operation: &'static str, path: &[u8], error: &std::io::Error) -> DiskError {
    match Errno::from_io_error(error) {
        Some(errno) => failed(operation, path, errno),
        None => DiskError { operation, path: path.into(), trouble: Trouble::Other(error.to_string()) },
    }
}

/// A path that does not begin at the root names nothing here: a Windows path, or a bug.
pub(super) fn absolute<'path>(operation: &'static str, path: &'path [u8]) -> Result<&'path [u8], DiskError> {
    if path.first() == Some(&b'/') { Ok(path) } else { Err(failed(operation, path, Errno::NOENT)) }
}

fn as_path(path: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(path))
}

#[expect(
    clippy::unnecessary_cast,
    clippy::cast_sign_loss,
    reason = "the fields' types differ between systems; ids are not negative"
)]
#[allow(clippy::cast_lossless, reason = "the mode has 16 bits on macOS")]
pub(super) fn sight(stat: &Stat) -> Sight {
    Sight {
        kind: kind(FileType::from_raw_mode(stat.st_mode)),
        mode: stat.st_mode as u32 & 0o7777,
        owner: stat.st_uid,
        size: stat.st_size as u64,
        identity: Some(Identity { device: stat.st_dev as u64, inode: stat.st_ino as u64 }),
    }
}

pub(super) fn kind(file_type: FileType) -> Kind {
    match file_type {
        FileType::RegularFile => Kind::File,
        FileType::Directory => Kind::Directory,
        FileType::Symlink => Kind::Link,
        FileType::Fifo => Kind::Fifo,
        FileType::Socket => Kind::Socket,
        _ => Kind::Device,
    }
}

fn listed_kind(file_type: std::fs::FileType) -> Kind {
    match () {
        () if file_type.is_file() => Kind::File,
        () if file_type.is_dir() => Kind::Directory,
        () if file_type.is_symlink() => Kind::Link,
        () if file_type.is_fifo() => Kind::Fifo,
        () if file_type.is_socket() => Kind::Socket,
        () => Kind::Device,
    }
}

impl Disk for OsDisk {
    fn look(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let path = absolute("look at", path)?;
        rustix::fs::lstat(path).map(|stat| sight(&stat)).map_err(|errno| failed("look at", path, errno))
    }

    fn follow(&self, path: &[u8]) -> Result<Sight, DiskError> {
        let path = absolute("look at", path)?;
        rustix::fs::stat(path).map(|stat| sight(&stat)).map_err(|errno| failed("look at", path, errno))
    }

    fn may_execute(&self, path: &[u8]) -> bool {
        absolute("look at", path)
            .is_ok_and(|path| rustix::fs::accessat(CWD, path, Access::EXEC_OK, AtFlags::EACCESS).is_ok())
    }

    fn list(&self, path: &[u8]) -> Result<Vec<Listed>, DiskError> {
        let path = absolute("list", path)?;
        let entries = std::fs::read_dir(as_path(path)).map_err(|error| failed_io("list", path, &error))?;
        let listed = entries.map(|entry| {
            let entry = entry.map_err(|error| failed_io("list", path, &error))?;
            Ok(Listed { name: text_of(&entry.file_name()), kind: entry.file_type().ok().map(listed_kind) })
        });
        listed.collect()
    }

    fn read(&self, path: &[u8], limit: usize) -> Result<Vec<u8>, DiskError> {
        let path = absolute("read", path)?;
        let read = File::open(as_path(path)).and_then(|file| super::read_first(file, limit));
        read.map_err(|error| failed_io("read", path, &error))
    }

    fn read_link(&self, path: &[u8]) -> Result<Text, DiskError> {
        let path = absolute("read the link", path)?;
        let target =
            rustix::fs::readlink(path, Vec::new()).map_err(|errno| failed("read the link", path, errno))?;
        Ok(target.into_bytes().into())
    }

    fn real_path(&self, path: &[u8]) -> Result<Text, DiskError> {
        let path = absolute("resolve", path)?;
        let real =
            std::fs::canonicalize(as_path(path)).map_err(|error| failed_io("resolve", path, &error))?;
        Ok(text_of(real.as_os_str()))
    }

    fn count_executables(&self, directory: &[u8]) -> Result<usize, DiskError> {
        let opened = folders::open_at_once(0, directory, OFlags::RDONLY | OFlags::DIRECTORY);
        let count = opened.and_then(|opened| folders::count_executables(&opened, |_| false));
        count.map(Option::unwrap_or_default).map_err(|errno| folders::not_listed(directory, errno))
    }

    fn read_each(&self, directories: &[&[u8]]) -> Vec<Result<Reading, DiskError>> {
        folders::read_each(directories, folders::open_at_once, &Progress::default())
    }

    fn look_each(&self, wanted: &[Wanted<'_>]) -> Vec<Vec<Sought>> {
        let sought = |looked: Looked| looked.found().map_or(Sought::Nothing, Sought::File);
        let all = folders::look_each(wanted, Links::Followed, folders::open_at_once);
        all.into_iter().map(|looked| looked.into_iter().map(sought).collect()).collect()
    }

    fn glance_each(&self, directories: &[&[u8]], names: &[&[u8]], until: Until) -> Vec<Vec<Glance>> {
        folders::glance_each(directories, names, until, folders::open_at_once)
    }

    fn same_bytes(&self, one: &[u8], other: &[u8]) -> Result<bool, DiskError> {
        same_bytes(one, other)
    }

    #[cfg(target_os = "linux")]
    fn resolve_in_root(&self, root: &[u8], path: &[u8]) -> Option<Result<Text, DiskError>> {
        super::in_root::resolve(root, path)
    }
}

/// Compares piece by piece, so that a large file needs little memory, and ends at the first difference.
fn same_bytes(one: &[u8], other: &[u8]) -> Result<bool, DiskError> {
    let open = |path: &[u8]| File::open(as_path(path)).map_err(|error| failed_io("read", path, &error));
    let (mut first, mut second) = (open(one)?, open(other)?);
    loop {
        let piece = read_piece(&mut first).map_err(|error| failed_io("read", one, &error))?;
        let counterpart = read_piece(&mut second).map_err(|error| failed_io("read", other, &error))?;
        if piece != counterpart || piece.is_empty() {
            return Ok(piece == counterpart);
        }
    }
}

fn read_piece(file: &mut File) -> std::io::Result<Vec<u8>> {
    const PIECE: u64 = 64 << 10;
    let mut bytes = Vec::new();
    file.take(PIECE).read_to_end(&mut bytes)?;
    Ok(bytes)
}
