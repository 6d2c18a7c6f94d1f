//! On these systems the permission to execute a file is asked for, file by file.

use std::convert::Infallible;
use std::os::fd::BorrowedFd;

use rustix::fs::AtFlags;
use rustix::io::Errno;

use super::disk::sight;
use crate::disk::Sight;

/// A user whose bits are known to decide: there is none.
#[derive(Clone, Copy, Debug)]
pub(in crate::host) struct Owner(Infallible);

/// What the owner's bits give a user in one directory: it is not known.
#[derive(Clone, Copy, Debug)]
pub(in crate::host) struct Right(Infallible);

impl Owner {
    pub(in crate::host) fn asking() -> Option<Self> {
        None
    }

    pub(in crate::host) fn right_in(self, _: BorrowedFd<'_>) -> Option<Right> {
        match self.0 {}
    }
}

/// What a name leads to, and that no right is known to be enough to execute it.
pub(in crate::host) fn look(
    directory: BorrowedFd<'_>,
    name: &[u8],
    follow: AtFlags,
    _: Option<Right>,
) -> Result<(Sight, bool), Errno> {
    Ok((sight(&rustix::fs::statat(directory, name, follow)?), false))
}
