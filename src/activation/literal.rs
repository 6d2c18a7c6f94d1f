//! Literals of the languages whose scripts are searched for them: Nushell and Python.

use crate::text::Text;

/// The literal at the beginning of `text`, and what stands behind it.
///
/// `'…'` and `"…"`, in Python with escapes; Nushell's `r#'…'#`; Python's `b'…'` where only its text is used.
pub(super) fn literal(text: &[u8]) -> Option<(Text, &[u8])> {
    if let Some(rest) = text.strip_prefix(b"r#'") {
        let end = bstr::ByteSlice::find(rest, "'#")?;
        return Some((Text::from(&rest[..end]), &rest[end + 2..]));
    }
    let rest = text.strip_prefix(b"b").unwrap_or(text);
    let quote = *rest.first().filter(|byte| matches!(byte, b'\'' | b'"'))?;
    let mut value = Vec::new();
    let mut at = 1;
    loop {
        match (*rest.get(at)?, rest.get(at + 1)) {
            (byte, _) if byte == quote => return Some((Text::from(value), &rest[at + 1..])),
            (b'\\', Some(b'x')) => {
                let digits = std::str::from_utf8(rest.get(at + 2..at + 4)?).ok()?;
                value.push(u8::from_str_radix(digits, 16).ok()?);
                at += 4;
            }
            (b'\\', Some(byte)) if matches!(byte, b'\\' | b'\'' | b'"') => {
                value.push(*byte);
                at += 2;
            }
            (b'\\', _) => return None,
            (byte, _) => {
                value.push(byte);
                at += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_quotes_is_read() {
        assert_eq!(literal(b"'a b' | is-empty").unwrap(), (Text::from("a b"), &b" | is-empty"[..]));
        assert_eq!(literal(b"r#'it's'# x").unwrap(), (Text::from("it's"), &b" x"[..]));
        assert_eq!(literal(b"\"a\\\"b\"").unwrap().0, "a\"b");
        assert_eq!(literal(b"b'\\xc3\\xa4'").unwrap().0, "ä");
        assert_eq!(literal(b"plain"), None);
        assert_eq!(literal(b"'open"), None);
    }
}
