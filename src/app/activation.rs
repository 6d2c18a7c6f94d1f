//! `envpeek activation`: what a script would do, read and never run.

use super::answer::Answer;
use super::context::{Inspected, bytes, inspect};
use super::{Failure, Stream, World};
use crate::activation::{Act, Manager, Question, Study, name_of, study};
use crate::cli::{ActivationArgs, CommonArgs};
use crate::env::{EnvBlock, parse};
use crate::lookup::{Caller, Survey};
use crate::python::Atlas;
use crate::report::ActivationReport;
use crate::shell::{activating_command, detect, quote};

pub(super) fn run(words: &ActivationArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    inspect(common, world, |inspected| {
        let report = report(words, common, inspected, world)?;
        let computed = report.environment.is_some() && !report.codes.contains(&"script-missing");
        Answer::of(&report, computed, inspected, common, world)
    })
}

fn report(
    words: &ActivationArgs,
    common: &CommonArgs,
    inspected: &Inspected<'_>,
    world: &World<'_>,
) -> Result<ActivationReport, Failure> {
    let survey = Survey::new(&inspected.scene);
    let atlas = Atlas::new(&survey);
    let shell = shell(words, inspected);
    let act = if words.undo { Act::Deactivate } else { Act::Activate };
    let directory = words.directory.as_deref().map(bytes);
    let is_terminal = |stream| (world.terminal)(stream).is_some();
    let question = Question {
        shell,
        act,
        directory: directory.as_ref(),
        initial: initial(shell, common, inspected, world),
        interactive: is_terminal(Stream::Out) || is_terminal(Stream::Err),
    };
    let studied = study(&atlas, &question);
    let studied = studied.map_err(|error| {
        Failure::from(error)
            .hint("compare `env` before and after sourcing it in a shell that can be thrown away")
    })?;
    let scene = &inspected.scene;
    let mut report = ActivationReport::new(&studied, act, shell.name(), scene.env.get("PATH"), scene.flavor);
    let command = command(&studied, act, shell, inspected);
    report.lesson = words.steps;
    report.asked = directory.map(|directory| scene.absolute(&directory));
    Ok(report.with_command(command))
}

/// What one types.
fn command(studied: &Study, act: Act, shell: Caller, inspected: &Inspected<'_>) -> Option<String> {
    let environment = studied.environment.as_ref()?;
    studied.forecast.as_ref()?;
    match (&studied.script, act) {
        (Some(script), Act::Activate) => Some(activating_command(shell, script)),
        (Some(_), Act::Deactivate) => Some("deactivate".to_owned()),
        (None, _) => {
            let manager = Manager::of(&inspected.scene).command();
            let name = quote(shell, &name_of(&inspected.scene, &environment.root));
            Some(match act {
                Act::Activate => format!("{manager} activate {name}"),
                Act::Deactivate => format!("{manager} deactivate"),
            })
        }
    }
}

/// The named shell, else the caller, else the login shell that the environment names.
fn shell(words: &ActivationArgs, inspected: &Inspected<'_>) -> Caller {
    let named = words.shell.as_deref().and_then(Caller::named);
    let login = || {
        let program = inspected.scene.env.get_non_empty("SHELL")?;
        Caller::of_program(inspected.scene.flavor.file_name(program))
    };
    let caller = Some(inspected.caller()).filter(|caller| caller.is_shell());
    named.or(caller).or_else(login).unwrap_or(Caller::Bash)
}

/// The environment that the calling shell started with. A process that is inspected is such a shell itself; for
/// envpeek's own environment it is the parent, as long as that is this very shell and nothing stands between.
fn initial(
    shell: Caller,
    common: &CommonArgs,
    inspected: &Inspected<'_>,
    world: &World<'_>,
) -> Option<EnvBlock> {
    if common.pid.is_some() {
        return Some(inspected.scene.env.clone());
    }
    if common.env_file.is_some() {
        return None;
    }
    let parent = detect(world.processes)?;
    if parent.caller != shell || parent.through.is_some() {
        return None;
    }
    let block = world.processes.environment(parent.pid).ok()?;
    Some(parse(&block, inspected.scene.flavor))
}
