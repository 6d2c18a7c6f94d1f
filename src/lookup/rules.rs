//! In what the callers differ: the columns of the table of rules.

use crate::env::Occurrence;

/// How one caller reads PATH and what it does at a file that it cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What a leading `~` in an entry means.
    pub tilde: Tilde,
    /// What an empty entry means.
    pub empty_entry: Reading,
    /// What an entry that is not absolute means.
    pub relative_entry: Reading,
    /// What an empty PATH means.
    pub empty_list: EmptyList,
    /// The directories that it searches where PATH is not in its environment.
    pub default_list: &'static [&'static str],
    /// Which of two PATH records counts.
    pub duplicate: Occurrence,
    /// Whether double quotes belong to an entry, and blanks before it do not (PowerShell's
    /// `GetLookupDirectoryPaths`). Elsewhere on Windows quotes protect an entry and are no part of it.
    pub literal_quotes: bool,
    /// Whether an entry with `%builtin` or `%func` behind it is no directory (ash's "magic" suffixes).
    pub magic_suffix: bool,
    /// What bytes that are no characters do to the list.
    pub decoding: Decoding,
    /// Whether an entry of `PATH_MAX` bytes or more, with others behind it, means the working directory: glibc
    /// skips such an entry but not the colon behind it (posix/execvpe.c, measured with 2.36).
    pub overlong_entry_is_here: bool,
    /// What happens at an entry that is a loop of links or has an over-long component.
    pub broken_entry: Response,
    /// Whose permission counts.
    pub access: Access,
    /// Who reads a `#!` line.
    pub hash_bang: HashBang,
    /// At a script whose interpreter is not there or may not be executed (ENOENT, ENOTDIR, EACCES).
    pub missing_interpreter: Response,
    /// At a script whose interpreter is an executable file, but no program (ENOEXEC).
    pub unfit_interpreter: Response,
    /// At a text without `#!`.
    pub text: Response,
    /// At a file of no bytes.
    pub zero_length: Response,
    /// At a binary for another machine.
    pub foreign_format: Response,
    /// At a named pipe or a device with permission to execute.
    pub fifo: Response,
    /// At a socket with permission to execute.
    pub socket: Response,
    /// At a link that leads to itself.
    pub link_loop: Response,
}

/// What a leading `~` means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tilde {
    /// A file name.
    Literal,
    /// The home directory.
    Expanded,
    /// The home directory; and `$NAME` anywhere means that variable's value.
    AndVariables,
}

/// What bytes that are no characters in the inspected locale do to the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decoding {
    /// Nothing: bytes are bytes.
    Bytes,
    /// In a locale without UTF-8 an entry with a byte beyond ASCII is passed over (fish 3).
    HidesEntry,
    /// The whole list counts as empty (yash keeps PATH as wide characters).
    HidesList,
    /// Bytes that are not UTF-8 end the program at its start, whatever the locale (Nushell).
    Utf8Only,
}

/// Who reads a `#!` line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HashBang {
    /// The kernel alone.
    Kernel,
    /// The kernel, and where it finds no program the caller once more, with the same result, so that such a
    /// file is never taken for text (zsh).
    Again,
    /// The caller, which strips the line's end and starts the interpreter itself; what is not text it hands to
    /// Python's own search, which goes on (xonsh).
    Itself,
}

/// What becomes of an entry of some form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is searched, from the working directory.
    Searched,
    /// It is passed over.
    Skipped,
    /// It is searched, but what is found there is not run.
    Refused,
}

/// What an empty PATH means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyList {
    /// The working directory alone is searched.
    WorkingDirectory,
    /// Nothing is searched.
    Nothing,
}

/// What a caller does at something that it cannot run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Response {
    /// It looks further.
    GoesOn,
    /// It tries this file, fails, and looks no further.
    Stops,
    /// It runs it after all: shells read a text as a script of their own.
    Runs,
}

/// Whose permission counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The kernel's word for this user.
    Effective,
    /// Any execute bit, also one for somebody else (Go before 1.20, hence elvish 0.19).
    AnyBit,
    /// Nobody's: every file counts (Windows).
    Ignored,
}
