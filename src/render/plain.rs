//! Records for scripts.

use crate::text::{Text, escape};

/// The fields of one line.
pub type Record = Vec<Text>;

/// Lines of fields separated by tabs, every byte from outside escaped.
pub fn lines(records: &[Record]) -> Vec<u8> {
    records.iter().flat_map(|record| [fields(record), "\n".to_owned()]).collect::<String>().into_bytes()
}

fn fields(record: &Record) -> String {
    let shown: Vec<_> = record.iter().map(|field| escape(field)).collect();
    shown.join("\t")
}

/// The same fields as raw bytes, each record ended by NUL.
pub fn records(records: &[Record]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for record in records {
        let raw: Vec<&[u8]> = record.iter().map(Text::as_bytes).collect();
        bytes.extend(raw.join(&b'\t'));
        bytes.push(0);
    }
    bytes
}
