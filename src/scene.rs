//! What is inspected: an environment, a working directory, a home and a disk, all as values.
//!
//! Usually envpeek's own; `--pid`, `--env-file`, `--path`, `--cwd`, `--home`, `--root` and `--platform` replace
//! parts of it. Everything that thinks takes what it needs from here and cannot tell the difference.

use crate::disk::Disk;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::machine::Machine;
use crate::text::Text;

/// More of `/etc/passwd` is not read, in bytes.
const LARGEST_ACCOUNTS: usize = 1 << 20;

/// The world that an answer is about.
#[derive(Clone)]
pub struct Scene<'disk> {
    /// The rules by which lists and paths are read.
    pub flavor: Flavor,
    /// The environment.
    pub env: EnvBlock,
    /// The working directory, absolute.
    pub cwd: Text,
    /// The home directory, absolute; none where nobody knows it.
    pub home: Option<Text>,
    /// The effective user; none where the system has no such numbers.
    pub user: Option<u32>,
    /// The file system.
    pub disk: &'disk dyn Disk,
    /// Which binaries its kernel runs.
    pub machine: Machine,
}

impl Scene<'_> {
    /// `path` as an absolute path of this scene.
    pub fn absolute(&self, path: &[u8]) -> Text {
        self.flavor.absolute(path, &self.cwd)
    }

    /// `path` with a leading `~` replaced by the home directory, and `~name` by that user's as `/etc/passwd` has
    /// it (bash, xonsh and Nushell read both in an entry, measured). Nobody's stays as it is.
    pub fn expand_tilde(&self, path: &[u8]) -> Text {
        let Some(text) = path.strip_prefix(b"~") else { return path.into() };
        let end = text.iter().position(|&byte| self.flavor.is_separator(byte)).unwrap_or(text.len());
        let (name, rest) = text.split_at(end);
        let home = if name.is_empty() { self.home.clone() } else { self.home_of(name) };
        match (home, rest) {
            (None, _) => path.into(),
            (Some(home), []) => home,
            (Some(home), rest) => self.flavor.join(&home, &rest[1..]),
        }
    }

    fn home_of(&self, user: &[u8]) -> Option<Text> {
        if self.flavor == Flavor::Windows {
            return None;
        }
        let accounts = self.disk.read(b"/etc/passwd", LARGEST_ACCOUNTS).ok()?;
        let mut lines = accounts.split(|&byte| byte == b'\n');
        lines.find_map(|line| {
            let mut fields = line.split(|&byte| byte == b':');
            let own = fields.next() == Some(user);
            fields.nth(4).filter(|home| own && home.starts_with(b"/")).map(Text::from)
        })
    }
}
