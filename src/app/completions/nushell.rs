//! Nushell: the type of an argument may name the completion of its values.

use super::{Places, Words};

/// Every file name of PATH's directories; a directory that cannot be listed has none.
const COMMANDS: &str = r#"module completions {

  def "nu-complete envpeek commands" [] {
    $env.PATH | each {|directory| try { ls --short-names $directory | get name } catch { [] } } | flatten | uniq
  }
"#;

pub(super) fn fill(script: String, places: &Places) -> String {
    let filled = places
        .arguments
        .iter()
        .filter(|(_, _, words)| *words == Words::Commands)
        .fold(script, |script, (subcommand, name, _)| fill_signature(&script, subcommand, name));
    filled.replacen("module completions {\n", COMMANDS, 1)
}

fn fill_signature(script: &str, subcommand: &str, name: &str) -> String {
    let head = format!("  export extern \"envpeek {subcommand}\" [\n");
    let Some((before, rest)) = script.split_once(&head) else { return script.to_owned() };
    let (signature, after) = rest.split_once("  ]\n").unwrap_or((rest, ""));
    let typed = format!("{name}: string@\"nu-complete envpeek commands\"");
    let signature = signature.replace(&format!("{name}: string"), &typed);
    format!("{before}{head}{signature}  ]\n{after}")
}
