//! Each caller's row of rules, proven by running that very program: what it does at each kind of candidate, and how
//! it reads each kind of entry. Every case also asks the library, so table and program cannot drift apart.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::time::Duration;

use envpeek::host::OsDisk;
use envpeek::lookup::{Caller, Survey, Verdict, read_list, resolve};

use crate::candidates::Kind;
use crate::sandbox::{Environment, Sandbox, os_string};
use crate::shells::{Asker, NAME, Ran};

/// What a caller does at the first of two candidates; the second is a good one.
#[derive(Clone, Copy)]
pub(crate) enum Then {
    /// It runs the first.
    Runs,
    /// It runs the first, which does nothing.
    RunsSilently,
    /// It runs the second.
    GoesOn,
    /// It fails at the first.
    Stops,
}

pub(crate) const FIRST: u8 = 11;
pub(crate) const SECOND: u8 = 12;

pub(crate) fn caller(name: &str) -> Caller {
    Caller::named(&name.replace('_', "-")).unwrap()
}

/// A candidate of this kind stands before a good one.
fn meets(name: &str, kind: Kind, then: Then) {
    let caller = caller(name);
    let Some(asker) = Asker::of(caller) else { return };
    let sandbox = Sandbox::new();
    let first = sandbox.planted("first", kind, FIRST);
    let second = sandbox.planted("second", Kind::Binary, SECOND);
    let environment = sandbox.environment(Some(&joined([&first, &second])));
    expect(&asker, &sandbox, &environment, then, [&first, &second]);
}

fn joined<const COUNT: usize>(directories: [&Path; COUNT]) -> OsString {
    directories.map(Path::as_os_str).join(OsStr::new(":"))
}

/// Both the library and the program do what the row says.
pub(crate) fn expect(
    asker: &Asker,
    sandbox: &Sandbox,
    environment: &Environment,
    then: Then,
    directories: [&Path; 2],
) {
    let observed = asker.ask_until(sandbox, environment, |ran| is(ran, then, directories));
    assert!(is(&observed, then, directories), "{} did {observed:?}", asker.caller);
    let disk = OsDisk;
    let scene = sandbox.scene(&disk, environment);
    let list = read_list(&scene, "PATH", asker.caller.rules());
    let resolution = resolve(&Survey::new(&scene), &list, NAME.as_bytes(), asker.caller);
    let winner = resolution.winner().map(|winner| {
        let path = PathBuf::from(os_string(&winner.sighting.path));
        (std::fs::canonicalize(path.parent().unwrap()).unwrap(), winner.runs())
    });
    let [first, second] = directories.map(|directory| std::fs::canonicalize(directory).unwrap_or_default());
    let expected = match then {
        Then::Runs | Then::RunsSilently => winner == Some((first, true)),
        Then::GoesOn => winner == Some((second, true)),
        Then::Stops => resolution.halt.is_some() || winner.is_none() || winner == Some((first, false)),
    };
    assert!(expected, "{}: we say {winner:?}", asker.caller);
    let wins = resolution.candidates.iter().filter(|candidate| candidate.verdict == Verdict::Wins);
    assert!(wins.count() <= 1);
}

fn is(ran: &Ran, then: Then, directories: [&Path; 2]) -> bool {
    let lies_in = |path: &Path, directory: &Path| {
        std::fs::canonicalize(path.parent().unwrap()).ok() == std::fs::canonicalize(directory).ok()
    };
    match (then, ran) {
        (Then::Runs, Ran::Marked(mark)) => *mark == FIRST,
        (Then::GoesOn, Ran::Marked(mark)) => *mark == SECOND,
        (Then::RunsSilently, Ran::Silently) | (Then::Stops, Ran::Failed) => true,
        (Then::GoesOn, Ran::Named(path)) => lies_in(path, directories[1]),
        (_, Ran::Named(path)) => lies_in(path, directories[0]),
        _ => false,
    }
}

/// One module a row, one test a caller: `rule::caller`.
macro_rules! rows {
    ($($rule:ident: $kind:ident => $then:ident for $($caller:ident)+;)+) => { $(
        mod $rule {
            $(
                #[test]
                fn $caller() {
                    super::meets(stringify!($caller), super::Kind::$kind, super::Then::$then);
                }
            )+
        }
    )+ };
}

