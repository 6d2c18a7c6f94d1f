//! Word expansion: from what stands in the script to the words that a command gets.

use super::pattern::{self, Letter};
use super::run::{Flow, Shell, Stop};
use super::tree::{Operator, OperatorKind, Part, Word};
use crate::text::Text;

/// A run of bytes that came from one part of a word.
struct Run {
    bytes: Vec<u8>,
    /// Quoted bytes are no pattern and are never split.
    quoted: bool,
    /// The result of an expansion, which an unquoted place splits into words.
    splits: bool,
}

impl Shell<'_> {
    /// The words that a command gets: expanded and, outside quotes, split.
    pub(super) fn fields(&mut self, words: &[Word]) -> Flow<Vec<Text>> {
        let mut fields = Vec::new();
        for word in words {
            let runs = self.runs(word, false)?;
            fields.extend(split(&runs, self.kind.splits_words));
        }
        Ok(fields)
    }

    /// One value, as an assignment gets it: expanded and never split.
    pub(super) fn value_of(&mut self, word: &Word) -> Flow<Text> {
        Ok(Text::from(self.runs(word, false)?.into_iter().flat_map(|run| run.bytes).collect::<Vec<u8>>()))
    }

    /// One pattern, in which quoted bytes stand for themselves.
    pub(super) fn pattern_of(&mut self, word: &Word) -> Flow<Vec<Letter>> {
        let runs = self.runs(word, false)?;
        let letters = |run: Run| run.bytes.into_iter().map(move |byte| Letter { byte, literal: run.quoted });
        Ok(runs.into_iter().flat_map(letters).collect())
    }

    fn runs(&mut self, word: &Word, quoted: bool) -> Flow<Vec<Run>> {
        let mut runs = Vec::new();
        for part in word {
            match part {
                Part::Literal(text, escaped) => {
                    runs.push(Run { bytes: text.to_vec(), quoted: quoted || *escaped, splits: false });
                }
                Part::Quoted(inner) => {
                    // Quotes make a word even where nothing is left inside them.
                    runs.push(Run { bytes: Vec::new(), quoted: true, splits: false });
                    runs.extend(self.runs(inner, true)?);
                }
                Part::Output(list) => {
                    let bytes = self.output_of(list)?.into_bytes();
                    runs.push(Run { bytes, quoted, splits: !quoted });
                }
                Part::Parameter { name, operator } => {
                    runs.extend(self.parameter(name, operator.as_ref(), quoted)?)
                }
                Part::Peculiar(inside) => {
                    let bytes = self.peculiar(inside)?.into_bytes();
                    runs.push(Run { bytes, quoted, splits: !quoted });
                }
            }
        }
        Ok(runs)
    }

    fn parameter(&mut self, name: &Text, operator: Option<&Operator>, quoted: bool) -> Flow<Vec<Run>> {
        let current = self.lookup(name)?;
        let run = |text: Text| vec![Run { bytes: text.into_bytes(), quoted, splits: !quoted }];
        let Some(operator) = operator else {
            return Ok(run(current.unwrap_or_default()));
        };
        let present = current.as_ref().is_some_and(|value| !(operator.colon && value.is_empty()));
        match (operator.kind, current) {
            (OperatorKind::CutPrefix, current) => {
                let pattern = self.pattern_of(&operator.word)?;
                Ok(run(pattern::without_prefix(&current.unwrap_or_default(), &pattern)))
            }
            (OperatorKind::CutSuffix, current) => {
                let pattern = self.pattern_of(&operator.word)?;
                Ok(run(pattern::without_suffix(&current.unwrap_or_default(), &pattern)))
            }
            (OperatorKind::Alternative, _) if present => self.runs(&operator.word, quoted),
            (OperatorKind::Alternative, _) => Ok(run(Text::new())),
            (_, Some(value)) if present => Ok(run(value)),
            (OperatorKind::Default, _) => self.runs(&operator.word, quoted),
            (OperatorKind::Assign, _) => {
                let value = self.value_of(&operator.word)?;
                self.memory.assign(name, value.clone());
                Ok(run(value))
            }
            _ => Err(Stop::Aborted { line: self.memory.line, why: format!("{name} is not set") }),
        }
    }
}

/// Splits at blanks and line ends of unquoted expansions; a word of which nothing is left vanishes.
fn split(runs: &[Run], splits_words: bool) -> Vec<Text> {
    let mut fields = Vec::new();
    let mut field: Option<Vec<u8>> = None;
    for run in runs {
        if !(run.splits && splits_words) {
            if run.quoted || !run.bytes.is_empty() {
                field.get_or_insert_with(Vec::new).extend_from_slice(&run.bytes);
            }
            continue;
        }
        for &byte in &run.bytes {
            if matches!(byte, b' ' | b'\t' | b'\n') {
                fields.extend(field.take().map(Text::from));
            } else {
                field.get_or_insert_with(Vec::new).push(byte);
            }
        }
    }
    fields.extend(field.map(Text::from));
    fields
}
