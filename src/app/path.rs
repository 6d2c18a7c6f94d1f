//! `envpeek path`: the list, entry by entry.

use super::answer::Answer;
use super::context::{Inspected, inspect};
use super::{Failure, World};
use crate::audit::{audit, tolls};
use crate::cli::{CommonArgs, PathArgs};
use crate::flavor::Flavor;
use crate::lookup::read_list;
use crate::pathlist::{ListVariable, PathList, list_variable};
use crate::report::PathReport;
use crate::text::{Text, escape, is_hidden};

pub(super) fn run(words: &PathArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    check_name(&words.variable)?;
    inspect(common, world, |inspected| {
        let report = report(words, inspected, world);
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

fn report(words: &PathArgs, inspected: &Inspected<'_>, world: &World<'_>) -> PathReport {
    let name = words.variable.as_str();
    let variable = list_variable(name);
    let (scene, caller) = (&inspected.scene, inspected.caller());
    let list = if name == "PATH" {
        read_list(scene, name, caller.rules())
    } else {
        other_list(name, &variable, inspected)
    };
    let audit = audit(scene, &list, &variable, caller);
    let report = PathReport::new(name, &list, &audit, caller.rules().default_list);
    if words.timing { report.with_tolls(&tolls(scene, &list, caller, world.clock)) } else { report }
}

fn other_list(name: &str, variable: &ListVariable, inspected: &Inspected<'_>) -> PathList {
    let value = inspected.scene.env.get(name).map(Text::as_bytes);
    let separators: &[u8] = match (inspected.scene.flavor, variable.semicolon_too) {
        (Flavor::Windows, _) => b";",
        (Flavor::Unix, true) => b":;",
        (Flavor::Unix, false) => b":",
    };
    PathList::split_at(value, inspected.scene.flavor, separators)
}
