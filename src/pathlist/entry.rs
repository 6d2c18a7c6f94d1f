//! One entry of a list and the form of its text.

use bstr::ByteSlice;

use crate::flavor::Flavor;
use crate::text::Text;

/// One entry of a list-like variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place in the list, counted from 1, empty entries included.
    pub position: usize,
    /// The exact bytes between two separators.
    pub written: Text,
    /// What kind of text that is.
    pub form: Form,
    /// `written` without its double quotes, where it has any.
    unquoted: Option<Text>,
}

impl Entry {
    pub(super) fn new(position: usize, written: &[u8], flavor: Flavor) -> Self {
        let quoted = flavor == Flavor::Windows && written.contains(&b'"');
        let unquoted = quoted.then(|| written.replace("\"", "").into());
        let named = unquoted.as_ref().map_or(written, Text::as_bytes);
        Self { position, written: written.into(), form: Form::of(named, flavor), unquoted }
    }

    /// What the bytes name: `written` without the double quotes that Windows allows around an entry.
    pub fn named(&self) -> &Text {
        self.unquoted.as_ref().unwrap_or(&self.written)
    }
}

/// What kind of text an entry is, judged without looking at the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// It begins at a root.
    Absolute,
    /// It depends on the working directory.
    Relative,
    /// It has no bytes at all.
    Empty,
    /// It begins with `~`, which few programs expand inside PATH.
    Tilde,
    /// It holds `$NAME` or `%NAME%` that nobody replaced.
    Unexpanded,
    /// It names a drive but no root (`C:tools`).
    DriveRelative,
}

impl Form {
    /// The form of an entry's text.
    pub fn of(named: &[u8], flavor: Flavor) -> Self {
        if named.is_empty() {
            Self::Empty
        } else if named[0] == b'~' {
            Self::Tilde
        } else if unexpanded_name(named, flavor).is_some() {
            Self::Unexpanded
        } else if flavor.is_drive_relative(named) {
            Self::DriveRelative
        } else if flavor.is_absolute(named) {
            Self::Absolute
        } else {
            Self::Relative
        }
    }

    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Absolute => "absolute",
            Self::Relative => "relative",
            Self::Empty => "empty",
            Self::Tilde => "tilde",
            Self::Unexpanded => "unexpanded",
            Self::DriveRelative => "drive-relative",
        }
    }
}

/// The name of the first variable reference in an entry: `$NAME`, `${NAME}` (Unix only: Windows file names
/// use `$`) or `%NAME%`.
pub(crate) fn unexpanded_name(entry: &[u8], flavor: Flavor) -> Option<Text> {
    if !entry.contains(&b'$') && !entry.contains(&b'%') {
        return None;
    }
    let dollar = if flavor == Flavor::Unix { dollar_name(entry) } else { None };
    dollar.or_else(|| percent_name(entry)).map(Text::from)
}

fn dollar_name(entry: &[u8]) -> Option<&[u8]> {
    indices(entry, b'$').find_map(|at| {
        let rest = entry[at + 1..].strip_prefix(b"{").unwrap_or(&entry[at + 1..]);
        Some(leading_name(rest)).filter(|name| !name.is_empty())
    })
}

fn percent_name(entry: &[u8]) -> Option<&[u8]> {
    indices(entry, b'%').find_map(|at| {
        let name = leading_name(&entry[at + 1..]);
        Some(name).filter(|name| !name.is_empty() && entry.get(at + 1 + name.len()) == Some(&b'%'))
    })
}

fn leading_name(bytes: &[u8]) -> &[u8] {
    if bytes.first().is_some_and(u8::is_ascii_digit) {
        return &[];
    }
    let end = bytes
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric() && *byte != b'_' && *byte != b'(' && *byte != b')');
    &bytes[..end.unwrap_or(bytes.len())]
}

fn indices(bytes: &[u8], wanted: u8) -> impl Iterator<Item = usize> {
    bytes.iter().enumerate().filter(move |&(_, &byte)| byte == wanted).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_told_apart_by_text_alone() {
        let unix = |text: &str| Form::of(text.as_bytes(), Flavor::Unix);
        assert_eq!(unix(""), Form::Empty);
        assert_eq!(unix("/usr/bin"), Form::Absolute);
        assert_eq!(unix("bin"), Form::Relative);
        assert_eq!(unix("~/bin"), Form::Tilde);
        assert_eq!(unix("$HOME/bin"), Form::Unexpanded);
        assert_eq!(unix("/opt/${VERSION}/bin"), Form::Unexpanded);
        assert_eq!(unix("%JAVA_HOME%/bin"), Form::Unexpanded);
        assert_eq!(unix("/opt/a$/50%"), Form::Absolute);
        assert_eq!(unix("C:\\x"), Form::Relative);
    }

    #[test]
    fn windows_forms_need_no_windows() {
        let windows = |text: &str| Form::of(text.as_bytes(), Flavor::Windows);
        assert_eq!(windows("C:\\x"), Form::Absolute);
        assert_eq!(windows("C:x"), Form::DriveRelative);
        assert_eq!(windows("\\\\server\\share"), Form::Absolute);
        assert_eq!(windows("%SystemRoot%\\system32"), Form::Unexpanded);
        assert_eq!(windows("%ProgramFiles(x86)%\\x"), Form::Unexpanded);
        assert_eq!(windows("C:\\$Recycle.Bin"), Form::Absolute);
    }
}
