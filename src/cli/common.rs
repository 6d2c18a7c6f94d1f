//! Options that every looking command has.

use std::ffi::OsString;
use std::time::Duration;

use clap::{Args, ValueEnum, ValueHint};

/// How the answer is said: the switches.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that a user types")]
pub struct VoiceArgs {
    /// Print one JSON document
    #[arg(long, help_heading = "Output")]
    pub json: bool,

    /// Print one record a line, fields separated by tabs
    #[arg(long, help_heading = "Output", conflicts_with = "json")]
    pub plain: bool,

    /// Like --plain, with raw bytes and records ended by NUL
    #[arg(short = '0', help_heading = "Output", conflicts_with = "json")]
    pub null: bool,

    /// Print nothing; the exit status is the answer
    #[arg(short, long, help_heading = "Output")]
    pub quiet: bool,
}

/// What is inspected, by whose rules, and how the answer is said.
#[derive(Args, Clone, Debug, Default, PartialEq, Eq)]
pub struct CommonArgs {
    /// How the answer is said.
    #[command(flatten)]
    pub voice: VoiceArgs,

    /// When to use colour
    #[arg(
        long,
        value_name = "WHEN",
        help_heading = "Output",
        default_value = "auto",
        hide_default_value = true
    )]
    pub color: ColorWord,

    /// Whose rules apply: bash, zsh, fish, execvp, … [default: the shell that started envpeek]
    #[arg(long = "as", value_name = "CALLER", help_heading = "What is inspected", value_parser = callers(), hide_possible_values = true)]
    pub caller: Option<String>,

    /// Inspect a running process, as it was started
    #[arg(long, value_name = "N", help_heading = "What is inspected", conflicts_with = "env_file")]
    pub pid: Option<u32>,

    /// Read the environment from a file of NAME=value records, `-` for standard input
    #[arg(long, value_name = "FILE", help_heading = "What is inspected", value_hint = ValueHint::FilePath)]
    pub env_file: Option<OsString>,

    /// Use this value of PATH
    #[arg(long, value_name = "VALUE", help_heading = "What is inspected", allow_hyphen_values = true)]
    pub path: Option<OsString>,

    /// Use this working directory
    #[arg(long, value_name = "DIR", help_heading = "What is inspected", value_hint = ValueHint::DirPath)]
    pub cwd: Option<OsString>,

    /// Use this home directory
    #[arg(long, value_name = "DIR", help_heading = "What is inspected", value_hint = ValueHint::DirPath)]
    pub home: Option<OsString>,

    /// Take absolute paths and links inside this directory
    #[arg(long, value_name = "DIR", help_heading = "What is inspected", value_hint = ValueHint::DirPath)]
    pub root: Option<OsString>,

    /// How long a directory may take to answer, in seconds [default: 1]
    #[arg(long, global = true, value_name = "SECONDS", help_heading = "What is inspected", value_parser = time_limit)]
    pub timeout: Option<Duration>,

    /// Read lists and paths by the rules of this platform
    #[arg(long, value_name = "PLATFORM", help_heading = "What is inspected")]
    pub platform: Option<PlatformWord>,
}

/// The words that `--color` takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ColorWord {
    /// On a terminal, unless the environment says otherwise
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The words that `--platform` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum PlatformWord {
    /// `:` between entries, permission decides
    Unix,
    /// `;` between entries, suffixes decide
    Windows,
}

fn callers() -> clap::builder::PossibleValuesParser {
    crate::lookup::Caller::ALL.map(crate::lookup::Caller::name).into()
}

/// A number of seconds above zero, with or without a fraction.
fn time_limit(word: &str) -> Result<Duration, String> {
    let seconds = word.parse::<f64>().ok().filter(|seconds| *seconds > 0.0);
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .ok_or_else(|| "it is no number of seconds above zero".to_owned())
}
