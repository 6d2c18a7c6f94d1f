//! Unix or Windows as a value.
//!
//! Which byte separates a list, what makes a path absolute, whether case counts: all of it follows the
//! inspected platform, never the one that envpeek was built for.

use bstr::ByteSlice;
use typed_path::{WindowsComponent, WindowsPath};

use crate::text::Text;

/// The family of rules by which paths and lists are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flavor {
    /// Linux, macOS and the other POSIX systems.
    Unix,
    /// Windows: `;`, quotes, drive letters, case-blind names.
    Windows,
}

impl Flavor {
    /// The name that `--platform` and JSON use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unix => "unix",
            Self::Windows => "windows",
        }
    }

    /// The byte between two entries of a list-like variable.
    pub fn list_separator(self) -> u8 {
        match self {
            Self::Unix => b':',
            Self::Windows => b';',
        }
    }

    /// Whether this byte separates the components of a path.
    pub fn is_separator(self, byte: u8) -> bool {
        byte == b'/' || (self == Self::Windows && byte == b'\\')
    }

    /// Whether a command name bypasses PATH because it says where the file lies.
    ///
    /// Unix: it holds a slash (XCU 2.9.1). Windows: it holds a slash, a backslash or a drive's colon.
    pub fn names_a_path(self, name: &[u8]) -> bool {
        name.iter().any(|&byte| self.is_separator(byte)) || (self == Self::Windows && drive(name).is_some())
    }

    /// Whether a path does not depend on the working directory.
    ///
    /// A Windows path that begins at the root of the current drive (`\tools`) counts as absolute, as in
    /// Microsoft's "Naming Files" page; `C:tools` does not.
    pub fn is_absolute(self, path: &[u8]) -> bool {
        match self {
            Self::Unix => path.first() == Some(&b'/'),
            Self::Windows => WindowsPath::new(path).has_root(),
        }
    }

    /// Whether a path names a drive but not a place below its root (`C:tools`).
    pub fn is_drive_relative(self, path: &[u8]) -> bool {
        self == Self::Windows && drive(path).is_some() && !WindowsPath::new(path).has_root()
    }

    /// `directory` with `name` below it, joined by one separator.
    pub fn join(self, directory: &[u8], name: &[u8]) -> Text {
        let directory_itself = self.without_trailing_separators(directory);
        let mut joined = Vec::with_capacity(directory_itself.len() + 1 + name.len());
        joined.extend_from_slice(directory_itself);
        if !joined.last().is_some_and(|&byte| self.is_separator(byte)) {
            joined.push(self.separator_of(directory));
        }
        joined.extend_from_slice(name);
        Text::from(joined)
    }

    /// `path` as seen from the working directory: itself where it is absolute.
    ///
    /// `.` components of a relative path are dropped; `..` is kept, since a link before it may lead elsewhere.
    pub fn absolute(self, path: &[u8], working_directory: &[u8]) -> Text {
        if self.is_absolute(path) {
            return Text::from(path);
        }
        let relative = if self.is_drive_relative(path) { &path[2..] } else { path };
        if self.is_drive_relative(path) && drive(path) != drive(working_directory) {
            return self.join(&[path[0], b':', b'\\'], relative);
        }
        relative
            .split(|&byte| self.is_separator(byte))
            .filter(|component| !component.is_empty() && *component != b".")
            .fold(Text::from(working_directory), |directory, component| self.join(&directory, component))
    }

    /// The directory that holds `path`; none for a root.
    pub fn parent(self, path: &[u8]) -> Option<&[u8]> {
        let path = self.without_trailing_separators(path);
        let end = path.iter().rposition(|&byte| self.is_separator(byte))?;
        if end + 1 == path.len() {
            return None;
        }
        Some(self.without_trailing_separators(&path[..=end]))
    }

    /// The last component of `path`.
    pub fn file_name(self, path: &[u8]) -> &[u8] {
        let path = self.without_trailing_separators(path);
        let start = path.iter().rposition(|&byte| self.is_separator(byte)).map_or(0, |at| at + 1);
        &path[start..]
    }

    /// `path` without separators at its end; a root keeps its own.
    pub fn without_trailing_separators(self, path: &[u8]) -> &[u8] {
        let root = match self {
            Self::Unix => usize::from(path.first() == Some(&b'/')),
            Self::Windows => windows_root_length(path),
        };
        let end = path.iter().rposition(|&byte| !self.is_separator(byte)).map_or(0, |at| at + 1);
        &path[..end.max(root)]
    }

    /// Whether two variables have the same name: case counts on Unix only.
    pub fn same_name(self, one: &[u8], other: &[u8]) -> bool {
        one == other || self == Self::Windows && is_same_in_upper_case(one, other)
    }

    /// The key under which two spellings of a directory are the same text: without trailing separators, and
    /// on Windows without case and with one kind of separator. It never collapses `..`.
    pub fn comparison_key(self, path: &[u8]) -> Text {
        let path = self.without_trailing_separators(path);
        match self {
            Self::Unix => Text::from(path),
            Self::Windows => Text::from(path.to_str_lossy().replace('/', "\\").to_uppercase()),
        }
    }

    fn separator_of(self, directory: &[u8]) -> u8 {
        let backslash = self == Self::Windows && (directory.contains(&b'\\') || !directory.contains(&b'/'));
        if backslash { b'\\' } else { b'/' }
    }
}

