//! Whether an environment is sound: its configuration, its interpreter, the Python it was made from, and whether it
//! still lies where it was made.

use std::rc::Rc;

use bstr::ByteSlice;

use crate::flavor::Flavor;
use crate::lookup::{Caller, Content, Obstacle, Sighting};
use crate::python::{Atlas, Config, ConfigFile, Environment, Interpreter, is_below, literal_word, minor_of};
use crate::text::Text;

/// How much of an activation script is read; the line with the directory stands in the first few kilobytes.
const SCRIPT_LIMIT: usize = 16 * 1024;

/// One thing that is wrong with an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// It has no `pyvenv.cfg`, or a conda prefix no records: Python does not know that it is an environment.
    ConfigMissing,
    /// Its `pyvenv.cfg` is there and does harm; `fatal` where Python does not start at all.
    ConfigBroken {
        /// What is wrong, as the rest of a sentence that begins with the file.
        what: String,
        /// Whether Python fails to start, or starts as another one.
        fatal: bool,
    },
    /// It has no interpreter that runs here; what there is instead, as the rest of a sentence.
    PythonMissing(String),
    /// The Python that it was made from is gone.
    BaseMissing {
        /// Where it was.
        base: Text,
        /// Whether its own interpreter does not run without it.
        fatal: bool,
    },
    /// The Python that it was made from is another minor version now, which does not see its packages.
    BaseChanged {
        /// For which version the environment was made.
        made_for: String,
        /// Which version its interpreter is now.
        now: String,
    },
    /// It was made in another directory, to which its scripts still lead.
    Moved {
        /// The directory that its activation script names.
        says: Text,
        /// Whether something stands there: then this one is a copy.
        exists: bool,
    },
}

impl Damage {
    /// Whether the environment does not work because of it.
    pub fn is_fatal(&self) -> bool {
        match self {
            Self::ConfigBroken { fatal, .. } | Self::BaseMissing { fatal, .. } => *fatal,
            _ => true,
        }
    }
}

/// An environment after the examination.
#[derive(Clone, Debug)]
pub struct Health {
    /// Which environment.
    pub environment: Rc<Environment>,
    /// The path of its interpreter, whether or not it is there.
    pub python: Text,
    /// Its interpreter, where one is there.
    pub interpreter: Option<Interpreter>,
    /// The Python that it was made from; none for conda, which is a Python of its own.
    pub base: Option<Text>,
    /// Whether that is there.
    pub base_exists: Option<bool>,
    /// What is wrong.
    pub damages: Vec<Damage>,
}

impl Health {
    /// Whether its interpreter is there and runs.
    pub fn python_runs(&self) -> bool {
        let gone = |damage: &Damage| {
            matches!(damage, Damage::PythonMissing(_) | Damage::BaseMissing { fatal: true, .. })
        };
        !self.damages.iter().any(gone)
    }

    /// Whether nothing is wrong that keeps it from working.
    pub fn is_sound(&self) -> bool {
        !self.damages.iter().any(Damage::is_fatal)
    }
}

/// Examines an environment.
pub fn health(atlas: &Atlas<'_>, environment: &Rc<Environment>) -> Health {
    Examiner { atlas, environment }.examine()
}

struct Examiner<'examiner> {
    atlas: &'examiner Atlas<'examiner>,
    environment: &'examiner Rc<Environment>,
}

