//! Other processes on systems without `/proc`: nothing is known of them.

use crate::process::{ProcessError, Processes};
use crate::text::Text;

/// The processes of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsProcesses;

impl Processes for OsProcesses {
    fn parent(&self) -> Option<u32> {
        None
    }

    fn parent_of(&self, _pid: u32) -> Option<u32> {
        None
    }

    fn program(&self, _pid: u32) -> Option<Text> {
        None
    }

    fn environment(&self, _pid: u32) -> Result<Vec<u8>, ProcessError> {
        Err(ProcessError::Unsupported("environment"))
    }

    fn working_directory(&self, _pid: u32) -> Result<Text, ProcessError> {
        Err(ProcessError::Unsupported("working directory"))
    }

    fn root(&self, _pid: u32) -> Result<Option<Text>, ProcessError> {
        Err(ProcessError::Unsupported("root directory"))
    }
}
