//! `envpeek path`: the list, entry by entry.

use super::answer::Answer;
use super::context::{Inspected, inspect};
use super::{Failure, World};
use crate::audit::audit;
use crate::cli::{CommonArgs, PathArgs};
use crate::flavor::Flavor;
use crate::lookup::read_list;
use crate::pathlist::{ListVariable, PathList, list_variable};
use crate::report::PathReport;
use crate::text::{Text, escape, is_hidden};

pub(super) fn run(words: &PathArgs, common: &CommonArgs, world: &World<'_>) -> Result<Answer, Failure> {
    check_name(&words.variable)?;
    inspect(common, world, |inspected| {
        let report = report(&words.variable, inspected);
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

fn report(name: &str, inspected: &Inspected<'_>) -> PathReport {
    let variable = list_variable(name);
    let rules = inspected.caller.rules();
    let list = if name == "PATH" {
        read_list(&inspected.scene, name, rules)
    } else {
        other_list(name, &variable, inspected)
    };
    let audit = audit(&inspected.scene, &list, &variable, inspected.caller);
    PathReport::new(name, &list, &audit, rules.default_list)
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