rows! {
    runs_a_binary: Binary => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    runs_a_script: Script => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    runs_a_script_of_a_script: ScriptOfScript => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    follows_a_link: LinkToGood => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    follows_forty_links: LinkChainOfForty => Runs
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;

    goes_on_at_a_directory: Directory => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_a_link_to_a_directory: LinkToDirectory => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_a_file_without_permission: NotExecutable => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_a_dangling_link: DanglingLink => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_where_nothing_stands: Nothing => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu execvp posix_spawn musl shutil_which go;

    goes_on_at_a_missing_interpreter: MissingInterpreter => GoesOn
        for dash zsh tcsh ksh busybox execvp posix_spawn musl;
    stops_at_a_missing_interpreter: MissingInterpreter => Stops
        for bash fish mksh yash elvish xonsh nu shutil_which go;
    goes_on_at_an_interpreter_that_may_not_be_executed: InterpreterNotExecutable => GoesOn
        for dash zsh tcsh ksh busybox execvp posix_spawn musl;
    stops_at_an_interpreter_that_may_not_be_executed: InterpreterNotExecutable => Stops
        for bash fish mksh yash elvish xonsh nu shutil_which go;
    goes_on_at_an_interpreter_that_is_a_directory: InterpreterIsDirectory => GoesOn
        for dash zsh tcsh ksh busybox execvp posix_spawn musl;
    stops_at_an_interpreter_that_is_a_directory: InterpreterIsDirectory => Stops
        for bash fish mksh yash elvish xonsh nu shutil_which go;
    goes_on_at_a_script_whose_interpreter_misses_its_own: InterpreterOfInterpreterMissing => GoesOn
        for dash zsh tcsh ksh busybox execvp posix_spawn musl;
    stops_at_a_script_whose_interpreter_misses_its_own: InterpreterOfInterpreterMissing => Stops
        for bash fish mksh yash elvish xonsh nu shutil_which go;
    goes_on_at_a_carriage_return: CarriageReturn => GoesOn
        for dash zsh tcsh ksh busybox execvp posix_spawn musl;
    stops_at_a_carriage_return: CarriageReturn => Stops
        for bash fish mksh yash elvish nu shutil_which go;
    ignores_a_carriage_return: CarriageReturn => Runs for xonsh;
    goes_on_at_a_missing_loader: MissingLoader => GoesOn
        for dash zsh tcsh ksh busybox execvp posix_spawn musl xonsh;
    stops_at_a_missing_loader: MissingLoader => Stops
        for bash fish mksh yash elvish nu shutil_which go;
    goes_on_at_a_script_that_interprets_itself: InterpretsItself => GoesOn for dash zsh tcsh busybox;
    stops_at_a_script_that_interprets_itself: InterpretsItself => Stops
        for bash fish ksh mksh yash elvish xonsh nu execvp posix_spawn musl shutil_which go;
    goes_on_at_an_interpreter_that_is_a_loop_of_links: InterpreterIsLoop => GoesOn for dash zsh tcsh busybox;
    stops_at_an_interpreter_that_is_a_loop_of_links: InterpreterIsLoop => Stops
        for bash fish ksh mksh yash elvish xonsh nu execvp posix_spawn musl shutil_which go;

    looks_on_path_for_an_interpreter_without_a_slash: BareInterpreter => Runs for zsh xonsh;
    goes_on_at_an_interpreter_without_a_slash: BareInterpreter => GoesOn
        for dash tcsh ksh busybox execvp posix_spawn musl;
    stops_at_an_interpreter_without_a_slash: BareInterpreter => Stops
        for bash fish mksh yash elvish nu shutil_which go;

    reads_a_script_whose_interpreter_is_text_itself: InterpreterIsText => Runs
        for bash dash fish tcsh ksh yash busybox execvp;
    goes_on_at_an_interpreter_that_is_text: InterpreterIsText => GoesOn for zsh;
    stops_at_an_interpreter_that_is_text: InterpreterIsText => Stops
        for mksh elvish xonsh nu posix_spawn musl shutil_which go;
    reads_text_behind_an_empty_hash_bang: HashBangAlone => Runs
        for bash dash fish tcsh ksh mksh yash busybox execvp;
    goes_on_at_an_empty_hash_bang: HashBangAlone => GoesOn for zsh;
    stops_at_an_empty_hash_bang: HashBangAlone => Stops for elvish nu posix_spawn musl shutil_which go;
    reads_text_behind_a_hash_bang_that_the_kernel_cuts_off: HashBangTooLong => Runs
        for bash dash fish tcsh ksh mksh yash busybox execvp;
    reads_text: Text => Runs for bash dash zsh fish tcsh ksh mksh yash busybox execvp;
    stops_at_text: Text => Stops for elvish nu posix_spawn musl shutil_which go;
    runs_no_bytes_at_all: ZeroLength => RunsSilently for bash dash zsh fish tcsh ksh mksh yash busybox execvp;
    stops_at_no_bytes_at_all: ZeroLength => Stops for elvish nu posix_spawn musl shutil_which go;

    goes_on_at_a_binary_for_another_machine: ForeignBinary => GoesOn for dash zsh xonsh;
    stops_at_a_binary_for_another_machine: ForeignBinary => Stops
        for bash fish tcsh ksh mksh yash busybox elvish nu execvp posix_spawn musl shutil_which go;
    goes_on_at_an_object_file: ObjectFile => GoesOn for dash zsh xonsh;
    stops_at_an_object_file: ObjectFile => Stops
        for bash fish tcsh ksh mksh yash busybox elvish nu execvp posix_spawn musl shutil_which go;

    goes_on_at_a_pipe: Fifo => GoesOn
        for dash zsh fish tcsh ksh mksh yash busybox xonsh nu execvp posix_spawn musl;
    stops_at_a_pipe: Fifo => Stops for elvish shutil_which go;
    goes_on_at_a_socket: Socket => GoesOn
        for dash zsh fish tcsh mksh yash busybox xonsh nu execvp posix_spawn musl;
    stops_at_a_socket: Socket => Stops for bash ksh elvish shutil_which go;

    goes_on_at_a_loop_of_links: LinkLoop => GoesOn
        for bash dash zsh fish tcsh mksh yash busybox elvish xonsh nu shutil_which go;
    stops_at_a_loop_of_links: LinkLoop => Stops for ksh execvp posix_spawn musl;
    goes_on_at_forty_one_links: LinkChainOfFortyOne => GoesOn
        for bash dash zsh fish tcsh mksh yash busybox elvish xonsh nu shutil_which go;
    stops_at_forty_one_links: LinkChainOfFortyOne => Stops for ksh execvp posix_spawn musl;
    goes_on_at_a_link_to_an_overlong_name: LinkToOverlongName => GoesOn
        for bash dash zsh fish tcsh ksh mksh yash busybox elvish xonsh nu shutil_which go;
    stops_at_a_link_to_an_overlong_name: LinkToOverlongName => Stops for execvp posix_spawn musl;
}

