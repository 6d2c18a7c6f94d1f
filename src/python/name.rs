//! Command names that mean a Python or its `pip`.

use bstr::ByteSlice;

use crate::flavor::Flavor;

/// What a Python-ish command name starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// An interpreter: `python`, `python3`, `python3.12`, `pypy3`, …
    Python,
    /// The installer: `pip`, `pip3`, `pip3.12`.
    Pip,
}

impl Command {
    /// The command that a file or command of this name is; a suffix of Windows is ignored there.
    pub fn named(name: &[u8], flavor: Flavor) -> Option<Self> {
        let stem = stem(name, flavor);
        let versioned = |word: &str| stem.strip_prefix(word.as_bytes()).is_some_and(is_version_tail);
        if ["python", "pythonw", "pypy", "graalpy"].iter().any(|word| versioned(word)) {
            return Some(Self::Python);
        }
        versioned("pip").then_some(Self::Pip)
    }
}

/// The minor version in the name of an interpreter: `3.12` of `python3.12`, `3.13t` of a free-threaded one.
pub(super) fn minor_version(name: &[u8], flavor: Flavor) -> Option<String> {
    let stem = stem(name, flavor);
    let tail = [&b"python"[..], b"pypy", b"pythonw"].iter().find_map(|word| stem.strip_prefix(*word))?;
    (tail.contains(&b'.') && is_version_tail(tail)).then(|| tail.to_str_lossy().into_owned())
}

fn stem(name: &[u8], flavor: Flavor) -> Vec<u8> {
    match flavor {
        Flavor::Unix => name.to_vec(),
        Flavor::Windows => {
            let lower = name.to_ascii_lowercase();
            lower.strip_suffix(b".exe").map_or(lower.clone(), <[u8]>::to_vec)
        }
    }
}

/// Nothing, or a version with at most one dot and perhaps the `t` of a free-threaded build.
fn is_version_tail(tail: &[u8]) -> bool {
    let tail = tail.strip_suffix(b"t").filter(|rest| rest.contains(&b'.')).unwrap_or(tail);
    let parts: Vec<&[u8]> = tail.split(|&byte| byte == b'.').collect();
    tail.is_empty()
        || (parts.len() <= 2
            && parts.iter().all(|part| !part.is_empty() && part.iter().all(u8::is_ascii_digit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pythons_and_pips_are_told_by_their_names() {
        let unix = |name: &str| Command::named(name.as_bytes(), Flavor::Unix);
        for name in ["python", "python3", "python3.12", "python3.13t", "pypy3", "pypy3.10", "graalpy"] {
            assert_eq!(unix(name), Some(Command::Python), "{name}");
        }
        for name in ["pip", "pip3", "pip3.11"] {
            assert_eq!(unix(name), Some(Command::Pip), "{name}");
        }
        for name in
            ["python3-config", "python.exe", "pipx", "pip-compile", "pythonista", "python3.", "pythont"]
        {
            assert_eq!(unix(name), None, "{name}");
        }
        assert_eq!(Command::named(b"Python.EXE", Flavor::Windows), Some(Command::Python));
    }

    #[test]
    fn minor_versions_are_read_from_names() {
        let minor = |name: &str| minor_version(name.as_bytes(), Flavor::Unix);
        assert_eq!(minor("python3.12").as_deref(), Some("3.12"));
        assert_eq!(minor("python3.13t").as_deref(), Some("3.13t"));
        assert_eq!(minor("python3"), None);
    }
}
