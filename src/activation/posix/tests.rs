use crate::activation::forecast::Act;
use crate::activation::outcome::Ending;
use crate::activation::testing::{after, run};
use crate::lookup::Caller;

const USUAL: [(&str, &str); 1] = [("PATH", "/usr/bin")];

#[test]
fn assignments_are_expanded_and_only_exported_ones_are_seen() {
    let found = run(Caller::Bash, &USUAL, Act::Activate, "A='x y'\nB=\"$A/bin:${NONE:-d}\"\nexport B\nC=1");
    assert_eq!(after(&found, "B").unwrap(), "x y/bin:d");
    assert!(found.variables.iter().any(|change| change.name == "C" && !change.exported));
}

#[test]
fn quotes_make_a_word_of_nothing_and_nothing_unquoted_vanishes() {
    let text = "if [ -n \"$NONE\" ]; then export A=1; fi\nif [ -n $NONE ]; then export B=1; fi";
    let found = run(Caller::Dash, &USUAL, Act::Activate, text);
    assert_eq!((after(&found, "A"), after(&found, "B").unwrap().as_str()), (None, "1"));
}

#[test]
fn functions_get_arguments_and_a_subshell_changes_nothing() {
    let text = "f () {\n  export A=\"$1\"\n  return\n  export B=1\n}\nf one two\n(export C=1) && export D=1";
    let found = run(Caller::Zsh, &USUAL, Act::Activate, text);
    assert_eq!(after(&found, "A").unwrap(), "one");
    assert_eq!((after(&found, "B"), after(&found, "C"), after(&found, "D")), (None, None, Some("1".into())));
}

#[test]
fn programs_answer_only_where_path_leads_to_them() {
    let text = "export A=$(basename /x/name) B=`dirname \"/x/y\"` C=$(uname)";
    let found = run(Caller::Bash, &USUAL, Act::Activate, text);
    assert_eq!(after(&found, "A").unwrap(), "name");
    assert_eq!(after(&found, "B").unwrap(), "/x");
    let found = run(Caller::Bash, &[("PATH", "/nowhere")], Act::Activate, text);
    assert_eq!(after(&found, "A").unwrap(), "");
}

#[test]
fn cases_loops_and_cut_ends_work() {
    let text = "case \"$(uname)\" in CYGWIN*|MSYS*) A=no ;; *) A=yes ;; esac\nexport A\nrest=abc\nwhile [ -n \"$rest\" ]; do\n  B=\"${rest%\"${rest#?}\"}$B\"\n  rest=${rest#?}\ndone\nexport B";
    let found = run(Caller::Mksh, &USUAL, Act::Activate, text);
    assert_eq!((after(&found, "A").unwrap().as_str(), after(&found, "B").unwrap().as_str()), ("yes", "cba"));
}

#[test]
fn each_shell_has_its_own_word_for_the_script_itself() {
    let text = "if [ -n \"${BASH_VERSION:+x}\" ]; then P=\"${BASH_SOURCE[0]}\"\nelif [ -n \"${ZSH_VERSION:+x}\" ]; then P=\"${(%):-%x}\"\nelif [ -n \"${KSH_VERSION:+x}\" ]; then P=\"${.sh.file}\"\nfi\nexport V=\"$(dirname -- \"$(dirname -- \"$(realpath -- \"$P\")\")\")\"";
    for shell in [Caller::Bash, Caller::Zsh, Caller::Ksh] {
        assert_eq!(after(&run(shell, &USUAL, Act::Activate, text), "V").unwrap(), "/v", "{shell}");
    }
    assert_eq!(after(&run(Caller::Dash, &USUAL, Act::Activate, text), "V").unwrap(), ".");
    let stopped = run(Caller::Mksh, &USUAL, Act::Activate, text);
    assert!(matches!(stopped.outcome.ending, Ending::Aborted { line: 3, .. }));
    assert!(matches!(run(Caller::Yash, &USUAL, Act::Activate, text).outcome.ending, Ending::Aborted { .. }));
}

#[test]
fn what_is_not_understood_is_said_with_its_line() {
    for (text, line) in
        [("A=1\neval \"$X\"", 2), ("cat <<END\nEND", 1), ("A=$((1 + 1))", 1), ("\n\nA=$(date)", 3)]
    {
        let found = run(Caller::Bash, &USUAL, Act::Activate, text);
        match found.outcome.ending {
            Ending::NotUnderstood { line: at, .. } => assert_eq!(at, line, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }
}

#[test]
fn the_kernel_s_release_is_read_where_a_script_asks_for_it() {
    let text = "case \"$(uname -r)\" in *WSL*) A=$(wslpath /v) ;; *) A=plain ;; esac\nexport A";
    assert_eq!(after(&run(Caller::Bash, &USUAL, Act::Activate, text), "A").unwrap(), "plain");
}

#[test]
fn an_open_quote_stops_the_shell_where_it_stands() {
    let found = run(Caller::Dash, &USUAL, Act::Activate, "export A=1\nexport B=\"open");
    assert_eq!(after(&found, "A").unwrap(), "1");
    assert!(matches!(found.outcome.ending, Ending::Aborted { line: 2, .. }));
}

#[test]
fn deactivating_calls_the_function_and_runs_nothing_else() {
    let text = "deactivate () { unset A; }\nexport B=1";
    let found = run(Caller::Bash, &[("PATH", "/usr/bin"), ("A", "1")], Act::Deactivate, text);
    assert_eq!((after(&found, "A"), after(&found, "B")), (None, None));
}

#[test]
fn an_unset_path_becomes_the_shell_s_own_list() {
    let text = "PATH=\"/v/bin:$PATH\"\nexport PATH";
    let path = |shell| run(shell, &[], Act::Activate, text).path_after.unwrap().to_string();
    assert_eq!(path(Caller::Zsh), "/v/bin:/bin:/usr/bin:/usr/ucb:/usr/local/bin");
    assert_eq!(path(Caller::Ksh), "/v/bin:");
    assert!(path(Caller::Bash).ends_with(":/sbin:."));
}
