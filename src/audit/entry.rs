//! What one look at an entry's directory gave.

use crate::disk::{Disk, DiskError, Identity, Kind, Sight, Trouble};
use crate::pathlist::Entry;
use crate::text::Text;

/// The longest path that Linux takes, without its final NUL (`PATH_MAX` - 1).
const LONGEST_PATH: usize = 4095;

/// What stands behind an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A directory that can be searched.
    Directory,
    /// Nothing.
    Missing,
    /// A file of another kind, or a path through one.
    NotADirectory,
    /// A directory closed to this user, or one behind such.
    Denied,
    /// A link whose target does not exist.
    DanglingLink,
    /// A link that leads back to itself.
    LinkLoop,
    /// A path or component longer than the system allows.
    TooLong,
    /// Nobody knows: no answer came within the time limit.
    Silent,
}

impl State {
    /// The name that JSON uses; none where nothing is known.
    pub fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Directory => "directory",
            Self::Missing => "missing",
            Self::NotADirectory => "not-a-directory",
            Self::Denied => "denied",
            Self::DanglingLink => "dangling-link",
            Self::LinkLoop => "link-loop",
            Self::TooLong => "too-long",
            Self::Silent => return None,
        })
    }
}

/// One entry and what stands behind it.
#[derive(Clone, Debug)]
pub struct AuditedEntry {
    /// The entry.
    pub entry: Entry,
    /// The directory that it means to the caller, absolute.
    pub directory: Text,
    /// What stands there.
    pub state: State,
    /// Which directory that is.
    pub identity: Option<Identity>,
    /// The directory with every link resolved; none where it does not exist.
    pub real: Option<Text>,
    /// How many files in it this user may execute; none where it cannot be listed.
    pub executables: Option<usize>,
    /// Its permission bits and its owner, where it exists.
    pub sight: Option<Sight>,
}

impl AuditedEntry {
    pub(super) fn new(entry: Entry, directory: Text, seen: Seen) -> Self {
        let Seen { state, sight, real, identity, executables } = seen;
        Self { entry, directory, state, identity, real, executables, sight }
    }
}

/// What one look at a path gave.
#[derive(Clone, Debug)]
pub(super) struct Seen {
    pub(super) state: State,
    pub(super) sight: Option<Sight>,
    pub(super) identity: Option<Identity>,
    pub(super) real: Option<Text>,
    pub(super) executables: Option<usize>,
}

impl Seen {
    /// An entry that means no directory at all.
    pub(super) fn nowhere() -> Self {
        Self { state: State::Missing, sight: None, identity: None, real: None, executables: None }
    }

    pub(super) fn at(disk: &dyn Disk, directory: &[u8]) -> Self {
        if directory.len() > LONGEST_PATH {
            return Self { state: State::TooLong, ..Self::nowhere() };
        }
        match disk.follow(directory) {
            Err(error) => Self { state: state_of_error(disk, directory, &error), ..Self::nowhere() },
            Ok(sight) => Self::of_sight(disk, directory, sight),
        }
    }

    fn of_sight(disk: &dyn Disk, directory: &[u8], sight: Sight) -> Self {
        let state = match sight.kind {
            Kind::Directory if disk.may_execute(directory) => State::Directory,
            Kind::Directory => State::Denied,
            _ => State::NotADirectory,
        };
        let identity = sight.identity.filter(|_| sight.kind == Kind::Directory);
        Self { state, sight: Some(sight), identity, real: disk.real_path(directory).ok(), executables: None }
    }
}

/// Missing and missing behind a link are different things; only the path itself is asked whether it is a link.
fn state_of_error(disk: &dyn Disk, directory: &[u8], error: &DiskError) -> State {
    match error.trouble {
        Trouble::NotADirectory => State::NotADirectory,
        Trouble::Denied => State::Denied,
        Trouble::LinkLoop => State::LinkLoop,
        Trouble::NameTooLong => State::TooLong,
        Trouble::Silent(_) => State::Silent,
        Trouble::Missing if disk.look(directory).is_ok_and(|sight| sight.kind == Kind::Link) => {
            State::DanglingLink
        }
        Trouble::Missing | Trouble::Other(_) => State::Missing,
    }
}
