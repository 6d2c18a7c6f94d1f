//! `envpeek venv-status`: is a Python environment active *and in effect*?

use super::answer::Answer;
use super::context::inspect;
use super::which::blind_spots;
use super::{Failure, World};
use crate::cli::CommonArgs;
use crate::lookup::{Survey, read_list};
use crate::report::VenvStatusReport;
use crate::shell::ask_command;
use crate::venv::{Status, examine};

pub(super) fn run(common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    inspect(common, world, |inspected| {
        let survey = Survey::new(&inspected.scene);
        let caller = inspected.caller();
        let list = read_list(&inspected.scene, "PATH", caller.rules());
        let facts = examine(&survey, &list, caller);
        let report = VenvStatusReport::new(&facts, blind_spots(caller), ask_command(caller, b"python"));
        Answer::of(&report, facts.status == Status::Active, inspected, common, world)
    })
}
