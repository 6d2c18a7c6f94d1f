//! How csh divides a line into words, before anything is expanded.

use crate::text::Text;

/// A word or an operator of a line, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// A word with its quotes.
    Word(Text),
    /// `;`.
    Then,
    /// `&&`.
    And,
    /// `||`.
    Or,
    /// `(`.
    Open,
    /// `)`.
    Close,
}

/// The lines of a script with the number of their first line; a line end behind a backslash or inside quotes
/// continues a line.
pub(super) fn lines(text: &[u8]) -> Vec<(usize, Text)> {
    let mut lines = Vec::new();
    let mut pending: Option<(usize, Vec<u8>)> = None;
    for (index, line) in text.split(|byte| *byte == b'\n').enumerate() {
        let (number, mut whole) = pending.take().unwrap_or((index + 1, Vec::new()));
        whole.extend_from_slice(line);
        if whole.ends_with(b"\\") {
            whole.push(b'\n');
            pending = Some((number, whole));
        } else {
            lines.push((number, Text::from(whole)));
        }
    }
    lines.extend(pending.map(|(number, whole)| (number, Text::from(whole))));
    lines
}

/// The words and operators of a line; none where a quote is not closed.
pub(super) fn tokens(line: &[u8]) -> Option<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let (token, length) = match &line[at..] {
            [b' ' | b'\t' | b'\r', ..] => {
                at += 1;
                continue;
            }
            [b'#', ..] => break,
            [b';', ..] => (Token::Then, 1),
            [b'&', b'&', ..] => (Token::And, 2),
            [b'|', b'|', ..] => (Token::Or, 2),
            [b'(', ..] => (Token::Open, 1),
            [b')', ..] => (Token::Close, 1),
            rest => {
                let length = word_length(rest)?;
                (Token::Word(Text::from(&rest[..length])), length)
            }
        };
        tokens.push(token);
        at += length;
    }
    Some(tokens)
}

fn word_length(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    let mut quote = None;
    while at < rest.len() {
        match (rest[at], quote) {
            (byte, Some(open)) if byte == open => quote = None,
            (b'\\', Some(_)) if rest.get(at + 1) == Some(&b'\n') => at += 1,
            (b'\\', None) => at += 1,
            (byte @ (b'\'' | b'"' | b'`'), None) => quote = Some(byte),
            (b' ' | b'\t' | b';' | b'(' | b')', None) => break,
            (b'&', None) if rest.get(at + 1) == Some(&b'&') => break,
            (b'|', None) if rest.get(at + 1) == Some(&b'|') => break,
            _ => {}
        }
        at += 1;
    }
    if quote.is_none() { Some(at.min(rest.len()).max(1)) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quoted_operators_are_no_operators() {
        let words = tokens(b"alias x 'a && b; c'; y (z) # end").unwrap();
        let word = |text: &str| Token::Word(Text::from(text));
        assert_eq!(words[..4], [word("alias"), word("x"), word("'a && b; c'"), Token::Then]);
        assert_eq!(words[4..], [word("y"), Token::Open, word("z"), Token::Close]);
    }

    #[test]
    fn a_quoted_line_end_belongs_to_its_line() {
        let found = lines(b"set a='\\\n'\nrehash");
        assert_eq!(found, [(1, Text::from("set a='\\\n'")), (3, Text::from("rehash"))]);
    }
}
