//! The table of what each shell has of its own, against what the shells say.
//!
//! `ENVPEEK_WRITE_BUILTINS=1 cargo test --test it callers_builtins` writes the table anew from the shells of this
//! machine.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use envpeek::lookup::{Builtin, Caller};

use crate::sandbox::Sandbox;
use crate::tools;

const SHELLS: [Caller; 12] = [
    Caller::Bash,
    Caller::Zsh,
    Caller::Fish,
    Caller::Dash,
    Caller::Ksh,
    Caller::Mksh,
    Caller::Tcsh,
    Caller::Yash,
    Caller::Busybox,
    Caller::Elvish,
    Caller::Xonsh,
    Caller::Nu,
];
const KINDS: [Builtin; 5] =
    [Builtin::Command, Builtin::Keyword, Builtin::Alias, Builtin::Applet, Builtin::NeedsFile];
const LONGEST_LINE: usize = 110;

/// Names by kind.
type Names = BTreeMap<Builtin, BTreeSet<String>>;

/// What a shell prints for this code, with nothing on PATH and nobody's start-up files.
fn printed(caller: Caller, code: &str) -> Option<String> {
    let sandbox = Sandbox::new();
    let environment = sandbox.environment(Some("/missing".as_ref()));
    let (program, arguments) = shell(caller)?;
    let mut command = sandbox.command(&program, &environment);
    let output = command.args(arguments.split(' ')).arg(code).output().unwrap();
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn shell(caller: Caller) -> Option<(PathBuf, &'static str)> {
    let (program, arguments) = match caller {
        Caller::Bash => ("bash", "--norc --noprofile -c"),
        Caller::Zsh => ("zsh", "-f -c"),
        Caller::Fish => ("fish", "--no-config -c"),
        Caller::Ksh => ("ksh93", "-c"),
        Caller::Tcsh => ("tcsh", "-f -c"),
        Caller::Yash => ("yash", "--norcfile -c"),
        Caller::Busybox => ("busybox", "ash -c"),
        Caller::Elvish => ("elvish", "-norc -c"),
        Caller::Xonsh => ("xonsh", "--no-rc -c"),
        Caller::Nu => return Some((tools::optional("nu")?, "-n -c")),
        other => (other.name(), "-c"),
    };
    Some((tools::required(program)?, arguments))
}

/// What the shell says that it is.
fn version(caller: Caller) -> Option<String> {
    let code = match caller {
        Caller::Bash => "echo $BASH_VERSION",
        Caller::Zsh => "echo $ZSH_VERSION",
        Caller::Fish => "echo $FISH_VERSION",
        Caller::Ksh => "echo ${.sh.version}",
        Caller::Mksh => "echo $KSH_VERSION",
        Caller::Tcsh => "echo $tcsh",
        Caller::Yash => "typeset -p YASH_VERSION",
        Caller::Busybox => "busybox | head -n 1",
        Caller::Elvish => "echo $version",
        Caller::Xonsh => "print($XONSH_VERSION)",
        Caller::Nu => "version | get version",
        _ => "echo of Debian",
    };
    Some(printed(caller, code)?.trim().lines().next().unwrap_or_default().trim().to_owned())
}

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace().map(str::to_owned).collect()
}

/// What a shell says that it has. Those that cannot list ask for every name that anybody has.
fn said(caller: Caller, everybody: &BTreeSet<String>) -> Option<Names> {
    let both = |commands: &str, keywords: &str| {
        let keywords = words(&printed(caller, keywords)?);
        let commands = words(&printed(caller, commands)?).difference(&keywords).cloned().collect();
        Some(Names::from([(Builtin::Command, commands), (Builtin::Keyword, keywords)]))
    };
    let listed = |code: &str| Some(Names::from([(Builtin::Command, words(&printed(caller, code)?))]));
    match caller {
        Caller::Bash => both("compgen -b", "compgen -k"),
        Caller::Zsh => both("print -rl -- ${(k)builtins}", "print -rl -- ${(k)reswords}"),
        Caller::Fish => listed("builtin -n"),
        Caller::Tcsh => listed("builtins"),
        Caller::Xonsh => both(XONSH_ALIASES, "import keyword; print(*keyword.kwlist)"),
        Caller::Nu => both(NU_COMMANDS, &NU_COMMANDS.replace("built-in", "keyword")),
        Caller::Elvish => elvish(everybody),
        _ => described(caller, everybody),
    }
}

/// A subcommand such as `str trim` is found by its first word alone.
const NU_COMMANDS: &str =
    "scope commands | where type == built-in | get name | each { split row ' ' | first } | uniq | to text";

const XONSH_ALIASES: &str = "
for name in aliases:
    alias = aliases.get(name)
    if callable(alias) or isinstance(alias, list) and callable(alias[0]):
        print(name)
";

fn elvish(everybody: &BTreeSet<String>) -> Option<Names> {
    let listed = printed(Caller::Elvish, "use builtin; keys $builtin: | each {|name| echo $name}")?;
    let commands = listed.lines().filter_map(|name| name.strip_suffix('~')).map(str::to_owned).collect();
    let code =
        format!("for name [{}] {{ if (eq (resolve $name) special) {{ echo $name }} }}", quoted(everybody));
    let keywords = words(&printed(Caller::Elvish, &code)?);
    Some(Names::from([(Builtin::Command, commands), (Builtin::Keyword, keywords)]))
}