/// The drive letter that a Windows path begins with, upper-cased.
fn drive(path: &[u8]) -> Option<u8> {
    match path {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => Some(letter.to_ascii_uppercase()),
        _ => None,
    }
}

fn is_same_in_upper_case(one: &[u8], other: &[u8]) -> bool {
    one.to_str_lossy().to_uppercase() == other.to_str_lossy().to_uppercase()
}

/// How many bytes of a Windows path are its prefix and root, which must not lose their separator.
fn windows_root_length(path: &[u8]) -> usize {
    let windows = WindowsPath::new(path);
    let prefix = windows.components().next().map_or(0, |component| match component {
        WindowsComponent::Prefix(prefix) => prefix.as_bytes().len(),
        _ => 0,
    });
    prefix + usize::from(windows.has_root() && path.len() > prefix)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_puts_one_separator_between() {
        assert_eq!(Flavor::Unix.join(b"/usr/bin//", b"ls"), "/usr/bin/ls");
        assert_eq!(Flavor::Unix.join(b"/", b"ls"), "/ls");
        assert_eq!(Flavor::Windows.join(b"C:\\", b"a.exe"), "C:\\a.exe");
        assert_eq!(Flavor::Windows.join(b"C:\\tools\\", b"a.exe"), "C:\\tools\\a.exe");
        assert_eq!(Flavor::Windows.join(b"/usr/bin", b"a"), "/usr/bin/a");
        assert_eq!(Flavor::Windows.join(b"\\\\server\\share", b"a"), "\\\\server\\share\\a");
    }

    #[test]
    fn dots_of_relative_paths_go_and_double_dots_stay() {
        assert_eq!(Flavor::Unix.absolute(b"./a/../b", b"/w"), "/w/a/../b");
        assert_eq!(Flavor::Unix.absolute(b"", b"/w"), "/w");
        assert_eq!(Flavor::Unix.absolute(b"/a/./b", b"/w"), "/a/./b");
    }

    #[test]
    fn drive_relative_paths_follow_the_working_directory_of_their_drive() {
        assert_eq!(Flavor::Windows.absolute(b"C:x", b"C:\\w"), "C:\\w\\x");
        assert_eq!(Flavor::Windows.absolute(b"D:x", b"C:\\w"), "D:\\x");
        assert!(Flavor::Windows.is_drive_relative(b"C:x"));
        assert!(!Flavor::Windows.is_drive_relative(b"C:\\x"));
    }

    #[test]
    fn parents_stop_at_the_root() {
        assert_eq!(Flavor::Unix.parent(b"/usr/bin/ls"), Some(&b"/usr/bin"[..]));
        assert_eq!(Flavor::Unix.parent(b"/usr"), Some(&b"/"[..]));
        assert_eq!(Flavor::Unix.parent(b"/"), None);
        assert_eq!(Flavor::Windows.parent(b"C:\\x"), Some(&b"C:\\"[..]));
        assert_eq!(Flavor::Windows.parent(b"C:\\"), None);
    }

    #[test]
    fn windows_absolute_forms_are_recognised_on_any_host() {
        for path in [&b"C:\\x"[..], b"\\\\server\\share\\x", b"\\\\?\\C:\\x", b"\\x", b"/x"] {
            assert!(Flavor::Windows.is_absolute(path), "{:?}", Text::from(path));
        }
        assert!(!Flavor::Windows.is_absolute(b"x\\y"));
    }

    #[test]
    fn variable_names_ignore_case_on_windows_only() {
        assert!(Flavor::Windows.same_name(b"Path", b"PATH"));
        assert!(!Flavor::Unix.same_name(b"Path", b"PATH"));
    }
}
