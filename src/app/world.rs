//! Everything outside, as one value that `host` fills.

use std::io;
use std::time::Duration;

use crate::disk::Disk;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::machine::Machine;
use crate::process::Processes;
use crate::text::Text;

/// The real world, or a test's.
pub struct World<'host> {
    /// envpeek's own environment.
    pub env: EnvBlock,
    /// Its working directory, or why there is none.
    pub cwd: Result<Text, String>,
    /// Its user's home directory, looked up when it is needed.
    pub home: &'host dyn Fn() -> Option<Text>,
    /// Its platform.
    pub flavor: Flavor,
    /// Its machine.
    pub machine: Machine,
    /// Its effective user.
    pub user: Option<u32>,
    /// Its file system.
    pub disk: &'host dyn Disk,
    /// The other processes.
    pub processes: &'host dyn Processes,
    /// Reads standard input to its end.
    pub stdin: &'host dyn Fn() -> io::Result<Vec<u8>>,
    /// The time that has gone by since some moment.
    pub clock: &'host dyn Fn() -> Duration,
    /// The terminal behind a stream, if there is one; asked when it is needed.
    pub terminal: &'host dyn Fn(Stream) -> Option<Terminal>,
}

/// Where words can go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output: answers.
    Out,
    /// Standard error: messages.
    Err,
}

/// What is known of a terminal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Its width in columns.
    pub width: Option<usize>,
}

/// What a call leaves behind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Bytes for standard output.
    pub stdout: Vec<u8>,
    /// Bytes for standard error.
    pub stderr: Vec<u8>,
    /// The exit status: 0 yes, 1 no, 2 no answer.
    pub exit: u8,
}
