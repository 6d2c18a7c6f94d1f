//! What an answer is about.

use serde::Serialize;

use crate::text::Text;

/// Whose environment was looked at, and by whose rules.
#[derive(Clone, Debug, Serialize)]
pub struct ContextReport {
    /// Where the environment comes from: `self`, `pid` or `env-file`.
    pub source: &'static str,
    /// The inspected process, where it is not envpeek itself.
    pub pid: Option<u32>,
    /// The working directory.
    pub cwd: Text,
    /// The home directory.
    pub home: Option<Text>,
    /// The directory that stands for the root of the file system, where that was chosen.
    pub root: Option<Text>,
    /// `unix` or `windows`.
    pub platform: &'static str,
    /// The caller whose rules apply.
    #[serde(rename = "as")]
    pub caller: &'static str,
    /// Why it is that one.
    pub as_reason: String,
}
