//! One JSON document: the head that all reports share, then the report.

use std::io;

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use super::siblings::WithSiblings;
use crate::report::{ContextReport, Report, SCHEMA};
use crate::text::{hex, is_hidden, is_plain};

/// A report with the head that all of them share.
#[derive(Serialize)]
struct Document<'report, R> {
    report: &'static str,
    schema: u32,
    envpeek: &'static str,
    context: &'report ContextReport,
    #[serde(flatten)]
    body: &'report R,
}

/// The document of a report, ended by a newline.
pub fn document<R: Report>(report: &R, context: &ContextReport) -> serde_json::Result<Vec<u8>> {
    let envpeek = env!("CARGO_PKG_VERSION");
    let document = Document { report: R::NAME, schema: SCHEMA, envpeek, context, body: report };
    let mut bytes = written(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn written(value: &impl Serialize) -> serde_json::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let formatter = Safe(PrettyFormatter::new());
    WithSiblings(value).serialize(&mut Serializer::with_formatter(&mut bytes, formatter))?;
    Ok(bytes)
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
        if is_plain(fragment.as_bytes()) {
            return writer.write_all(fragment.as_bytes());
        }
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
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::text::Text;

    #[derive(Serialize)]
    struct Sample {
        a: Text,
        b: Option<Text>,
        c: Vec<Text>,
        d: BTreeMap<&'static str, Option<Text>>,
        e: (Text, Option<Text>),
        f: Vec<BTreeMap<&'static str, Text>>,
    }

    #[test]
    fn invalid_text_gets_a_sibling_with_its_bytes() {
        let (broken, whole) = (Text::from(&b"x\xff"[..]), Text::from("y"));
        let sample = Sample {
            a: broken.clone(),
            b: Some(whole.clone()),
            c: vec![whole.clone(), broken.clone(), whole.clone()],
            d: [("k", Some(broken.clone())), ("l", None)].into(),
            e: (broken.clone(), None),
            f: vec![[("m", broken)].into(), [("m", whole)].into()],
        };
        let shown: serde_json::Value = serde_json::from_slice(&written(&sample).unwrap()).unwrap();
        let expected = serde_json::json!({
            "a": "x\u{fffd}", "a_hex": "78ff", "b": "y",
            "c": ["y", "x\u{fffd}", "y"], "c_hex": [null, "78ff", null],
            "d": { "k": "x\u{fffd}", "k_hex": "78ff", "l": null },
            "e": ["x\u{fffd}", null], "e_hex": ["78ff", null],
            "f": [{ "m": "x\u{fffd}", "m_hex": "78ff" }, { "m": "y" }]
        });
        assert_eq!(shown.to_string(), expected.to_string(), "the order counts too");
    }

    proptest! {
        #[test]
        fn a_document_is_its_texts_and_no_character_disturbs_a_terminal(texts in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..9), 0..5)) {
            let texts: Vec<Text> = texts.into_iter().map(Text::from).collect();
            let bytes = written(&BTreeMap::from([("t", &texts)])).unwrap();
            let said = String::from_utf8(bytes).unwrap();
            prop_assert!(!said.chars().any(|character| character != '\n' && is_hidden(character)), "{}", said);
            let shown: serde_json::Value = serde_json::from_str(&said).unwrap();
            let lossy: Vec<String> = texts.iter().map(|text| text.lossy().into_owned()).collect();
            prop_assert_eq!(&shown["t"], &serde_json::json!(lossy));
            let digits = |text: &Text| text.as_utf8().is_none().then(|| hex(text));
            let expected = texts.iter().any(|text| text.as_utf8().is_none());
            let expected = expected.then(|| texts.iter().map(digits).collect::<Vec<_>>());
            prop_assert_eq!(shown.get("t_hex").cloned(), expected.map(|digits| serde_json::json!(digits)));
        }
    }

    #[test]
    fn characters_that_disturb_terminals_are_written_as_numbers() {
        let mut bytes = Vec::new();
        let mut serializer = Serializer::with_formatter(&mut bytes, Safe(PrettyFormatter::new()));
        "a\u{7f}\u{202e}\u{9b}\x1bä".serialize(&mut serializer).unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), "\"a\\u007f\\u202e\\u009b\\u001bä\"");
    }
}
