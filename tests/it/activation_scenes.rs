//! What people do with environments, one after the other and in child shells, against what was foretold.

use std::path::{Path, PathBuf};

use crate::activation_matrix::{FISH, NU, POSIX, Run, Shell, TCSH, XONSH, mistake, quoted};
use crate::makers::{environments, pythons, venv};
use crate::sandbox::{Environment, Sandbox};
use crate::tools;

/// Two environments in a sandbox, and the environment in which shells start.
struct Stage {
    sandbox: Sandbox,
    one: PathBuf,
    two: PathBuf,
    environment: Environment,
}

impl Stage {
    /// None where there is no Python to make environments with.
    fn new() -> Option<Self> {
        let sandbox = Sandbox::new();
        let found = pythons();
        assert!(!found.is_empty() || std::env::var_os("CI").is_none(), "no Python with venv");
        let (first, last) = (found.first()?, found.last()?);
        let (one, two) = (sandbox.path("home/one"), sandbox.path("home/two"));
        venv(first, &one, None);
        venv(last, &two, None);
        let environment = sandbox.environment(Some("/usr/bin:/bin".as_ref()));
        Some(Self { sandbox, one, two, environment })
    }

    fn shells() -> Vec<&'static Shell> {
        let all = POSIX.iter().chain([&FISH, &TCSH]);
        all.filter(|shell| tools::required(shell.program).is_some()).collect()
    }

    /// In every shell: what is told, then a dump, the forecast for `words`, what is done, and a dump.
    fn each(
        &self,
        before: impl Fn(&mut Run<'_>),
        words: impl Fn(&Shell) -> String,
        act: impl Fn(&mut Run<'_>),
    ) {
        self.check(|run| {
            before(run);
            run.dump();
            run.foretell(&words(run.shell));
            act(run);
            run.dump();
        });
    }

    /// The same in a child of the shell that was told something.
    fn each_child(
        &self,
        before: impl Fn(&mut Run<'_>),
        words: impl Fn(&Shell) -> String,
        act: impl Fn(&mut Run<'_>),
    ) {
        self.check(|run| {
            before(run);
            run.in_child(|run| {
                run.dump();
                run.foretell(&words(run.shell));
                act(run);
                run.dump();
            });
        });
    }

    fn check(&self, tell: impl Fn(&mut Run<'_>)) {
        let mut mistakes = Vec::new();
        for shell in Self::shells() {
            let mut run = Run::new(shell, &self.sandbox);
            tell(&mut run);
            let files = run.finish(&self.environment).unwrap();
            let file = |at: usize| files[at].as_deref();
            let wrong = mistake(file(0), file(1), file(2));
            mistakes.extend(wrong.map(|words| format!("{}: {words}", shell.name)));
        }
        assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
    }
}

/// Puts PATH together anew, in the shell's own words.
fn set_path(run: &mut Run<'_>, front: &str, back: &str) {
    run.say(match run.shell.name {
        "fish" => format!("set -gx PATH {front} $PATH {back}"),
        "tcsh" => format!(
            "setenv PATH \"{front}:${{PATH}}{}\"",
            if back.is_empty() { String::new() } else { format!(":{back}") }
        ),
        _ if back.is_empty() => format!("PATH=\"{front}:$PATH\"; export PATH"),
        _ => format!("PATH=\"{front}:$PATH:{back}\"; export PATH"),
    });
}

fn named(root: &Path) -> impl Fn(&Shell) -> String {
    move |shell| quoted(shell, root)
}

fn undo(_: &Shell) -> String {
    "--undo".to_owned()
}

#[test]
fn the_same_environment_twice() {
    let Some(stage) = Stage::new() else { return };
    stage.each(|run| run.source(&stage.one), named(&stage.one), |run| run.source(&stage.one));
}

#[test]
fn another_environment_replaces_the_active_one() {
    let Some(stage) = Stage::new() else { return };
    stage.each(|run| run.source(&stage.one), named(&stage.two), |run| run.source(&stage.two));
}

#[test]
fn in_a_child_shell_another_environment_goes_on_top() {
    let Some(stage) = Stage::new() else { return };
    stage.each_child(|run| run.source(&stage.one), named(&stage.two), |run| run.source(&stage.two));
}

#[test]
fn in_a_child_shell_the_same_environment_is_activated_again() {
    let Some(stage) = Stage::new() else { return };
    stage.each_child(|run| run.source(&stage.one), named(&stage.one), |run| run.source(&stage.one));
}

#[test]
fn in_a_child_shell_the_second_of_two_is_undone() {
    let Some(stage) = Stage::new() else { return };
    let before = |run: &mut Run<'_>| run.source(&stage.one);
    stage.check(|run| {
        before(run);
        run.in_child(|run| {
            run.source(&stage.two);
            run.dump();
            run.foretell("--undo");
            run.say("deactivate");
            run.dump();
        });
    });
}

#[test]
fn a_child_shell_has_no_command_to_deactivate() {
    let Some(stage) = Stage::new() else { return };
    stage.each_child(|run| run.source(&stage.one), undo, |run| run.say("deactivate"));
}

#[test]
fn what_was_put_in_front_since_the_activation_is_lost() {
    let Some(stage) = Stage::new() else { return };
    let before = |run: &mut Run<'_>| {
        run.source(&stage.one);
        set_path(run, "/new", "");
    };
    stage.each(before, undo, |run| run.say("deactivate"));
    stage.each(before, named(&stage.two), |run| run.source(&stage.two));
}

#[test]
fn what_was_put_at_both_ends_since_the_activation_is_lost() {
    let Some(stage) = Stage::new() else { return };
    let before = |run: &mut Run<'_>| {
        run.source(&stage.one);
        set_path(run, "/new", "/tail");
    };
    stage.each(before, undo, |run| run.say("deactivate"));
}

#[test]
fn what_was_put_in_front_before_the_activation_stays() {
    let Some(stage) = Stage::new() else { return };
    let before = |run: &mut Run<'_>| {
        set_path(run, "/earlier", "");
        run.source(&stage.one);
    };
    stage.each(before, undo, |run| run.say("deactivate"));
}

#[test]
fn a_moved_environment_activates_its_old_place() {
    let Some(stage) = Stage::new() else { return };
    let moved = stage.sandbox.path("home/moved");
    std::fs::rename(&stage.one, &moved).unwrap();
    stage.each(|_| (), named(&moved), |run| run.source(&moved));
    let words = ["activation", "--json", "--shell", "bash", moved.to_str().unwrap()];
    let document = stage.sandbox.ask_with(Some("/usr/bin:/bin".as_ref()), &words).json();
    assert_eq!(document["codes"], serde_json::json!(["script-for-other-directory"]));
    assert!(
        document["path"]["after"].as_str().unwrap().starts_with(stage.one.to_str().unwrap()),
        "{document}"
    );
}

#[test]
fn lines_that_people_add_to_the_script_count() {
    let Some(stage) = Stage::new() else { return };
    for name in ["activate", "activate.fish", "activate.csh"] {
        let script = stage.one.join("bin").join(name);
        let mut text = std::fs::read_to_string(&script).unwrap();
        text += match name {
            "activate" => {
                "\nexport PROJECT=\"$VIRTUAL_ENV/data\"\nif [ -n \"$HOME\" ]; then PATH=\"$HOME/tools:$PATH\"; fi\n"
            }
            "activate.fish" => {
                "\nset -gx PROJECT \"$VIRTUAL_ENV/data\"\nset -gx PATH \"$HOME/tools\" $PATH\n"
            }
            _ => "\nsetenv PROJECT \"$VIRTUAL_ENV/data\"\nsetenv PATH \"$HOME/tools:$PATH\"\n",
        };
        std::fs::write(&script, text).unwrap();
    }
    stage.each(|_| (), named(&stage.one), |run| run.source(&stage.one));
}

/// Environments that have scripts for Nushell and xonsh, and the runs of what is told with two of them.
fn in_newer_shells(tell: impl Fn(&mut Run<'_>, &Path, &Path)) {
    let sandbox = Sandbox::new();
    let made = environments(&sandbox.path("home"));
    let named = |label: &str| made.iter().find(|made| made.label == label).map(|made| made.root.clone());
    let (Some(one), Some(two)) = (named("virtualenv"), named("uv")) else { return };
    let environment = sandbox.environment(Some("/usr/bin:/bin".as_ref()));
    for shell in [&NU, &XONSH].into_iter().filter(|shell| tools::optional(shell.program).is_some()) {
        for (one, two) in [(&one, &two), (&two, &one)] {
            let mut run = Run::new(shell, &sandbox);
            tell(&mut run, one, two);
            let files = run.finish(&environment).unwrap();
            let file = |at: usize| files[at].as_deref();
            assert_eq!(mistake(file(0), file(1), file(2)), None, "{} {}", shell.name, one.display());
        }
    }
}

#[test]
fn newer_shells_activate_twice_and_one_on_top_of_another() {
    in_newer_shells(|run, one, _| {
        run.source(one);
        run.dump();
        run.foretell(&quoted(run.shell, one));
        run.source(one);
        run.dump();
    });
    in_newer_shells(|run, one, two| {
        run.source(one);
        run.dump();
        run.foretell(&quoted(run.shell, two));
        run.source(two);
        run.dump();
    });
}

#[test]
fn newer_shells_deactivate_after_one_on_top_of_another() {
    in_newer_shells(|run, one, two| {
        run.source(one);
        run.source(two);
        run.dump();
        run.foretell("--undo");
        run.say("deactivate");
        run.dump();
    });
}
