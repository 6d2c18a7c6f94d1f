//! fish: one more `complete` line for each subcommand whose arguments are known.

use super::{Places, Words};
use std::fmt::Write as _;

pub(super) fn fill(mut script: String, places: &Places) -> String {
    for (subcommand, _, words) in &places.arguments {
        let offer = match words {
            Words::Commands => "(__fish_complete_command)".to_owned(),
            Words::Directories => "(__fish_complete_directories)".to_owned(),
            Words::Files => "(__fish_complete_path)".to_owned(),
            Words::OneOf(values) => values.join(" "),
        };
        // Writing into a String cannot fail.
        let _ = writeln!(
            script,
            "complete -c envpeek -n \"__fish_envpeek_using_subcommand {subcommand}\" -f -a \"{offer}\""
        );
    }
    script
}
