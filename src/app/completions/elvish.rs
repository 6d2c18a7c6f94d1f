//! elvish: the script looks the words so far up in a table; it fails at the first word that is no subcommand, and
//! offers nothing but options there.

use super::{Places, Words};
use std::fmt::Write as _;

const LOOK_UP: &str = "    $completions[$command]\n";

pub(super) fn fill(script: &str, places: &Places) -> String {
    let mut code = String::from("    var current = $words[-1]\n");
    for (option, words) in &places.options {
        offer(&mut code, &format!("eq $words[-2] {option}"), words);
    }
    // What is written after a subcommand is its argument: back to the subcommand itself.
    code.push_str(
        "    while (not (has-key $completions $command)) {\n        \
         set command = (str:join ';' [(str:split ';' $command)][..-1])\n    }\n",
    );
    for (subcommand, _, words) in &places.arguments {
        offer(
            &mut code,
            &format!("and (eq $command 'envpeek;{subcommand}') (not (str:has-prefix $current '-'))"),
            words,
        );
    }
    code.push_str(LOOK_UP);
    script.replace(LOOK_UP, &code)
}

fn offer(code: &mut String, condition: &str, words: &Words) {
    let words = match words {
        // `sudo` is completed by all commands.
        Words::Commands => "edit:complete-sudo sudo $current".to_owned(),
        Words::Directories | Words::Files => "edit:complete-filename $current".to_owned(),
        Words::OneOf(values) => format!("put {}", values.join(" ")),
    };
    // Writing into a String cannot fail.
    let _ = writeln!(code, "    if ({condition}) {{\n        {words}\n        return\n    }}");
}
