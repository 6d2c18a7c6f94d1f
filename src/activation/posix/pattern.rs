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

/// Whether the whole text fits the pattern. At a mismatch the last `*` takes one byte more.
pub(super) fn matches(text: &[u8], pattern: &[Letter]) -> bool {
    let (mut text_at, mut pattern_at) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    loop {
        let rest = &pattern[pattern_at..];
        if rest.first().is_some_and(|letter| letter.byte == b'*' && !letter.literal) {
            star = Some((pattern_at + 1, text_at));
            pattern_at += 1;
        } else if rest.is_empty() && text_at == text.len() {
            return true;
        } else if let Some(length) = text.get(text_at).and_then(|byte| one(*byte, rest)) {
            text_at += 1;
            pattern_at += length;
        } else {
            let Some((behind, taken)) = star.filter(|(_, taken)| *taken < text.len()) else { return false };
            star = Some((behind, taken + 1));
            (pattern_at, text_at) = (behind, taken + 1);
        }
    }
}

/// How many letters of the pattern stand for this byte, where they do.
fn one(byte: u8, pattern: &[Letter]) -> Option<usize> {
    let (first, rest) = pattern.split_first()?;
    match (first.byte, first.literal) {
        (b'?', false) => Some(1),
        (b'[', false) => match set(rest) {
            Some((set, behind)) => is_in(byte, set).then(|| pattern.len() - behind.len()),
            None => (byte == b'[').then_some(1),
        },
        (wanted, _) => (byte == wanted).then_some(1),
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
