//! What is inspected: an environment, a working directory, a home and a disk, all as values.
//!
//! Usually envpeek's own; `--pid`, `--env-file`, `--path`, `--cwd`, `--home`, `--root` and `--platform` replace
//! parts of it. Everything that thinks takes what it needs from here and cannot tell the difference.

use crate::disk::Disk;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::machine::Machine;
use crate::text::Text;

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

    /// `path` with a leading `~` replaced by the home directory. `~user` stays as it is.
    pub fn expand_tilde(&self, path: &[u8]) -> Text {
        let Some(home) = &self.home else { return path.into() };
        match path {
            b"~" => home.clone(),
            [b'~', separator, rest @ ..] if self.flavor.is_separator(*separator) => {
                self.flavor.join(home, rest)
            }
            _ => path.into(),
        }
    }
}
