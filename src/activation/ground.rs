//! What a script asks of the system around it.

use crate::disk::{Disk, Kind};
use crate::flavor::Flavor;
use crate::text::Text;

/// Whether a shell finds a program of this name, given the value of PATH.
pub(super) type Finds<'a> = &'a dyn Fn(&[u8], Option<&[u8]>) -> bool;

/// The system that a script is read on.
pub(super) struct Ground<'a> {
    /// The disk that its tests look at.
    pub disk: &'a dyn Disk,
    /// The rules by which its paths are read.
    pub flavor: Flavor,
    /// The directory that the shell works in.
    pub working_directory: Text,
    /// Whether a program of this name is found by the shell, given the value of PATH.
    pub finds: Finds<'a>,
}

impl Ground<'_> {
    /// The absolute form of a path.
    pub(super) fn absolute(&self, path: &[u8]) -> Text {
        Flavor::Unix.absolute(path, &self.working_directory)
    }

    /// Whether a directory stands there, links followed.
    pub(super) fn is_directory(&self, path: &[u8]) -> bool {
        self.kind(path) == Some(Kind::Directory)
    }

    /// Whether a regular file stands there, links followed.
    pub(super) fn is_file(&self, path: &[u8]) -> bool {
        self.kind(path) == Some(Kind::File)
    }

    /// Whether anything stands there, links followed.
    pub(super) fn exists(&self, path: &[u8]) -> bool {
        self.kind(path).is_some()
    }

    fn kind(&self, path: &[u8]) -> Option<Kind> {
        if path.is_empty() {
            return None;
        }
        self.disk.follow(&self.absolute(path)).ok().map(|sight| sight.kind)
    }

    /// Whether two paths lead to the same file.
    pub(super) fn same_file(&self, one: &[u8], other: &[u8]) -> bool {
        let identity =
            |path: &[u8]| self.disk.follow(&self.absolute(path)).ok().and_then(|sight| sight.identity);
        identity(one).is_some_and(|found| Some(found) == identity(other))
    }

    /// What `uname -r` prints; nothing where the system does not tell.
    pub(super) fn kernel_release(&self) -> Text {
        let release = self.disk.read(b"/proc/sys/kernel/osrelease", 256).unwrap_or_default();
        Text::from(release.trim_ascii())
    }

    /// What `realpath` prints: every link resolved; none where it would complain.
    pub(super) fn real_path(&self, path: &[u8]) -> Option<Text> {
        if path.is_empty() {
            return None;
        }
        let absolute = self.absolute(path);
        if let Ok(real) = self.disk.real_path(&absolute) {
            return Some(real);
        }
        let parent = self.disk.real_path(Flavor::Unix.parent(&absolute)?).ok()?;
        Some(Flavor::Unix.join(&parent, Flavor::Unix.file_name(&absolute)))
    }
}

/// What `basename` prints.
pub(super) fn base_name(path: &[u8]) -> Text {
    if path.is_empty() { Text::new() } else { Text::from(Flavor::Unix.file_name(path)) }
}

/// What `dirname` prints.
pub(super) fn directory_name(path: &[u8]) -> Text {
    let path = Flavor::Unix.without_trailing_separators(path);
    match path.iter().rposition(|byte| *byte == b'/') {
        None => Text::from("."),
        Some(end) => Text::from(Flavor::Unix.without_trailing_separators(&path[..=end])),
    }
}
