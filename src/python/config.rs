//! `pyvenv.cfg` as CPython reads it.
//!
//! Two readers exist inside CPython: `getpath` (takes the first `home`) and `site.py` (takes the last value of a
//! key). Both split a line at its first `=`, strip blanks and lower-case the key; there are no comments and no
//! quotes. Source: CPython `Modules/getpath.py`, `Lib/site.py`; measured with CPython 3.6 to 3.15.

use bstr::ByteSlice;

use crate::text::Text;

/// The UTF-8 byte order mark; CPython takes it for a part of the first key.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines `key = value` of one `pyvenv.cfg`, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// Keys in lower case with their stripped values, duplicates kept.
    pub pairs: Vec<(String, Text)>,
    /// Whether every byte is UTF-8: otherwise Python dies while it starts.
    pub is_utf8: bool,
    /// Whether the file begins with a byte order mark, which hides its first key from Python.
    pub has_byte_order_mark: bool,
}

impl Config {
    /// Reads the text of a `pyvenv.cfg`. Nothing in it is an error; lines without `=` are ignored.
    pub fn parse(bytes: &[u8]) -> Self {
        Self {
            pairs: bytes.split(|&byte| byte == b'\n').filter_map(pair).collect(),
            is_utf8: std::str::from_utf8(bytes).is_ok(),
            has_byte_order_mark: bytes.starts_with(BYTE_ORDER_MARK),
        }
    }

    /// The first value of a key, as `getpath` takes `home`.
    pub fn first(&self, key: &str) -> Option<&Text> {
        self.pairs.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The last value of a key, as `site.py` takes it.
    pub fn last(&self, key: &str) -> Option<&Text> {
        self.pairs.iter().rev().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// The directory of the Python that the environment was made from.
    pub fn home(&self) -> Option<&Text> {
        self.first("home").filter(|home| !home.is_empty())
    }

    /// Whether packages of that Python are visible: only the word `true` says yes, and so does no word at all.
    pub fn includes_system_site_packages(&self) -> bool {
        self.last("include-system-site-packages").is_none_or(|value| value.to_ascii_lowercase() == b"true")
    }

    /// The version of Python at the time of creation: `3.11.7` from venv's `version` or the first three parts of
    /// `version_info`, which virtualenv writes as `3.11.7.final.0` and uv as `3.11.7` or `3.11`.
    pub fn version(&self) -> Option<String> {
        let written = self.last("version").or_else(|| self.last("version_info"))?.lossy().into_owned();
        let parts: Vec<&str> = written.split('.').take(3).collect();
        let numeric = parts.first().is_some_and(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        (numeric && !written.is_empty()).then(|| parts.join("."))
    }

    /// The prompt that the maker was asked for, without its quotes: venv writes Python's `'x'`, virtualenv
    /// `"x"`, uv the bare word.
    pub fn prompt(&self) -> Option<Text> {
        self.last("prompt").map(|written| unquoted(written).into())
    }
}

fn pair(line: &[u8]) -> Option<(String, Text)> {
    let (key, value) = line.split_once_str("=")?;
    Some((strip(key).to_str_lossy().to_lowercase(), strip(value).into()))
}

/// Python's `str.strip()`: Unicode white space and the four ASCII separators.
fn strip(text: &[u8]) -> &[u8] {
    text.trim_with(|character| character.is_whitespace() || matches!(character, '\u{1c}'..='\u{1f}'))
}

fn unquoted(written: &[u8]) -> &[u8] {
    match written {
        [b'\'', inner @ .., b'\''] | [b'"', inner @ .., b'"'] => inner,
        bare => bare,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn config(text: &str) -> Config {
        Config::parse(text.as_bytes())
    }

    #[test]
    fn keys_are_stripped_and_lower_cased_and_values_keep_their_quotes() {
        let config = config("  HOME\t=  \"/x\" # y \r\nno equals sign\nA=b=c\n");
        assert_eq!(config.home().unwrap(), &"\"/x\" # y");
        assert_eq!(config.first("a").unwrap(), &"b=c");
        assert_eq!(config.pairs.len(), 2);
    }

    #[test]
    fn first_home_counts_for_getpath_and_last_value_for_site() {
        let config = config("home = /one\nhome = /two\n");
        assert_eq!(config.home().unwrap(), &"/one");
        assert_eq!(config.last("home").unwrap(), &"/two");
    }

    #[test]
    fn system_site_packages_are_in_unless_something_but_true_is_said() {
        assert!(config("home = /x").includes_system_site_packages());
        assert!(config("include-system-site-packages = TRUE").includes_system_site_packages());
        for word in ["false", "yes", "1", ""] {
            let text = format!("include-system-site-packages = {word}");
            assert!(!config(&text).includes_system_site_packages(), "{word}");
        }
        let twice = "include-system-site-packages = false\ninclude-system-site-packages = true";
        assert!(config(twice).includes_system_site_packages());
    }

    #[test]
    fn byte_order_mark_hides_the_first_key() {
        let config = Config::parse(b"\xef\xbb\xbfhome = /x\nversion = 3.9.1\n");
        assert!(config.has_byte_order_mark);
        assert_eq!(config.home(), None);
        assert_eq!(config.version().as_deref(), Some("3.9.1"));
    }

    #[test]
    fn one_invalid_byte_is_noticed() {
        assert!(!Config::parse(b"home = /x\ncommand = \xff\n").is_utf8);
        assert!(config("home = /ä").is_utf8);
    }

    #[test]
    fn versions_of_every_maker_become_one_form() {
        assert_eq!(config("version = 3.11.7").version().as_deref(), Some("3.11.7"));
        assert_eq!(config("version_info = 3.11.7.final.0").version().as_deref(), Some("3.11.7"));
        assert_eq!(config("version_info = 3.11").version().as_deref(), Some("3.11"));
        assert_eq!(config("version = what").version(), None);
        assert_eq!(config("version =").version(), None);
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let config = Config::parse(&bytes);
            let _ = (config.version(), config.prompt(), config.home(), config.includes_system_site_packages());
        }

        #[test]
        fn a_line_of_key_and_value_is_found_again(key in "[a-z-]{1,12}", value in "[!-~]{1,30}") {
            let text = format!("\t {} =  {value} \r\n", key.to_uppercase());
            let read = config(&text);
            prop_assert_eq!(read.first(&key).map(ToString::to_string), Some(value));
        }
    }

    #[test]
    fn prompts_lose_their_quotes() {
        for written in ["prompt = 'my env'", "prompt = \"my env\"", "prompt = my env"] {
            assert_eq!(config(written).prompt().unwrap(), "my env");
        }
        assert_eq!(config("prompt = '").prompt().unwrap(), "'");
    }
}
