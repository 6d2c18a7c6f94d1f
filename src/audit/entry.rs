//! What one look at an entry's directory gave.

use std::rc::Rc;

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
pub struct AuditedEntry<'list> {
    /// The entry.
    pub entry: &'list Entry,
    /// The directory that it means to the caller, absolute.
    pub directory: Text,
    /// What was seen there.
    pub seen: Rc<Seen>,
    /// The position at which the same text stands first.
    pub first_of_text: usize,
    /// The position at which the same directory stands first.
    pub first_of_place: usize,
}

/// What one look at a path gave.
#[derive(Clone, Debug)]
pub struct Seen {
    /// What stands there.
    pub state: State,
    /// Its permission bits and its owner, where it exists.
    pub sight: Option<Sight>,
    /// Which directory that is.
    pub identity: Option<Identity>,
    /// The directory with every link resolved; none where it does not exist, or was not to be described.
    pub real: Option<Text>,
    /// How many files in it this user may execute; none where it cannot be listed, or was not to be described.
    pub executables: Option<usize>,
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
        match disk.look(directory) {
            Err(error) => Self { state: state_of_error(&error), ..Self::nowhere() },
            Ok(Sight { kind: Kind::Link, .. }) => Self::behind_link(disk, directory),
            Ok(sight) => Self::of_sight(disk, directory, sight),
        }
    }

    /// Missing and missing behind a link are different things.
    fn behind_link(disk: &dyn Disk, directory: &[u8]) -> Self {
        match disk.follow(directory) {
            Ok(sight) => Self::of_sight(disk, directory, sight),
            Err(DiskError { trouble: Trouble::Missing, .. }) => {
                Self { state: State::DanglingLink, ..Self::nowhere() }
            }
            Err(error) => Self { state: state_of_error(&error), ..Self::nowhere() },
        }
    }

    fn of_sight(disk: &dyn Disk, directory: &[u8], sight: Sight) -> Self {
        let state = match sight.kind {
            Kind::Directory if disk.may_execute(directory) => State::Directory,
            Kind::Directory => State::Denied,
            _ => State::NotADirectory,
        };
        let identity = sight.identity.filter(|_| sight.kind == Kind::Directory);
        Self { state, sight: Some(sight), identity, real: None, executables: None }
    }
}

fn state_of_error(error: &DiskError) -> State {
    match error.trouble {
        Trouble::NotADirectory => State::NotADirectory,
        Trouble::Denied => State::Denied,
        Trouble::LinkLoop => State::LinkLoop,
        Trouble::NameTooLong => State::TooLong,
        Trouble::Silent(_) => State::Silent,
        Trouble::Missing | Trouble::Other(_) => State::Missing,
    }
}
