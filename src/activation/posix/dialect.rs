//! Where the POSIX shells differ in what an `activate` script sees, as data.

/// The facts about one shell. Measured with bash 5.2, zsh 5.9, dash 0.5.12, ksh 93u+m, mksh R59, yash 2.52 and
/// BusyBox 1.35, none of them interactive.
#[derive(Debug)]
pub(super) struct Dialect {
    /// Its name, which is also its `$0`.
    pub name: &'static str,
    /// The variables that it sets for itself and does not export.
    pub own_variables: &'static [(&'static str, &'static str)],
    /// PATH where the environment has none.
    pub default_path: Option<&'static str>,
    /// PS1 where the environment has none: for others and for root.
    pub default_prompt: Option<(&'static str, &'static str)>,
    /// Whether unquoted expansions are split into words.
    pub splits_words: bool,
    /// Whether `name[1]` is an element of an array.
    pub arrays: bool,
    /// The one form of `${…}` that gives the script's own path.
    pub own_path: Option<&'static str>,
    /// Whether other forms of `${…}` are errors already where they are read.
    pub refuses_peculiar: bool,
    /// Programs that are built in, so that PATH does not matter.
    pub built_in_tools: &'static [&'static str],
}

const PLAIN: Dialect = Dialect {
    name: "sh",
    own_variables: &[],
    default_path: None,
    default_prompt: None,
    splits_words: true,
    arrays: false,
    own_path: None,
    refuses_peculiar: false,
    built_in_tools: &[],
};

pub(super) static BASH: Dialect = Dialect {
    name: "bash",
    own_variables: &[("BASH", "bash"), ("BASH_VERSION", "5"), ("OSTYPE", "linux-gnu")],
    default_path: Some("/usr/local/bin:/usr/local/sbin:/usr/bin:/usr/sbin:/bin:/sbin:."),
    arrays: true,
    own_path: Some("BASH_SOURCE[0]"),
    ..PLAIN
};

pub(super) static ZSH: Dialect = Dialect {
    name: "zsh",
    own_variables: &[("ZSH_VERSION", "5"), ("OSTYPE", "linux-gnu")],
    default_path: Some("/bin:/usr/bin:/usr/ucb:/usr/local/bin"),
    default_prompt: Some(("", "")),
    splits_words: false,
    arrays: true,
    own_path: Some("(%):-%x"),
    ..PLAIN
};

pub(super) static DASH: Dialect = Dialect {
    name: "dash",
    default_path: Some("/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
    default_prompt: Some(("$ ", "# ")),
    ..PLAIN
};

pub(super) static KSH: Dialect = Dialect {
    name: "ksh",
    own_variables: &[("KSH_VERSION", "Version AJM 93u+m")],
    arrays: true,
    own_path: Some(".sh.file"),
    ..PLAIN
};

pub(super) static MKSH: Dialect = Dialect {
    name: "mksh",
    own_variables: &[("KSH_VERSION", "@(#)MIRBSD KSH")],
    default_path: Some("/usr/bin:/bin"),
    default_prompt: Some(("$ ", "# ")),
    arrays: true,
    built_in_tools: &["realpath"],
    ..PLAIN
};

pub(super) static YASH: Dialect = Dialect {
    name: "yash",
    own_variables: &[("YASH_VERSION", "2")],
    default_prompt: Some(("$ ", "# ")),
    arrays: true,
    refuses_peculiar: true,
    ..PLAIN
};

pub(super) static BUSYBOX: Dialect = Dialect {
    name: "busybox",
    default_path: Some("/sbin:/usr/sbin:/bin:/usr/bin"),
    default_prompt: Some(("\\w \\$ ", "\\w \\$ ")),
    built_in_tools: &["basename", "dirname", "realpath", "uname"],
    ..PLAIN
};