impl Examiner<'_> {
    fn examine(&self) -> Health {
        let (python, sighting) = self.python();
        let interpreter = sighting.as_ref().and_then(|sighting| self.atlas.interpreter(&sighting.path));
        let base = self.base(sighting.as_deref());
        let reached = |base: &Text| sighting.as_ref().is_some_and(|python| python.leads_to(base));
        let base_exists = base.as_ref().map(|base| reached(base) || self.exists(base));
        let mut damages = Vec::new();
        damages.extend(self.config_damage(sighting.as_deref()));
        damages.extend(self.python_damage(sighting.as_deref()));
        damages.extend(self.base_change(interpreter.as_ref()));
        damages.extend(self.moved());
        let environment = Rc::clone(self.environment);
        Health { environment, python, interpreter, base, base_exists, damages }
    }

    fn flavor(&self) -> Flavor {
        self.atlas.scene().flavor
    }

    fn in_bin(&self, name: &str) -> Text {
        self.flavor().join(&self.environment.bin, name.as_bytes())
    }

    fn exists(&self, path: &[u8]) -> bool {
        self.atlas.scene().disk.follow(path).is_ok()
    }

    /// The interpreter: `python`, or `python3` where there is no other.
    fn python(&self) -> (Text, Option<Rc<Sighting>>) {
        let names: &[&str] = match self.flavor() {
            Flavor::Unix => &["python", "python3"],
            Flavor::Windows => &["python.exe", "python"],
        };
        let paths = names.iter().map(|name| self.in_bin(name));
        let mut seen = paths.map(|path| (self.atlas.sighting(&path), path));
        let found = seen.find_map(|(sighting, path)| sighting.map(|sighting| (path, Some(sighting))));
        found.unwrap_or_else(|| (self.in_bin(names[0]), None))
    }

    fn config_damage(&self, python: Option<&Sighting>) -> Option<Damage> {
        let environment = self.environment;
        if environment.is_prefix() || is_old_virtualenv(environment) {
            return None;
        }
        let broken = |what: &str, fatal| Some(Damage::ConfigBroken { what: what.to_owned(), fatal });
        let Some(config) = environment.effective_config() else {
            return match &environment.config {
                ConfigFile::Unreadable(error) => broken(&format!("cannot be read: {}", error.trouble), true),
                _ => Some(Damage::ConfigMissing),
            };
        };
        let copied = python.is_none_or(|python| python.links.is_empty());
        match () {
            () if !config.is_utf8 => {
                broken("holds bytes that are not UTF-8, so Python dies while it starts", true)
            }
            () if config.has_byte_order_mark => {
                broken("begins with a byte order mark, which hides its first line from Python", copied)
            }
            () if config.home().is_none() => {
                broken("has no line `home = …`, so Python has to guess where its base is", copied)
            }
            () => self.two_configs().or_else(|| self.config_in_bin_only()),
        }
    }

    fn two_configs(&self) -> Option<Damage> {
        let (one, two) = (self.environment.config.read()?, self.environment.config_beside.read()?);
        let differ = one.home() != two.home()
            || one.includes_system_site_packages() != two.includes_system_site_packages();
        let what = "stands in two places that disagree; Python takes its base from one and its packages by the other";
        differ.then(|| Damage::ConfigBroken { what: what.to_owned(), fatal: false })
    }

    fn config_in_bin_only(&self) -> Option<Damage> {
        let only = self.environment.config.read().is_none();
        let what = "lies beside the interpreter, where Python 3.14 and later take the wrong directory for the prefix";
        only.then(|| Damage::ConfigBroken { what: what.to_owned(), fatal: false })
    }

    fn python_damage(&self, python: Option<&Sighting>) -> Option<Damage> {
        let Some(python) = python else { return Some(Damage::PythonMissing(self.instead_of_python())) };
        let rules = if self.flavor() == Flavor::Windows { Caller::Cmd } else { Caller::Bash }.rules();
        match python.obstacle(rules) {
            Some((Obstacle::DanglingLink { target }, _)) if !self.is_inside(&target) => {
                Some(Damage::BaseMissing { base: target, fatal: true })
            }
            Some((obstacle, _)) => {
                let name = Text::from(self.flavor().file_name(&python.path));
                Some(Damage::PythonMissing(format!("its `{name}` {}", obstacle.words())))
            }
            None => self.base_damage(python),
        }
    }

    /// What its configuration says of the base, where the interpreter itself does not lead there.
    fn base_damage(&self, python: &Sighting) -> Option<Damage> {
        let config = self.environment.effective_config()?;
        if matches!(python.content, Content::Foreign { .. }) {
            return None;
        }
        let copied = python.links.last().is_none_or(|target| self.is_inside(target));
        let base = if copied { base_of_copy(config, self.flavor()) } else { config.home().cloned() }?;
        if python.links.last().is_some_and(|target| self.flavor().parent(target) == Some(&base)) {
            return None;
        }
        (!self.exists(&base)).then_some(Damage::BaseMissing { base, fatal: copied })
    }

    fn instead_of_python(&self) -> String {
        let other = match self.flavor() {
            Flavor::Unix => self.flavor().join(&self.environment.root, b"Scripts/python.exe"),
            Flavor::Windows => self.flavor().join(&self.environment.root, b"bin/python"),
        };
        if self.exists(&other) {
            "it was made on another system".to_owned()
        } else {
            format!("there is no `{}`", self.in_bin("python"))
        }
    }

    fn is_inside(&self, path: &[u8]) -> bool {
        is_below(self.flavor(), path, &self.environment.root)
    }

    /// The interpreter's own minor version against the one for which the packages were installed. What only the
    /// configuration says cannot contradict it.
    fn base_change(&self, interpreter: Option<&Interpreter>) -> Option<Damage> {
        let made_for = self.environment.effective_config()?.version()?;
        let version = interpreter?.version.as_ref()?;
        let (made_for, now) = (minor_of(&made_for).to_owned(), version.minor().to_owned());
        (made_for != now).then_some(Damage::BaseChanged { made_for, now })
    }

    fn base(&self, python: Option<&Sighting>) -> Option<Text> {
        let outside = python.and_then(|python| python.links.last()).filter(|target| !self.is_inside(target));
        let config = || base_of_copy(self.environment.effective_config()?, self.flavor());
        outside.cloned().or_else(config)
    }

    /// The directory that the activation script names, where that is another one. virtualenv's and uv's relocatable
    /// scripts compute it and are never wrong.
    fn moved(&self) -> Option<Damage> {
        let says = activation_root(self.atlas, self.environment)?;
        if self.flavor().comparison_key(&says) == self.flavor().comparison_key(&self.environment.root) {
            return None;
        }
        let there = self.atlas.scene().disk.follow(&says).ok();
        let identity = there.and_then(|sight| sight.identity);
        let same = identity.is_some() && identity == self.environment.identity;
        (!same).then_some(Damage::Moved { says, exists: there.is_some() })
    }
}

