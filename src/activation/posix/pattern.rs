//! Shell patterns: `*`, `?` and `[…]`, with quoted letters standing for themselves.

use crate::text::Text;

/// A byte of a pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    /// The byte itself.
    pub byte: u8,
    /// Whether it was quoted.
    pub literal: bool,
}

/// Whether the whole text fits the pattern.
pub(super) fn matches(text: &[u8], pattern: &[Letter]) -> bool {
    let Some((first, rest)) = pattern.split_first() else { return text.is_empty() };
    match (first.byte, first.literal) {
        (b'*', false) => (0..=text.len()).any(|skipped| matches(&text[skipped..], rest)),
        (b'?', false) => !text.is_empty() && matches(&text[1..], rest),
        (b'[', false) => match set(rest) {
            Some((set, behind)) => {
                text.first().is_some_and(|byte| is_in(*byte, set)) && matches(&text[1..], behind)
            }
            None => text.first() == Some(&b'[') && matches(&text[1..], rest),
        },
        (byte, _) => text.first() == Some(&byte) && matches(&text[1..], rest),
    }
}

/// The text without the shortest beginning that fits.
pub(super) fn without_prefix(text: &[u8], pattern: &[Letter]) -> Text {
    let length = (0..=text.len()).find(|&length| matches(&text[..length], pattern)).unwrap_or(0);
    Text::from(&text[length..])
}

/// The text without the shortest end that fits.
pub(super) fn without_suffix(text: &[u8], pattern: &[Letter]) -> Text {
    let length =
        (0..=text.len()).rev().find(|&length| matches(&text[length..], pattern)).unwrap_or(text.len());
    Text::from(&text[..length])
}

fn set(rest: &[Letter]) -> Option<(&[Letter], &[Letter])> {
    let end = rest.iter().skip(1).position(|letter| letter.byte == b']' && !letter.literal)? + 1;
    Some((&rest[..end], &rest[end + 1..]))
}

fn is_in(byte: u8, set: &[Letter]) -> bool {
    let (negated, set) = match set.first() {
        Some(first) if matches!(first.byte, b'!' | b'^') && !first.literal => (true, &set[1..]),
        _ => (false, set),
    };
    let range =
        set.windows(3).any(|three| three[1].byte == b'-' && (three[0].byte..=three[2].byte).contains(&byte));
    (range || set.iter().any(|letter| letter.byte == byte)) != negated
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(pattern: &str) -> Vec<Letter> {
        pattern.bytes().map(|byte| Letter { byte, literal: false }).collect()
    }

    #[test]
    fn stars_sets_and_question_marks_fit_what_a_shell_says_they_fit() {
        assert!(matches(b"CYGWIN_NT-10.0", &letters("CYGWIN*")));
        assert!(!matches(b"Linux", &letters("MSYS*")));
        assert!(matches(b"a-c", &letters("[a-b]?[!x]")));
        assert!(matches(b"*", &[Letter { byte: b'*', literal: true }]));
        assert!(!matches(b"x", &[Letter { byte: b'*', literal: true }]));
    }

    #[test]
    fn the_shortest_beginning_and_end_are_cut() {
        assert_eq!(without_prefix(b"abc", &letters("?")), "bc");
        assert_eq!(without_suffix(b"a/b/c", &letters("/*")), "a/b");
        assert_eq!(without_suffix(b"abc", &letters("x")), "abc");
    }
}
