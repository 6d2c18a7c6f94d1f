//! completions/ and man/ are what the program prints. `ENVPEEK_BLESS=1 cargo test generated` writes them anew.

use crate::tools;
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// The shells and the names under which they look for a completion script.
const SCRIPTS: &[(&str, &str)] = &[
    ("bash", "envpeek.bash"),
    ("elvish", "envpeek.elv"),
    ("fish", "envpeek.fish"),
    ("nushell", "envpeek.nu"),
    ("powershell", "_envpeek.ps1"),
    ("zsh", "_envpeek"),
];

#[test]
fn generated_completion_scripts_are_fresh() {
    let scripts = SCRIPTS.iter().map(|(shell, file)| ((*file).to_owned(), printed(&["completions", shell])));
    compare("completions", &scripts.collect());
}

#[test]
fn generated_manual_pages_are_fresh() {
    let command = envpeek::cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let mut pages: BTreeMap<String, Vec<u8>> =
        names.map(|name| (format!("envpeek-{name}.1"), printed(&["man", name]))).collect();
    pages.insert("envpeek.1".to_owned(), printed(&["man"]));
    compare("man", &pages);
}

#[test]
fn manual_pages_are_read_by_man_without_a_complaint() {
    let Some(man) = tools::optional("man") else { return };
    for page in fs::read_dir(tools::package().join("man")).unwrap() {
        let page = page.unwrap().path();
        let output = Command::new(&man)
            .args(["--warnings", "-l"])
            .arg(&page)
            .env("LC_ALL", "C.UTF-8")
            .output()
            .unwrap();
        let complaints = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success() && complaints.is_empty(), "{}: {complaints}", page.display());
        assert!(!output.stdout.is_empty(), "{} is empty", page.display());
    }
}

fn printed(words: &[&str]) -> Vec<u8> {
    let output = Command::new(env!("CARGO_BIN_EXE_envpeek")).args(words).output().unwrap();
    assert!(output.status.success(), "envpeek {words:?}: {}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

/// The files of `folder` are exactly `expected`; with `ENVPEEK_BLESS` set they are made so.
fn compare(folder: &str, expected: &BTreeMap<String, Vec<u8>>) {
    let folder = tools::package().join(folder);
    if env::var_os("ENVPEEK_BLESS").is_some() {
        write(&folder, expected);
    }
    let found: BTreeMap<String, Vec<u8>> = fs::read_dir(&folder)
        .unwrap()
        .map(|item| item.unwrap())
        .map(|item| (item.file_name().into_string().unwrap(), fs::read(item.path()).unwrap()))
        .collect();
    let stale: Vec<&String> =
        found.keys().chain(expected.keys()).filter(|name| found.get(*name) != expected.get(*name)).collect();
    assert!(stale.is_empty(), "{stale:?} differ: `ENVPEEK_BLESS=1 cargo test generated` writes them anew");
}

fn write(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    drop(fs::remove_dir_all(folder));
    fs::create_dir_all(folder).unwrap();
    for (name, bytes) in files {
        fs::write(folder.join(name), bytes).unwrap();
    }
}
