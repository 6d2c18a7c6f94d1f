//! bash: the branch of a subcommand ends in offering its options; for arguments it shall offer the words.

use super::{Places, Words};

/// At the indentation of a branch; the cases inside it stand deeper.
const BRANCH_END: &str = "\n            ;;\n";
const OFFER_OPTIONS: &str = r#"            COMPREPLY=( $(compgen -W "${opts}" -- "${cur}") )
            return 0"#;

pub(super) fn fill(script: String, places: &Places) -> String {
    places
        .arguments
        .iter()
        .fold(script, |script, (subcommand, _, words)| fill_branch(&script, subcommand, words))
}

fn fill_branch(script: &str, subcommand: &str, words: &Words) -> String {
    let Some((before, rest)) = script.split_once(&format!("        envpeek__subcmd__{subcommand})\n")) else {
        return script.to_owned();
    };
    let (branch, after) = rest.split_once(BRANCH_END).unwrap_or((rest, ""));
    // The first test offers options at the subcommand's first word, whatever may stand there.
    let branch = branch.replace(" || ${COMP_CWORD} -eq 2 ]]", " ]]");
    let offer = match words {
        Words::Commands => r#"COMPREPLY=( $(compgen -c -- "${cur}") )"#,
        Words::Directories => r#"[[ "${BASH_VERSINFO[0]}" -lt 4 ]] || compopt -o plusdirs"#,
        // Where nothing is offered, bash falls back to files.
        Words::Files => "COMPREPLY=()",
        Words::OneOf(_) => r#"COMPREPLY=( $(compgen -W "${words}" -- "${cur}") )"#,
    };
    let list = match words {
        Words::OneOf(values) => format!("            local words=\"{}\"\n", values.join(" ")),
        _ => String::new(),
    };
    let branch = match branch.rsplit_once(OFFER_OPTIONS) {
        Some((head, tail)) => format!("{head}{list}            {offer}\n            return 0{tail}"),
        None => branch,
    };
    format!("{before}        envpeek__subcmd__{subcommand})\n{branch}{BRANCH_END}{after}")
}
