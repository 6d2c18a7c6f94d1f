//! Splitting a value into entries.

use std::rc::Rc;

use super::Entry;
use crate::flavor::Flavor;
use crate::text::Text;

/// Whether a variable exists and holds anything: three different things to shells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It has a value.
    Set,
    /// It exists and is empty.
    Empty,
    /// It does not exist.
    Unset,
}

impl Presence {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Set => "set",
            Self::Empty => "empty",
            Self::Unset => "unset",
        }
    }
}

/// A list-like variable: its value and the entries in it.
///
/// An empty value has no entries here; what it *means* belongs to the rules of the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathList {
    /// The rules by which the value was split.
    pub flavor: Flavor,
    /// The exact value; none where the variable is unset.
    pub value: Option<Text>,
    /// The entries in order, shared by all copies of the list.
    pub entries: Rc<Vec<Entry>>,
}

impl PathList {
    /// Splits a value at every separator. On Windows a separator between double quotes belongs to the entry,
    /// and an opening quote without an end reaches to the end of the value, as in Rust's and libuv's readers.
    pub fn split(value: Option<&[u8]>, flavor: Flavor) -> Self {
        Self::split_at(value, flavor, &[flavor.list_separator()])
    }

    /// The same for a variable with separators of its own (`LD_LIBRARY_PATH` knows `:` and `;`).
    pub fn split_at(value: Option<&[u8]>, flavor: Flavor, separators: &[u8]) -> Self {
        let parts = value.filter(|value| !value.is_empty()).into_iter();
        let parts = parts.flat_map(|value| pieces(value, flavor, separators));
        let entry = |(index, written)| Entry::new(index + 1, written, flavor);
        Self {
            flavor,
            value: value.map(Text::from),
            entries: Rc::new(parts.enumerate().map(entry).collect()),
        }
    }

    /// Whether the variable is unset, empty or set.
    pub fn presence(&self) -> Presence {
        match &self.value {
            None => Presence::Unset,
            Some(value) if value.is_empty() => Presence::Empty,
            Some(_) => Presence::Set,
        }
    }

    /// The list of one empty entry: an empty value as read by callers for whom it means the working directory.
    #[must_use]
    pub fn with_one_empty_entry(mut self) -> Self {
        self.entries = Rc::new(vec![Entry::new(1, b"", self.flavor)]);
        self
    }

    /// The written entries with the separator between them: the bytes that were split.
    pub fn join(&self) -> Text {
        let written: Vec<&[u8]> = self.entries.iter().map(|entry| entry.written.as_bytes()).collect();
        Text::from(written.join(&self.flavor.list_separator()))
    }
}

fn pieces<'list>(
    value: &'list [u8],
    flavor: Flavor,
    separators: &'list [u8],
) -> impl Iterator<Item = &'list [u8]> {
    let mut quoted = false;
    value.split(move |&byte| {
        quoted ^= flavor == Flavor::Windows && byte == b'"';
        separators.contains(&byte) && !quoted
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(value: &str, flavor: Flavor) -> Vec<String> {
        let list = PathList::split(Some(value.as_bytes()), flavor);
        list.entries.iter().map(|entry| entry.written.to_string()).collect()
    }

    #[test]
    fn empty_entries_keep_their_positions() {
        assert_eq!(written(":/a::/b:", Flavor::Unix), ["", "/a", "", "/b", ""]);
    }

    #[test]
    fn unset_and_empty_have_no_entries_and_stay_apart() {
        assert_eq!(PathList::split(None, Flavor::Unix).presence(), Presence::Unset);
        assert_eq!(PathList::split(Some(b""), Flavor::Unix).presence(), Presence::Empty);
        assert!(PathList::split(Some(b""), Flavor::Unix).entries.is_empty());
    }

    #[test]
    fn windows_quotes_protect_the_separator_and_are_no_part_of_the_path() {
        let list = PathList::split(Some(b"\"C:\\a;b\";C:\\c"), Flavor::Windows);
        assert_eq!(list.entries[0].written, "\"C:\\a;b\"");
        assert_eq!(list.entries[0].named(), "C:\\a;b");
        assert_eq!(list.entries[1].named(), "C:\\c");
    }

    #[test]
    fn quotes_are_literal_on_unix() {
        assert_eq!(PathList::split(Some(b"\"/a\""), Flavor::Unix).entries[0].named(), "\"/a\"");
    }

    proptest! {
        #[test]
        fn joining_the_written_entries_gives_the_bytes_back(value in prop::collection::vec(any::<u8>(), 1..64), windows: bool) {
            let flavor = if windows { Flavor::Windows } else { Flavor::Unix };
            let list = PathList::split(Some(&value), flavor);
            prop_assert_eq!(list.join().into_bytes(), value);
        }
    }
}
