//! One JSON document: the head that all reports share, then the report.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};
use serde_json::{Map, Value};

use crate::report::{ContextReport, Report, SCHEMA};
use crate::text::{HEX_KEY, LOSSY_KEY, hex, is_hidden};

/// The document of a report, ended by a newline.
pub fn document<R: Report>(report: &R, context: &ContextReport) -> serde_json::Result<Vec<u8>> {
    let mut head = Map::new();
    head.insert("report".to_owned(), R::NAME.into());
    head.insert("schema".to_owned(), SCHEMA.into());
    head.insert("envpeek".to_owned(), env!("CARGO_PKG_VERSION").into());
    head.insert("context".to_owned(), with_hex_siblings(serde_json::to_value(context)?));
    if let Value::Object(body) = with_hex_siblings(serde_json::to_value(report)?) {
        head.extend(body);
    }
    let mut bytes = Vec::new();
    Value::Object(head)
        .serialize(&mut Serializer::with_formatter(&mut bytes, Safe(PrettyFormatter::new())))?;
    bytes.push(b'\n');
    Ok(bytes)
}

/// Puts lossy text in the place of every marker, and its bytes under a sibling key with the suffix `_hex`; for an
/// array of texts a sibling array, null where the text was valid.
fn with_hex_siblings(value: Value) -> Value {
    match value {
        Value::Array(items) => Value::Array(items.into_iter().map(with_hex_siblings).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().flat_map(field_with_sibling).collect()),
        other => other,
    }
}

fn field_with_sibling((key, value): (String, Value)) -> Vec<(String, Value)> {
    let sibling = format!("{key}_hex");
    match value {
        Value::Array(items) if items.iter().any(is_marker) => {
            let (texts, bytes) = items.into_iter().map(split_marker).unzip();
            vec![(key, Value::Array(texts)), (sibling, Value::Array(bytes))]
        }
        marker if is_marker(&marker) => {
            let (text, bytes) = split_marker(marker);
            vec![(key, text), (sibling, bytes)]
        }
        other => vec![(key, with_hex_siblings(other))],
    }
}

fn is_marker(value: &Value) -> bool {
    value.get(LOSSY_KEY).is_some()
}

/// The readable text and the bytes; null bytes for anything that is not a marker.
fn split_marker(value: Value) -> (Value, Value) {
    match value {
        Value::Object(mut fields) if fields.contains_key(LOSSY_KEY) => {
            let text = fields.remove(LOSSY_KEY).unwrap_or_default();
            (text, fields.remove(HEX_KEY).unwrap_or_default())
        }
        other => (with_hex_siblings(other), Value::Null),
    }
}

/// Pretty JSON in which no character can disturb a terminal: those that JSON itself lets through raw (DEL, C1
/// controls, bidirectional and invisible formatting) are written as `\u….`.
struct Safe<'indent>(PrettyFormatter<'indent>);

impl Formatter for Safe<'_> {
    fn write_string_fragment<W: ?Sized + io::Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut from = 0;
        for (at, character) in fragment.char_indices().filter(|(_, character)| is_hidden(*character)) {
            writer.write_all(&fragment.as_bytes()[from..at])?;
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{}", hex(&unit.to_be_bytes()))?;
            }
            from = at + character.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[from..])
    }

    fn begin_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + io::Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + io::Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    #[test]
    fn invalid_text_gets_a_sibling_with_its_bytes() {
        let value = serde_json::json!({ "a": Text::from(&b"x\xff"[..]), "b": "y", "c": [Text::from(&b"\xfe"[..]), "z"] });
        let shown = with_hex_siblings(value);
        assert_eq!(
            shown,
            serde_json::json!({ "a": "x\u{fffd}", "a_hex": "78ff", "b": "y", "c": ["\u{fffd}", "z"], "c_hex": ["fe", null] })
        );
    }

    #[test]
    fn characters_that_disturb_terminals_are_written_as_numbers() {
        let mut bytes = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut bytes, Safe(PrettyFormatter::new()));
        "a\u{7f}\u{202e}\u{9b}\x1bä".serialize(&mut serializer).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a\\u007f\\u202e\\u009b\\u001bä\"");
    }
}
