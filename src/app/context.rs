//! What is inspected: envpeek's own world with the parts replaced that the words name.

use std::ffi::OsStr;

use super::asking::Asking;
use super::{Failure, World};
use crate::cli::{CommonArgs, PlatformWord};
use crate::disk::{Disk, Kind, Rooted};
use crate::env::{EnvBlock, parse};
use crate::flavor::Flavor;
use crate::lookup::Caller;
use crate::report::ContextReport;
use crate::scene::Scene;
use crate::text::Text;

/// The largest `--env-file` that is read: the kernel lets no real environment grow beyond a few mebibytes.
const LARGEST_ENV_FILE: usize = 512 << 20;

/// A scene, and who asks.
pub(super) struct Inspected<'world> {
    pub(super) scene: Scene<'world>,
    asking: Asking<'world>,
}

impl Inspected<'_> {
    /// The caller whose rules apply.
    pub(super) fn caller(&self) -> Caller {
        self.asking.caller()
    }

    /// Why it is that one.
    pub(super) fn reason(&self) -> &str {
        self.asking.reason()
    }

    /// The caller, where it need not be looked up.
    pub(super) fn known_caller(&self) -> Option<Caller> {
        self.asking.known()
    }

    /// How documents describe both.
    pub(super) fn context(&self, common: &CommonArgs) -> ContextReport {
        ContextReport {
            source: source(common),
            pid: common.pid,
            cwd: self.scene.cwd.clone(),
            home: self.scene.home.clone(),
            root: common.root.as_deref().map(bytes),
            platform: self.scene.flavor.name(),
            caller: self.caller().name(),
            as_reason: self.reason().to_owned(),
        }
    }
}

/// The bytes of a word on the command line.
pub(super) fn bytes(word: &OsStr) -> Text {
    word.as_encoded_bytes().into()
}

/// Puts the scene together and hands it to `work`.
pub(super) fn inspect<T>(
    common: &CommonArgs,
    world: &World<'_>,
    work: impl FnOnce(&Inspected<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    common.timeout.into_iter().for_each(|limit| world.disk.wait_at_most(limit));
    let root = root(common, world)?;
    let Some(root) = root else { return work(&inspected(common, world, world.disk)?) };
    let rooted = Rooted::new(world.disk, &root);
    work(&inspected(common, world, &rooted)?)
}

fn inspected<'world>(
    common: &CommonArgs,
    world: &'world World<'_>,
    disk: &'world dyn Disk,
) -> Result<Inspected<'world>, Failure> {
    let flavor = flavor(common, world);
    let env = environment(common, world, flavor)?;
    let cwd = working_directory(common, world)?;
    let home = home(common, world, &env, &cwd, flavor);
    let asking = Asking::of(common, world, flavor)?;
    let scene = Scene { flavor, env, cwd, home, user: world.user, disk, machine: world.machine };
    Ok(Inspected { scene, asking })
}

fn source(common: &CommonArgs) -> &'static str {
    match (common.pid, &common.env_file) {
        (Some(_), _) => "pid",
        (None, Some(_)) => "env-file",
        (None, None) => "self",
    }
}

fn flavor(common: &CommonArgs, world: &World<'_>) -> Flavor {
    match common.platform {
        Some(PlatformWord::Unix) => Flavor::Unix,
        Some(PlatformWord::Windows) => Flavor::Windows,
        None if matches!(common.caller.as_deref(), Some("cmd" | "powershell")) => Flavor::Windows,
        None => world.flavor,
    }
}

/// The directory that stands for the root, without links: `--root`, or what a process sees as its root.
fn root(common: &CommonArgs, world: &World<'_>) -> Result<Option<Text>, Failure> {
    let Some(word) = &common.root else {
        return common.pid.map_or(Ok(None), |pid| Ok(world.processes.root(pid).unwrap_or(None)));
    };
    if word.is_empty() {
        return Err(Failure::usage("--root is empty").hint("name a directory, or `/` for the whole system"));
    }
    let path = absolute_word(word, world)?;
    let sight = world.disk.follow(&path)?;
    if sight.kind != Kind::Directory {
        return Err(Failure::usage(format!("--root `{path}` is not a directory")));
    }
    Ok(Some(world.disk.real_path(&path)?))
}

fn own_working_directory(world: &World<'_>) -> Result<Text, Failure> {
    let lost = |words: String| anyhow::anyhow!("cannot tell the working directory: {words}");
    let failure = |words: &String| Failure::from(lost(words.clone())).hint("name one with --cwd DIR");
    world.cwd.clone().map_err(|words| failure(&words))
}

fn absolute_word(word: &OsStr, world: &World<'_>) -> Result<Text, Failure> {
    let word = bytes(word);
    if world.flavor.is_absolute(&word) {
        return Ok(word);
    }
    Ok(world.flavor.absolute(&word, &own_working_directory(world)?))
}

fn environment(common: &CommonArgs, world: &World<'_>, flavor: Flavor) -> Result<EnvBlock, Failure> {
    let env = match (common.pid, &common.env_file) {
        (Some(pid), _) => parse(&world.processes.environment(pid)?, flavor),
        (None, Some(file)) => parse(&env_file(file, world)?, flavor),
        (None, None) => world.env.of_flavor(flavor),
    };
    Ok(match &common.path {
        Some(value) => env.with("PATH", Some(bytes(value))),
        None => env,
    })
}

fn env_file(file: &OsStr, world: &World<'_>) -> Result<Vec<u8>, Failure> {
    if file == "-" {
        return (world.stdin)()
            .map_err(|error| anyhow::anyhow!("cannot read standard input: {error}").into());
    }
    let path = absolute_word(file, world)?;
    let hint = "write one with `env -0 >FILE`";
    let bytes = world.disk.read(&path, LARGEST_ENV_FILE).map_err(|error| Failure::from(error).hint(hint))?;
    Ok(bytes)
}

/// With `--root` the word is a path inside; otherwise it may be relative to where envpeek was started.
fn working_directory(common: &CommonArgs, world: &World<'_>) -> Result<Text, Failure> {
    match (&common.cwd, common.pid) {
        (Some(word), _) if common.root.is_some() => Ok(world.flavor.absolute(&bytes(word), b"/")),
        (Some(word), _) => absolute_word(word, world),
        (None, Some(pid)) => Ok(world.processes.working_directory(pid)?),
        (None, None) if common.root.is_some() => Ok("/".into()),
        (None, None) => own_working_directory(world),
    }
}

/// `--home`, else HOME of the inspected environment, else what the system knows of this user.
fn home(common: &CommonArgs, world: &World<'_>, env: &EnvBlock, cwd: &Text, flavor: Flavor) -> Option<Text> {
    if let Some(word) = &common.home {
        return Some(flavor.absolute(&bytes(word), cwd));
    }
    let variable = if flavor == Flavor::Windows { "USERPROFILE" } else { "HOME" };
    env.get_non_empty(variable).cloned().or_else(|| (world.home)().filter(|_| source(common) == "self"))
}
