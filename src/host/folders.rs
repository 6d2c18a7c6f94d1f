//! Directories by descriptor: a name is looked up from its directory, not from the root, and the kernel writes
//! whole blocks of names at once.
//!
//! Measured with Linux 6.18: through a descriptor a look costs 22 % less where the file is there, 33 % less where
//! it is not; a block of 32 KiB holds most directories, larger ones gain nothing.
//!
//! Whoever asks brings the way to open a directory with him, since not every directory may be opened at once. It is
//! given the directory's index among those that are asked about, its path, and how it is to be opened.

use std::os::fd::{AsFd as _, BorrowedFd, OwnedFd};

use rustix::fs::{Access, AtFlags, CWD, FileType, Mode, OFlags};
use rustix::io::Errno;

use super::{failed, kind, sight};
use crate::disk::{
    DiskError, Found, Glance, Identity, Kind, Names, Reading, Sight, StillWanted, Until, Wanted,
};
use crate::hashing::{Map, map_for};
use crate::host::owner::{Owner, Right};
use crate::host::progress::Progress;
use crate::host::side_by_side::side_by_side;

/// From how many names on it pays to have several threads: to start one takes as long as reading seventy names.
const MANY_NAMES: usize = 2_000;

/// From how many looks on it does. How many there will be is known before the first.
const MANY_LOOKS: usize = 500;

/// From how many looks on it pays to find out who asks: that costs about ten system calls, each look saves one.
const FOR_OWNER: usize = 64;

/// From how many looks in one directory on it pays to find out what its owner may do there: that costs three.
const FOR_OWNER_IN_ONE: usize = 4;

/// Reads each directory once, whatever its names.
pub(in crate::host) fn read_each(
    directories: &[&[u8]],
    open: impl Fn(usize, &[u8], OFlags) -> Result<OwnedFd, Errno>,
    progress: &Progress,
) -> Vec<Result<Reading, DiskError>> {
    let mut known: Map<Identity, usize> = map_for(directories.len());
    let opened = directories.iter().enumerate().map(|(index, directory)| -> Result<Opened, Errno> {
        progress.tell(|| format!("directory {} of {}", index + 1, directories.len()));
        let opened = open(index, directory, OFlags::RDONLY | OFlags::DIRECTORY)?;
        let sight = sight(&rustix::fs::fstat(&opened)?);
        let first = sight.identity.map_or(index, |identity| *known.entry(identity).or_insert(index));
        Ok(if first == index { Opened::New(opened, sight) } else { Opened::Again(first) })
    });
    let read = |opened: Result<Opened, Errno>| match opened? {
        Opened::New(opened, sight) => Ok(Reading::Names(sight, Block::new().names(&opened)?)),
        Opened::Again(first) => Ok(Reading::Again(first)),
    };
    let weight = |reading: &Result<Reading, Errno>| match reading {
        Ok(Reading::Names(_, names)) => names.len(),
        _ => 0,
    };
    let readings = side_by_side(opened, read, weight, MANY_NAMES);
    readings
        .into_iter()
        .zip(directories)
        .map(|(reading, directory)| reading.map_err(|errno| not_listed(directory, errno)))
        .collect()
}

/// A directory that is to be read.
enum Opened {
    New(OwnedFd, Sight),
    Again(usize),
}

/// A directory's own sight and its names, however long that takes.
#[cfg(target_os = "linux")]
pub(in crate::host) fn read(directory: &[u8]) -> Result<(Sight, Names), DiskError> {
    let opened = open_at_once(0, directory, OFlags::RDONLY | OFlags::DIRECTORY);
    opened.and_then(|opened| names(&opened)).map_err(|errno| not_listed(directory, errno))
}

/// An open directory's own sight and its names.
#[cfg(target_os = "linux")]
pub(in crate::host) fn names(directory: &OwnedFd) -> Result<(Sight, Names), Errno> {
    Ok((sight(&rustix::fs::fstat(directory)?), Block::new().names(directory)?))
}

