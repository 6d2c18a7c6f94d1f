//! One word of a shell's language, where it says what it means.

use crate::text::Text;

/// The first word of `line` without its quotes, where nothing in it has to be computed; none for a word with
/// `$` or a backquote outside of single quotes.
pub fn literal_word(line: &[u8]) -> Option<Text> {
    let mut word = Vec::new();
    let mut rest = line;
    while let [first, tail @ ..] = rest {
        rest = match first {
            b'\'' => quoted(tail, b'\'', &mut word)?,
            b'"' => quoted(tail, b'"', &mut word)?,
            b'\\' => escaped(tail, &mut word)?,
            b'$' | b'`' => return None,
            byte if byte.is_ascii_whitespace() || b";)&|".contains(byte) => break,
            byte => {
                word.push(*byte);
                tail
            }
        }
    }
    (!word.is_empty()).then(|| word.into())
}

/// The words of a line, with blanks between.
pub(super) fn words(line: &[u8]) -> impl Iterator<Item = &[u8]> {
    line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty())
}

/// Appends what stands before the closing quote and gives what stands behind it.
fn quoted<'line>(tail: &'line [u8], quote: u8, word: &mut Vec<u8>) -> Option<&'line [u8]> {
    let mut rest = tail;
    loop {
        match rest {
            [] => return None,
            [byte, after @ ..] if *byte == quote => return Some(after),
            [b'\\', byte @ (b'"' | b'\\' | b'$' | b'`'), after @ ..] if quote == b'"' => {
                word.push(*byte);
                rest = after;
            }
            [b'$' | b'`', ..] if quote == b'"' => return None,
            [byte, after @ ..] => {
                word.push(*byte);
                rest = after;
            }
        }
    }
}

fn escaped<'line>(tail: &'line [u8], word: &mut Vec<u8>) -> Option<&'line [u8]> {
    let (byte, after) = tail.split_first()?;
    word.push(*byte);
    Some(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn quotes_of_every_kind_are_taken_off() {
        let word = |line: &str| literal_word(line.as_bytes()).map(|word| word.to_string());
        assert_eq!(word("/a/b c").as_deref(), Some("/a/b"));
        assert_eq!(word("\"/a b\" c").as_deref(), Some("/a b"));
        assert_eq!(word("'/a '\"'\"'b' c").as_deref(), Some("/a 'b"));
        assert_eq!(word("/a\\ b").as_deref(), Some("/a b"));
        assert_eq!(word("\"/a\\\"b\"").as_deref(), Some("/a\"b"));
    }

    proptest! {
        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let _ = literal_word(&bytes);
        }

        #[test]
        fn what_was_quoted_is_read_back(text in "[ -~]{1,30}") {
            let quoted = format!("'{}' rest", text.replace('\'', "'\\''"));
            prop_assert_eq!(literal_word(quoted.as_bytes()).map(|word| word.to_string()), Some(text));
        }
    }

    #[test]
    fn computed_words_are_no_literals() {
        for line in ["$HOME/x", "\"$(pwd)\"", "`pwd`", "'unfinished", "", "\"\""] {
            assert_eq!(literal_word(line.as_bytes()), None, "{line}");
        }
        assert_eq!(literal_word(b"'$5'").unwrap(), "$5");
    }
}
