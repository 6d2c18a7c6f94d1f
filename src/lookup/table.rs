//! The callers' rules as data: the rows.
//!
//! Each row was measured by running that very program on Debian 12 (bash 5.2.15, dash 0.5.12, zsh 5.9,
//! fish 3.6.0, tcsh 6.24, ksh 93u+m, mksh R59, yash 2.52, `BusyBox` 1.35, elvish 0.19, xonsh 0.13 and 0.25,
//! nu 0.115, glibc 2.36, musl 1.2.3, Go 1.19, `CPython` 3.11) and is proven again by `tests/it/callers.rs` and
//! `callers_lists.rs` wherever the program can be had; cmd and `PowerShell` follow Microsoft's documentation.

use super::{
    Access, Caller, Decoding, EmptyList, Fault, HashBang, Obstacle, Reading, Response, Rules, Tilde,
};
use crate::env::Occurrence;

use Response::{GoesOn, Runs, Stops};

/// dash: the row that the others are told from.
const DASH: Rules = Rules {
    tilde: Tilde::Literal,
    empty_entry: Reading::Searched,
    relative_entry: Reading::Searched,
    empty_list: EmptyList::WorkingDirectory,
    default_list: &["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"],
    duplicate: Occurrence::Last,
    literal_quotes: false,
    magic_suffix: true,
    decoding: Decoding::Bytes,
    overlong_entry_is_here: false,
    broken_entry: GoesOn,
    access: Access::Effective,
    hash_bang: HashBang::Kernel,
    missing_interpreter: GoesOn,
    unfit_interpreter: Runs,
    text: Runs,
    zero_length: Runs,
    foreign_format: GoesOn,
    fifo: GoesOn,
    socket: GoesOn,
    link_loop: GoesOn,
};

const BASH: Rules = Rules {
    tilde: Tilde::Expanded,
    default_list: &["/usr/local/bin", "/usr/local/sbin", "/usr/bin", "/usr/sbin", "/bin", "/sbin", "."],
    magic_suffix: false,
    missing_interpreter: Stops,
    foreign_format: Stops,
    fifo: Stops,
    socket: Stops,
    ..DASH
};

const ZSH: Rules = Rules {
    default_list: &["/bin", "/usr/bin", "/usr/ucb", "/usr/local/bin"],
    duplicate: Occurrence::First,
    magic_suffix: false,
    hash_bang: HashBang::Again,
    unfit_interpreter: GoesOn,
    ..DASH
};

const FISH: Rules = Rules {
    default_list: &["/bin", "/usr/bin"],
    duplicate: Occurrence::First,
    magic_suffix: false,
    decoding: Decoding::HidesEntry,
    missing_interpreter: Stops,
    foreign_format: Stops,
    ..DASH
};

const TCSH: Rules = Rules {
    default_list: &["/usr/bin", "/bin"],
    duplicate: Occurrence::First,
    magic_suffix: false,
    foreign_format: Stops,
    ..DASH
};

/// Its default list names each directory once: where `/bin` is a link to `/usr/bin`, `/bin` alone.
const KSH: Rules = Rules {
    empty_list: EmptyList::Nothing,
    default_list: &["/bin", "/usr/bin"],
    magic_suffix: false,
    foreign_format: Stops,
    socket: Stops,
    link_loop: Stops,
    ..DASH
};

const MKSH: Rules = Rules {
    default_list: &["/usr/bin", "/bin"],
    duplicate: Occurrence::First,
    magic_suffix: false,
    missing_interpreter: Stops,
    unfit_interpreter: Stops,
    foreign_format: Stops,
    ..DASH
};

const YASH: Rules = Rules {
    default_list: &[],
    magic_suffix: false,
    decoding: Decoding::HidesList,
    missing_interpreter: Stops,
    foreign_format: Stops,
    ..DASH
};

const BUSYBOX: Rules =
    Rules { default_list: &["/sbin", "/usr/sbin", "/bin", "/usr/bin"], foreign_format: Stops, ..DASH };

/// What `LookPath` names, run as `Cmd.Run` does: there is no second try. Since Go 1.20 the kernel is asked for
/// permission; before, any execute bit would do.
const GO: Rules = Rules {
    empty_entry: Reading::Refused,
    relative_entry: Reading::Refused,
    empty_list: EmptyList::Nothing,
    fifo: Stops,
    socket: Stops,
    ..NO_SHELL
};

/// Debian 12's, built with Go 1.19.
const ELVISH: Rules = Rules { access: Access::AnyBit, ..GO };

