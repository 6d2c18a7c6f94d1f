//! One Python environment: a directory with an interpreter of its own.
//!
//! What makes a directory an environment is what makes it one to Python: a readable `pyvenv.cfg` in the parent of
//! the interpreter's directory or beside the interpreter (CPython `Modules/getpath.py`), or conda's records.

use super::Config;
use crate::disk::{DiskError, Identity, Trouble};
use crate::flavor::Flavor;
use crate::scene::Scene;
use crate::text::Text;

/// How much of a `pyvenv.cfg` is read; real ones have a few hundred bytes.
const CONFIG_LIMIT: usize = 16 * 1024;

/// The tool that made an environment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Creator {
    /// `python -m venv`.
    Venv,
    /// virtualenv, also on behalf of poetry, pipenv, tox and hatch.
    Virtualenv,
    /// `uv venv`.
    Uv,
    /// conda, mamba, micromamba.
    Conda,
    /// pixi, which makes conda prefixes.
    Pixi,
}

impl Creator {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Venv => "venv",
            Self::Virtualenv => "virtualenv",
            Self::Uv => "uv",
            Self::Conda => "conda",
            Self::Pixi => "pixi",
        }
    }

    /// Whether the environment is a prefix of conda's kind: a whole Python of its own, without `pyvenv.cfg`.
    pub fn makes_prefixes(self) -> bool {
        matches!(self, Self::Conda | Self::Pixi)
    }
}

/// What became of the attempt to read one `pyvenv.cfg`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConfigFile {
    /// Nothing stands there.
    Absent,
    /// It is there and cannot be read; Python passes over it.
    Unreadable(DiskError),
    /// It was read.
    Read(Config),
}

impl ConfigFile {
    pub(super) fn at(scene: &Scene<'_>, directory: &[u8]) -> Self {
        let path = scene.flavor.join(directory, b"pyvenv.cfg");
        match scene.disk.read(&path, CONFIG_LIMIT) {
            Ok(bytes) => Self::Read(Config::parse(&bytes)),
            Err(error) => match error.trouble {
                Trouble::Missing | Trouble::NotADirectory => Self::Absent,
                _ => Self::Unreadable(error),
            },
        }
    }

    /// The configuration, where it was read.
    pub fn read(&self) -> Option<&Config> {
        match self {
            Self::Read(config) => Some(config),
            _ => None,
        }
    }
}

/// A Python environment, as spelled by whoever named it.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Its directory, absolute, links not resolved: what `sys.prefix` would say.
    pub root: Text,
    /// Which directory that is, whatever its spelling.
    pub identity: Option<Identity>,
    /// The directory with its commands: `bin`, `Scripts`, or for conda on Windows the root itself.
    pub bin: Text,
    /// Who made it; none where nothing tells.
    pub creator: Option<Creator>,
    /// Whether it lies among pyenv's versions, where pyenv-virtualenv keeps its environments.
    pub belongs_to_pyenv: bool,
    /// The `pyvenv.cfg` in its root.
    pub config: ConfigFile,
    /// The one beside its interpreter, which hardly any has.
    pub config_beside: ConfigFile,
}

impl Environment {
    /// The name of its kind that JSON uses.
    pub fn kind(&self) -> &'static str {
        match self.creator {
            _ if self.belongs_to_pyenv => "pyenv",
            Some(creator) => creator.name(),
            None => "unknown",
        }
    }

    /// The configuration from which Python takes the prefix: the parent's first (`getpath`).
    pub fn effective_config(&self) -> Option<&Config> {
        self.config.read().or_else(|| self.config_beside.read())
    }

    /// Whether packages of the base Python are visible, as `site.py` decides: the file beside the interpreter
    /// counts first there. None where there is no such file.
    pub fn system_site_packages(&self) -> Option<bool> {
        let config = self.config_beside.read().or_else(|| self.config.read())?;
        Some(config.includes_system_site_packages())
    }

    /// Whether this is the same directory as another environment's, by any spelling.
    pub fn is(&self, other: &Self) -> bool {
        self.root == other.root || (self.identity.is_some() && self.identity == other.identity)
    }

    /// Whether its directory is of conda's kind.
    pub fn is_prefix(&self) -> bool {
        self.creator.is_some_and(Creator::makes_prefixes)
    }

    /// The name that a person would call it: its prompt, else its directory's name, and for a generic name like
    /// `.venv` the project's.
    pub fn label(&self, flavor: Flavor) -> Text {
        if let Some(prompt) = self.effective_config().and_then(Config::prompt) {
            return prompt;
        }
        let name = flavor.file_name(&self.root);
        let project = flavor.parent(&self.root).map(|parent| flavor.file_name(parent));
        match project {
            Some(project) if is_generic(name) && !project.is_empty() => project.into(),
            _ => name.into(),
        }
    }

    /// The directory in which it lies, where its own name says that it serves that directory (`.venv`, `venv`,
    /// `env`): the project.
    pub fn project(&self, flavor: Flavor) -> Option<&[u8]> {
        is_generic(flavor.file_name(&self.root)).then(|| flavor.parent(&self.root))?
    }
}

/// Directory names that say nothing about the project.
fn is_generic(name: &[u8]) -> bool {
    PROJECT_NAMES.iter().any(|generic| generic.as_bytes() == name)
}

/// The names under which projects keep their environment, the usual one first.
pub const PROJECT_NAMES: [&str; 4] = [".venv", "venv", "env", ".env"];
