//! How to ask a shell what envpeek cannot see.

use super::quote;
use crate::lookup::Caller;

/// The command that makes the shell itself name everything it knows under `name`: aliases, functions, builtins
/// and remembered locations. None for callers that have no such things.
pub fn ask_command(shell: Caller, name: &[u8]) -> Option<String> {
    let words = match shell {
        Caller::Bash | Caller::Zsh | Caller::Fish | Caller::Yash => "type -a",
        Caller::Dash | Caller::Busybox => "type",
        Caller::Ksh => "whence -av",
        Caller::Mksh => "whence -v",
        Caller::Tcsh | Caller::Cmd => "where",
        Caller::Elvish => "resolve",
        Caller::Xonsh | Caller::Nu => "which -a",
        Caller::Powershell => "Get-Command -All",
        _ => return None,
    };
    Some(format!("{words} {}", quote(shell, name)))
}
