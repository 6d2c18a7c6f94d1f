//! How each caller reads PATH, proven by running that very program: empty, relative and strange entries, a PATH that
//! is empty, not there, or there twice.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::os::unix::ffi::OsStringExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use envpeek::env::{EnvBlock, Variable};
use envpeek::flavor::Flavor;
use envpeek::host::OsDisk;
use envpeek::lookup::{Caller, Survey, places, read_list, resolve};

use crate::callers::{FIRST, SECOND, Then, caller, expect};
use crate::candidates::Kind;
use crate::sandbox::{Environment, Sandbox};
use crate::shells::{Asker, NAME, Ran};
use crate::tools;

/// The environment, and where the first candidate stands; the second is always in `second`.
type Arranged = (Environment, PathBuf);

/// A PATH of this entry and the directory `second`, with the first candidate in `directory`.
fn arranged(sandbox: &Sandbox, entry: impl AsRef<OsStr>, directory: impl AsRef<Path>) -> Arranged {
    let first = sandbox.planted(directory, Kind::Binary, FIRST);
    let path = [entry.as_ref(), sandbox.path("second").as_os_str()].join(OsStr::new(":"));
    (sandbox.environment(Some(&path)), first)
}

/// The same where the entry is `directory` itself.
fn plain(sandbox: &Sandbox, directory: &[u8]) -> Arranged {
    let directory = sandbox.path(OsString::from_vec(directory.to_vec()));
    arranged(sandbox, &directory, &directory)
}

fn reads(name: &str, arrange: fn(&Sandbox) -> Arranged, then: Then) {
    let Some(asker) = Asker::of(caller(name)) else { return };
    let sandbox = Sandbox::new();
    let second = sandbox.planted("second", Kind::Binary, SECOND);
    let (environment, first) = arrange(&sandbox);
    expect(&asker, &sandbox, &environment, then, [&first, &second]);
}

fn empty_entry(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "", "cwd")
}

fn dot(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, ".", "cwd")
}

fn relative(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "below", "cwd/below")
}

fn double_dot(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "../beside", "beside")
}

fn empty_list(sandbox: &Sandbox) -> Arranged {
    let (_, first) = arranged(sandbox, "", "cwd");
    (sandbox.environment(Some(OsStr::new(""))), first)
}

fn no_list(sandbox: &Sandbox) -> Arranged {
    let (_, first) = arranged(sandbox, "", "cwd");
    (sandbox.environment(None), first)
}

fn tilde(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "~/bin", "home/bin")
}

fn tilde_alone(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "~", "home")
}

fn directory_called_tilde(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "~/bin", "cwd/~/bin")
}

fn variable(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "$HOME/bin", "home/bin")
}

fn builtin_suffix(sandbox: &Sandbox) -> Arranged {
    plain(sandbox, b"x%builtin")
}

fn function_suffix_with_more_behind(sandbox: &Sandbox) -> Arranged {
    plain(sandbox, b"x%functions")
}

fn suffix_behind_another_percent_sign(sandbox: &Sandbox) -> Arranged {
    plain(sandbox, b"x%y%builtin")
}

fn letters_beyond_ascii(sandbox: &Sandbox) -> Arranged {
    plain(sandbox, "ä".as_bytes())
}

fn letters_beyond_ascii_without_a_locale(sandbox: &Sandbox) -> Arranged {
    let (mut environment, first) = plain(sandbox, "ä".as_bytes());
    environment.set("LC_ALL", "C");
    (environment, first)
}

fn invalid_bytes(sandbox: &Sandbox) -> Arranged {
    plain(sandbox, b"x\xff\xfe")
}

fn invalid_bytes_elsewhere(sandbox: &Sandbox) -> Arranged {
    let missing = OsString::from_vec(b"/missing\xff".to_vec());
    arranged(sandbox, missing, "elsewhere")
}

fn every_strange_letter(sandbox: &Sandbox) -> Arranged {
    plain(sandbox, b"x \t\n*?[a-z]{b,c}$(x)`y`\"'\\;&|<>#!")
}

fn loop_of_links(sandbox: &Sandbox) -> Arranged {
    symlink("loop", sandbox.path("loop")).unwrap();
    arranged(sandbox, sandbox.path("loop"), "elsewhere")
}

fn overlong_component(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, format!("/{}", "a".repeat(256)), "elsewhere")
}

fn overlong_component_below_a_missing_directory(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, format!("/missing/{}", "a".repeat(256)), "elsewhere")
}

fn overlong_entry(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "/aaaaaaa".repeat(512), "cwd")
}

fn almost_overlong_entry(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, &"/aaaaaaa".repeat(512)[..4095], "elsewhere")
}

fn missing_directory(sandbox: &Sandbox) -> Arranged {
    arranged(sandbox, "/missing/directory", "elsewhere")
}

fn dangling_link(sandbox: &Sandbox) -> Arranged {
    symlink("/missing/directory", sandbox.path("dangling")).unwrap();
    arranged(sandbox, sandbox.path("dangling"), "elsewhere")
}

