//! Programs that tests run: where `tests/setup` put them, and what happens when one is not there.

use std::env;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// The folder of this package, as cargo built it.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A program that must be there where `CI` is set; elsewhere its absence is a printed, counted skip.
pub(crate) fn required(name: &str) -> Option<PathBuf> {
    let found = find(name);
    assert!(
        found.is_some() || env::var_os("CI").is_none(),
        "`{name}` is required with CI set: run tests/setup"
    );
    found.or_else(|| skip(&format!("no {name}")))
}

/// A program that some machines cannot have (Nushell comes from npm): its absence is a printed, counted skip.
pub(crate) fn optional(name: &str) -> Option<PathBuf> {
    find(name).or_else(|| skip(&format!("no {name}")))
}

/// Says that a test was skipped, and why, past the test runner's capture. Returns nothing, for `return skip(…)`.
pub(crate) fn skip<T>(why: &str) -> Option<T> {
    static SKIPPED: AtomicUsize = AtomicUsize::new(0);
    let count = SKIPPED.fetch_add(1, Ordering::Relaxed) + 1;
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    drop(writeln!(std::io::stderr(), "skipped ({count}): {test}: {why}"));
    None
}

/// What `tests/setup` installed comes before what the machine has.
fn find(name: &str) -> Option<PathBuf> {
    let own =
        env::var_os("ENVPEEK_TEST_TOOLS").map_or_else(|| package().join("target/test-tools"), PathBuf::from);
    let machine = env::var_os("PATH").unwrap_or_default();
    std::iter::once(own.join("bin"))
        .chain(env::split_paths(&machine))
        .chain(["/usr/sbin", "/sbin"].map(PathBuf::from))
        .map(|directory| directory.join(name))
        .find(|file| file.is_file())
}

#[test]
fn every_shell_of_the_table_is_here() {
    let shells = "bash dash zsh fish tcsh ksh93 mksh yash busybox elvish xonsh";
    shells.split(' ').for_each(|shell| drop(required(shell)));
    drop(optional("nu"));
}
