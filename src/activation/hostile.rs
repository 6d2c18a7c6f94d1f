//! Scripts that nobody meant: whatever stands in the file, there is an answer, and soon.

use proptest::prelude::*;

use super::forecast::Act;
use super::outcome::Ending;
use super::testing::run;
use crate::lookup::Caller;

const SHELLS: [Caller; 8] = [
    Caller::Bash,
    Caller::Zsh,
    Caller::Yash,
    Caller::Fish,
    Caller::Tcsh,
    Caller::Nu,
    Caller::Powershell,
    Caller::Cmd,
];

/// Pieces of all the languages, to be put together anyhow.
const PIECES: [&str; 64] = [
    "if ",
    "then\n",
    "else\n",
    "elif ",
    "fi\n",
    "endif\n",
    "end\n",
    "case x in ",
    "esac\n",
    "a) ",
    ";;",
    "while ",
    "do\n",
    "done\n",
    "for a in b; ",
    "{ ",
    "}\n",
    "(",
    ")",
    "f () { ",
    "function f\n",
    "f ",
    "deactivate nondestructive\n",
    "deactivate () {",
    "function global:deactivate {\n",
    "set ",
    "set -gx ",
    "setenv ",
    "export ",
    "unset ",
    "A=",
    "A='b'",
    "\"$A\"",
    "\"${A:-",
    "${A#?}",
    "`",
    "$(",
    "$((",
    "[ -n ",
    "]",
    "test ",
    "!",
    "&&",
    "||",
    "|",
    ";",
    "&",
    "\n",
    "'",
    "\"",
    "\\",
    "#",
    "$",
    "%A%",
    "%%i",
    "$env:A = ",
    "let virtual_env = '",
    "load-env $new_env\n",
    "alias a 'a; a'\n",
    "a\n",
    "goto :x\n:x\n",
    "[a-",
    "*",
    "\u{0}",
];

fn answers(text: &str) {
    for shell in SHELLS {
        for act in [Act::Activate, Act::Deactivate] {
            drop(run(shell, &[("PATH", "/usr/bin"), ("A", "a b")], act, text));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn pieces_in_any_order_have_an_answer(picks in prop::collection::vec(0..PIECES.len(), 0..60)) {
        answers(&picks.iter().map(|pick| PIECES[*pick]).collect::<String>());
    }

    #[test]
    fn any_text_has_an_answer(text in "\\PC{0,200}") {
        answers(&text);
    }
}

fn is_given_up(shell: Caller, text: &str) -> bool {
    let found = run(shell, &[("PATH", "/usr/bin")], Act::Activate, text);
    !matches!(found.outcome.ending, Ending::Whole)
}

#[test]
fn depth_without_end_is_given_up() {
    for open in [
        "(",
        "{ ",
        "if (",
        "if ",
        "! ",
        "A=$(",
        "A=${A:-",
        "A=\"$(",
        "not ",
        "if not defined A ",
        "begin\n",
        "echo `",
    ] {
        answers(&open.repeat(4_000));
    }
    assert!(is_given_up(Caller::Bash, &"(".repeat(4_000)));
    assert!(is_given_up(Caller::Bash, &format!("true{}", " && true".repeat(4_000))));
    assert!(is_given_up(Caller::Fish, &"begin\n".repeat(4_000)));
}

#[test]
fn time_and_space_without_end_are_given_up() {
    assert!(is_given_up(Caller::Bash, "while true; do A=1; done"));
    assert!(is_given_up(Caller::Bash, "while true; do while true; do :; done; done"));
    assert!(is_given_up(Caller::Bash, "A=aaaaaaaaaa; while true; do A=$A$A$A$A; done"));
    assert!(is_given_up(Caller::Bash, "f () { f; f; }; f"));
    assert!(is_given_up(Caller::Fish, "function f\nf\nf\nend\nf"));
    assert!(is_given_up(Caller::Tcsh, "alias f 'f; f'\nf"));
    assert!(is_given_up(Caller::Cmd, ":a\ngoto a"));
    let stars = format!("case {} in {}b) ;; esac", "a".repeat(3_000), "*a".repeat(300));
    assert!(!is_given_up(Caller::Bash, &stars));
}
