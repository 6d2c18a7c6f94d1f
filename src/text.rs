//! Bytes from the outside that are mostly text.
//!
//! Values of environment variables and names of files are bytes. Most are UTF-8, some are not, and some hold
//! bytes that would repaint a terminal. [`Text`] keeps them whole and shows them escaped.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::ops::Deref;

use bstr::ByteSlice;
use serde::ser::{Serialize, SerializeStruct, Serializer};

/// Name of the marker that a [`Text`] serialises to where it is not UTF-8, and key of its first half: its readable
/// form.
///
/// The JSON writer turns the marker into the pair `key`, `key_hex`; it begins with NUL because no variable and
/// no path can hold that byte.
pub(crate) const LOSSY_KEY: &str = "\0lossy";
/// Key of the marker object's second half: its bytes as lower-case hexadecimal digits.
pub(crate) const HEX_KEY: &str = "\0hex";

/// Owned bytes that are mostly text: exact inside, escaped when displayed.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Text(Vec<u8>);

impl Text {
    /// An empty text.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The exact bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The exact bytes, owned.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// The text itself where it is UTF-8.
    pub fn as_utf8(&self) -> Option<&str> {
        std::str::from_utf8(&self.0).ok()
    }

    /// The text with every invalid sequence replaced by U+FFFD.
    pub fn lossy(&self) -> Cow<'_, str> {
        self.0.to_str_lossy()
    }
}

impl Deref for Text {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl Borrow<[u8]> for Text {
    fn borrow(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Text {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<&[u8]> for Text {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Vec<u8>> for Text {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == other.as_bytes()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(&escape(&self.0))
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\"{}\"", escape(&self.0))
    }
}

impl Serialize for Text {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = self.as_utf8() {
            return serializer.serialize_str(text);
        }
        let mut marker = serializer.serialize_struct(LOSSY_KEY, 2)?;
        marker.serialize_field(LOSSY_KEY, &self.lossy())?;
        marker.serialize_field(HEX_KEY, &hex(&self.0))?;
        marker.end()
    }
}

/// The bytes as lower-case hexadecimal digits without separators.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

/// The bytes as text that a terminal can show: control characters, invisible and bidirectional formatting
/// characters and invalid UTF-8 are written as `\n`, `\t`, `\x1b`, `\u{202e}`.
///
/// A backslash stays as it is: Windows paths are full of them, and this text is for reading. Scripts have JSON
/// and `-0`.
pub fn escape(bytes: &[u8]) -> Cow<'_, str> {
    if let Some(plain) = std::str::from_utf8(bytes).ok().filter(|_| is_plain(bytes)) {
        return Cow::Borrowed(plain);
    }
    let mut shown = String::with_capacity(bytes.len() + 8);
    for chunk in bytes.utf8_chunks() {
        chunk.valid().chars().for_each(|character| push_escaped(&mut shown, character));
        chunk.invalid().iter().for_each(|byte| shown.push_str(&format!("\\x{byte:02x}")));
    }
    Cow::Owned(shown)
}

/// Whether a terminal shows these bytes as they are, all of them ASCII.
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    bytes.iter().all(|byte| (0x20..0x7f).contains(byte))
}

fn push_escaped(shown: &mut String, character: char) {
    match character {
        '\n' => shown.push_str("\\n"),
        '\r' => shown.push_str("\\r"),
        '\t' => shown.push_str("\\t"),
        _ if !is_hidden(character) => shown.push(character),
        _ if character.is_ascii() => shown.push_str(&format!("\\x{:02x}", u32::from(character))),
        _ => shown.push_str(&format!("\\u{{{:x}}}", u32::from(character))),
    }
}

/// Whether a character is a control character or changes how its neighbours look without being seen:
/// zero-width, line-separating and bidirectional formatting characters (Unicode TR36, TR9).
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_shown_as_it_is() {
        assert_eq!(Text::from("/usr/bin/ä").to_string(), "/usr/bin/ä");
    }

    #[test]
    fn what_could_repaint_the_terminal_is_escaped() {
        let text = Text::from(&b"a\x1b[31m\x7f\n\t\xff\xe2\x80\xae\xc2\x9b"[..]);
        assert_eq!(text.to_string(), "a\\x1b[31m\\x7f\\n\\t\\xff\\u{202e}\\u{9b}");
    }

    #[test]
    fn invalid_utf8_serialises_to_a_marker_with_its_bytes() {
        let json = serde_json::to_value(Text::from(&b"a\xff"[..])).unwrap();
        assert_eq!(json[LOSSY_KEY], "a\u{fffd}");
        assert_eq!(json[HEX_KEY], "61ff");
    }

    #[test]
    fn padding_applies_to_the_shown_form() {
        assert_eq!(format!("{:<5}|", Text::from("ab")), "ab   |");
    }
}
