//! `envpeek path`: the list, entry by entry.

use super::answer::Answer;
use super::context::{Inspected, inspect};
use super::{Failure, World};
use crate::audit::{Depth, audit, tolls};
use crate::cli::{CommonArgs, PathArgs};
use crate::flavor::Flavor;
use crate::lookup::read_list;
use crate::pathlist::{ListVariable, PathList, list_variable};
use crate::report::PathReport;
use crate::text::{Text, escape, is_hidden};

pub(super) fn run(words: &PathArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    check_name(&words.variable)?;
    inspect(common, world, |inspected| {
        let (name, scene, caller) = (words.variable.as_str(), &inspected.scene, inspected.caller());
        let variable = list_variable(name);
        let list = list(name, &variable, inspected);
        let depth = if common.voice.json { Depth::Described } else { Depth::Judged };
        let audit = audit(scene, &list, &variable, caller, depth);
        let tolls = if words.timing { tolls(scene, &list, caller, world.clock) } else { Vec::new() };
        let report = PathReport::new(name, &audit, &tolls, caller.rules().default_list);
        Answer::of(&report, true, inspected, common, world)
    })
}

/// The name is said as it is, so nothing may stand in it that a terminal obeys; no shell can set such a one anyway.
fn check_name(name: &str) -> Result<(), Failure> {
    let hidden = name.chars().any(is_hidden);
    if name.is_empty() || name.contains('=') || hidden {
        let words = format!("`{}` is no name of a variable", escape(name.as_bytes()));
        return Err(Failure::usage(words).hint("such as `envpeek path --var MANPATH`"));
    }
    Ok(())
}

fn list(name: &str, variable: &ListVariable, inspected: &Inspected<'_>) -> PathList {
    if name == "PATH" {
        return read_list(&inspected.scene, name, inspected.caller().rules());
    }
    let value = inspected.scene.env.get(name).map(Text::as_bytes);
    let separators: &[u8] = match (inspected.scene.flavor, variable.semicolon_too) {
        (Flavor::Windows, _) => b";",
        (Flavor::Unix, true) => b":;",
        (Flavor::Unix, false) => b":",
    };
    PathList::split_at(value, inspected.scene.flavor, separators)
}
