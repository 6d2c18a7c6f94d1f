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
        let own = TABLE.lines().filter_map(|line| line.strip_prefix(self.name())?.strip_prefix(' '));
        let kinds = own.filter_map(|line| line.split_once(": "));
        let holding = kinds.filter(|(_, words)| words.split(' ').any(|word| word.as_bytes() == name));
        holding.filter_map(|(kind, _)| Builtin::ALL.into_iter().find(|known| known.name() == kind)).min()
    }

    /// Every name of which this shell has something of this kind.
    pub fn builtins(self, kind: Builtin) -> impl Iterator<Item = &'static str> {
        let words = move |line: &'static str| {
            let (head, words) = line.split_once(": ")?;
            (head.split_once(' ')? == (self.name(), kind.name())).then_some(words)
        };
        TABLE.lines().filter_map(words).flat_map(|words| words.split(' '))
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
}
