//! Which file a command name means, for whom, and why every other candidate lost.
//!
//! Who asks is a value: a [`Caller`] picks a row of [`Rules`]. A [`Survey`] looks at each file once and keeps
//! what it saw as a [`Sighting`]; judging sightings by rules is pure, so asking for twenty callers costs no more
//! looks than asking for one.

mod agreement;
mod ahead;
mod builtins;
mod caller;
mod content;
mod crate_which;
mod difference;
mod disagreement;
mod itinerary;
mod places;
#[cfg(test)]
mod properties;
mod rules;
mod search;
mod sighting;
mod survey;
mod table;
mod windows;

pub use agreement::{are_all_taken_alike, is_read_alike, is_taken_alike};
pub use builtins::Builtin;
pub use caller::Caller;
pub use content::Content;
pub use difference::{Difference, EntryReading};
pub use disagreement::{Disagreement, disagreements};
pub use places::{Place, Treatment, places, read_list};
pub use rules::{Access, Decoding, EmptyList, HashBang, Reading, Response, Rules, Tilde};
pub use search::{Candidate, Halt, Query, Resolution, Verdict, resolve, resolve_until_won};
pub use sighting::{End, Fault, InterpreterTrouble, Obstacle, Sighting};
pub use survey::{Look, Survey};
pub use windows::Suffixes;