fn file(sandbox: &Sandbox) -> Arranged {
    let (_, directory) = arranged(sandbox, "", "elsewhere");
    let path = [directory.join(NAME).as_os_str(), sandbox.path("second").as_os_str()].join(OsStr::new(":"));
    (sandbox.environment(Some(&path)), directory)
}

fn directory_that_may_not_be_listed(sandbox: &Sandbox) -> Arranged {
    let (environment, first) = plain(sandbox, b"closed");
    fs::set_permissions(&first, fs::Permissions::from_mode(0o311)).unwrap();
    (environment, first)
}

/// One module a row, one test a caller: `rule::caller`.
macro_rules! rows {
    ($($rule:ident: $arrange:ident => $then:ident for $($caller:ident)+;)+) => { $(
        mod $rule {
            $(
                #[test]
                fn $caller() {
                    super::reads(stringify!($caller), super::$arrange, super::Then::$then);
                }
            )+
        }
    )+ };
}

rows! {
    empty_entry_means_working_directory: empty_entry => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox xonsh nu execvp posix_spawn musl shutil_which;
    empty_entry_is_declined: empty_entry => Stops for elvish go;
    dot_means_working_directory: dot => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox xonsh nu execvp posix_spawn musl shutil_which;
    dot_is_declined: dot => Stops for elvish go;
    relative_entry_is_taken_from_the_working_directory: relative => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox xonsh nu execvp posix_spawn musl shutil_which;
    relative_entry_is_declined: relative => Stops for elvish go;
    double_dot_leads_upwards: double_dot => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox xonsh nu execvp posix_spawn musl shutil_which;
    double_dot_is_declined: double_dot => Stops for elvish go;

    empty_list_means_working_directory: empty_list => Runs
        for bash dash zsh fish tcsh mksh yash busybox xonsh nu execvp posix_spawn musl;
    empty_list_means_nothing: empty_list => Stops for ksh elvish shutil_which go;
    without_a_list_the_working_directory_is_searched: no_list => Runs for bash;
    without_a_list_the_working_directory_is_not_searched: no_list => Stops
        for dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;

    tilde_means_home: tilde => Runs for bash xonsh nu;
    tilde_is_a_file_name: tilde => GoesOn
        for dash zsh fish tcsh ksh mksh yash busybox elvish execvp posix_spawn musl shutil_which go;
    tilde_alone_means_home: tilde_alone => Runs for bash xonsh nu;
    directory_called_tilde_is_found: directory_called_tilde => Runs
        for dash zsh fish tcsh ksh mksh yash busybox execvp posix_spawn musl shutil_which;
    directory_called_tilde_is_not_found: directory_called_tilde => GoesOn for bash xonsh nu;
    variable_is_replaced: variable => Runs for xonsh;
    variable_is_not_replaced: variable => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish nu execvp posix_spawn musl shutil_which go;

    builtin_behind_a_percent_sign_is_no_directory: builtin_suffix => GoesOn for dash busybox;
    builtin_behind_a_percent_sign_is_a_file_name: builtin_suffix => Runs
        for bash zsh fish tcsh ksh mksh yash elvish xonsh nu execvp posix_spawn musl shutil_which go;
    func_behind_a_percent_sign_is_no_directory: function_suffix_with_more_behind => GoesOn for dash busybox;
    func_behind_a_percent_sign_is_a_file_name: function_suffix_with_more_behind => Runs
        for bash zsh fish tcsh ksh mksh yash elvish xonsh nu execvp posix_spawn musl shutil_which go;
    only_the_first_percent_sign_counts: suffix_behind_another_percent_sign => Runs for dash busybox;

    letters_beyond_ascii_are_letters: letters_beyond_ascii => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    letters_beyond_ascii_are_letters_without_a_locale_too: letters_beyond_ascii_without_a_locale => Runs
        for bash dash zsh tcsh ksh mksh busybox elvish nu execvp posix_spawn musl shutil_which go;
    letters_beyond_ascii_hide_the_list_without_a_locale: letters_beyond_ascii_without_a_locale => Stops for yash;
    invalid_bytes_are_bytes: invalid_bytes => Runs
        for bash dash zsh fish tcsh ksh mksh busybox elvish xonsh execvp posix_spawn musl shutil_which go;
    invalid_bytes_hide_the_list: invalid_bytes_elsewhere => Stops for yash nu;
    nothing_in_an_entry_is_expanded_split_or_matched: every_strange_letter => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish nu execvp posix_spawn musl shutil_which go;

    goes_on_at_an_entry_that_is_a_loop: loop_of_links => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu shutil_which go;
    stops_at_an_entry_that_is_a_loop: loop_of_links => Stops for execvp posix_spawn musl;
    goes_on_at_an_overlong_component: overlong_component => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu shutil_which go;
    stops_at_an_overlong_component: overlong_component => Stops for execvp posix_spawn musl;
    goes_on_at_an_overlong_component_that_nobody_gets_to: overlong_component_below_a_missing_directory => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_an_overlong_entry: overlong_entry => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu musl shutil_which go;
    overlong_entry_means_working_directory: overlong_entry => Runs for execvp posix_spawn;
    goes_on_at_an_entry_that_is_too_long_with_the_name: almost_overlong_entry => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu shutil_which go;
    stops_at_an_entry_that_is_too_long_with_the_name: almost_overlong_entry => Stops
        for execvp posix_spawn musl;
    goes_on_at_a_missing_entry: missing_directory => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_a_dangling_entry: dangling_link => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_an_entry_that_is_a_file: file => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    finds_what_it_may_not_list: directory_that_may_not_be_listed => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
}

