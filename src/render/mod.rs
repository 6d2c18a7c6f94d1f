//! From a report to the bytes of a stream: for people, for scripts, as JSON.
//!
//! Nothing here looks at the outside; a voice can say only what the report holds.

pub mod columns;
mod human;
mod json;
mod plain;
mod role;
mod siblings;
mod stage;

pub use json::document;
pub use plain::Records;
pub use role::Role;
pub use stage::{ColorChoice, Stage, decide_color};

use crate::report::Report;

/// A report that can be said to people and to line-reading scripts.
pub trait Speak: Report {
    /// For reading: the sentence that matters first, then the evidence.
    fn human(&self, stage: &Stage) -> String;

    /// One record of fields a line.
    fn plain(&self, records: &mut Records);
}
