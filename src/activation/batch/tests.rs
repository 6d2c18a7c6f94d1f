use crate::activation::forecast::Act;
use crate::activation::outcome::Ending;
use crate::activation::testing::{after, run};
use crate::lookup::Caller;

#[test]
fn names_are_replaced_before_a_block_is_looked_at() {
    let text = "@set \"A=1\"\n@if defined A (\n  @set \"A=2\"\n  @set \"B=%A%\"\n) else (\n  @set \"C=1\"\n)\n@set \"D=%A%\"";
    let found = run(Caller::Cmd, &[("PATH", "x")], Act::Activate, text);
    let of = |name| after(&found, name);
    assert_eq!(
        (of("A"), of("B"), of("C"), of("D")),
        (Some("2".into()), Some("1".into()), None, Some("2".into()))
    );
}

#[test]
fn labels_remarks_and_the_code_page_change_nothing() {
    let text = "@REM if defined A (\n@for /f \"tokens=2\" %%a in ('chcp') do @set _OLD=%%a\n@if not defined A @goto END\n@set \"B=1\"\n:END\n@set \"C=1\"";
    let found = run(Caller::Cmd, &[("PATH", "x")], Act::Activate, text);
    assert_eq!(found.outcome.ending, Ending::Whole);
    assert_eq!(
        (after(&found, "_OLD"), after(&found, "B"), after(&found, "C")),
        (None, None, Some("1".into()))
    );
}

#[test]
fn a_for_loop_gives_the_full_path_and_its_last_component() {
    let text = "@for %%i in (\"%~dp0..\") do @set \"V=%%~fi\"\n@for %%d in (\"%V%\") do @set \"P=%%~nxd\"\n@set \"PATH=%V%\\bin;%PATH%\"";
    let found = run(Caller::Cmd, &[("PATH", "x")], Act::Activate, text);
    assert_eq!((after(&found, "V").unwrap().as_str(), after(&found, "P").unwrap().as_str()), ("/l", "l"));
    assert_eq!(after(&found, "PATH").unwrap(), "/l\\bin;x");
}

#[test]
fn setting_a_variable_to_nothing_removes_it() {
    let found = run(Caller::Cmd, &[("PYTHONHOME", "x")], Act::Activate, "@set PYTHONHOME=");
    assert_eq!(after(&found, "PYTHONHOME"), None);
}

#[test]
fn other_programs_are_not_understood() {
    let found = run(Caller::Cmd, &[], Act::Activate, "@set \"A=1\"\ncall other.bat");
    assert!(matches!(found.outcome.ending, Ending::NotUnderstood { line: 2, .. }));
}