/// xonsh starts the interpreter of a script itself, but only where the script is the file that it chose.
#[test]
fn xonsh_leaves_the_search_to_python_after_a_binary_for_another_machine() {
    let Some(asker) = Asker::of(Caller::Xonsh) else { return };
    let sandbox = Sandbox::new();
    let directories = [
        sandbox.planted("first", Kind::ForeignBinary, FIRST),
        sandbox.planted("third", Kind::CarriageReturn, 13),
        sandbox.planted("fourth", Kind::Text, 14),
        sandbox.planted("second", Kind::Binary, SECOND),
    ];
    let [first, third, fourth, second] = &directories;
    let environment = sandbox.environment(Some(&joined([first, third, fourth, second])));
    expect(&asker, &sandbox, &environment, Then::GoesOn, [first, second]);
}

/// An empty PATH holds nothing for xonsh, so that Python looks into the working directory, and reads no `#!` line.
#[test]
fn xonsh_does_not_ignore_a_carriage_return_with_an_empty_path() {
    let Some(asker) = Asker::of(Caller::Xonsh) else { return };
    let sandbox = Sandbox::new();
    let first = sandbox.planted("cwd", Kind::CarriageReturn, FIRST);
    let environment = sandbox.environment(Some(OsStr::new("")));
    expect(&asker, &sandbox, &environment, Then::Stops, [&first, &first]);
}

/// bash looks into what it could not execute, and nobody ever writes into this pipe.
#[test]
fn bash_waits_for_ever_at_a_pipe() {
    let Some(asker) = Asker::of(Caller::Bash) else { return };
    let sandbox = Sandbox::new();
    let first = sandbox.planted("first", Kind::Fifo, FIRST);
    let environment = sandbox.environment(Some(first.as_os_str()));
    assert_eq!(asker.patient_for(Duration::from_millis(700)).ask(&sandbox, &environment), Ran::Hung);
}

/// Permission for somebody else is none; elvish of Go before 1.20 only looks for any bit, and fails.
mod permission_for_others_is_none {
    macro_rules! each {
        ($($caller:ident)+) => { $(
            #[test]
            fn $caller() {
                let is_root = rustix::process::geteuid().is_root();
                let then = if is_root { super::Then::Runs } else { super::Then::GoesOn };
                super::meets(stringify!($caller), super::Kind::ExecutableForOthers, then);
            }
        )+ };
    }
    each! { bash dash zsh fish tcsh ksh mksh yash busybox xonsh nu execvp posix_spawn musl shutil_which }
}

#[test]
fn elvish_of_debian_takes_any_execute_bit_for_permission() {
    let Some(elvish) = crate::tools::required("elvish") else { return };
    let version = std::process::Command::new(elvish).arg("-version").output().unwrap();
    if !version.stdout.starts_with(b"0.19") {
        return crate::tools::skip::<()>("this elvish is a newer one").unwrap_or(());
    }
    let is_root = rustix::process::geteuid().is_root();
    let then = if is_root { Then::Runs } else { Then::Stops };
    meets("elvish", Kind::ExecutableForOthers, then);
}
