//! Short scripts and a drawn disk for the tests of this room.

use super::forecast::{Act, Forecast, Request, forecast};
use super::language::Language;
use super::saved::{KnownFrom, Saved};
use crate::disk::FakeDisk;
use crate::env::EnvBlock;
use crate::flavor::Flavor;
use crate::lookup::{Caller, Survey};
use crate::machine::Machine;
use crate::scene::Scene;

/// What a script does in a shell whose environment is this, with the usual small programs in `/usr/bin`.
pub(super) fn run(shell: Caller, env: &[(&str, &str)], act: Act, text: &str) -> Forecast {
    run_with(shell, env, act, text, &Saved::nothing(KnownFrom::Environment))
}

/// The same for a shell that has kept something.
pub(super) fn run_with(shell: Caller, env: &[(&str, &str)], act: Act, text: &str, saved: &Saved) -> Forecast {
    let disk = FakeDisk::drawn(
        "/usr/bin/uname x\n/usr/bin/date x\n/usr/bin/basename x\n/usr/bin/dirname x\n/usr/bin/realpath x\n/usr/bin/test x\n/v/bin/activate\n/l -> /v",
    );
    let scene = Scene {
        flavor: Flavor::Unix,
        env: EnvBlock::of(Flavor::Unix, env),
        cwd: "/".into(),
        home: None,
        user: None,
        disk: &disk,
        machine: Machine::of("x86_64", false),
    };
    let request = Request {
        shell,
        language: Language::of(shell).expect("a shell with scripts"),
        act,
        script: b"/l/bin/activate",
        text: text.as_bytes(),
        saved,
        root: true,
        interactive: false,
    };
    forecast(&Survey::new(&scene), &request)
}

/// A variable's value afterwards.
pub(super) fn after(forecast: &Forecast, name: &str) -> Option<String> {
    let variable = forecast.outcome.variables.get(name.as_bytes())?;
    Some(variable.value.to_string())
}
