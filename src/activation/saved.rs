//! The PATH that a shell keeps for `deactivate`, which only some shells let others see.
//!
//! POSIX shells and tcsh keep it in a variable of their own. Whether the active environment was activated in the
//! calling shell or inherited from its parent decides what the next activation does, so it is found out from the
//! environment that the calling shell was started with.

use super::forecast::{Act, Request, carry_out, start};
use super::ground::Ground;
use super::memory::Memory;
use super::outcome::Outcome;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::pathlist::PathList;
use crate::scene::Scene;
use crate::text::Text;

/// Where the answer comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownFrom {
    /// The inspected environment itself says so.
    Environment,
    /// The environment that the calling shell started with says so.
    Parent,
    /// Nobody says; it is assumed.
    Unknown,
}

impl KnownFrom {
    /// The name that JSON uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Environment => "environment",
            Self::Parent => "parent",
            Self::Unknown => "unknown",
        }
    }
}

/// What the shell has kept from an earlier activation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The PATH that it would restore; none where it has kept nothing.
    pub value: Option<Text>,
    /// How that is known.
    pub known_from: KnownFrom,
    /// Another PATH that it could be.
    pub other: Option<Text>,
    /// Whether the shell has the command `deactivate`.
    pub defines_deactivate: bool,
    /// The script of the active environment, which says what else the shell has kept.
    pub script: Option<(Text, Text)>,
    /// The variables that the calling shell started with, where they are known.
    pub initial: Option<EnvBlock>,
}

impl Saved {
    /// A shell in which nothing was activated.
    pub fn nothing(known_from: KnownFrom) -> Self {
        Self { value: None, known_from, other: None, defines_deactivate: false, script: None, initial: None }
    }

    /// Whether the active environment was activated in this very shell.
    pub fn is_here(&self) -> bool {
        self.value.is_some()
    }

    /// What is known about the calling shell, given the environment that it started with. `exports` says whether
    /// such a shell exports what it keeps, `interactive` whether it has read a person's start-up files.
    pub fn find(scene: &Scene<'_>, exports: bool, initial: Option<EnvBlock>, interactive: bool) -> Self {
        let active = scene.env.get("VIRTUAL_ENV");
        let inherits =
            active.zip(initial.as_ref()).map(|(active, initial)| inherited(scene, initial, active));
        let exported = scene.env.get_non_empty("_OLD_VIRTUAL_PATH").cloned();
        let defines_deactivate = (active.is_some() || exported.is_some()) && inherits != Some(true);
        let kept = Kept::of(scene, initial.as_ref(), interactive);
        let (value, known_from) = match (exported, inherits) {
            (Some(value), _) => (Some(value), KnownFrom::Environment),
            (None, _) if active.is_none() || exports => (None, KnownFrom::Environment),
            (None, Some(true)) => (None, KnownFrom::Parent),
            (None, Some(false)) if kept.other.is_none() => (kept.likely, KnownFrom::Parent),
            (None, _) => (kept.likely, KnownFrom::Unknown),
        };
        let other = if inherits.is_some() { kept.other } else { None };
        Self { value, known_from, other, defines_deactivate, script: None, initial }
    }

    /// The other possibility, and in words what it assumes.
    pub fn otherwise(&self) -> (Self, &'static str) {
        match &self.other {
            Some(other)
                if self.initial.as_ref().is_some_and(|initial| initial.get("PATH") == Some(other)) =>
            {
                (
                    self.keeping(Some(other.clone())),
                    "entries at the end of PATH were added after the activation",
                )
            }
            Some(other) => (
                self.keeping(Some(other.clone())),
                "entries at the end of PATH were there before the activation",
            ),
            None => (self.keeping(None), "the active environment was inherited, not activated in this shell"),
        }
    }

    fn keeping(&self, value: Option<Text>) -> Self {
        Self { value, ..self.clone() }
    }
}

/// What a shell that activated an environment has kept.
struct Kept {
    likely: Option<Text>,
    /// Another possibility.
    other: Option<Text>,
}

impl Kept {
    /// What stands behind the environment's commands was there before them, unless something was added at the end
    /// since. Where the shell started with the beginning of it, both are possible: a person's start-up files add
    /// entries before, a program's lines afterwards.
    fn of(scene: &Scene<'_>, initial: Option<&EnvBlock>, interactive: bool) -> Self {
        let started_with = initial.and_then(|initial| initial.get("PATH").cloned());
        let behind =
            behind_active(scene).or_else(|| started_with.clone()).or_else(|| scene.env.get("PATH").cloned());
        let separator = scene.flavor.list_separator();
        let longer = |(behind, start): (&Text, &Text)| {
            behind.strip_prefix(start.as_bytes()).is_some_and(|rest| rest.first() == Some(&separator))
        };
        match (behind, started_with) {
            (Some(behind), Some(start)) if longer((&behind, &start)) && interactive => {
                Self { likely: Some(behind), other: Some(start) }
            }
            (Some(behind), Some(start)) if longer((&behind, &start)) => {
                Self { likely: Some(start), other: Some(behind) }
            }
            (behind, _) => Self { likely: behind, other: None },
        }
    }
}