#[test]
fn fish_3_skips_letters_beyond_ascii_without_a_locale() {
    let Some(fish) = tools::required("fish") else { return };
    let version = std::process::Command::new(fish).arg("--version").output().unwrap();
    if !version.stdout.starts_with(b"fish, version 3") {
        return tools::skip::<()>("this fish is a newer one").unwrap_or(());
    }
    reads("fish", letters_beyond_ascii_without_a_locale, Then::GoesOn);
}

/// Two records of PATH are in the environment: which one counts?
mod duplicate_records {
    macro_rules! each {
        ($($caller:ident)+) => { $(
            #[test]
            fn $caller() {
                super::takes_the_record_that_we_say(stringify!($caller));
            }
        )+ };
    }
    each! { bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go }
}

fn takes_the_record_that_we_say(name: &str) {
    let Some(asker) = Asker::of(caller(name)) else { return };
    let sandbox = Sandbox::new();
    let first = sandbox.planted("first", Kind::Binary, FIRST);
    let second = sandbox.planted("second", Kind::Binary, SECOND);
    let mut records = sandbox.environment(None).block().variables().to_vec();
    let path = |directory: &Path| Variable { name: "PATH".into(), value: crate::sandbox::text(directory) };
    records.insert(0, path(&first));
    records.push(path(&second));
    let observed = match asker.ask_with_records(&sandbox, &records) {
        Some(Ran::Named(file)) if file.starts_with(&first) => Ran::Marked(FIRST),
        Some(Ran::Named(file)) if file.starts_with(&second) => Ran::Marked(SECOND),
        Some(other) => other,
        None => return,
    };
    let disk = OsDisk;
    let mut scene = sandbox.scene(&disk, &sandbox.environment(None));
    scene.env = EnvBlock::new(Flavor::Unix, records);
    let list = read_list(&scene, "PATH", asker.caller.rules());
    let resolution = resolve(&Survey::new(&scene), &list, NAME.as_bytes(), asker.caller);
    let winner = &resolution.winner().unwrap().sighting.path;
    let ours = if winner.starts_with(&crate::sandbox::text(&first)) { FIRST } else { SECOND };
    assert_eq!(observed, Ran::Marked(ours));
}

/// The directories that are searched where there is no PATH, as the system calls tell them.
mod own_list_is_searched_in_the_order_that_we_say {
    macro_rules! each {
        ($($caller:ident)+) => { $(
            #[test]
            fn $caller() {
                super::searches_the_list_that_we_say(stringify!($caller));
            }
        )+ };
    }
    each! { bash dash zsh fish tcsh ksh mksh busybox xonsh execvp posix_spawn musl shutil_which }
}

fn searches_the_list_that_we_say(name: &str) {
    let Some(asker) = Asker::of(caller(name)) else { return };
    let sandbox = Sandbox::new();
    let environment = sandbox.environment(None);
    let Some(calls) = asker.calls(&sandbox, &environment) else { return };
    let disk = OsDisk;
    let scene = sandbox.scene(&disk, &environment);
    let list = read_list(&scene, "PATH", asker.caller.rules());
    let ours: Vec<String> =
        places(&list, asker.caller.rules(), &scene).iter().map(|place| place.directory.to_string()).collect();
    let ours = if asker.caller == Caller::Ksh { each_directory_once(&ours) } else { ours };
    assert_eq!(directories(&calls, &sandbox, asker.caller), ours);
}

fn each_directory_once(list: &[String]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    list.iter().filter(|directory| seen.insert(fs::canonicalize(directory).ok())).cloned().collect()
}

/// Every directory in which the name was looked for, in order, each once. xonsh also looks into a list that it made
/// of those directories that exist, so there only the attempts to run count.
fn directories(calls: &str, sandbox: &Sandbox, caller: Caller) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let here = sandbox.path("cwd").display().to_string();
    for line in calls.lines().filter(|line| caller != Caller::Xonsh || line.contains("execve(")) {
        let Some(directory) = line.split('"').find_map(|text| text.strip_suffix(&format!("/{NAME}"))) else {
            continue;
        };
        let directory = if directory == "." { here.clone() } else { directory.to_owned() };
        if !found.contains(&directory) {
            found.push(directory);
        }
    }
    found
}
