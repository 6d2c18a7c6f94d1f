//! What a command answers, as values that serialise: one type a command, the same for every voice.
//!
//! Text that is not UTF-8 serialises to a marker which `render::json` turns into the pair `key`, `key_hex`.

mod activation;
mod context;
mod finding;
mod path;
mod shadows;
mod venv_status;
mod which;

pub use activation::{
    ActivationReport, AfterReport, AlternativeReport, HandReport, MoveReport, PathsReport, SavedReport,
    StepReport, VariableReport,
};
pub use context::ContextReport;
pub use finding::{FindingReport, codes};
pub use path::{AbsenceReport, EntryReport, PathReport, TimingReport};
pub use shadows::{PairReport, ShadowReport, ShadowedName, ShadowedNames, ShadowsReport, StandingReport};
pub use venv_status::{
    ClaimReport, ConfigReport, EffectiveReport, EnvironmentReport, NearbyReport, VenvStatusReport,
    WinnersReport,
};
pub use which::{
    BuiltinReport, CandidateReport, DisagreementReport, PythonReport, QueryReport, SearchedReport,
    UnseenReport, WhichReport, WinnerReport,
};

use serde::Serialize;

/// The number that stands in every document; fields are added, never changed, within one.
pub const SCHEMA: u32 = 1;

/// A command's answer.
pub trait Report: Serialize {
    /// The command's name, which is the document's `report`.
    const NAME: &'static str;
}