/// The error of a directory that cannot be listed.
pub(in crate::host) fn not_listed(directory: &[u8], errno: Errno) -> DiskError {
    failed("list", directory, errno)
}

/// What becomes of a link where files are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::host) enum Links {
    /// It is followed, wherever it leads.
    Followed,
    /// It is left to whoever asks, since it may lead where an answer has to be waited for.
    #[cfg(target_os = "linux")]
    PutAside,
}

/// What a look for a name gave.
#[derive(Clone, Copy, Debug)]
pub(in crate::host) enum Looked {
    Nothing,
    Found(Found),
    Link,
}

impl Looked {
    pub(in crate::host) fn found(self) -> Option<Found> {
        if let Self::Found(found) = self { Some(found) } else { None }
    }
}

/// Looks for names, directory by directory, each of which is opened for that alone.
pub(in crate::host) fn look_each(
    wanted: &[Wanted<'_>],
    links: Links,
    open: impl Fn(usize, &[u8], OFlags) -> Result<OwnedFd, Errno>,
) -> Vec<Vec<Looked>> {
    let opened = wanted
        .iter()
        .enumerate()
        .map(|(index, wanted)| (open(index, wanted.directory, SEARCH | OFlags::DIRECTORY), wanted));
    let looks = wanted.iter().map(|wanted| wanted.names.len()).sum::<usize>();
    let owner = (looks >= FOR_OWNER).then(Owner::asking).flatten();
    let look = |(opened, wanted): (Result<OwnedFd, Errno>, &Wanted<'_>)| match opened {
        Ok(opened) => {
            let owner = owner.filter(|_| wanted.names.len() >= FOR_OWNER_IN_ONE);
            let right = owner.and_then(|owner| owner.right_in(opened.as_fd()));
            wanted.names.iter().map(|name| looked(opened.as_fd(), name, links, right)).collect()
        }
        Err(Errno::NOENT | Errno::NOTDIR | Errno::AGAIN) => vec![Looked::Nothing; wanted.names.len()],
        Err(_) => {
            let path = |name: &&[u8]| [wanted.directory, b"/", name].concat();
            wanted.names.iter().map(|name| looked(CWD, &path(name), links, None)).collect()
        }
    };
    side_by_side(opened, look, Vec::len, if looks < MANY_LOOKS { MANY_LOOKS } else { 0 })
}

/// Looks for names, directory by directory; a directory under a second name answers as under its first.
pub(in crate::host) fn glance_each(
    directories: &[&[u8]],
    names: &[&[u8]],
    until: Until,
    open: impl Fn(usize, &[u8], OFlags) -> Result<OwnedFd, Errno>,
) -> Vec<Vec<Glance>> {
    let mut known: Map<Identity, usize> = map_for(directories.len());
    let mut all: Vec<Vec<Glance>> = Vec::with_capacity(directories.len());
    let mut wanted = StillWanted::new(names.len(), until);
    for (index, directory) in directories.iter().enumerate() {
        let opened = open(index, directory, SEARCH | OFlags::DIRECTORY).and_then(|opened| {
            let identity = sight(&rustix::fs::fstat(&opened)?).identity;
            Ok((opened, identity))
        });
        let answers = match opened {
            Err(Errno::NOENT | Errno::NOTDIR) => vec![Glance::Absent; names.len()],
            Err(_) => vec![Glance::Unclear; names.len()],
            Ok((opened, identity)) => match identity.and_then(|identity| known.insert(identity, index)) {
                Some(first) => all[first].clone(),
                None => wanted.ask(|name| glance(&opened, names[name])),
            },
        };
        all.push(answers);
    }
    all
}

fn glance(directory: &OwnedFd, name: &[u8]) -> Glance {
    match rustix::fs::statat(directory, name, AtFlags::SYMLINK_NOFOLLOW) {
        Ok(stat) => Glance::Seen(sight(&stat)),
        Err(Errno::NOENT) => Glance::Absent,
        Err(_) => Glance::Unclear,
    }
}

/// How many regular files this process may execute; where the listing calls a name a file, one question is enough. None
/// where a link leads so far that it is better not followed.
pub(in crate::host) fn count_executables(
    opened: &OwnedFd,
    leads_far: impl Fn(&[u8]) -> bool,
) -> Result<Option<usize>, Errno> {
    let names = Block::new().names(opened)?;
    let runs = |(name, kind): (&[u8], Option<Kind>)| match kind {
        Some(Kind::File) => Some(may_execute(opened.as_fd(), name)),
        Some(Kind::Link) | None if leads_far(name) => None,
        Some(Kind::Link) | None => {
            let found = looked(opened.as_fd(), name, Links::Followed, None).found();
            Some(found.is_some_and(|found| found.executable))
        }
        Some(_) => Some(false),
    };
    Ok(names.iter().map(|listed| runs(listed).map(usize::from)).sum())
}

/// A directory that may be searched need not be readable; a descriptor for searching alone asks for no more.
#[cfg(target_os = "linux")]
const SEARCH: OFlags = OFlags::PATH;
#[cfg(not(target_os = "linux"))]
const SEARCH: OFlags = OFlags::RDONLY;

/// Opens a directory, whoever may have to wait for it.
pub(in crate::host) fn open_at_once(_: usize, directory: &[u8], flags: OFlags) -> Result<OwnedFd, Errno> {
    if directory.first() != Some(&b'/') {
        return Err(Errno::NOENT);
    }
    rustix::fs::open(directory, flags | OFlags::CLOEXEC, Mode::empty())
}

fn looked(directory: BorrowedFd<'_>, name: &[u8], links: Links, right: Option<Right>) -> Looked {
    let follow = if links == Links::Followed { AtFlags::empty() } else { AtFlags::SYMLINK_NOFOLLOW };
    let seen = match right {
        Some(right) => right.look(directory, name, follow),
        None => rustix::fs::statat(directory, name, follow).map(|stat| (sight(&stat), false)),
    };
    match seen {
        Err(_) => Looked::Nothing,
        Ok((Sight { kind: Kind::Link, .. }, _)) => Looked::Link,
        Ok((sight, is_enough)) => {
            let executable = sight.may_be_executable() && (is_enough || may_execute(directory, name));
            Looked::Found(Found { sight, executable })
        }
    }
}

fn may_execute(directory: BorrowedFd<'_>, name: &[u8]) -> bool {
    rustix::fs::accessat(directory, name, Access::EXEC_OK, AtFlags::EACCESS).is_ok()
}

fn told_kind(file_type: FileType) -> Option<Kind> {
    (file_type != FileType::Unknown).then(|| kind(file_type))
}

/// The memory that the kernel writes names into, used again for each directory.
#[cfg(target_os = "linux")]
struct Block(Vec<u8>);

#[cfg(target_os = "linux")]
impl Block {
    fn new() -> Self {
        Self(Vec::with_capacity(32 << 10))
    }

    fn names(&mut self, directory: &OwnedFd) -> Result<Names, Errno> {
        let mut names = Names::default();
        let mut entries = rustix::fs::RawDir::new(directory, self.0.spare_capacity_mut());
        while let Some(entry) = entries.next() {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                names.push(name, told_kind(entry.file_type()));
            }
        }
        Ok(names)
    }
}

/// On other systems the C library reads the names.
#[cfg(not(target_os = "linux"))]
struct Block;

#[cfg(not(target_os = "linux"))]
impl Block {
    fn new() -> Self {
        Self
    }

    #[expect(clippy::unused_self, reason = "Linux keeps its memory there")]
    fn names(&mut self, directory: &OwnedFd) -> Result<Names, Errno> {
        let mut names = Names::default();
        for entry in rustix::fs::Dir::read_from(directory)? {
            let entry = entry?;
            let name = entry.file_name().to_bytes();
            if name != b"." && name != b".." {
                names.push(name, told_kind(entry.file_type()));
            }
        }
        Ok(names)
    }
}
