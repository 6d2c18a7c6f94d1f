//! Who asks: a shell, a system call, a library function.

use crate::flavor::Flavor;

/// A program or function that looks up command names, with rules of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Caller {
    /// GNU bash, not in posix mode.
    Bash,
    /// zsh with its default options.
    Zsh,
    /// fish 3 and 4.
    Fish,
    /// The Debian Almquist shell: `/bin/sh` of Debian and Ubuntu.
    Dash,
    /// `KornShell` 93u+m.
    Ksh,
    /// The MirBSD Korn shell.
    Mksh,
    /// tcsh, also as csh.
    Tcsh,
    /// Yet another shell.
    Yash,
    /// `BusyBox` ash.
    Busybox,
    /// Elvish.
    Elvish,
    /// xonsh.
    Xonsh,
    /// Nushell.
    Nu,
    /// `execvp(3)` of glibc: what `env`, `xargs`, cron jobs, editors and most programs use.
    Execvp,
    /// `posix_spawnp(3)` of glibc, also Rust's `Command` on Linux.
    PosixSpawn,
    /// Both calls in musl (Alpine Linux).
    Musl,
    /// Python's `shutil.which`.
    ShutilWhich,
    /// `exec.LookPath` of Go 1.19 and later.
    Go,
    /// The Rust crate `which`, behind uv, mise and many other tools.
    RustWhich,
    /// The Windows command processor.
    Cmd,
    /// `PowerShell` on Windows.
    Powershell,
}

impl Caller {
    /// All callers, in the order in which they are listed to users.
    pub const ALL: [Self; 20] = [
        Self::Bash,
        Self::Zsh,
        Self::Fish,
        Self::Dash,
        Self::Ksh,
        Self::Mksh,
        Self::Tcsh,
        Self::Yash,
        Self::Busybox,
        Self::Elvish,
        Self::Xonsh,
        Self::Nu,
        Self::Execvp,
        Self::PosixSpawn,
        Self::Musl,
        Self::ShutilWhich,
        Self::Go,
        Self::RustWhich,
        Self::Cmd,
        Self::Powershell,
    ];

    /// The name that `--as` and JSON use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Bash => "bash",
            Self::Zsh => "zsh",
            Self::Fish => "fish",
            Self::Dash => "dash",
            Self::Ksh => "ksh",
            Self::Mksh => "mksh",
            Self::Tcsh => "tcsh",
            Self::Yash => "yash",
            Self::Busybox => "busybox",
            Self::Elvish => "elvish",
            Self::Xonsh => "xonsh",
            Self::Nu => "nu",
            Self::Execvp => "execvp",
            Self::PosixSpawn => "posix-spawn",
            Self::Musl => "musl",
            Self::ShutilWhich => "shutil-which",
            Self::Go => "go",
            Self::RustWhich => "rust-which",
            Self::Cmd => "cmd",
            Self::Powershell => "powershell",
        }
    }

    /// The caller of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|caller| caller.name() == name)
    }

    /// The shell whose executable has this file name; a login shell's leading `-` is ignored.
    pub fn of_program(program: &[u8]) -> Option<Self> {
        let name = program.strip_prefix(b"-").unwrap_or(program);
        let name = name.strip_suffix(b".exe").unwrap_or(name);
        Some(match name {
            b"bash" | b"rbash" => Self::Bash,
            b"zsh" | b"rzsh" | b"zsh5" => Self::Zsh,
            b"fish" => Self::Fish,
            b"dash" => Self::Dash,
            b"ksh" | b"ksh93" | b"rksh" | b"rksh93" => Self::Ksh,
            b"mksh" | b"lksh" | b"mksh-static" => Self::Mksh,
            b"tcsh" | b"csh" => Self::Tcsh,
            b"yash" => Self::Yash,
            b"busybox" | b"ash" => Self::Busybox,
            b"elvish" => Self::Elvish,
            b"xonsh" => Self::Xonsh,
            b"nu" => Self::Nu,
            b"cmd" => Self::Cmd,
            b"powershell" | b"pwsh" => Self::Powershell,
            _ => return None,
        })
    }

    /// Whether a person types commands to it; the others are system calls and library functions.
    pub fn is_shell(self) -> bool {
        !matches!(
            self,
            Self::Execvp | Self::PosixSpawn | Self::Musl | Self::ShutilWhich | Self::Go | Self::RustWhich
        )
    }

    /// Whether there are rules for it on this platform.
    pub fn exists_on(self, flavor: Flavor) -> bool {
        match flavor {
            Flavor::Unix => !matches!(self, Self::Cmd | Self::Powershell),
            Flavor::Windows => matches!(self, Self::Cmd | Self::Powershell | Self::RustWhich),
        }
    }
}

impl std::fmt::Display for Caller {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_caller_is_found_by_its_name() {
        for caller in Caller::ALL {
            assert_eq!(Caller::named(caller.name()), Some(caller));
        }
        assert_eq!(Caller::named("sh"), None);
    }

    #[test]
    fn login_shells_are_recognised() {
        assert_eq!(Caller::of_program(b"-zsh"), Some(Caller::Zsh));
        assert_eq!(Caller::of_program(b"python3"), None);
    }
}
