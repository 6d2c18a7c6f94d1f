use crate::activation::forecast::Act;
use crate::activation::outcome::Ending;
use crate::activation::testing::{after, run};
use crate::lookup::Caller;

const USUAL: [(&str, &str); 1] = [("PATH", "/usr/bin")];

#[test]
fn modifiers_and_quotes_give_what_tcsh_gives() {
    let text = "setenv A '/a b'\"/\"'c'\nset own=\"$A:q\"\nsetenv B \"${A}/lib:$own:t:q\"\nsetenv C $A:q";
    let found = run(Caller::Tcsh, &USUAL, Act::Activate, text);
    assert_eq!(after(&found, "B").unwrap(), "/a b/c/lib:c");
    assert_eq!(after(&found, "C").unwrap(), "/a b/c");
}

#[test]
fn branches_nest_and_the_untaken_one_is_not_looked_at() {
    let text = "if ('' != \"\") then\n  setenv A $undefined\nelse\n  if ( $?PATH ) then\n    setenv B 1\n  else if (1) then\n    setenv C 1\n  endif\nendif";
    let found = run(Caller::Tcsh, &USUAL, Act::Activate, text);
    assert_eq!(
        (after(&found, "A"), after(&found, "B").unwrap().as_str(), after(&found, "C")),
        (None, "1", None)
    );
}

#[test]
fn an_undefined_variable_stops_the_script() {
    let found = run(Caller::Tcsh, &USUAL, Act::Activate, "setenv A 1\nset old=\"$prompt\"\nsetenv B 1");
    assert_eq!((after(&found, "A").unwrap().as_str(), after(&found, "B")), ("1", None));
    assert!(matches!(found.outcome.ending, Ending::Aborted { line: 2, .. }));
}

#[test]
fn an_alias_runs_with_its_arguments() {
    let text = "alias f 'test $?PATH != 0 && setenv A \"$PATH\"; test \"\\!:*\" != \"no\" && setenv B \"\\!:*\"'\nf no\nsetenv C 1";
    let found = run(Caller::Tcsh, &USUAL, Act::Activate, text);
    assert_eq!((after(&found, "A").unwrap().as_str(), after(&found, "B")), ("/usr/bin", None));
    let found = run(Caller::Tcsh, &[("PATH", "/nowhere")], Act::Activate, text);
    assert_eq!(after(&found, "A"), None, "`test` is a program to csh");
}
