//! The expression of `[ … ]` and `test`, which POSIX shells and fish share.

use super::ground::Ground;
use crate::text::Text;

/// Whether the expression is true; none where it is of an unknown form. Words too many are an error in every
/// shell, which is as good as false.
pub(super) fn holds(words: &[Text], ground: &Ground<'_>) -> Option<bool> {
    if words.is_empty() {
        return Some(false);
    }
    let mut reader = Reader { words, at: 0, ground };
    let truth = reader.either()?;
    Some(truth && reader.at == words.len())
}

struct Reader<'a> {
    words: &'a [Text],
    at: usize,
    ground: &'a Ground<'a>,
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> Option<&'a [u8]> {
        self.words.get(self.at + ahead).map(Text::as_bytes)
    }

    fn either(&mut self) -> Option<bool> {
        let mut truth = self.both()?;
        while matches!(self.peek(0), Some(b"-o" | b"||")) {
            self.at += 1;
            truth |= self.both()?;
        }
        Some(truth)
    }

    fn both(&mut self) -> Option<bool> {
        let mut truth = self.one()?;
        while matches!(self.peek(0), Some(b"-a" | b"&&")) {
            self.at += 1;
            truth &= self.one()?;
        }
        Some(truth)
    }

    fn one(&mut self) -> Option<bool> {
        if let (Some(left), Some(operator), Some(right)) = (self.peek(0), self.peek(1), self.peek(2))
            && let Some(truth) = self.binary(left, operator, right)
        {
            self.at += 3;
            return Some(truth);
        }
        match (self.peek(0)?, self.peek(1)) {
            (b"!", Some(_)) => {
                self.at += 1;
                Some(!self.one()?)
            }
            (option @ [b'-', _], Some(operand)) => {
                self.at += 2;
                self.unary(option, operand)
            }
            (word, _) => {
                self.at += 1;
                Some(!word.is_empty())
            }
        }
    }

    fn binary(&self, left: &[u8], operator: &[u8], right: &[u8]) -> Option<bool> {
        let order = || Some(number(left)?.cmp(&number(right)?));
        match operator {
            b"=" | b"==" => Some(left == right),
            b"!=" => Some(left != right),
            b"-ef" => Some(self.ground.same_file(left, right)),
            b"-eq" => order().map(std::cmp::Ordering::is_eq),
            b"-ne" => order().map(std::cmp::Ordering::is_ne),
            b"-lt" => order().map(std::cmp::Ordering::is_lt),
            b"-le" => order().map(std::cmp::Ordering::is_le),
            b"-gt" => order().map(std::cmp::Ordering::is_gt),
            b"-ge" => order().map(std::cmp::Ordering::is_ge),
            _ => None,
        }
    }

    fn unary(&self, option: &[u8], operand: &[u8]) -> Option<bool> {
        Some(match option {
            b"-n" => !operand.is_empty(),
            b"-z" => operand.is_empty(),
            b"-d" => self.ground.is_directory(operand),
            b"-f" => self.ground.is_file(operand),
            b"-e" | b"-r" => self.ground.exists(operand),
            b"-x" => self.ground.disk.may_execute(&self.ground.absolute(operand)),
            // An option of the shell, such as zsh's `ksharrays`: the defaults are assumed.
            b"-o" => false,
            _ => return None,
        })
    }
}

fn number(text: &[u8]) -> Option<i64> {
    std::str::from_utf8(text).ok()?.trim().parse().ok()
}