/// virtualenv before version 20 wrote no `pyvenv.cfg`; it is known by other marks.
fn is_old_virtualenv(environment: &Environment) -> bool {
    environment.creator.is_some() && environment.effective_config().is_none()
}

/// The base's interpreter as the configuration gives it: its file, else its directory.
fn base_of_copy(config: &Config, flavor: Flavor) -> Option<Text> {
    let file = config.last("executable").or_else(|| config.last("base-executable"));
    file.cloned().or_else(|| {
        let name = if flavor == Flavor::Windows { &b"python.exe"[..] } else { b"python3" };
        config.home().map(|home| flavor.join(home, name))
    })
}

/// The directory that is written into an environment's `activate`, where one is.
pub(super) fn activation_root(atlas: &Atlas<'_>, environment: &Environment) -> Option<Text> {
    let flavor = atlas.scene().flavor;
    let script = flavor.join(&environment.bin, b"activate");
    let text = atlas.scene().disk.read(&script, SCRIPT_LIMIT).ok()?;
    let values = text.lines().filter_map(assigned).filter_map(literal_word);
    values.into_iter().find(|value| flavor.is_absolute(value))
}

/// What a line assigns to `VIRTUAL_ENV`.
fn assigned(line: &[u8]) -> Option<&[u8]> {
    let line = line.trim_ascii();
    line.strip_prefix(b"export ").unwrap_or(line).strip_prefix(b"VIRTUAL_ENV=")
}
