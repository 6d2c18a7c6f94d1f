//! From a report to the bytes that the asked-for voice says.

use super::context::Inspected;
use super::{Failure, Outcome, Stream, World};
use crate::cli::{ColorWord, CommonArgs};
use crate::env::EnvBlock;
use crate::render::{ColorChoice, Records, Speak, Stage, decide_color, document};
use crate::text::Text;

/// What a command answers: the words and the exit status.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) stdout: Vec<u8>,
    pub(super) exit: u8,
}

impl Answer {
    /// Says a report in the voice that the words ask for. `yes` decides between the exit statuses 0 and 1.
    pub(super) fn of<R: Speak>(
        report: &R,
        yes: bool,
        inspected: &Inspected<'_>,
        common: &CommonArgs,
        world: &World<'_>,
    ) -> Result<Self, Failure> {
        let stdout = match () {
            () if common.voice.quiet => Vec::new(),
            () if common.voice.json => document(report, &inspected.context(common))?,
            () if common.voice.null => recorded(report, Records::raw()),
            () if common.voice.plain => recorded(report, Records::lines()),
            () => report.human(&stage(inspected, common, world)).into_bytes(),
        };
        Ok(Self { stdout, exit: u8::from(!yes) })
    }

    pub(super) fn into_outcome(self) -> Outcome {
        Outcome { stdout: self.stdout, stderr: Vec::new(), exit: self.exit }
    }
}

fn recorded(report: &impl Speak, mut records: Records) -> Vec<u8> {
    report.plain(&mut records);
    records.into_bytes()
}

fn stage(inspected: &Inspected<'_>, common: &CommonArgs, world: &World<'_>) -> Stage {
    let terminal = (world.terminal)(Stream::Out);
    let choice = match common.color {
        ColorWord::Auto => ColorChoice::Auto,
        ColorWord::Always => ColorChoice::Always,
        ColorWord::Never => ColorChoice::Never,
    };
    Stage {
        color: decide_color(choice, &world.env, terminal.is_some()),
        width: terminal.and_then(|terminal| terminal.width),
        unicode: has_unicode(&world.env),
        home: inspected.scene.home.clone(),
        caller: inspected.caller().name(),
        caller_reason: inspected.reason().to_owned(),
    }
}

/// Whether the locale's alphabet is Unicode: the first non-empty of `LC_ALL`, `LC_CTYPE`, `LANG` names UTF-8
/// (POSIX XBD 8.2). Windows terminals always can.
fn has_unicode(env: &EnvBlock) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| env.get_non_empty(name));
    let names_utf8 = |locale: &Text| {
        let is = |name: &[u8]| locale.windows(name.len()).any(|part| part.eq_ignore_ascii_case(name));
        is(b"utf-8") || is(b"utf8")
    };
    locale.is_some_and(names_utf8) || cfg_is_windows(env)
}

fn cfg_is_windows(env: &EnvBlock) -> bool {
    env.get("SystemRoot").is_some() && env.get("COMSPEC").is_some()
}
