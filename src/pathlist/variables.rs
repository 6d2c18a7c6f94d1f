//! List-like variables other than PATH: each has its own separator and its own meaning of an empty entry.
//!
//! Measured with glibc 2.36, man-db 2.11, CPython 3.11, gcc 12, Node 20, perl 5.36, pkg-config and the shells of
//! Debian 12; XDG_*, INFOPATH and TERMINFO_DIRS follow their documentation.

/// What an empty entry means to the programs that read a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EmptyMeaning {
    /// The working directory.
    WorkingDirectory,
    /// Nothing: it is passed over.
    Ignored,
    /// The program's built-in list is inserted there.
    BuiltInList,
    /// Nothing is known; it is kept as it is.
    Unknown,
}

/// How one list-like variable is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListVariable {
    /// Its name.
    pub name: &'static str,
    /// What an empty entry means.
    pub empty: EmptyMeaning,
    /// Whether its entries may be files (archives) as well as directories.
    pub files_too: bool,
    /// Whether entries that are not absolute are ignored.
    pub ignores_relative: bool,
    /// Whether `;` separates entries on Unix too.
    pub semicolon_too: bool,
}

const fn variable(name: &'static str, empty: EmptyMeaning) -> ListVariable {
    ListVariable { name, empty, files_too: false, ignores_relative: false, semicolon_too: false }
}

const fn with_files(name: &'static str, empty: EmptyMeaning) -> ListVariable {
    ListVariable { files_too: true, ..variable(name, empty) }
}

const fn absolute_only(name: &'static str) -> ListVariable {
    ListVariable { ignores_relative: true, ..variable(name, EmptyMeaning::Ignored) }
}

/// The variables whose reading is known, PATH among them.
pub static LIST_VARIABLES: &[ListVariable] = &[
    variable("PATH", EmptyMeaning::WorkingDirectory),
    ListVariable { semicolon_too: true, ..variable("LD_LIBRARY_PATH", EmptyMeaning::WorkingDirectory) },
    variable("MANPATH", EmptyMeaning::BuiltInList),
    variable("INFOPATH", EmptyMeaning::BuiltInList),
    with_files("PYTHONPATH", EmptyMeaning::WorkingDirectory),
    with_files("CLASSPATH", EmptyMeaning::WorkingDirectory),
    variable("CDPATH", EmptyMeaning::WorkingDirectory),
    variable("PKG_CONFIG_PATH", EmptyMeaning::Ignored),
    variable("CPATH", EmptyMeaning::WorkingDirectory),
    variable("C_INCLUDE_PATH", EmptyMeaning::WorkingDirectory),
    variable("CPLUS_INCLUDE_PATH", EmptyMeaning::WorkingDirectory),
    variable("LIBRARY_PATH", EmptyMeaning::WorkingDirectory),
    absolute_only("XDG_DATA_DIRS"),
    absolute_only("XDG_CONFIG_DIRS"),
    variable("NODE_PATH", EmptyMeaning::Ignored),
    variable("PERL5LIB", EmptyMeaning::Ignored),
    variable("TERMINFO_DIRS", EmptyMeaning::BuiltInList),
    variable("GOPATH", EmptyMeaning::Unknown),
    variable("FPATH", EmptyMeaning::Unknown),
    variable("MODULEPATH", EmptyMeaning::Unknown),
    variable("DYLD_LIBRARY_PATH", EmptyMeaning::Unknown),
];

/// How `name` is read; a variable that nobody knows is split like PATH and nothing is said about its empties.
pub fn list_variable(name: &str) -> ListVariable {
    let known = LIST_VARIABLES.iter().find(|variable| variable.name.eq_ignore_ascii_case(name)).copied();
    known.unwrap_or(with_files("", EmptyMeaning::Unknown))
}
