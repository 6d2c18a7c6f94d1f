//! Sentences that are put together when they are said: a list of a hundred thousand entries has two for each.

use std::fmt;
use std::rc::Rc;

use serde::{Serialize, Serializer};

use super::entry_words;
use crate::text::Text;

/// A sentence, as its pieces.
#[derive(Clone, Debug)]
pub struct Words {
    entry: Option<(usize, Text)>,
    rest: Piece,
}

/// What a sentence says, or what it says of an entry.
#[derive(Clone, Debug)]
enum Piece {
    Fixed(&'static str),
    Own(String),
    Shared(Rc<str>),
    Number(&'static str, usize, &'static str),
}

impl Words {
    /// An entry, then what is said of it.
    pub fn of_entry(position: usize, written: &Text, rest: impl Into<Self>) -> Self {
        Self { entry: Some((position, written.clone())), rest: rest.into().rest }
    }

    /// A number between two phrases.
    pub fn around(before: &'static str, number: usize, after: &'static str) -> Self {
        Self { entry: None, rest: Piece::Number(before, number, after) }
    }

    /// Adds the sentence to `out`.
    pub fn say(&self, out: &mut impl fmt::Write) -> fmt::Result {
        if let Some((position, written)) = &self.entry {
            entry_words(out, *position, written)?;
        }
        match &self.rest {
            Piece::Fixed(words) => out.write_str(words),
            Piece::Own(words) => out.write_str(words),
            Piece::Shared(words) => out.write_str(words),
            Piece::Number(before, number, after) => {
                out.write_str(before)?;
                out.write_str(&number.to_string())?;
                out.write_str(after)
            }
        }
    }
}

impl From<&'static str> for Words {
    fn from(words: &'static str) -> Self {
        Self { entry: None, rest: Piece::Fixed(words) }
    }
}

impl From<String> for Words {
    fn from(words: String) -> Self {
        Self { entry: None, rest: Piece::Own(words) }
    }
}

impl From<Rc<str>> for Words {
    fn from(words: Rc<str>) -> Self {
        Self { entry: None, rest: Piece::Shared(words) }
    }
}

impl fmt::Display for Words {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.say(out)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        let said = self.to_string();
        said == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        *self == **other
    }
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        *self == *other.to_string()
    }
}

impl Eq for Words {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_its_pieces() {
        let written = Text::from(&b"/a\xff"[..]);
        assert_eq!(Words::of_entry(3, &written, " does not exist"), "entry 3 `/a\\xff` does not exist");
        assert_eq!(
            Words::of_entry(4, &Text::new(), Words::around(" stands at ", 2, " already")),
            "entry 4 (empty) stands at 2 already"
        );
        assert_eq!(Words::from(Rc::from("remove it")), Words::from("remove it".to_owned()));
    }
}
