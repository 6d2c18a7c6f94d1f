//! PowerShell: values of options and arguments are offered before the script looks the words so far up.

use super::{Places, Words};
use std::fmt::Write as _;

const LOOK_UP: &str = "    $completions = @(switch ($command) {\n";

pub(super) fn fill(script: &str, places: &Places) -> String {
    let mut code = String::from(
        "    $previous = \"$($commandElements[-1])\"\n    \
         if ($wordToComplete -ne '' -and $commandElements.Count -gt 1) { $previous = \"$($commandElements[-2])\" }\n    \
         $offered = $null\n",
    );
    for (subcommand, _, words) in &places.arguments {
        let condition =
            format!("$commandElements.Count -gt 1 -and \"$($commandElements[1])\" -ceq '{subcommand}'");
        offer(&mut code, &condition, words);
    }
    for (option, words) in &places.options {
        offer(&mut code, &format!("$previous -ceq '{option}'"), words);
    }
    code.push_str(
        "    if ($null -ne $offered -and -not $wordToComplete.StartsWith('-')) {\n        \
         return $offered | Where-Object { $_ -like \"$wordToComplete*\" } | Sort-Object -Unique |\n            \
         ForEach-Object { [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_) }\n    }\n",
    );
    code.push_str(LOOK_UP);
    script.replace(LOOK_UP, &code)
}

/// Files and directories are left to PowerShell, which completes them where a completer offers nothing.
fn offer(code: &mut String, condition: &str, words: &Words) {
    let words = match words {
        Words::Commands => {
            "@(Get-Command -CommandType Application -Name \"$wordToComplete*\").Name".to_owned()
        }
        Words::Directories | Words::Files => return,
        Words::OneOf(values) => format!("@('{}')", values.join("', '")),
    };
    // Writing into a String cannot fail.
    let _ = writeln!(code, "    if ({condition}) {{ $offered = {words} }}");
}