/// Debian's default list; on other systems the two `games` directories are not in it.
const XONSH: Rules = Rules {
    tilde: Tilde::AndVariables,
    default_list: &[
        "~/bin",
        "/usr/local/sbin",
        "/usr/local/bin",
        "/usr/sbin",
        "/usr/bin",
        "/sbin",
        "/bin",
        "/usr/games",
        "/usr/local/games",
    ],
    duplicate: Occurrence::First,
    magic_suffix: false,
    hash_bang: HashBang::Itself,
    missing_interpreter: Stops,
    unfit_interpreter: Stops,
    ..DASH
};

/// Python's own search for a program to run (`os.execvpe`): it goes on after every failure.
const PYTHON: Rules =
    Rules { magic_suffix: false, unfit_interpreter: GoesOn, text: GoesOn, zero_length: GoesOn, ..DASH };

const NU: Rules =
    Rules { tilde: Tilde::Expanded, duplicate: Occurrence::Last, decoding: Decoding::Utf8Only, ..NO_SHELL };

/// A caller that names a file and starts it once: what the kernel does not run, it does not run either.
const NO_SHELL: Rules = Rules {
    default_list: &[],
    duplicate: Occurrence::First,
    magic_suffix: false,
    missing_interpreter: Stops,
    unfit_interpreter: Stops,
    text: Stops,
    zero_length: Stops,
    foreign_format: Stops,
    ..DASH
};

/// glibc goes on after EACCES, ENOENT, ENOTDIR, ESTALE, ENODEV and ETIMEDOUT only (posix/execvpe.c), and hands
/// what the kernel calls no executable to `/bin/sh`.
const EXECVP: Rules = Rules {
    default_list: &["/bin", "/usr/bin"],
    duplicate: Occurrence::First,
    magic_suffix: false,
    overlong_entry_is_here: true,
    broken_entry: Stops,
    foreign_format: Stops,
    link_loop: Stops,
    ..DASH
};

const POSIX_SPAWN: Rules = Rules { unfit_interpreter: Stops, text: Stops, zero_length: Stops, ..EXECVP };

const MUSL: Rules = Rules {
    default_list: &["/usr/local/bin", "/bin", "/usr/bin"],
    overlong_entry_is_here: false,
    ..POSIX_SPAWN
};

/// It names files and runs none: what it names counts as stopped at where the kernel would not run it.
const SHUTIL_WHICH: Rules = Rules {
    empty_list: EmptyList::Nothing,
    default_list: &["/bin", "/usr/bin"],
    fifo: Stops,
    socket: Stops,
    ..NO_SHELL
};

/// The crate is asked itself; this row says how its list is read and what becomes of the file that it names.
const RUST_WHICH: Rules =
    Rules { tilde: Tilde::Expanded, empty_list: EmptyList::WorkingDirectory, ..NO_SHELL };

const CMD: Rules = Rules {
    empty_entry: Reading::Skipped,
    empty_list: EmptyList::Nothing,
    access: Access::Ignored,
    ..NO_SHELL
};

const POWERSHELL: Rules = Rules { tilde: Tilde::Expanded, literal_quotes: true, ..CMD };

impl Rules {
    /// The rules of the rest of the search, once a file with this obstacle was met. xonsh chooses a file; where
    /// that is no text it lets Python run the name, and from there on Python decides.
    pub(super) fn after(self, met: &Obstacle) -> Self {
        let is_no_text = match met {
            Obstacle::ForeignFormat { .. } => true,
            Obstacle::MissingInterpreter(trouble) => trouble.fault == Fault::Loader,
            _ => false,
        };
        if is_no_text { self.where_nothing_was_chosen() } else { self }
    }

    /// The rules where the caller itself has nothing to choose from. An empty PATH holds no directory for xonsh,
    /// but one for Python.
    pub(super) fn where_nothing_was_chosen(self) -> Self {
        if self.hash_bang == HashBang::Itself { PYTHON } else { self }
    }
}

impl Caller {
    /// The caller's rules.
    pub fn rules(self) -> &'static Rules {
        match self {
            Self::Bash => &BASH,
            Self::Zsh => &ZSH,
            Self::Fish => &FISH,
            Self::Dash => &DASH,
            Self::Ksh => &KSH,
            Self::Mksh => &MKSH,
            Self::Tcsh => &TCSH,
            Self::Yash => &YASH,
            Self::Busybox => &BUSYBOX,
            Self::Elvish => &ELVISH,
            Self::Xonsh => &XONSH,
            Self::Nu => &NU,
            Self::Execvp => &EXECVP,
            Self::PosixSpawn => &POSIX_SPAWN,
            Self::Musl => &MUSL,
            Self::ShutilWhich => &SHUTIL_WHICH,
            Self::Go => &GO,
            Self::RustWhich => &RUST_WHICH,
            Self::Cmd => &CMD,
            Self::Powershell => &POWERSHELL,
        }
    }
}
