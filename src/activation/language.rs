//! Which language a shell's activation script is written in.

use super::posix::PosixShell;
use crate::lookup::Caller;

/// The language of an activation script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// `activate`, read by one of the POSIX shells.
    Posix(PosixShell),
    /// `activate.fish`.
    Fish,
    /// `activate.csh`.
    Csh,
    /// `activate.nu`.
    Nu,
    /// `activate.xsh`.
    Xonsh,
    /// `Activate.ps1`.
    PowerShell,
    /// `activate.bat`.
    Batch,
}

impl Language {
    /// The language that a shell reads; none where no maker writes a script for it.
    pub fn of(shell: Caller) -> Option<Self> {
        Some(match shell {
            Caller::Bash => Self::Posix(PosixShell::Bash),
            Caller::Zsh => Self::Posix(PosixShell::Zsh),
            Caller::Dash => Self::Posix(PosixShell::Dash),
            Caller::Ksh => Self::Posix(PosixShell::Ksh),
            Caller::Mksh => Self::Posix(PosixShell::Mksh),
            Caller::Yash => Self::Posix(PosixShell::Yash),
            Caller::Busybox => Self::Posix(PosixShell::BusyBox),
            Caller::Fish => Self::Fish,
            Caller::Tcsh => Self::Csh,
            Caller::Nu => Self::Nu,
            Caller::Xonsh => Self::Xonsh,
            Caller::Powershell => Self::PowerShell,
            Caller::Cmd => Self::Batch,
            _ => return None,
        })
    }

    /// The names that the script can have.
    pub fn scripts(self) -> &'static [&'static str] {
        match self {
            Self::Posix(_) => &["activate"],
            Self::Fish => &["activate.fish"],
            Self::Csh => &["activate.csh"],
            Self::Nu => &["activate.nu"],
            Self::Xonsh => &["activate.xsh"],
            Self::PowerShell => &["Activate.ps1", "activate.ps1"],
            Self::Batch => &["activate.bat"],
        }
    }

    /// Whether the shell exports what its `deactivate` needs, so that a child shell knows it too.
    pub fn exports_saved_path(self) -> bool {
        matches!(self, Self::Fish | Self::Xonsh | Self::Batch)
    }
}
