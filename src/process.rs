//! Other processes, as far as the system tells about them.

use crate::text::Text;

/// What is asked about processes. `host` answers from `/proc`; other systems answer less.
pub trait Processes {
    /// The process that started envpeek.
    fn parent(&self) -> Option<u32>;

    /// The process that started another one, or adopted it since; none where there is no such process or nothing can be
    /// learned.
    fn parent_of(&self, pid: u32) -> Option<u32>;

    /// The name of a live process's program, as the process calls itself; of the executable where that says nothing.
    fn program(&self, pid: u32) -> Option<Text>;

    /// The environment block that a process was started with.
    fn environment(&self, pid: u32) -> Result<Vec<u8>, ProcessError>;

    /// The working directory of a process, as seen from inside its root.
    fn working_directory(&self, pid: u32) -> Result<Text, ProcessError>;

    /// The directory through which the file system of a process is seen; none where it is envpeek's own.
    fn root(&self, pid: u32) -> Result<Option<Text>, ProcessError>;
}

/// Why nothing could be learned about a process.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProcessError {
    /// There is no such process.
    #[error("there is no process {0}")]
    Missing(u32),
    /// It belongs to somebody else.
    #[error("cannot read the {what} of process {pid}: permission denied")]
    Denied {
        /// The process.
        pid: u32,
        /// What was asked for.
        what: &'static str,
    },
    /// It has ended and waits to be collected, or is a thread of the kernel.
    #[error("process {pid} has no {what}: it has ended, or belongs to the kernel")]
    Without {
        /// The process.
        pid: u32,
        /// What was asked for.
        what: &'static str,
    },
    /// This system does not tell.
    #[error("this system does not show the {0} of other processes")]
    Unsupported(&'static str),
    /// Anything else, in the system's words.
    #[error("cannot read the {what} of process {pid}: {words}")]
    Other {
        /// The process.
        pid: u32,
        /// What was asked for.
        what: &'static str,
        /// The system's words.
        words: String,
    },
}
