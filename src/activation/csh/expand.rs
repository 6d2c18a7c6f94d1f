//! csh's word expansion: variables with modifiers, inside and outside of quotes.

use super::run::{Csh, Flow};
use crate::activation::ground::{base_name, directory_name};
use crate::text::Text;

impl Csh<'_> {
    /// The words that one written word becomes: unquoted values are split at blanks and vanish where empty.
    pub(super) fn expand(&self, written: &[u8]) -> Flow<Vec<Text>> {
        let mut words = Vec::new();
        let mut word: Option<Vec<u8>> = None;
        let mut at = 0;
        while at < written.len() {
            let rest = &written[at..];
            match rest[0] {
                b'\'' => {
                    let length = closing(rest);
                    let inside = bstr::ByteSlice::replace(&rest[1..length], "\\\n", "\n");
                    word.get_or_insert_default().extend(inside);
                    at += length + 1;
                }
                b'"' => {
                    let length = closing(rest);
                    let value = self.inside_quotes(&rest[1..length])?;
                    word.get_or_insert_default().extend_from_slice(&value);
                    at += length + 1;
                }
                b'`' => return Err(self.not_understood("the output of a program")),
                b'\\' => {
                    word.get_or_insert_default().extend(rest.get(1));
                    at += 2;
                }
                b'$' => {
                    let (value, whole, length) = self.variable(rest)?;
                    if whole {
                        word.get_or_insert_default().extend_from_slice(&value);
                    } else {
                        spread(&value, &mut word, &mut words);
                    }
                    at += length;
                }
                byte => {
                    word.get_or_insert_default().push(byte);
                    at += 1;
                }
            }
        }
        words.extend(word.map(Text::from));
        Ok(words)
    }

    /// A word that is to be one value.
    pub(super) fn one(&self, written: &[u8]) -> Flow<Text> {
        Ok(Text::from(self.expand(written)?.join(&b" "[..])))
    }

    fn inside_quotes(&self, inside: &[u8]) -> Flow<Vec<u8>> {
        let mut value = Vec::new();
        let mut at = 0;
        while at < inside.len() {
            match &inside[at..] {
                rest @ [b'$', ..] => {
                    let (text, _, length) = self.variable(rest)?;
                    value.extend_from_slice(&text);
                    at += length;
                }
                [b'\\', b'\n', ..] => {
                    value.push(b'\n');
                    at += 2;
                }
                [b'`', ..] => return Err(self.not_understood("the output of a program")),
                rest => {
                    value.push(rest[0]);
                    at += 1;
                }
            }
        }
        Ok(value)
    }

    /// What `$NAME`, `${NAME}` or `$?NAME` at the beginning of `rest` gives, whether a modifier keeps it in one
    /// piece, and how long it is.
    fn variable(&self, rest: &[u8]) -> Flow<(Text, bool, usize)> {
        let braced = rest.get(1) == Some(&b'{');
        let mut at = 1 + usize::from(braced);
        let asks = rest.get(at) == Some(&b'?');
        at += usize::from(asks);
        let length =
            rest[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        if length == 0 {
            return Err(self.not_understood("`$` without a name"));
        }
        let name = &rest[at..at + length];
        at += length + usize::from(braced);
        if asks {
            let known = self.lookup(name).is_some();
            return Ok((Text::from(if known { "1" } else { "0" }), true, at));
        }
        let Some(mut value) = self.lookup(name) else {
            return Err(self.aborted(format!("{}: Undefined variable.", Text::from(name))));
        };
        let mut whole = false;
        while let Some([b':', modifier]) = rest.get(at..at + 2) {
            match modifier {
                b'q' => whole = true,
                b't' => value = base_name_of(&value),
                b'h' => value = directory_name(&value),
                _ => break,
            }
            at += 2;
        }
        Ok((value, whole, at))
    }

    /// A variable's value: csh's own come before the exported ones.
    pub(super) fn lookup(&self, name: &[u8]) -> Option<Text> {
        self.memory.own(name).or_else(|| self.memory.value(name)).cloned()
    }
}

/// `:t` is everything behind the last slash, even where that is nothing.
fn base_name_of(value: &[u8]) -> Text {
    if value.ends_with(b"/") { Text::new() } else { base_name(value) }
}

fn closing(rest: &[u8]) -> usize {
    rest.iter().skip(1).position(|byte| *byte == rest[0]).map_or(rest.len() - 1, |at| at + 1)
}

fn spread(value: &[u8], word: &mut Option<Vec<u8>>, words: &mut Vec<Text>) {
    for &byte in value {
        if matches!(byte, b' ' | b'\t' | b'\n') {
            words.extend(word.take().map(Text::from));
        } else {
            word.get_or_insert_default().push(byte);
        }
    }
}
