use crate::activation::forecast::Act;
use crate::activation::outcome::Ending;
use crate::activation::testing::{after, run};
use crate::lookup::Caller;

const USUAL: [(&str, &str); 1] = [("PATH", "/usr/bin")];

#[test]
fn path_is_a_list_and_quoting_joins_it() {
    let text = "set -gx A \"$PATH\"\nset -gx PATH /v/bin $PATH\nset -gx X_PATH $PATH";
    let found = run(Caller::Fish, &[("PATH", "/a:/b")], Act::Activate, text);
    assert_eq!(after(&found, "A").unwrap(), "/a:/b");
    assert_eq!(after(&found, "PATH").unwrap(), "/v/bin:/a:/b");
    assert_eq!(after(&found, "X_PATH").unwrap(), "/v/bin:/a:/b");
}

#[test]
fn conditions_go_on_in_lines_that_begin_with_and() {
    let text = "if test -n \"$A\"\n   and functions -q nothing\n  set -gx B 1\nelse if not set -q C\n  set -gx D 1\nend";
    let found = run(Caller::Fish, &[("PATH", "/usr/bin"), ("A", "1")], Act::Activate, text);
    assert_eq!((after(&found, "B"), after(&found, "D")), (None, Some("1".into())));
}

#[test]
fn a_statement_whose_program_is_missing_is_not_run_at_all() {
    let text = "set -gx A (basename /x/y)";
    assert_eq!(after(&run(Caller::Fish, &USUAL, Act::Activate, text), "A").unwrap(), "y");
    assert_eq!(after(&run(Caller::Fish, &[("PATH", "/nowhere")], Act::Activate, text), "A"), None);
}

#[test]
fn empty_entries_of_path_become_dots() {
    let found = run(Caller::Fish, &[("PATH", "")], Act::Activate, "set -gx PATH /v/bin $PATH");
    assert_eq!(found.path_after.unwrap().to_string(), "/v/bin:.");
}

#[test]
fn nothing_runs_where_a_quote_is_open() {
    let found = run(Caller::Fish, &USUAL, Act::Activate, "set -gx A 1\nset -gx B 'open");
    assert_eq!(after(&found, "A"), None);
    assert!(matches!(found.outcome.ending, Ending::Aborted { line: 2, .. }));
}

#[test]
fn a_local_variable_ends_with_its_block() {
    let text = "if true\n  set -l A 1\n  set -gx B $A\nend\nset -gx C \"$A\"";
    let found = run(Caller::Fish, &USUAL, Act::Activate, text);
    assert_eq!((after(&found, "B").unwrap().as_str(), after(&found, "C").unwrap().as_str()), ("1", ""));
}
