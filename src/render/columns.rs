//! Aligning words in columns by what a terminal shows of them.

use unicode_width::UnicodeWidthStr;

use crate::text::is_plain;

/// How many columns a text takes on a terminal.
pub fn width(text: &str) -> usize {
    if is_plain(text.as_bytes()) { text.len() } else { text.width() }
}

/// `text` followed by blanks up to `columns`; never cut.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The number of columns for texts of these widths: the widest that is not an outlier beyond `most`.
pub fn fitting<'text>(texts: impl Iterator<Item = &'text str>, most: usize) -> usize {
    texts.map(width).filter(|&width| width <= most).max().unwrap_or(0)
}