/// Asks for each name with `command -V` what it is.
fn described(caller: Caller, everybody: &BTreeSet<String>) -> Option<Names> {
    let code = format!("for name in {}; do command -V \"$name\"; done 2>&1", quoted(everybody));
    let said = printed(caller, &code)?;
    let mut names = Names::new();
    for name in everybody {
        let about = |line: &&str| {
            line.strip_prefix(name.as_str())
                .is_some_and(|rest| rest.starts_with(" is ") || rest.starts_with(": a "))
        };
        if let Some(kind) = said.lines().find(about).and_then(|line| kind_of(line, name)) {
            names.entry(kind).or_default().insert(name.clone());
        }
    }
    Some(names)
}

fn quoted(names: &BTreeSet<String>) -> String {
    names.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(" ")
}

fn kind_of(said: &str, name: &str) -> Option<Builtin> {
    let is = |word: &str| said.contains(word);
    match () {
        () if is("not found in $PATH") => Some(Builtin::NeedsFile),
        () if is("keyword") || is("reserved word") => Some(Builtin::Keyword),
        () if is("an alias") => Some(Builtin::Alias),
        () if is("builtin") || is("built-in") => Some(Builtin::Command),
        () if said.trim() == format!("{name} is {name}") => Some(Builtin::Applet),
        () => None,
    }
}

/// Names that no shell lists, but some have.
const MORE: &str =
    "nohup login time coproc namespace var set tmp with del and or coalesce while for try if fn use pragma";

fn everybody() -> BTreeSet<String> {
    let nobody = BTreeSet::new();
    let can_list = [Caller::Bash, Caller::Zsh, Caller::Fish, Caller::Tcsh];
    let listed = can_list.into_iter().filter_map(|shell| said(shell, &nobody));
    let applets = printed(Caller::Busybox, "busybox --list").unwrap_or_default();
    let known =
        SHELLS.into_iter().flat_map(|shell| KINDS.into_iter().flat_map(move |kind| shell.builtins(kind)));
    let ksh = printed(Caller::Ksh, "builtin").unwrap_or_default();
    listed
        .flat_map(Names::into_values)
        .flatten()
        .chain(words(&applets))
        .chain(words(&ksh))
        .chain(words(MORE))
        .chain(known.map(str::to_owned))
        .filter(|name| !name.contains(['\'', '/']))
        .collect()
}

fn table(caller: Caller) -> Names {
    let names = |kind| (kind, caller.builtins(kind).map(str::to_owned).collect::<BTreeSet<_>>());
    KINDS.into_iter().map(names).filter(|(_, names)| !names.is_empty()).collect()
}

fn table_file() -> PathBuf {
    tools::package().join("src/lookup/builtins.txt")
}

fn measured_version(caller: Caller) -> Option<String> {
    let table = fs::read_to_string(table_file()).unwrap();
    let remark = format!("# {caller}: ");
    table.lines().find_map(|line| line.strip_prefix(&remark)).map(str::to_owned)
}

#[test]
fn every_shell_still_has_the_builtins_of_the_table() {
    let everybody = everybody();
    let writing = std::env::var_os("ENVPEEK_WRITE_BUILTINS").is_some();
    let mut wrong = Vec::new();
    let mut sections = Vec::new();
    for caller in SHELLS {
        let Some(said) = said(caller, &everybody) else { continue };
        let said: Names = said.into_iter().filter(|(_, names)| !names.is_empty()).collect();
        let version = version(caller).unwrap_or_default();
        if said != table(caller) && measured_version(caller).as_ref() == Some(&version) {
            wrong.push(format!("{caller} {version}: {}", difference(&said, &table(caller))));
        } else if said != table(caller) && !writing {
            let _: Option<()> = tools::skip(&format!("{caller} is {version}, not the one of the table"));
        }
        sections.push((caller, section(caller, &version, &said)));
    }
    if writing {
        return write(&sections);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(said: &Names, table: &Names) -> String {
    let pairs = |names: &Names| -> BTreeSet<(Builtin, String)> {
        names.iter().flat_map(|(kind, names)| names.iter().map(|name| (*kind, name.clone()))).collect()
    };
    let (said, table) = (pairs(said), pairs(table));
    let (new, gone): (Vec<_>, Vec<_>) =
        (said.difference(&table).collect(), table.difference(&said).collect());
    format!("new {new:?}, gone {gone:?}")
}

fn section(caller: Caller, version: &str, names: &Names) -> String {
    let mut text = format!("# {caller}: {version}\n");
    for (kind, names) in names {
        let head = format!("{caller} {}:", kind.name());
        let mut line = head.clone();
        for name in names {
            if line.len() + 1 + name.len() > LONGEST_LINE {
                text += &(std::mem::replace(&mut line, head.clone()) + "\n");
            }
            line = line + " " + name;
        }
        text += &(line + "\n");
    }
    text
}

/// Replaces the sections of these shells and keeps the rest.
fn write(sections: &[(Caller, String)]) {
    let old = fs::read_to_string(table_file()).unwrap();
    let is_rewritten = |line: &str| {
        let line = line.trim_start_matches("# ");
        let of = |caller: Caller| {
            line.strip_prefix(caller.name()).is_some_and(|rest| rest.starts_with([' ', ':']))
        };
        sections.iter().any(|(caller, _)| of(*caller))
    };
    let kept = old.lines().filter(|line| !is_rewritten(line)).map(|line| format!("{line}\n"));
    let text: String = kept.chain(sections.iter().map(|(_, section)| section.clone())).collect();
    fs::write(table_file(), text).unwrap();
}
