//! Reads words: quotes, parameters and what is put out by commands.

use super::{Parsed, Parser, SyntaxError, is_meta, name_length};
use crate::activation::posix::tree::{Operator, OperatorKind, Part, Word};
use crate::text::Text;

impl Parser<'_> {
    pub(super) fn word(&mut self) -> Parsed<Word> {
        let mut word = Word::new();
        while let Some(byte) = self.peek().filter(|byte| !is_meta(*byte)) {
            word.push(self.part(byte)?);
        }
        Ok(word)
    }

    fn part(&mut self, byte: u8) -> Parsed<Part> {
        match byte {
            b'\'' => self.single_quoted(),
            b'"' => self.double_quoted(),
            b'$' => self.dollar(),
            b'`' => self.backquoted(false),
            b'\\' => Ok(self.escaped()),
            _ => {
                let plain = |byte: &&u8| {
                    !is_meta(**byte) && !matches!(**byte, b'\'' | b'"' | b'$' | b'`' | b'\\' | b'}')
                };
                let length = self.rest().iter().take_while(plain).count().max(1);
                let text = Text::from(&self.rest()[..length]);
                self.at += length;
                Ok(Part::Literal(text, false))
            }
        }
    }

    fn escaped(&mut self) -> Part {
        self.bump();
        match self.bump() {
            Some(b'\n') => Part::Literal(Text::new(), false),
            Some(byte) => Part::Literal(Text::from(vec![byte]), true),
            None => Part::Literal(Text::from("\\"), true),
        }
    }

    fn single_quoted(&mut self) -> Parsed<Part> {
        let error = self.error("a quote is not closed");
        self.bump();
        let length = self.rest().iter().position(|byte| *byte == b'\'').ok_or(error)?;
        let text = &self.rest()[..length];
        self.line += bstr::ByteSlice::find_iter(text, "\n").count();
        self.at += length + 1;
        Ok(Part::Literal(Text::from(text), true))
    }

    fn double_quoted(&mut self) -> Parsed<Part> {
        let error = self.error("a quote is not closed");
        self.bump();
        let word = self.inside_quotes(b'"', &error)?;
        self.bump();
        Ok(Part::Quoted(word))
    }

    /// What stands up to an unquoted `end`, by the rules inside double quotes.
    fn inside_quotes(&mut self, end: u8, error: &SyntaxError) -> Parsed<Word> {
        let mut word = Word::new();
        let mut plain = Vec::new();
        loop {
            let byte = self.peek().ok_or_else(|| error.clone())?;
            if byte == end || matches!(byte, b'$' | b'`') {
                if !plain.is_empty() {
                    word.push(Part::Literal(Text::from(std::mem::take(&mut plain)), true));
                }
                match byte {
                    _ if byte == end => return Ok(word),
                    b'$' => word.push(self.dollar()?),
                    _ => word.push(self.backquoted(true)?),
                }
                continue;
            }
            self.bump();
            match (byte, self.peek()) {
                (b'\\', Some(b'\n')) => drop(self.bump()),
                (b'\\', Some(next)) if matches!(next, b'$' | b'`' | b'"' | b'\\') => {
                    plain.push(next);
                    self.bump();
                }
                _ => plain.push(byte),
            }
        }
    }

    fn backquoted(&mut self, quoted: bool) -> Parsed<Part> {
        let error = self.error("a backquote is not closed");
        let line = self.line;
        self.bump();
        let mut inner = Vec::new();
        loop {
            match self.bump().ok_or_else(|| error.clone())? {
                b'`' => break,
                b'\\' => match self.bump().ok_or_else(|| error.clone())? {
                    byte @ (b'`' | b'\\' | b'$') => inner.push(byte),
                    b'"' if quoted => inner.push(b'"'),
                    byte => inner.extend([b'\\', byte]),
                },
                byte => inner.push(byte),
            }
        }
        self.enter()?;
        let mut parser = Parser { depth: self.depth, ..Parser::new(&inner, line, self.dialect) };
        let list = parser.list(&[])?;
        self.depth -= 1;
        Ok(Part::Output(list))
    }

    fn dollar(&mut self) -> Parsed<Part> {
        self.bump();
        self.enter()?;
        let part = self.expansion()?;
        self.depth -= 1;
        Ok(part)
    }

    fn expansion(&mut self) -> Parsed<Part> {
        match self.rest() {
            [b'(', b'(', ..] => Err(self.unknown("arithmetic")),
            [b'(', ..] => self.output(),
            [b'{', ..] => self.braced(),
            [b'\'', ..] => Err(self.unknown("a `$'…'` text")),
            [byte, ..] if byte.is_ascii_digit() || b"@*#?$!-".contains(byte) => {
                self.at += 1;
                Ok(plain_parameter(&[*byte]))
            }
            rest => {
                let length = name_length(rest);
                self.at += length;
                let name = &rest[..length];
                Ok(if name.is_empty() {
                    Part::Literal(Text::from("$"), false)
                } else {
                    plain_parameter(name)
                })
            }
        }
    }

    fn output(&mut self) -> Parsed<Part> {
        self.bump();
        let list = self.list(&[])?;
        self.skip_newlines();
        if self.take(")") { Ok(Part::Output(list)) } else { Err(self.error("`)` is missing")) }
    }

    fn braced(&mut self) -> Parsed<Part> {
        let error = self.error("`}` is missing");
        self.bump();
        let begin = self.at;
        let mut length = name_length(self.rest());
        if length > 0 && self.rest().get(length) == Some(&b'[') {
            length += self.rest()[length..].iter().position(|byte| *byte == b']').map_or(0, |at| at + 1);
        }
        if length == 0 && self.peek().is_some_and(|byte| byte.is_ascii_digit() || b"@*?".contains(&byte)) {
            length = 1;
        }
        let name = Text::from(&self.rest()[..length]);
        self.at += length;
        if length > 0 && self.take("}") {
            return Ok(Part::Parameter { name, operator: None });
        }
        match if length > 0 { self.operator() } else { None } {
            Some((kind, colon)) => {
                let word = self.inside_quotes_of_operator(&error)?;
                Ok(Part::Parameter { name, operator: Some(Operator { kind, colon, word }) })
            }
            None => self.peculiar(begin, &error),
        }
    }

    fn operator(&mut self) -> Option<(OperatorKind, bool)> {
        let colon = self.rest().starts_with(b":");
        let kind = match self.rest().get(usize::from(colon))? {
            b'-' => OperatorKind::Default,
            b'=' => OperatorKind::Assign,
            b'+' => OperatorKind::Alternative,
            b'?' => OperatorKind::Require,
            b'#' if !colon => OperatorKind::CutPrefix,
            b'%' if !colon => OperatorKind::CutSuffix,
            _ => return None,
        };
        let cut = matches!(kind, OperatorKind::CutPrefix | OperatorKind::CutSuffix);
        self.at += 1 + usize::from(colon);
        if cut && matches!(self.peek(), Some(b'#' | b'%')) {
            self.at += 1;
        }
        Some((kind, colon))
    }

    /// The word of `${name:-word}`: quotes count, and it ends at `}`.
    fn inside_quotes_of_operator(&mut self, error: &SyntaxError) -> Parsed<Word> {
        let mut word = Word::new();
        loop {
            match self.peek().ok_or_else(|| error.clone())? {
                b'}' => {
                    self.bump();
                    return Ok(word);
                }
                byte if is_meta(byte) => {
                    self.bump();
                    word.push(Part::Literal(Text::from(vec![byte]), false));
                }
                byte => word.push(self.part(byte)?),
            }
        }
    }

    fn peculiar(&mut self, begin: usize, error: &SyntaxError) -> Parsed<Part> {
        while self.bump().ok_or_else(|| error.clone())? != b'}' {}
        if self.dialect.refuses_peculiar {
            return Err(SyntaxError { what: "the name of a parameter is not valid", ..error.clone() });
        }
        Ok(Part::Peculiar(Text::from(&self.text[begin..self.at - 1])))
    }
}

fn plain_parameter(name: &[u8]) -> Part {
    Part::Parameter { name: Text::from(name), operator: None }
}