/// Whether the shell was started with this environment already active, and has not activated it once more.
fn inherited(scene: &Scene<'_>, started_with: &EnvBlock, active: &Text) -> bool {
    let same = started_with.get("VIRTUAL_ENV") == Some(active);
    let times = |env: &EnvBlock| {
        let list = PathList::split(env.get("PATH").map(Text::as_bytes), scene.flavor);
        list.entries.iter().filter(|entry| is_bin_of(scene.flavor, active, &entry.written)).count()
    };
    same && times(&scene.env) <= times(started_with)
}

/// The part of PATH behind the first entry of the active environment; none where it has no entry.
fn behind_active(scene: &Scene<'_>) -> Option<Text> {
    let active = scene.env.get("VIRTUAL_ENV")?;
    let list = PathList::split(scene.env.get("PATH").map(Text::as_bytes), scene.flavor);
    let at = list.entries.iter().position(|entry| is_bin_of(scene.flavor, active, &entry.written))?;
    let behind: Vec<&[u8]> = list.entries[at + 1..].iter().map(|entry| entry.written.as_bytes()).collect();
    Some(Text::from(behind.join(&scene.flavor.list_separator())))
}

/// Whether an entry of PATH is the directory with this environment's commands.
pub(super) fn is_bin_of(flavor: Flavor, root: &[u8], entry: &[u8]) -> bool {
    let names: &[&[u8]] = match flavor {
        Flavor::Unix => &[b"bin", b"local/bin"],
        Flavor::Windows => &[b"Scripts", b"bin"],
    };
    names.iter().any(|name| flavor.comparison_key(&flavor.join(root, name)) == flavor.comparison_key(entry))
}

/// Puts back what the shell keeps to itself: the script of the active environment is carried out on what was
/// there before it, and the variables that it does not export are taken from that.
pub(super) fn recall(request: &Request<'_>, ground: &Ground<'_>, scene: &Scene<'_>, memory: &mut Memory) {
    let Some(path) = &request.saved.value else { return };
    if memory.value(b"_OLD_VIRTUAL_PATH").is_some() {
        return;
    }
    let Some((script, text)) = &request.saved.script else {
        memory.keep(request, b"_OLD_VIRTUAL_PATH", path);
        return;
    };
    let before = before_activation(request, ground, scene, path, (script, text));
    let outcome = carry_out(request, ground, start(request, &before), Act::Activate, script, text);
    for (name, variable) in outcome.variables.iter().filter(|(_, variable)| !variable.exported) {
        if scene.env.variables().iter().all(|record| record.name != *name) {
            memory.keep(request, name, &variable.value);
        }
    }
}

impl Memory {
    fn keep(&mut self, request: &Request<'_>, name: &[u8], value: &[u8]) {
        match request.language {
            super::Language::Csh => self.begin_with_own(name, value),
            _ => self.begin_with(name, value, false),
        }
    }
}

/// The environment as it was before the active environment was activated, as far as that can be told.
fn before_activation(
    request: &Request<'_>,
    ground: &Ground<'_>,
    scene: &Scene<'_>,
    path: &Text,
    (script, text): (&Text, &Text),
) -> EnvBlock {
    let initial = |name: &str| request.saved.initial.as_ref().and_then(|env| env.get(name).cloned());
    let bare = scene.env.clone().with("PATH", Some(path.clone())).with("VIRTUAL_ENV", None);
    let bare = bare.with("VIRTUAL_ENV_PROMPT", None).with("PYTHONHOME", initial("PYTHONHOME"));
    let bare = bare.with("PKG_CONFIG_PATH", None).with("PS1", None);
    let trial = carry_out(request, ground, start(request, &bare), Act::Activate, script, text);
    let config = scene
        .env
        .get("PKG_CONFIG_PATH")
        .and_then(|now| without_addition(&trial, b"PKG_CONFIG_PATH", now, b":"));
    let prompt = scene.env.get("PS1").and_then(|now| {
        let own = start(request, &bare).value(b"PS1").cloned().unwrap_or_default();
        let added = trial.variables.get(&b"PS1"[..])?.value.strip_suffix(own.as_bytes())?.to_vec();
        Some(Text::from(now.strip_prefix(added.as_slice()).unwrap_or(now)))
    });
    bare.with("PKG_CONFIG_PATH", config).with("PS1", prompt)
}

/// A value without what the script puts in front of it; none where nothing is left.
fn without_addition(trial: &Outcome, name: &[u8], now: &Text, separator: &[u8]) -> Option<Text> {
    let Some(added) = trial.variables.get(name) else { return Some(now.clone()) };
    match now.strip_prefix(added.value.as_bytes()) {
        Some(b"") => None,
        Some(rest) => rest.strip_prefix(separator).map(Text::from),
        None => Some(now.clone()),
    }
}
