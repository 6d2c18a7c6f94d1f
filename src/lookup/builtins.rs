//! What a shell has of a name itself, before it looks at PATH.
//!
//! The lists are data, written by the test `every_shell_still_has_the_builtins_of_the_table` from what the shells
//! say of themselves; those of cmd and `PowerShell` follow Microsoft's documentation (the pages on Windows commands,
//! `about_Language_Keywords`).

use super::Caller;

/// One line a shell and kind: `bash builtin: . : [ alias …`; lines that begin with `#` are remarks.
const TABLE: &str = include_str!("builtins.txt");

/// What a shell has of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Builtin {
    /// A command that the shell carries out itself.
    Command,
    /// A word of its grammar.
    Keyword,
    /// An alias that it is born with.
    Alias,
    /// A program inside the shell's own file: `BusyBox`, where it is built to prefer its applets to PATH (Debian).
    Applet,
    /// A command that it carries out itself, but only where PATH holds an executable of that name (yash).
    NeedsFile,
}

impl Builtin {
    const ALL: [Self; 5] = [Self::Command, Self::Keyword, Self::Alias, Self::Applet, Self::NeedsFile];

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// The name that JSON and the table use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Command => "builtin",
            Self::Keyword => "keyword",
            Self::Alias => "alias",
            Self::Applet => "applet",
            Self::NeedsFile => "builtin-with-file",
        }
    }

    /// The rest of a sentence that begins with the shell and the name.
    pub fn words(self) -> &'static str {
        match self {
            Self::Command => "is a builtin, which comes before PATH",
            Self::Keyword => "is a word of the language, which comes before PATH",
            Self::Alias => "is an alias from the start, which comes before PATH",
            Self::Applet => "is an applet, which can come before PATH",
            Self::NeedsFile => "is a builtin as soon as PATH holds an executable of that name",
        }
    }
}

impl Caller {
    /// What this shell has of that name itself: the first kind, in the order of [`Builtin`], that has it.
    pub fn builtin(self, name: &[u8]) -> Option<Builtin> {
        let holds = |words: &str| words.as_bytes().split(|&byte| byte == b' ').any(|word| word == name);
        let kind = |(kind, words)| Builtin::named(kind).filter(|_| holds(words));
        self.own_lines().filter_map(kind).min()
    }

    /// Every name of which this shell has something of this kind.
    pub fn builtins(self, kind: Builtin) -> impl Iterator<Item = &'static str> {
        let lines = self.own_lines().filter(move |(name, _)| *name == kind.name());
        lines.flat_map(|(_, words)| words.split(' '))
    }

    /// The kind and the words of each line of this shell. They stand together, so that the rest of the table is not
    /// read: splitting all of it took an eighth of a call.
    fn own_lines(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let own = TABLE.find(&format!("\n{} ", self.name())).map_or("", |at| &TABLE[at + 1..]);
        own.lines().map_while(move |line| line.strip_prefix(self.name())?.strip_prefix(' ')?.split_once(": "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn echo_is_a_builtin_here_and_a_file_there() {
        assert_eq!(Caller::Bash.builtin(b"echo"), Some(Builtin::Command));
        assert_eq!(Caller::Yash.builtin(b"echo"), Some(Builtin::NeedsFile));
        assert_eq!(Caller::Execvp.builtin(b"echo"), None);
        assert_eq!(Caller::Bash.builtin(b"python"), None);
    }

    #[test]
    fn time_is_a_word_of_bash_and_a_file_for_dash() {
        assert_eq!(Caller::Bash.builtin(b"time"), Some(Builtin::Keyword));
        assert_eq!(Caller::Dash.builtin(b"time"), None);
    }

    #[test]
    fn every_line_of_the_table_names_a_shell_and_a_kind() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let (head, words) = line.split_once(": ").unwrap();
            let (caller, kind) = head.split_once(' ').unwrap();
            assert!(Caller::named(caller).is_some_and(Caller::is_shell), "{line}");
            assert!(Builtin::ALL.iter().any(|known| known.name() == kind), "{line}");
            assert!(!words.contains("  "), "{line}");
        }
    }

    #[test]
    fn the_lines_of_a_shell_stand_together() {
        let first = |line: &'static str| line.split(' ').next();
        let mut shells: Vec<_> = TABLE.lines().filter(|line| !line.starts_with('#')).map(first).collect();
        shells.dedup();
        let runs = shells.len();
        shells.sort_unstable();
        shells.dedup();
        assert_eq!(shells.len(), runs, "{shells:?}");
    }
}
