//! Many questions about directories at once: their names in one piece of memory, files by directory and name.
//!
//! A scan of a whole PATH asks for a hundred thousand names. A disk that knows a faster way than one question
//! after the other overrides the methods of [`Disk`] that speak these types.

use serde::{Deserialize, Serialize};

use super::{Disk, DiskError, Identity, Kind, Sight, Trouble};
use crate::flavor::Flavor;
use crate::hashing::Map;

/// The names in one directory, one behind the other in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    bytes: Vec<u8>,
    ends: Vec<(u32, Option<Kind>)>,
}

impl Names {
    /// Adds a name with its kind, where the listing tells it. Beyond four gibibytes of names nothing is added.
    pub fn push(&mut self, name: &[u8], kind: Option<Kind>) {
        if let Ok(end) = u32::try_from(self.bytes.len() + name.len()) {
            self.bytes.extend_from_slice(name);
            self.ends.push((end, kind));
        }
    }

    /// The names in the order of the listing.
    pub fn iter(&self) -> impl Iterator<Item = (&[u8], Option<Kind>)> {
        let mut start = 0;
        self.ends.iter().map(move |&(end, kind)| {
            let name = self.bytes.get(start..end as usize).unwrap_or_default();
            start = end as usize;
            (name, kind)
        })
    }

    /// How many they are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// What reading one directory of several gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Its own sight and its names.
    Names(Sight, Names),
    /// It is the same directory as the one at this index, which was read already.
    Again(usize),
}

/// A file found by directory and name, links followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// What stands there.
    pub sight: Sight,
    /// Whether it is a regular file that this process may execute.
    pub executable: bool,
}

/// What a look for a file by directory and name gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sought {
    /// Nothing that can be seen.
    Nothing,
    /// This.
    File(Found),
    /// It is not known, since no answer came in time.
    Unknown(Box<DiskError>),
}

impl Sought {
    /// What `path` leads to, asked by one question after the other.
    pub fn at<D: Disk + ?Sized>(disk: &D, path: &[u8]) -> Self {
        match disk.follow(path) {
            Ok(sight) => {
                let executable = sight.may_be_executable() && disk.may_execute(path);
                Self::File(Found { sight, executable })
            }
            Err(error) if matches!(error.trouble, Trouble::Silent(_)) => Self::Unknown(error.into()),
            Err(_) => Self::Nothing,
        }
    }

    /// The file, where one was found.
    pub fn file(&self) -> Option<&Found> {
        if let Self::File(found) = self { Some(found) } else { None }
    }
}

/// One question after the other: what every disk can do.
pub(super) fn read_each<D: Disk + ?Sized>(
    disk: &D,
    directories: &[&[u8]],
) -> Vec<Result<Reading, DiskError>> {
    let mut known: Map<Identity, usize> = Map::default();
    let read = |(index, directory): (usize, &&[u8])| {
        let sight = disk.follow(directory)?;
        if let Some(first) = sight.identity.and_then(|identity| known.get(&identity)) {
            return Ok(Reading::Again(*first));
        }
        let names = names_of(disk, directory)?;
        sight.identity.and_then(|identity| known.insert(identity, index));
        Ok(Reading::Names(sight, names))
    };
    directories.iter().enumerate().map(read).collect()
}

fn names_of<D: Disk + ?Sized>(disk: &D, directory: &[u8]) -> Result<Names, DiskError> {
    let mut names = Names::default();
    disk.list(directory)?.iter().for_each(|listed| names.push(&listed.name, listed.kind));
    Ok(names)
}

/// What a quick look for a name gave; a link is seen as a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glance {
    /// Nothing stands there.
    Absent,
    /// This stands there.
    Seen(Sight),
    /// It has to be looked at by its path to say.
    Unclear,
}

pub(super) fn glance<D: Disk + ?Sized>(disk: &D, directory: &[u8], name: &[u8]) -> Glance {
    match disk.look(&Flavor::Unix.join(directory, name)) {
        Ok(sight) => Glance::Seen(sight),
        Err(error) if error.trouble == Trouble::Missing => Glance::Absent,
        Err(_) => Glance::Unclear,
    }
}

/// How far a name is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// To the last directory.
    TheEnd,
    /// Until something stands there; in later directories it is unclear.
    Seen,
}

/// Which names are still looked for.
#[derive(Clone, Debug)]
pub struct StillWanted {
    names: Vec<bool>,
    until: Until,
}

impl StillWanted {
    /// So many names, none of them seen yet.
    pub fn new(names: usize, until: Until) -> Self {
        Self { names: vec![true; names], until }
    }

    /// The answers of one directory: `glance` is asked for each name, by its index, that is still looked for.
    pub fn ask(&mut self, mut glance: impl FnMut(usize) -> Glance) -> Vec<Glance> {
        let until = self.until;
        let ask = |(index, wanted): (usize, &mut bool)| {
            let answer = if *wanted { glance(index) } else { Glance::Unclear };
            *wanted &= until == Until::TheEnd || !matches!(answer, Glance::Seen(_));
            answer
        };
        self.names.iter_mut().enumerate().map(ask).collect()
    }
}

/// Names to look for in one directory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted<'words> {
    /// The directory.
    pub directory: &'words [u8],
    /// The names.
    pub names: Vec<&'words [u8]>,
}

pub(super) fn look_in<D: Disk + ?Sized>(disk: &D, wanted: &Wanted<'_>) -> Vec<Sought> {
    let sought = |name: &&[u8]| Sought::at(disk, &Flavor::Unix.join(wanted.directory, name));
    wanted.names.iter().map(sought).collect()
}

impl Sight {
    /// Whether asking for the permission to execute it makes sense: without a single bit not even root has it.
    /// Windows has no such bits.
    pub fn may_be_executable(&self) -> bool {
        self.kind == Kind::File && (self.mode & 0o111 != 0 || self.mode == 0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::FakeDisk;
    use super::*;

    #[test]
    fn names_come_back_as_they_went_in() {
        let mut names = Names::default();
        names.push(b"ls", Some(Kind::File));
        names.push(b"", None);
        names.push(b"cat", Some(Kind::Link));
        let all: Vec<_> = names.iter().collect();
        assert_eq!(all, [(&b"ls"[..], Some(Kind::File)), (&b""[..], None), (&b"cat"[..], Some(Kind::Link))]);
    }

    #[test]
    fn a_directory_is_read_once_under_whatever_name() {
        let disk = FakeDisk::drawn("/usr/bin/ls x\n/bin -> usr/bin");
        let read = disk.read_each(&[b"/usr/bin", b"/bin", b"/nowhere"]);
        assert!(matches!(&read[0], Ok(Reading::Names(_, names)) if names.len() == 1));
        assert_eq!(read[1], Ok(Reading::Again(0)));
        assert!(read[2].is_err());
    }

    #[test]
    fn files_are_found_by_directory_and_name() {
        let disk = FakeDisk::drawn("/a/tool x\n/a/notes\n/a/dir/");
        let found =
            disk.look_each(&[Wanted { directory: b"/a", names: vec![b"tool", b"notes", b"dir", b"none"] }]);
        let executable: Vec<_> =
            found[0].iter().map(|sought| sought.file().map(|found| found.executable)).collect();
        assert_eq!(executable, [Some(true), Some(false), Some(false), None]);
    }
}
