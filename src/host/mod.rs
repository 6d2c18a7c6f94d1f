//! The edge: the only code that touches the real environment, disk, processes and terminal, and the only home of
//! `cfg(target)`. It hands everything to the rest as values and as implementations of their traits.

#![expect(clippy::disallowed_methods, reason = "this is the one place that may")]

#[cfg(unix)]
#[path = "unix.rs"]
mod disk;
#[cfg(windows)]
#[path = "windows.rs"]
mod disk;
#[cfg(target_os = "linux")]
mod far;
#[cfg(target_os = "linux")]
mod guarded;
#[cfg(target_os = "linux")]
mod in_root;
#[cfg(target_os = "linux")]
#[path = "linux_owner.rs"]
mod owner;
#[cfg(all(unix, not(target_os = "linux")))]
#[path = "other_owner.rs"]
mod owner;
#[cfg(target_os = "linux")]
#[path = "linux_processes.rs"]
mod processes;
#[cfg(not(target_os = "linux"))]
#[path = "other_processes.rs"]
mod processes;
#[cfg(unix)]
mod progress;
#[cfg(unix)]
mod side_by_side;
mod terminal;

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::mem::ManuallyDrop;
use std::process::ExitCode;
use std::time::Instant;

pub use disk::OsDisk;
pub use processes::OsProcesses;

use crate::app::{Outcome, World};
use crate::env::{EnvBlock, Variable};
use crate::flavor::Flavor;
use crate::machine::Machine;
use crate::text::Text;

/// musl's own allocator asks the kernel for memory a hundred times in one call, which takes as long as everything else.
#[cfg(target_env = "musl")]
#[global_allocator]
static MEMORY: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

/// The flavor of the system that envpeek runs on.
pub const FLAVOR: Flavor = if cfg!(windows) { Flavor::Windows } else { Flavor::Unix };

/// Exit status of a process whose output could not be written.
const OUTPUT_FAILED: u8 = 2;

/// The words on the command line.
pub fn arguments() -> Vec<OsString> {
    std::env::args_os().collect()
}

/// Runs `work` in the real world and delivers what it answers. A scout (see `far`) runs its errand instead.
pub fn run(work: impl FnOnce(&World<'_>) -> Outcome) -> ExitCode {
    #[cfg(target_os = "linux")]
    if std::env::args_os().nth(1).is_some_and(|word| word == far::ERRAND) {
        return far::run_errand();
    }
    deliver(&in_real_world(work))
}

/// The disk is gone when this returns: no scout is left, and no line about progress. The world is left to the end of the
/// process: freeing an environment record by record takes as long as a third of a search.
fn in_real_world(work: impl FnOnce(&World<'_>) -> Outcome) -> Outcome {
    let real_disk = real_disk();
    let first_asked = OnceCell::new();
    let clock = || first_asked.get_or_init(Instant::now).elapsed();
    let world = ManuallyDrop::new(World {
        env: environment(),
        cwd: std::env::current_dir()
            .map(|path| disk::text_of(path.as_os_str()))
            .map_err(|error| error.to_string()),
        home: &home,
        flavor: FLAVOR,
        machine: Machine::of(std::env::consts::ARCH, cfg!(target_os = "macos")),
        user: disk::effective_user(),
        disk: &real_disk,
        processes: &OsProcesses,
        stdin: &read_stdin,
        clock: &clock,
        terminal: &terminal::behind,
    });
    work(&world)
}

#[cfg(target_os = "linux")]
fn real_disk() -> guarded::GuardedDisk {
    guarded::GuardedDisk::default()
}

#[cfg(not(target_os = "linux"))]
fn real_disk() -> OsDisk {
    OsDisk
}

fn environment() -> EnvBlock {
    let variable = |(name, value): (OsString, OsString)| Variable {
        name: name.into_encoded_bytes().into(),
        value: value.into_encoded_bytes().into(),
    };
    EnvBlock::new(FLAVOR, std::env::vars_os().map(variable).collect())
}

fn home() -> Option<Text> {
    dirs::home_dir().map(|path| disk::text_of(path.as_os_str()))
}

/// How much is read at once.
const AT_ONCE: usize = 16 * 1024;

/// The first `limit` bytes. Where they are few, a read that gives fewer was the last: regular files end there
/// (read(2)), and only the head of such is asked for.
fn read_first(mut file: impl io::Read, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; limit.min(AT_ONCE)];
    let first = file.read(&mut bytes);
    let length = *first.as_ref().unwrap_or(&0);
    let ended = first.is_ok() && length < bytes.len() && limit <= AT_ONCE;
    bytes.truncate(length);
    if !ended {
        file.take((limit - length) as u64).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn read_stdin() -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes each stream at once. A reader that went away is no error; a full disk is.
fn deliver(outcome: &Outcome) -> ExitCode {
    let answer = write(&mut io::stdout().lock(), &outcome.stdout);
    let messages = write(&mut io::stderr().lock(), &outcome.stderr);
    match answer.and(messages) {
        Ok(()) => ExitCode::from(outcome.exit),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::from(outcome.exit),
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: cannot write the answer: {error}");
            ExitCode::from(OUTPUT_FAILED)
        }
    }
}

fn write(stream: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() {
        return Ok(());
    }
    stream.write_all(bytes)?;
    stream.flush()
}
