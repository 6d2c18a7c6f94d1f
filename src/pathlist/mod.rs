//! A list of directories as a value: PATH and its relatives, split into entries whose positions never shift.
//!
//! Nothing here touches the disk and nothing is dropped: joining the written entries gives back the bytes.

mod entry;
mod moves;
mod split;
mod variables;

pub(crate) use entry::unexpanded_name;
pub use entry::{Entry, Form};
pub use moves::{Change, Move, moves};
pub use split::{PathList, Presence};
pub use variables::{EmptyMeaning, LIST_VARIABLES, ListVariable, list_variable};
