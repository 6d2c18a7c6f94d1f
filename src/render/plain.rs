//! Records for scripts.

use crate::text::{escape, is_plain};

/// Records one behind the other, as a script reads them.
#[derive(Debug)]
pub struct Records {
    bytes: Vec<u8>,
    raw: bool,
}

impl Records {
    /// Lines of fields separated by tabs, every byte from outside escaped.
    pub fn lines() -> Self {
        Self { bytes: Vec::new(), raw: false }
    }

    /// The same fields as raw bytes, each record ended by NUL.
    pub fn raw() -> Self {
        Self { bytes: Vec::new(), raw: true }
    }

    /// Adds one record.
    pub fn add(&mut self, fields: &[&[u8]]) {
        for (index, field) in fields.iter().enumerate() {
            if index > 0 {
                self.bytes.push(b'\t');
            }
            if self.raw || is_plain(field) {
                self.bytes.extend_from_slice(field);
            } else {
                self.bytes.extend_from_slice(escape(field).as_bytes());
            }
        }
        self.bytes.push(if self.raw { 0 } else { b'\n' });
    }

    /// All of them.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}
