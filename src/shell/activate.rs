//! What one types to activate an environment.

use super::quote;
use crate::lookup::Caller;

/// The command that runs an activation script in the shell itself.
pub fn activating_command(shell: Caller, script: &[u8]) -> String {
    let word = quote(shell, script);
    match shell {
        Caller::Dash | Caller::Yash | Caller::Busybox | Caller::Ksh | Caller::Mksh => format!(". {word}"),
        Caller::Nu => format!("overlay use {word}"),
        Caller::Powershell if word.starts_with('\'') => format!("& {word}"),
        Caller::Powershell | Caller::Cmd => word,
        _ => format!("source {word}"),
    }
}
